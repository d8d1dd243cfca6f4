"""A town's own identity provider: it says who somebody is; what they may do, the town's administrator has said."""

import json
import urllib.request
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.urls import reverse

from config import env
from municipalities.models import User
from tests.factories import make_user

from .identity_provider import running

INDEX = "/admin/"
LOGIN = reverse("openid_connect_login", args=["lindehoven"])


@pytest.fixture
def provider(settings, monkeypatch, town):
    with running() as provider:
        entry = {
            "id": "lindehoven",
            "name": "City of Lindehoven",
            "issuer": provider.issuer,
            "client_id": provider.client_id,
            "secret": provider.secret,
            "town": "lindehoven",
        }
        apps = env.identity_providers(json.dumps([entry]))
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}
        monkeypatch.setitem(registry.provider_map, OpenIDConnectProvider.id, OpenIDConnectProvider)  # as settings do
        yield provider


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args):
        return None


def by_provider(browser):
    """Goes to the provider and back; gives the site's answer at the end."""
    target = browser.post(LOGIN + "?process=login").context["target"]
    try:
        urllib.request.build_opener(Stay).open(target, timeout=5)
    except urllib.error.HTTPError as answer:
        back = urlsplit(answer.headers["Location"])
    return browser.get(f"{back.path}?{back.query}", follow=True)


def signed_in(browser) -> bool:
    return browser.get(INDEX).status_code == 200


def test_an_invited_person_gets_in_with_the_rights_they_have(browser, provider, officer):
    password = User.objects.get(pk=officer.pk).password
    assert "City of Lindehoven" in browser.get(reverse("account_login")).content.decode()
    by_provider(browser)
    assert signed_in(browser)
    assert browser.get(reverse("admin:strategy_plan_add")).status_code == 200
    assert browser.get(reverse("admin:municipalities_user_changelist")).status_code == 403
    assert User.objects.get(pk=officer.pk).password == password
    assert not SocialAccount.objects.exists()


def test_the_way_out_is_a_page_and_needs_a_click_here(browser, provider, officer):
    """Forms go to this site alone; nobody is logged in by a link that somebody else made."""
    page = browser.post(LOGIN)
    assert page.status_code == 200
    assert page.headers["Refresh"].startswith(f"0; url={provider.issuer}/authorization")
    assert "form-action 'self'" in page.headers["Content-Security-Policy"]
    assert "target" not in browser.get(LOGIN).context
    assert "code_challenge" in page.context["target"]


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "olga@example.org", "email_verified": False},
        {"email": "olga@example.org"},
        {"email": "nobody@example.org", "email_verified": True},
        {"email_verified": True},
    ],
)
def test_an_address_that_is_not_verified_or_not_invited_opens_nothing(browser, provider, officer, claims):
    provider.claims = {"sub": "78", **claims}
    page = by_provider(browser)
    assert "nobody of your municipality has invited" in page.content.decode()
    assert not signed_in(browser)
    assert User.objects.count() == 1


def test_a_towns_provider_speaks_for_its_own_people_alone(browser, provider, officer, other_town, stranger, operator):
    """Else it could let itself in to another town, or make itself operator."""
    both = make_user("both", officer.memberships.get().municipality, "reader")
    both.memberships.create(municipality=other_town, role="officer")
    for person in (stranger, operator, both, make_user("none")):
        provider.claims = {"sub": "79", "email": person.email, "email_verified": True}
        by_provider(browser)
        assert not signed_in(browser), person


def test_an_account_that_is_switched_off_stays_off(browser, provider, officer):
    User.objects.update(is_active=False)
    by_provider(browser)
    assert not signed_in(browser)


def test_nobody_connects_an_account_by_themselves(browser, provider, officer, log_in):
    log_in("olga")
    target = browser.post(LOGIN + "?process=connect").context["target"]
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.build_opener(Stay).open(target, timeout=5)
    back = urlsplit(answer.value.headers["Location"])
    assert browser.get(f"{back.path}?{back.query}").url == reverse("account_login")
    assert not SocialAccount.objects.exists()


def test_it_is_no_second_factor(browser, provider, officer, town):
    town.requires_second_factor = True
    town.save()
    by_provider(browser)
    assert browser.get(INDEX).url.startswith(reverse("mfa_index"))


def test_who_changes_their_mind_comes_back_to_a_page_that_says_so(browser, provider, officer):
    provider.refuses = True
    page = by_provider(browser)
    assert page.status_code == 200
    assert reverse("account_login") in page.content.decode()
    assert not signed_in(browser)


def test_an_answer_that_nobody_asked_for_opens_nothing(browser, provider, officer):
    callback = reverse("openid_connect_callback", args=["lindehoven"])
    assert browser.get(callback, {"code": "made up", "state": "made up"}).status_code in (200, 401, 403)
    assert not signed_in(browser)


def test_a_provider_that_nobody_set_up_is_not_found(browser, provider):
    assert browser.post(reverse("openid_connect_login", args=["elsewhere"])).status_code == 404


def test_a_provider_that_is_away_is_told_as_such(browser, provider, officer):
    provider.discovery = lambda: 1 / 0
    assert "is not responding" in browser.post(LOGIN, follow=True).content.decode()
    assert not signed_in(browser)
