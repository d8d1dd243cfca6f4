"""Where you are logged in: the browser in words that its owner recognises; what is not known stays as it came."""

import pytest
from django.test import Client
from django.urls import reverse

from municipalities.models import User
from municipalities.signing_in.browsers import in_words

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
KNOWN = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0": "Firefox on Windows",
    "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0": "Firefox on Linux",
    "Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0": "Firefox on Android",
    f"Mozilla/5.0 (Linux; Android 10; K) {WEBKIT} Chrome/131.0.0.0 Mobile Safari/537.36": "Chrome on Android",
    f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {WEBKIT} Chrome/131.0.0.0 Safari/537.36": "Chrome on ChromeOS",
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0": (
        "Edge on Windows"
    ),
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {WEBKIT} Chrome/131.0.0.0 Safari/537.36 OPR/115.0.0.0": (
        "Opera on macOS"
    ),
    f"Mozilla/5.0 (Linux; Android 10; K) {WEBKIT} SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36": (
        "Samsung Internet on Android"
    ),
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15": (  # noqa: E501
        "Safari on macOS"
    ),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1": (  # noqa: E501
        "Safari on iPhone"
    ),
    "Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/133.0 Mobile/15E148 Safari/605.1.15": (  # noqa: E501
        "Firefox on iPad"
    ),
}
UNKNOWN = [
    "curl/8.5.0",
    "Elsewhere",
    f"Mozilla/5.0 (PlayStation 5) {WEBKIT} Chrome/131.0.0.0 Safari/537.36",
    f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/131.0.0.0 Safari/537.36 NewBrowser/1.0",
    "Mozilla/5.0 (compatible; Googlebot/2.1; Windows NT)",
    "(((", "/", "Firefox/", "Firefox on Windows NT",
]  # fmt: skip


@pytest.mark.parametrize("said", KNOWN)
def test_a_browser_that_is_known_is_named(said):
    assert in_words(said) == KNOWN[said]


@pytest.mark.parametrize("said", UNKNOWN)
def test_what_is_not_known_stays_as_it_came(said):
    assert in_words(said) == said


def test_silence_is_said():
    assert in_words("") == "It does not say which browser it is."


def test_the_list_shows_the_words(officer, log_in):
    User.objects.filter(pk=officer.pk).update(language="en")
    browser = Client(headers={"user-agent": next(iter(KNOWN))})
    log_in("olga", client=browser)
    log_in("olga", client=Client(headers={"user-agent": "<b>curl"}))
    page = browser.get(reverse("usersessions_list")).content.decode()
    assert "Firefox on Windows" in page
    assert "Mozilla" not in page
    assert "&lt;b&gt;curl" in page
