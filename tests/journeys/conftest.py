"""A real browser and a real server. Every page is watched: a script error or a request to strangers fails the test."""

import pytest
from django.core.management import call_command
from playwright.sync_api import sync_playwright

from tests.factories import PASSWORD
from tests.machine import chromium

FLAGS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")


@pytest.fixture(scope="session")
def chromium_browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium_browser, live_server):
    """A fresh browser window at the site."""
    context = chromium_browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    window = context.new_page()
    complaints: list[str] = []
    window.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    window.on("pageerror", lambda error: complaints.append(str(error)))
    window.on(
        "request",
        lambda request: (
            request.url.startswith((live_server.url, "data:")) or complaints.append(f"asked a stranger: {request.url}")
        ),
    )
    yield window
    context.close()
    assert complaints == []


@pytest.fixture
def demo(transactional_db, settings, tmp_path):
    """The five towns."""
    settings.MEDIA_ROOT = tmp_path
    settings.DEBUG = True  # what the command asks for; the server answers as it does for everybody
    call_command("demo", verbosity=0)
    settings.DEBUG = False


@pytest.fixture
def sign_in(page):
    def sign_in(username: str, password: str = PASSWORD) -> None:
        page.goto("/admin/")
        page.locator("[name=login]").fill(username)
        page.locator("[name=password]").fill(password)
        page.locator("#login-form [type=submit]:not([form])").click()

    return sign_in
