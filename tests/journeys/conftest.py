"""A real browser and a real server. Every page is watched: a script error or a request to strangers fails the test."""

import pytest
from django.core.management import call_command
from playwright.sync_api import sync_playwright

from tests.factories import PASSWORD
from tests.machine import chromium

from .screen import Screen

FLAGS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")


@pytest.fixture(scope="session")
def chromium_browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def open_window(chromium_browser, live_server):
    """Opens fresh browser windows at the site, each with cookies of its own."""
    contexts, complaints = [], []

    def watch(window):
        window.on("console", lambda message: message.type == "error" and complaints.append(message.text))
        window.on("pageerror", lambda error: complaints.append(str(error)))
        window.on(
            "request",
            lambda request: (
                request.url.startswith((live_server.url, "data:"))
                or complaints.append(f"asked a stranger: {request.url}")
            ),
        )

    def open_one(width: int = 1280, height: int = 900):
        context = chromium_browser.new_context(base_url=live_server.url, viewport={"width": width, "height": height})
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.on("page", watch)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_window):
    """A fresh browser window at the site."""
    return open_window()


@pytest.fixture
def demo(transactional_db, settings, tmp_path):
    """The five towns."""
    settings.MEDIA_ROOT = tmp_path
    settings.DEBUG = True  # what the command asks for; the server answers as it does for everybody
    call_command("demo", verbosity=0)
    settings.DEBUG = False


@pytest.fixture
def sign_in(page):
    def sign_in(username: str, password: str = PASSWORD, window=page) -> None:
        window.goto("/admin/")
        window.locator("[name=login]").fill(username)
        window.locator("[name=password]").fill(password)
        window.locator("#login-form [type=submit]:not([form])").click()

    return sign_in


@pytest.fixture
def at_tree(page, sign_in):
    """The screen of an edition's tree, with somebody signed in."""

    def at_tree(edition, username: str = "olga", window=page) -> Screen:
        sign_in(username, window=window)
        screen = Screen(window, edition)
        screen.open()
        return screen

    return at_tree
