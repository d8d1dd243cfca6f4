"""What visitors get with the settings of production: https alone, and cookies that nothing else can read."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD
from tests.guarded import check

PROJECT = Path(__file__).resolve().parents[2]
TELL = """
import json, config.settings as given
names = [name for name in dir(given) if name.startswith(("SECURE_", "SESSION_COOKIE_", "CSRF_COOKIE_"))]
print(json.dumps({name: getattr(given, name) for name in names}))
"""


@pytest.fixture
def production(settings, tmp_path):
    """As config/settings.py has it where DEBUG is off and a proxy stands in front."""
    environment = {
        "PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "SECRET_KEY": "x" * 40, "ALLOWED_HOSTS": "a.example",
        "BEHIND_PROXY": "true",
    }  # fmt: skip
    told = subprocess.run(
        [sys.executable, "-c", TELL], cwd=PROJECT, env=environment, capture_output=True, text=True, check=True
    )
    for name, value in json.loads(told.stdout).items():
        setattr(settings, name, tuple(value) if isinstance(value, list) else value)


@pytest.mark.parametrize("path", ["/nl/lindehoven/", "/nl/nowhere/", "/accounts/login/", "/api/v1/towns", "/admin/"])
def test_browsers_are_told_to_insist_on_https(production, published, path):
    asked_plainly = Client().get(path)
    assert (asked_plainly.status_code, asked_plainly["Location"]) == (301, f"https://testserver{path}")
    answer = Client().get(path, headers={"X-Forwarded-Proto": "https"})
    assert answer.status_code in (200, 302, 404)
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    check(answer)


def test_cookies_travel_over_https_alone_and_not_from_other_sites(production, officer):
    browser = Client(headers={"X-Forwarded-Proto": "https"})
    browser.get(reverse("account_login"))
    browser.post(reverse("account_login"), {"login": "olga", "password": PASSWORD})
    for cookie in ("sessionid", "csrftoken"):
        assert browser.cookies[cookie]["secure"]
        assert browser.cookies[cookie]["samesite"] == "Lax"
    assert browser.cookies["sessionid"]["httponly"]
