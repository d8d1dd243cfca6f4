"""A decision on a published edition is not changed or deleted, not even by raw SQL; what is empty is filled in once."""

import pytest
from django.db import IntegrityError, connection, transaction

from strategy.models import triggers
from strategy.services.publishing import publish_edition
from tests.factories import make_body, make_decision, make_draft

CHANGED = {
    "edition_id": "edition_id + 1", "body_id": "body_id + 1", "kind": "'rejects'", "date": "'2000-01-01'",
    "precision": "'year'", "effective_on": "'2000-01-01'", "corrects_id": "id", "correction_reason": "'x'",
    "recorded_at": "'2000-01-01'",
}  # fmt: skip
FILLED = {
    "number": "'18'", "uri": "'https://x.example'", "document": "'x.pdf'", "note": "'x'",
    "votes_for": "1", "votes_against": "1", "votes_abstained": "1", "is_unanimous": "%s",
}  # fmt: skip


def run(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def update(decision, column, value):
    given = [False] if value == "%s" else []
    run(f"UPDATE strategy_decision SET {column} = {value} WHERE id = %s", *given, decision.pk)  # noqa: S608


@pytest.fixture
def decision(plan):
    """With a number, and nothing else that could be filled in later."""
    decision = make_decision(make_draft(plan, "Safe city"), number="17")
    publish_edition(decision.edition, actor=None)
    return decision


@pytest.mark.parametrize("column", CHANGED)
def test_what_was_decided_stays(decision, column):
    assert CHANGED.keys() == set(triggers.FIXED_IN_DECISIONS)
    with pytest.raises(IntegrityError, match="sealed: a decision on a published edition"):
        update(decision, column, CHANGED[column])


@pytest.mark.parametrize("column", FILLED)
def test_what_is_empty_is_filled_in_and_then_stays(decision, column):
    assert FILLED.keys() == set(triggers.FILLED_IN_LATER)
    if column != "number":
        update(decision, column, FILLED[column])
    with pytest.raises(IntegrityError, match="sealed"):
        run(f"UPDATE strategy_decision SET {column} = NULL WHERE id = %s", decision.pk)  # noqa: S608


def test_it_is_not_deleted(decision):
    with pytest.raises(IntegrityError, match="sealed"):
        run("DELETE FROM strategy_decision WHERE id = %s", decision.pk)


def test_the_person_who_recorded_it_may_leave(decision, secretary):
    run("UPDATE strategy_decision SET recorded_by_id = %s WHERE id = %s", secretary.pk, decision.pk)


def test_a_decision_on_an_open_edition_is_free(plan, town):
    decision = make_decision(make_draft(plan, "Safe city"), body=make_body(town))
    update(decision, "kind", "'rejects'")
    run("DELETE FROM strategy_decision WHERE id = %s", decision.pk)
    assert not plan.editions.get().decisions.exists()
