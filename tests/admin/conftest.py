"""The cast at the admin: everybody with a browser of their own, and English sentences."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from municipalities.models import User


@pytest.fixture
def at_admin():
    """A browser in which ``person`` is signed in; the interface is English."""

    def sign_in(person: User | AnonymousUser) -> Client:
        client = Client(headers={"accept-language": "en"})
        if not person.is_anonymous:
            User.objects.filter(pk=person.pk).update(language="en")
            client.force_login(person)
        return client

    return sign_in
