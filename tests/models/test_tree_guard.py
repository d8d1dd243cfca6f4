"""PostgreSQL refuses two goals of one tree with the same number, whoever writes them, and looks when they are done."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import Error, IntegrityError, connection, transaction
from psycopg.errors import UniqueViolation

from strategy.models import tree_guard
from strategy.models.goal import unguarded_goals
from strategy.services.editing import edit_goal, move_goal
from strategy.services.publishing import discard_edition, start_draft
from tests.factories import make_draft, make_plan
from tests.outline import by_title, outline, plant

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]


@pytest.fixture
def goals(draft):
    plant(draft, "Safe city\nGreen city")
    return by_title(draft)


def put(goal, **numbers):
    unguarded_goals().filter(pk=goal.pk).update(**numbers)


def checks(edition):
    """How often the tree's shape was written."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT writes FROM {tree_guard.TABLE} WHERE tree_id = %s", [edition.pk])  # noqa: S608
        return (cursor.fetchone() or (0,))[0]


@pytest.mark.parametrize("column", ["lft", "rght"])
def test_two_goals_with_one_number_are_refused(goals, column):
    safe, green = goals["Safe city"], goals["Green city"]
    numbers = {"lft": safe.lft, "rght": green.rght} if column == "lft" else {"rght": green.rght}
    with pytest.raises(IntegrityError, match="goal_numbers_once") as refused, transaction.atomic():
        put(green if column == "lft" else safe, **numbers)
        connection.check_constraints()
    assert isinstance(refused.value.__cause__, UniqueViolation)


def test_on_the_way_numbers_may_meet(goals):
    safe, green = goals["Safe city"], goals["Green city"]
    put(safe, lft=green.lft, rght=green.rght)
    put(green, lft=safe.lft, rght=safe.rght)
    connection.check_constraints()
    assert outline(safe.edition) == "Green city\nSafe city\n"


def test_a_goal_that_comes_from_another_tree_is_looked_at_there(goals):
    other = make_draft(
        make_plan(goals["Safe city"].edition.plan.municipality, slug="other", starts_in=2031, ends_in=None)
    )
    moving = plant(other, "Elsewhere")["Elsewhere"]
    with pytest.raises(IntegrityError, match="goal_numbers_once"), transaction.atomic():
        here = goals["Safe city"].edition_id
        unguarded_goals().filter(pk=moving.pk).update(edition=here, tree_id=here)
        connection.check_constraints()


def test_an_inserted_goal_is_looked_at(goals):
    copied = unguarded_goals().get(pk=goals["Safe city"].pk)
    copied.pk, copied.key = None, "another1"
    with pytest.raises(IntegrityError, match="goal_numbers_once"), transaction.atomic():
        unguarded_goals().bulk_create([copied])
        connection.check_constraints()


def test_words_cost_no_look(goals, draft):
    before = checks(draft)
    edit_goal(goals["Safe city"], actor=None, changes={"title_nl": "Safer city"})
    assert checks(draft) == before
    move_goal(goals["Safe city"], actor=None, after=goals["Green city"])
    assert checks(draft) == before + 1


def test_of_a_tree_that_is_gone_nothing_stays(published):
    draft = start_draft(published.plan, actor=None)
    connection.check_constraints()
    assert checks(draft)
    discard_edition(draft, actor=None)
    connection.check_constraints()
    assert not checks(draft)


def test_check_trees_says_where_the_guard_is_missing(goals):
    call_command("check_trees")
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE strategy_goal DISABLE TRIGGER strategy_goal_tree_update")
    with pytest.raises(CommandError, match="guard"):
        call_command("check_trees")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("isolation", ["READ COMMITTED", "REPEATABLE READ"])
def test_of_two_who_write_the_same_number_at_once_one_is_refused(transactional_db, isolation):
    draft = make_draft(make_plan(), "Safe city\nGreen city")
    goals = by_title(draft)
    root = unguarded_goals().get(edition=draft, level=0)
    put(root, rght=100)
    begin, ends = threading.Barrier(2), []

    def write(title):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SET TRANSACTION ISOLATION LEVEL {isolation}")
                cursor.execute("SELECT count(*) FROM strategy_goal")
                begin.wait()
                put(goals[title], rght=50)
            ends.append("written")
        except Error:
            ends.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(title,)) for title in goals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == ["refused", "written"]


def test_the_numbers_of_goals_stand_in_no_index():
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'strategy_goal'")
        indexes = dict(cursor.fetchall())
    named = {name for name in indexes if not name.startswith("strategy_goal_parent_id")}
    assert named == {"strategy_goal_pkey", "goal_key_once", "goal_code_once", "goal_one_root"}
    assert len(indexes) == 5
    assert not [definition for definition in indexes.values() if "lft" in definition or "rght" in definition]
