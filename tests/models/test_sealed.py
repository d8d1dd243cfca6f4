"""Sealed means sealed: not even raw SQL changes a published edition, on either database."""

import pytest
from django.db import IntegrityError, connection, transaction

from strategy.models import Edition, Goal, triggers
from strategy.models.goal import unguarded_goals
from strategy.services.publishing import start_draft
from tests.outline import by_title, outline

COLUMNS = [field.column for field in Goal._meta.concrete_fields if field.column not in ("id", "key")]
CHANGED = {
    "plan_id": "plan_id + 1", "number": "number + 1", "kind": "'correction'", "status": "'draft'",
    "seal": f"'{'0' * 64}'", "published_at": "'2000-01-01'", "based_on_id": "id",
}  # fmt: skip


def run(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def goal(published):
    return by_title(published)["Safe city"]


@pytest.fixture
def loose(published):
    """The same goal in a draft of the same plan."""
    return by_title(start_draft(published.plan, actor=None))["Safe city"]


def test_a_word_of_a_sealed_goal_does_not_change(goal):
    with pytest.raises(IntegrityError, match="sealed: this edition is published and cannot change"):
        run("UPDATE strategy_goal SET title_nl = 'Unsafe city' WHERE id = %s", goal.pk)
    with pytest.raises(IntegrityError, match="sealed"):
        run("UPDATE strategy_goal SET title_nl = 'Unsafe city'")


def test_a_sealed_goal_is_not_deleted(goal, published):
    with pytest.raises(IntegrityError, match="sealed"):
        run("DELETE FROM strategy_goal WHERE id = %s", goal.pk)
    assert outline(published) == "Safe city\n  Light in every street\n"


def test_no_goal_is_slipped_into_a_sealed_edition(goal):
    names = ", ".join(COLUMNS)
    copy = f"INSERT INTO strategy_goal ({names}, key) SELECT {names}, 'slipped1' FROM strategy_goal"  # noqa: S608
    with pytest.raises(IntegrityError, match="sealed"):
        run(f"{copy} WHERE id = %s", goal.pk)


def test_no_goal_moves_into_or_out_of_a_sealed_edition(goal, loose):
    for moving, to in ((loose, goal), (goal, loose)):
        with pytest.raises(IntegrityError, match="sealed"):
            run("UPDATE strategy_goal SET edition_id = %s, tree_id = %s, key = 'moved123' WHERE id = %s",
                to.edition_id, to.edition_id, moving.pk)  # fmt: skip


def test_a_draft_of_the_same_plan_is_free(published, loose):
    run("UPDATE strategy_goal SET title_nl = 'Safer city' WHERE id = %s", loose.pk)
    run("DELETE FROM strategy_goal WHERE parent_id = %s", loose.pk)
    assert list(by_title(loose.edition)) == ["Safer city"]


@pytest.mark.parametrize("column", CHANGED)
def test_a_sealed_edition_keeps_what_it_is(published, column):
    assert CHANGED.keys() == set(triggers.SEALED_COLUMNS)
    with pytest.raises(IntegrityError, match="sealed"):
        run(f"UPDATE strategy_edition SET {column} = {CHANGED[column]} WHERE id = %s", published.pk)  # noqa: S608


def test_a_sealed_edition_is_not_deleted(published):
    with pytest.raises(IntegrityError, match="sealed"):
        run("DELETE FROM strategy_edition WHERE id = %s", published.pk)
    with pytest.raises(IntegrityError, match="sealed"), transaction.atomic():
        Edition.objects.filter(pk=published.pk)._raw_delete("default")


def test_the_triggers_are_known_to_be_there_or_not(published):
    assert triggers.are_installed(connection)
    triggers.remove(connection)
    assert not triggers.are_installed(connection)
    triggers.install(connection)
    if connection.vendor == "postgresql":
        run("DROP TRIGGER strategy_goal_sealed_delete ON strategy_goal")
        assert not triggers.are_installed(connection)
    triggers.install(connection)
    triggers.install(connection)
    assert triggers.are_installed(connection)
    with pytest.raises(IntegrityError, match="sealed"), transaction.atomic():
        unguarded_goals().filter(edition=published).update(code="")


@pytest.mark.postgresql
@pytest.mark.parametrize("tables", ["strategy_goal", "strategy_edition", "strategy_goal, strategy_edition"])
def test_no_table_with_a_sealed_edition_is_emptied(published, tables):
    run("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="sealed"):
        run(f"TRUNCATE {tables} CASCADE")
    assert outline(published) == "Safe city\n  Light in every street\n"


@pytest.mark.postgresql
def test_tables_with_drafts_alone_may_be_emptied(draft):
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("TRUNCATE strategy_goal, strategy_edition CASCADE")
    assert not Edition.objects.exists()


@pytest.mark.sqlite
def test_insert_or_replace_does_not_carry_a_sealed_goal_away(goal, loose):
    columns = ", ".join(["id", "key", *COLUMNS])
    taken = {"edition_id": loose.edition_id, "tree_id": loose.edition_id, "parent_id": loose.parent_id}
    values = ", ".join(str(taken.get(name, name)) for name in COLUMNS)
    with pytest.raises(IntegrityError, match="sealed"):
        run(f"INSERT OR REPLACE INTO strategy_goal ({columns}) SELECT id, 'elsewher', {values} "  # noqa: S608
            "FROM strategy_goal WHERE id = %s", goal.pk)  # fmt: skip
