"""What a server loads when it starts, and what only when somebody comes for it. Each case is a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
HEAVY = {
    "strategy.admin",
    "strategy.exchange.formats",
    "strategy.api.contract",
    "municipalities.admin",
    "allauth.mfa.webauthn.views",
    *("PIL", "cryptography", "docx", "fido2", "lxml", "ninja", "openpyxl", "pdfplumber", "requests", "snowballstemmer"),
    *("urllib3", "weasyprint", "xlsxwriter"),
}

SERVER = """
import sys
sys.path.insert(0, "{project}")
from config.wsgi import application
from django.urls import reverse, resolve
{act}
print(*sorted(name for name in sys.modules))
"""


def loaded_by(act: str) -> set[str]:
    """What is loaded in a new server after ``act``."""
    command = [sys.executable, "-c", SERVER.format(project=PROJECT, act=act)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_the_public_pages_need_neither_admin_nor_sign_in_nor_formats():
    names = "('towns', 'search', 'site_help')"
    loaded = loaded_by(f"for name in {names}: resolve(reverse(f'public:{{name}}', args=['nl'])).func.csrf_exempt")
    assert {"strategy.public.pages.goal", "strategy.public.lookup", "strategy.public.around"} <= loaded
    assert HEAVY & loaded == set()


@pytest.mark.parametrize(
    ("act", "module"),
    [
        ("reverse('admin:strategy_goal_changelist')", "strategy.admin"),
        ("resolve('/admin/strategy/plan/')", "municipalities.admin"),
        ("resolve('/accounts/2fa/webauthn/').func.csrf_exempt", "allauth.mfa.webauthn.views"),
        ("resolve('/nl/aalst/2020-2025/data/').func.csrf_exempt", "strategy.exchange.formats"),
        ("from django.core import checks; checks.run_checks(tags=['admin'])", "strategy.admin"),
    ],
)
def test_what_somebody_comes_for_is_loaded_then(act, module):
    assert module in loaded_by(act)


def test_a_screen_of_the_admin_with_a_fault_is_found_by_check():
    act = """
from django.contrib import admin
from django.core import checks
from strategy.models import Level
admin.site.register(Level, list_display=["no such column"])
assert "admin.E108" in [found.id for found in checks.run_checks(tags=["admin"])]
"""
    assert "strategy.admin" in loaded_by(act)
