"""A visitor says how a page can be better: without an account or a cookie, and nothing typed is lost."""

import re
import time
from html import unescape
from unittest import mock

import pytest
from django.core.cache import cache
from django.test import Client

from strategy.models import Feedback
from strategy.public.saying import SIGNER
from tests.public.test_addresses import key_of

FORM = "/en/lindehoven/feedback/"
TREE = "/en/lindehoven/2020-2025/tree/"
TYPED = "The second line has a <slip> & more."


def made(seconds: float, *, now: float | None = None) -> str:
    """The mark of a form that was made so long ago."""
    with mock.patch("time.time", return_value=(now or time.time()) - seconds):
        return SIGNER.sign("form")


@pytest.fixture(autouse=True)
def nobody_was_counted():
    cache.clear()


@pytest.fixture
def send(published):
    """send(text="…") posts the form about the tree, with a browser that takes every check seriously."""

    def post(*, path: str = f"{FORM}?page={TREE}", headers: dict | None = None, **fields: str):
        fields = {"text": TYPED, "email": "", "website": "", "made": made(30), **fields}
        return Client(enforce_csrf_checks=True, headers=headers or {}).post(path, fields)

    return post


def test_every_page_links_to_the_form_and_says_which_page_it_is(read, published):
    html = read(TREE)
    link = unescape(re.search(r'class="fb.*?href="([^"]+)"', html, re.DOTALL)[1])
    assert link == "/en/lindehoven/feedback/?page=%2Fen%2Flindehoven%2F2020-2025%2Ftree%2F"
    assert f'href="{TREE}"' in read(link)


def test_the_form_sets_no_cookie_and_is_not_kept(client, published):
    response = client.get(FORM)
    assert (response.cookies, response["Cache-Control"]) == ({}, "no-store")
    assert 'name="robots" content="noindex"' in response.content.decode()


def test_a_message_is_kept_with_its_page_and_its_goal(send, published, plan):
    key = key_of("Safe city")
    page = f"/en/lindehoven/2020-2025/goals/{key}/safe-city/"
    response = send(path=f"{FORM}?page={page}", email="an@example.org")
    assert (response.status_code, response.cookies) == (302, {})
    assert response["Location"].startswith("/en/lindehoven/feedback/thanks/?page=")
    message = Feedback.objects.get()
    assert (message.text, message.email, message.page, message.key) == (TYPED, "an@example.org", page, key)
    assert (message.plan, message.language, message.handled_at) == (plan, "en", None)


def test_thanks_lead_back_to_the_page(read, published):
    assert f'href="{TREE}"' in read(f"{FORM}thanks/?page={TREE}")


@pytest.mark.parametrize(
    ("fields", "status", "sentence"),
    [
        ({"text": " "}, 422, "Write your message."),
        ({"email": "an at example"}, 422, "This is not an e-mail address."),
        ({"website": "https://spam.example"}, 422, "not a program"),
        ({"made": "form:x:y"}, 422, "open for a long time"),
        ({"made": ""}, 422, "open for a long time"),
    ],
)
def test_what_stands_in_the_way_is_said_and_nothing_is_lost(send, fields, status, sentence):
    response = send(**{"email": "an@example.org", **fields})
    html = response.content.decode()
    assert (response.status_code, Feedback.objects.count()) == (status, 0)
    assert sentence in html
    assert fields.get("text") == " " or "a &lt;slip&gt; &amp; more." in html
    assert fields.get("email", "an@example.org") in html


def test_an_error_is_tied_to_its_field(send):
    html = send(text="").content.decode()
    assert '<a href="#text">Write your message.</a>' in html
    assert re.search(r'<textarea[^>]*aria-describedby="text-hint text-error"[^>]*aria-invalid="true"', html)
    assert "<title>Error: " in html


def test_all_that_is_wrong_is_said_at_once(send):
    html = send(text="", email="an at example").content.decode()
    assert '<a href="#text">Write your message.</a>' in html
    assert '<a href="#email">This is not an e-mail address.' in html


def test_a_mistake_that_is_mended_at_once_is_not_too_fast(send):
    html = send(text="").content.decode()
    assert send(made=unescape(re.search(r'name="made" value="([^"]+)"', html)[1])).status_code == 302


def test_a_form_that_is_a_day_old_comes_back_fresh(send):
    response = send(made=made(25 * 3600))
    fresh = unescape(re.search(r'name="made" value="([^"]+)"', response.content.decode())[1])
    with mock.patch("time.time", return_value=time.time() + 30):
        assert send(made=fresh).status_code == 302


def test_who_is_faster_than_a_reader_sends_it_again(send):
    quick = made(1)
    response = send(made=quick)
    assert response.status_code == 422
    assert "very fast" in response.content.decode()
    assert quick in unescape(response.content.decode())  # it ages, so that the next try goes through


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://elsewhere.example"}],
)
def test_another_site_cannot_send_for_a_visitor(send, headers):
    response = send(headers=headers)
    assert (response.status_code, Feedback.objects.count()) == (403, 0)
    assert "a &lt;slip&gt;" in response.content.decode()


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}, {}])
def test_our_own_page_can(send, headers):
    assert send(headers=headers).status_code == 302


def test_too_many_messages_from_one_address_wait(send, settings):
    settings.MESSAGES_PER_HOUR = 2
    now = time.time() // 3600 * 3600 + 3000
    mark = made(30, now=now)
    with mock.patch("time.time", return_value=now):
        answers = [send(made=mark, headers={"Origin": "http://testserver"}) for _number in range(3)]
    *first, last = answers
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert last["Retry-After"] == "600"
    assert "10 minutes" in last.content.decode()
    assert "a &lt;slip&gt;" in last.content.decode()
    assert Feedback.objects.count() == len(first)


def test_the_page_is_called_by_its_name(read, published):
    goal = f"/en/lindehoven/2020-2025/goals/{key_of('Safe city')}/"
    gone = "/en/lindehoven/2020-2025/goals/aaaaaaaa/"
    named = {TREE: "Tree of goals", goal: "Safe city", "/en/lindehoven/privacy/": "Privacy", gone: gone}
    for page, name in named.items():
        lang = ' lang="nl"' if page == goal else ""
        assert f'about this page: <a href="{page}"{lang}>{name}</a>' in read(f"{FORM}?page={page}")


def test_no_page_of_another_town_or_site_is_named(send, read, published):
    for page in ("https://elsewhere.example/", "//elsewhere.example/", "/en/beukenrade/", "/admin/", "/en/"):
        assert 'about this page: <a href="/en/lindehoven/"' in " ".join(read(f"{FORM}?page={page}").split())
        send(path=f"{FORM}?page={page}")
    assert set(Feedback.objects.values_list("page", flat=True)) == {"/en/lindehoven/"}


def test_a_town_that_shows_nothing_takes_no_messages(client, other_town):
    assert client.post("/nl/beukenrade/feedback/", {"text": "Hello"}).status_code == 404
    assert client.put("/nl/beukenrade/feedback/").status_code == 405


def test_a_language_that_the_town_does_not_have_leads_to_its_own(client, published):
    assert client.get("/fr/lindehoven/feedback/?page=x")["Location"] == "/nl/lindehoven/feedback/?page=x"
