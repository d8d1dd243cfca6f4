"""The secretary withdraws a record: asked why, told what follows; after that it is read, and nothing else."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from strategy.models import Decision
from strategy.services.deciding import correct_decision, withdraw_decision
from tests.factories import make_body, make_decision, make_draft

from .forms import filled

REASON = "Beslist over het jeugdplan."


@pytest.fixture
def decision(published, town):
    return make_decision(published, body=make_body(town, "Gemeenteraad"), number="17")


@pytest.fixture
def client(at_admin, secretary):
    return at_admin(secretary)


def address(name, row):
    return reverse(f"admin:strategy_{name}", args=[row.pk])


def test_from_the_list_by_the_screen_to_a_withdrawn_record(client, decision, secretary):
    listed = client.get(address("edition_decisions", decision.edition)).content.decode()
    assert f'href="{address("decision_withdraw", decision)}"' in listed
    page = client.get(address("decision_withdraw", decision))
    assert "<strong>Gemeenteraad</strong>, adopts, Dec. 17, 2019, 17" in page.content.decode()
    assert "No other decision approves this edition." in page.content.decode()
    answer = client.post(address("decision_withdraw", decision), filled(page, "withdrawal_form", reason=REASON))
    assert answer.url == address("edition_change", decision.edition)
    decision.refresh_from_db()
    assert (decision.withdrawn_by, decision.withdrawal_reason) == (secretary, REASON)
    assert "The record is withdrawn: Gemeenteraad adopts" in client.get(answer.url).content.decode()
    listed = client.get(address("edition_decisions", decision.edition)).content.decode()
    assert f": {REASON})" in listed.split("withdrawn on")[1]
    assert address("decision_correct", decision) not in listed


@pytest.mark.parametrize("screen", ["decision_change", "decision_correct"])
def test_the_way_there_stands_on_the_records_own_screens(client, decision, screen):
    assert address("decision_withdraw", decision) in client.get(address(screen, decision)).content.decode()


def test_an_empty_reason_comes_back_with_a_sentence(client, decision):
    page = client.post(address("decision_withdraw", decision), {"reason": "  "})
    assert page.status_code == 400
    assert "Say why the record is withdrawn: the public can read it." in page.content.decode()
    assert Decision.objects.standing().exists()


def test_what_cannot_be_withdrawn_says_why_and_asks_nothing(client, decision, plan):
    right = correct_decision(decision, Decision(body=decision.body, date=decision.date), actor=None, reason="Fout.")
    for row, sentence in (
        (decision, "Withdraw the newer one"),
        (make_decision(make_draft(plan), body=right.body), "delete the record instead"),
        (withdraw_decision(right, actor=None, reason=REASON), "has already been withdrawn"),
    ):
        page = client.get(address("decision_withdraw", row)).content.decode()
        assert sentence in page
        assert "withdrawal_form" not in page
        assert client.post(address("decision_withdraw", row), {"reason": "Again"}).status_code == 400
    assert not Decision.objects.filter(withdrawal_reason="Again").exists()


def test_a_withdrawn_record_is_read_and_not_changed(client, decision):
    withdraw_decision(decision, actor=None, reason=REASON)
    page = client.get(address("decision_change", decision)).content.decode()
    assert REASON in page
    assert 'name="number"' not in page
    assert client.post(address("decision_change", decision), {"number": "99"}).status_code == 403
    answer = client.post(address("decision_correct", decision), correction(decision))
    assert "This record is withdrawn: it cannot be corrected." in answer.content.decode()


def correction(decision):
    return {"body": decision.body_id, "kind": "adopts", "date_text": "18/12/2019", "reason": "Fout."}


def test_the_register_says_which_records_stand(client, decision):
    withdraw_decision(decision, actor=None, reason=REASON)
    table = client.get(reverse("admin:strategy_decision_csv")).content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(table), delimiter=";")
    assert (row["current"], row["why it was withdrawn"]) == ("no", REASON)
    assert row["withdrawn at"] == localdate().isoformat()
    assert 'alt="False"' in client.get(reverse("admin:strategy_decision_changelist")).content.decode()


def test_the_edition_lists_what_stands_and_its_history_what_happened(client, decision):
    withdraw_decision(decision, actor=None, reason=REASON)
    page = client.get(address("edition_change", decision.edition)).content.decode()
    assert address("decision_change", decision) not in page
    history = client.get(address("edition_history", decision.edition)).content.decode()
    assert f"The record of a decision was withdrawn: {REASON}" in history
