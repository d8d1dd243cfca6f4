"""Pages of the admin obey the strict policy: no style or script stands in the page itself."""

import re

import pytest
from django.urls import reverse

from strategy.exchange.beginning import begin
from tests.factories import make_decision
from tests.outline import plant

INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>")
INLINE_STYLE = re.compile(r"<style|<[^>]+\sstyle\s*=")
INLINE_EVENT = re.compile(r"<[^>]+\son\w+\s*=|javascript:")
ACCOUNT = [reverse(f"{name}") for name in ("account_login", "account_reset_password", "mfa_index", "usersessions_list")]


@pytest.fixture
def addresses(draft, town, operator):
    goal = plant(draft, "Safe city\n  Light in every street")["Safe city"]
    make_decision(draft)
    one = {
        "municipalities_municipality": town,
        "strategy_plan": draft.plan,
        "strategy_edition": draft,
        "strategy_goal": goal,
    }
    found = [reverse(f"admin:{name}_change", args=[row.pk]) for name, row in one.items()]
    found += [
        reverse(f"admin:strategy_edition_{page}", args=[draft.pk])
        for page in ("tree", "publish", "return", "history", "import", "translations", "reason")
    ]
    pending = begin(b"- Safe city\n  - Light", "list.txt", town, actor=operator)
    found += [reverse("admin:strategy_plan_import_preview", args=[pending.pk]), reverse("admin:strategy_plan_import")]
    found += [reverse(f"admin:strategy_edition_tree_{page}", args=[draft.pk, goal.key]) for page in ("move", "delete")]
    found += [
        reverse(f"admin:strategy_{name}_{page}")
        for name in ("plan", "edition", "decision")
        for page in ("changelist", "add")
    ]
    return [*found, reverse("admin:index"), reverse("admin:profile"), *ACCOUNT]


def test_nothing_stands_inline(addresses, at_admin, operator, visitor):
    for address in addresses:
        client = at_admin(visitor if address == ACCOUNT[0] else operator)
        page = client.get(address)
        words = page.content.decode()
        assert page.status_code == 200, address
        found = [pattern.findall(words) for pattern in (INLINE_SCRIPT, INLINE_STYLE, INLINE_EVENT)]
        assert found == [[], [], []], address
        assert "script-src 'self'" in page.headers["Content-Security-Policy"]


def test_a_public_page_opens_no_session(client, published):
    page = client.get(published.plan.get_absolute_url())
    assert page.status_code == 200
    assert not page.cookies
    assert "Cookie" not in page.headers.get("Vary", "")
