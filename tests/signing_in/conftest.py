"""Browsers that sign in by the form, with codes as an authenticator app makes them."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD


@pytest.fixture(autouse=True)
def fresh_limits():
    """Attempts are counted in the cache, which tests share."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def browser():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def log_in(browser):
    """log_in("olga") posts the form; gives the answer."""

    def log_in(name: str, password: str = PASSWORD, client: Client | None = None):
        return (client or browser).post(reverse("account_login"), {"login": name, "password": password})

    return log_in
