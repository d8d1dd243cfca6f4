"""Somebody whose municipality asks for a second factor sets one up, and comes back with it."""

import pytest
from django.core.cache import cache

from municipalities.roles import Role
from tests.authenticator_app import code
from tests.factories import PASSWORD, make_town, make_user

pytestmark = pytest.mark.journey


@pytest.fixture
def olga(transactional_db):
    cache.clear()
    return make_user("olga", make_town("lindehoven", requires_second_factor=True), Role.OFFICER, language="en")


def test_a_town_that_asks_for_a_second_factor(page, sign_in, olga):
    sign_in("olga")
    assert page.get_by_text("asks for a second factor").is_visible()

    page.get_by_role("link", name="Activate").click()
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    secret = page.get_by_label("Authenticator secret").input_value()
    page.get_by_label("Authenticator code").fill(code(secret))
    page.get_by_role("button", name="Activate").click()
    assert page.get_by_text("10 out of 10 recovery codes").is_visible()
    page.get_by_role("link", name="Overview").click()
    assert page.get_by_role("heading", name="Overview").is_visible()

    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/accounts/login/")
    sign_in("olga")
    page.locator("[name=code]").fill("000000")
    page.get_by_role("button", name="Sign In", exact=True).click()
    assert page.get_by_text("Incorrect code").is_visible()
    page.locator("[name=code]").fill(code(secret))
    page.get_by_role("button", name="Sign In", exact=True).click()
    assert page.get_by_role("heading", name="Overview").is_visible()


def test_a_passkey_opens_the_door_without_a_password(page, sign_in, olga):
    """The browser's own virtual key: the scripts run under the strict policy, and a passkey is enough by itself."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**key, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    page.goto(page.url.replace("127.0.0.1", "localhost"))
    sign_in("olga")
    page.get_by_role("link", name="Add").click()
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    page.get_by_role("link", name="Overview").click()
    page.get_by_role("button", name="Log out").click()

    page.get_by_role("button", name="Log in with a passkey").click()
    page.get_by_role("heading", name="Overview").wait_for()
