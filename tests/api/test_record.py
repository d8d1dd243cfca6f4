"""The public record: editions, seals and decisions."""

import hashlib

import pytest

from strategy.services.deciding import record_decision
from tests.api.conftest import PLAN
from tests.factories import make_body, make_decision, make_draft, make_published


def test_editions_stand_newest_first_and_one_is_in_force(ask, published, plan):
    make_published(plan, "Green city", kind="amendment", reason="Nieuwe ploeg")
    newest, first = ask(f"{PLAN}/editions")["items"]

    assert (newest["number"], newest["is_in_force"], newest["based_on"]) == (2, True, 1)
    assert (newest["kind"], newest["reason"]) == ("amendment", "Nieuwe ploeg")
    assert (first["number"], first["is_in_force"]) == (1, False)


def test_the_seal_is_the_sha256_of_what_it_covers(ask, client, published):
    edition = ask(f"{PLAN}/editions/1")
    sealed = client.get(edition["sealed"])

    assert hashlib.sha256(sealed.content).hexdigest() == edition["seal"] == published.seal


@pytest.mark.parametrize(
    ("precision", "shown"), [("day", "2019-12-17"), ("month", "2019-12"), ("year", "2019"), ("unknown", None)]
)
def test_a_date_is_given_as_exactly_as_it_is_known(ask, published, precision, shown):
    day = {"day": "2019-12-17", "month": "2019-12-01", "year": "2019-01-01", "unknown": None}[precision]
    make_decision(published, date=day, precision=precision)
    (decision,) = ask(f"{PLAN}/decisions")["items"]

    assert (decision["date"], decision["precision"]) == (shown, precision)


def test_a_decision_says_who_decided_for_whom_and_how_they_voted(ask, published, town):
    body = make_body(town, "gemeenteraad")
    decision = make_decision(published, body=body, votes_for=21, votes_against=9, number="2019_GR_1")
    record_decision(decision, actor=None, organisations=[body.organisation])
    (shown,) = ask(f"{PLAN}/editions/1")["decisions"]

    assert shown["body"]["name"] == "gemeenteraad"
    assert (shown["votes_for"], shown["votes_against"], shown["votes_abstained"]) == (21, 9, None)
    assert [organisation["name"] for organisation in shown["organisations"]] == ["City of Lindehoven"]
    assert "recorded_by" not in shown


def test_a_decision_on_a_draft_is_not_public(ask, published, plan):
    make_decision(make_draft(plan))
    assert ask(f"{PLAN}/decisions")["items"] == []
