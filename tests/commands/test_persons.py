"""What somebody can ask about themselves: to see what is held, and to be forgotten; and who lost their factors."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError
from django.test import Client
from django.urls import reverse

from municipalities.models import User
from strategy.models import Change, Feedback
from tests.factories import PASSWORD, make_draft, make_user
from tests.outline import plant


@pytest.fixture
def busy(town, plan, officer):
    """Olga did something, has a factor, is signed in, and once wrote a message as a citizen."""
    edition = make_draft(plan, actor=officer)
    plant(edition, "Safe city", actor=officer)
    Authenticator.objects.create(user=officer, type="totp", data={"secret": "hidden"})
    Feedback.objects.create(municipality=town, page="/nl/", language="nl", text="A slip.", email="Olga@example.org")
    return officer


@pytest.fixture
def signed_in(officer):
    browser = Client()
    browser.post(reverse("account_login"), {"login": "olga", "password": PASSWORD})
    assert browser.get("/admin/").status_code == 200
    return browser


def test_all_that_is_held_is_given_and_nothing_that_opens_doors(run, signed_in, busy):
    written = run("export_person", "OLGA@example.org")
    held = json.loads(written)
    assert held["municipalities.user"][0]["username"] == "olga"
    assert held["municipalities.membership"][0]["role"] == "officer"
    assert len(held["strategy.change"]) == Change.objects.filter(actor=busy).count() > 0
    assert held["strategy.feedback"][0]["text"] == "A slip."
    assert held["usersessions.usersession"][0]["ip"] == "127.0.0.1"
    session = signed_in.cookies["sessionid"].value
    assert not [secret for secret in ("hidden", busy.password, session) if secret in written]


def test_of_nobody_else(run, busy, secretary, stranger):
    held = json.loads(run("export_person", "sam@example.org"))
    assert set(held) == {"municipalities.user", "municipalities.membership"}


def test_who_is_forgotten_leaves_acts_without_a_name(run, signed_in, busy):
    acts = Change.objects.filter(actor=busy).count()
    User.objects.filter(pk=busy.pk).update(first_name="Olga", last_name="Peeters")
    run("forget_person", "olga@example.org")
    nobody = User.objects.get(pk=busy.pk)
    assert str(nobody) == "a former colleague"
    assert Change.objects.filter(actor=nobody).count() == acts
    assert not nobody.memberships.exists()
    assert not Authenticator.objects.exists()
    assert signed_in.get("/admin/").status_code == 302
    with pytest.raises(CommandError, match="Nothing is held"):
        run("export_person", "olga@example.org")
    row = json.dumps(User.objects.filter(pk=busy.pk).values()[0], default=str)
    assert "olga" not in row.lower()
    assert "Peeters" not in row


def test_the_last_administrator_cannot_be_forgotten(run, administrator):
    with pytest.raises(CommandError, match="last administrator"):
        run("forget_person", "anna@example.org")
    assert User.objects.get(pk=administrator.pk).email == "anna@example.org"


@pytest.mark.parametrize("command", ["export_person", "forget_person", "forget_factors"])
def test_of_an_unknown_person_nothing_is_done(run, db, command):
    with pytest.raises(CommandError):
        run(command, "nobody@example.org")


def test_lost_factors_are_taken_away_and_sessions_end(run, signed_in, busy):
    make_user("other")
    run("forget_factors", "olga")
    assert not Authenticator.objects.filter(user=busy).exists()
    assert signed_in.get("/admin/").status_code == 302
    assert User.objects.get(pk=busy.pk).email == "olga@example.org"
