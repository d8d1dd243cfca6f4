"""The cast: four people of one town, an officer of another, a visitor and the operator; and a plan to work on."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client, override_settings
from django.utils import translation
from hypothesis import settings

from municipalities.models import User
from municipalities.roles import Role
from strategy.models import Edition, Plan, triggers
from strategy.services.publishing import publish_edition, start_draft
from strategy.tree import Branch, rearranging

from .factories import make_draft, make_plan, make_published, make_town, make_user
from .guarded import Guarded

settings.register_profile("unhurried", parent=settings(), deadline=None)  # no test is timed: machines are shared
settings.load_profile("unhurried")


@pytest.fixture(scope="session", autouse=True)
def quick_passwords():
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True)
def sentences_in_english():
    """What services answer is compared with the language that the sentences are written in."""
    with translation.override("en"):
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item):
    """Lets pytest-django empty SQLite after a test that committed: sealed rows refuse to be deleted, even then.

    Emptying ends with Django's post_migrate signal, which installs the triggers again (strategy/apps.py).
    """
    marker = item.get_closest_marker("django_db")
    commits = bool(marker and marker.kwargs.get("transaction"))
    if commits or {"transactional_db", "live_server"} & set(item.fixturenames):
        triggers.remove(connection)


@pytest.fixture
def town(db):
    """Dutch, with English switched on."""
    return make_town("lindehoven", languages=("nl", "en"))


@pytest.fixture
def other_town(db):
    return make_town("beukenrade")


@pytest.fixture
def officer(town):
    return make_user("olga", town, Role.OFFICER)


@pytest.fixture
def secretary(town):
    return make_user("sam", town, Role.SECRETARY)


@pytest.fixture
def administrator(town):
    return make_user("anna", town, Role.ADMINISTRATOR)


@pytest.fixture
def reader(town):
    return make_user("rik", town, Role.READER)


@pytest.fixture
def stranger(other_town):
    """A policy officer, of the other town."""
    return make_user("stan", other_town, Role.OFFICER)


@pytest.fixture
def operator(db):
    return make_user("otto", is_superuser=True)


@pytest.fixture
def visitor():
    return AnonymousUser()


@pytest.fixture
def plan(town):
    return make_plan(town)


@pytest.fixture
def draft(plan):
    """An open edition with nothing in it yet."""
    return make_draft(plan)


@pytest.fixture
def published(plan):
    """A sealed edition: one theme with one objective."""
    return make_published(plan, "Safe city\n  Light in every street")


@pytest.fixture
def publish():
    """publish(plan, Branch(…), …) publishes a new edition with these branches instead of what the last one had."""

    def make(plan: Plan, *branches: Branch) -> Edition:
        edition = start_draft(plan, actor=None, empty=True)
        with rearranging(edition, actor=None) as tree:
            tree.build(branches)
        return publish_edition(edition, actor=None)

    return make


@pytest.fixture
def at_admin():
    """A browser in which ``person`` is signed in; the interface is English."""

    def sign_in(person: User | AnonymousUser) -> Client:
        client = Guarded(headers={"accept-language": "en"})
        if not person.is_anonymous:
            User.objects.filter(pk=person.pk).update(language="en")
            client.force_login(person)
        return client

    return sign_in
