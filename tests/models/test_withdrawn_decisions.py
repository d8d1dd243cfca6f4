"""On a published edition a record is withdrawn once, and never stands again: raw SQL cannot change that either."""

import pytest
from django.db import IntegrityError, connection

from strategy.models import Decision, triggers
from strategy.services.deciding import withdraw_decision
from tests.factories import make_decision

from .test_sealed_decisions import FILLED, run, update

AGAIN = {"withdrawn_at": "'2000-01-01'", "withdrawal_reason": "'x'", **FILLED}
GIVEN = "withdrawn_at = '2026-01-01', withdrawal_reason = 'x'"
NONE = "withdrawn_at = NULL, withdrawal_reason = '', withdrawn_by_id = NULL"


def put(decision, columns):
    run(f"UPDATE strategy_decision SET {columns} WHERE id = %s", decision.pk)  # noqa: S608


@pytest.fixture
def decision(published):
    return make_decision(published)


@pytest.fixture
def withdrawn(decision, secretary):
    return withdraw_decision(decision, actor=secretary, reason="Taken on another plan.")


def test_it_is_withdrawn_once(decision):
    put(decision, GIVEN)
    assert not Decision.objects.standing()


def test_it_never_stands_again(withdrawn):
    with pytest.raises(IntegrityError, match="sealed: a decision on a published edition"):
        put(withdrawn, NONE)


@pytest.mark.parametrize("column", AGAIN)
def test_nothing_in_it_changes_any_more(withdrawn, column):
    assert AGAIN.keys() == set(triggers.FIXED_BY_WITHDRAWAL)
    with pytest.raises(IntegrityError, match="sealed"):
        update(withdrawn, column, AGAIN[column])


def test_it_is_not_deleted(withdrawn):
    with pytest.raises(IntegrityError, match="sealed"):
        run("DELETE FROM strategy_decision WHERE id = %s", withdrawn.pk)


def test_who_withdrew_it_may_leave_and_nobody_takes_their_place(withdrawn, officer):
    with pytest.raises(IntegrityError, match="sealed"):
        put(withdrawn, f"withdrawn_by_id = {officer.pk}")
    put(withdrawn, "withdrawn_by_id = NULL")
    with pytest.raises(IntegrityError, match="sealed"):
        put(withdrawn, f"withdrawn_by_id = {officer.pk}")


def test_a_record_on_an_open_edition_is_free(draft):
    decision = make_decision(draft)
    put(decision, GIVEN)
    put(decision, NONE)
    assert Decision.objects.standing().get() == decision


def test_the_release_before_leaves_the_new_columns_out(decision):
    """It inserts rows, and changes them, while the database has the columns already (docs/running.md)."""
    fields = [field for field in Decision._meta.concrete_fields if "withdraw" not in field.name and field.name != "id"]
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    run(f"INSERT INTO strategy_decision ({names}) SELECT {names} FROM strategy_decision")  # noqa: S608
    assert Decision.objects.standing().count() == 2


def test_before_the_columns_are_there_decisions_are_guarded_without_them(decision, monkeypatch):
    """As while a site goes back to the release before."""
    described = connection.introspection.get_table_description
    known = lambda cursor, table: [column for column in described(cursor, table) if "withdrawn" not in column.name]  # noqa: E731
    monkeypatch.setattr(connection.introspection, "get_table_description", known)
    triggers.remove(connection)
    triggers.install(connection)
    with pytest.raises(IntegrityError, match="sealed"):
        update(decision, "kind", "'rejects'")
    put(decision, GIVEN)
    put(decision, NONE)
    monkeypatch.undo()
    triggers.remove(connection)
    triggers.install(connection)
