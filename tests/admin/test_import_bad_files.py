"""Every bad file on the import screen: a sentence that says what is wrong, no error page, and nothing written."""

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from strategy.exchange import working
from strategy.models import Goal, PendingImport, Plan
from tests.exchange.bad_files import MAKERS

from .imports import file


@pytest.mark.parametrize("name", MAKERS)
def test_the_screen_says_what_is_wrong_and_writes_nothing(name, at_admin, officer, town, monkeypatch):
    monkeypatch.setattr(working, "SHORT_BYTES", 10**9)  # read here, and not by a process that sees no test data
    source, make, sentence = MAKERS[name]

    page = at_admin(officer).post(reverse("admin:strategy_plan_import"), {"file": file(make(), source)}, follow=True)

    said = [doubt["message"] for pending in PendingImport.objects.all() for doubt in pending.choices["doubts"]]
    shown = " ".join(strip_tags(page.content.decode()).split())
    assert page.status_code == 200
    assert any(sentence in message for message in [*said, shown]), (name, said)
    assert "<script>alert" not in page.content.decode()
    assert not Plan.objects.exists()
    assert not Goal.objects.exists()
