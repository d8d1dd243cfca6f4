"""Where a municipality asks for a second factor, a session opened with a password alone does not reach the admin."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from municipalities.models import Municipality, User
from municipalities.signing_in.adapters import FactorAdapter
from tests.authenticator_app import code
from tests.factories import PASSWORD, make_user

INDEX = "/admin/"


@pytest.fixture
def strict(town):
    Municipality.objects.filter(pk=town.pk).update(requires_second_factor=True)


@pytest.fixture
def set_up(transactional_db):
    """set_up(client) adds an authenticator app to the person who is signed in there; gives its secret."""

    def set_up(client: Client) -> str:
        page = reverse("mfa_activate_totp")
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": page})
        secret = re.search(r'id="authenticator_secret"[^>]*value="(\w+)"', client.get(page).content.decode())[1]
        client.post(page, {"code": code(secret)})
        return secret

    return set_up


@pytest.fixture(autouse=True)
def codes_may_be_used_again(monkeypatch):
    """A code serves once; tests would have to wait half a minute for the next one."""
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.TOTP._mark_code_used", lambda *_args: True)


def test_without_one_the_admin_leads_to_setting_it_up(browser, log_in, officer, strict, set_up):
    User.objects.update(language="en")
    log_in("olga")
    for page in (INDEX, reverse("admin:profile"), reverse("admin:strategy_plan_changelist")):
        answer = browser.get(page)
        assert answer.url.startswith(reverse("mfa_index"))
    assert "asks for a second factor" in browser.get(answer.url).content.decode()
    set_up(browser)
    assert browser.get(INDEX).status_code == 200


def test_nothing_can_be_posted_without_one_either(browser, log_in, officer, strict, draft):
    log_in("olga")
    answer = browser.post(reverse("admin:strategy_edition_publish", args=[draft.pk]))
    assert answer.url.startswith(reverse("mfa_index"))
    draft.refresh_from_db()
    assert not draft.is_sealed


def test_who_has_one_is_asked_for_it_at_every_login(browser, log_in, officer, strict, set_up):
    log_in("olga")
    secret = set_up(browser)
    browser.post(reverse("account_logout"))
    assert log_in("olga").url == reverse("mfa_authenticate")
    assert browser.get(INDEX).status_code == 302
    browser.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert browser.get(INDEX).status_code == 302
    browser.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert browser.get(INDEX).status_code == 200


def test_a_recovery_code_serves_once(browser, log_in, officer, strict, set_up):
    log_in("olga")
    set_up(browser)
    codes = Authenticator.objects.get(user=officer, type="recovery_codes").wrap().get_unused_codes()
    for expected in (200, 302):
        browser.post(reverse("account_logout"))
        log_in("olga")
        browser.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert browser.get(INDEX).status_code == expected


def test_a_session_that_did_not_use_the_factor_stays_outside(log_in, officer, strict, set_up):
    """Whoever holds an older session with the password alone gets in with the factor, and not by adding another."""
    old, new = Client(), Client()
    old.force_login(officer)
    log_in("olga", client=new)
    secret = set_up(new)
    old.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert old.get(reverse("mfa_add_webauthn")).url.startswith(reverse("account_reauthenticate"))
    answer = old.get(INDEX)
    assert answer.url.startswith(reverse("mfa_reauthenticate"))
    old.post(answer.url, {"code": code(secret)})
    assert old.get(INDEX).status_code == 200


def test_the_first_factor_ends_all_other_sessions(log_in, officer, set_up):
    elsewhere, here = Client(), Client()
    log_in("olga", client=elsewhere)
    log_in("olga", client=here)
    set_up(here)
    assert [client.get(INDEX).status_code for client in (elsewhere, here)] == [302, 200]


def test_taking_the_factor_away_shuts_the_door_at_the_next_login(browser, log_in, officer, strict, set_up):
    log_in("olga")
    set_up(browser)
    browser.post(reverse("mfa_deactivate_totp"))
    browser.post(reverse("account_logout"))
    log_in("olga")
    assert browser.get(INDEX).url.startswith(reverse("mfa_index"))


def test_people_of_other_towns_are_not_asked(browser, log_in, stranger, strict):
    log_in("stan")
    assert browser.get(INDEX).status_code == 200


def test_a_role_in_one_strict_town_is_enough(browser, log_in, stranger, town, strict):
    stranger.memberships.create(municipality=town, role="reader")
    log_in("stan")
    assert browser.get(INDEX).url.startswith(reverse("mfa_index"))


@pytest.mark.parametrize(("required", "status"), [(True, 302), (False, 200)])
def test_operators_by_a_setting_of_the_installation(browser, log_in, operator, settings, required, status):
    settings.REQUIRE_SECOND_FACTOR = required
    log_in("otto")
    assert browser.get(INDEX).status_code == status


def test_the_switch_says_who_has_none_yet(log_in, administrator, officer, town, set_up, at_admin):
    client = Client(headers={"accept-language": "en"})
    log_in("olga", client=client)
    set_up(client)
    make_user("gone", town, "officer", is_active=False)
    page = at_admin(administrator).get(reverse("admin:municipalities_municipality_change", args=[town.pk]))
    assert "These people have none: anna." in page.content.decode()


def test_secrets_lie_encrypted_and_can_be_read_with_a_former_key(browser, log_in, officer, set_up, settings):
    log_in("olga")
    secret = set_up(browser)
    kept = Authenticator.objects.get(user=officer, type="totp").data["secret"]
    assert secret not in kept
    former = settings.SECRET_KEY
    settings.SECRET_KEY = "another key of more than thirty-two characters"
    assert FactorAdapter().decrypt(kept) != secret
    settings.SECRET_KEY_FALLBACKS = [former]
    assert FactorAdapter().decrypt(kept) == secret
