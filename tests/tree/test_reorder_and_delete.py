"""Ordering siblings and deleting branches."""

import pytest

from strategy.services.editing import add_goal, delete_goal, reorder_goals
from strategy.tree.checking import faults
from tests.outline import outline, plant
from tests.refusals import refused

CITY = """
Safe city
  Light in every street
    No dark corner
  Slow traffic
Green city
  A tree for every child
Young city
"""


@pytest.fixture
def goals(draft):
    return plant(draft, CITY)


def keys(goals, *titles):
    return [goals[title].key for title in titles]


def test_the_top_is_put_in_order_with_everything_below(draft, goals, officer):
    reorder_goals(draft, actor=officer, keys=keys(goals, "Young city", "Green city", "Safe city"))
    assert outline(draft) == (
        "Young city\nGreen city\n  A tree for every child\n"
        "Safe city\n  Light in every street\n    No dark corner\n  Slow traffic\n"
    )
    assert faults(draft.pk) == []


def test_the_children_of_one_goal_are_put_in_order(draft, goals, officer):
    wanted = keys(goals, "Slow traffic", "Light in every street")
    reorder_goals(draft, actor=officer, keys=wanted, under=goals["Safe city"])
    assert outline(draft).startswith("Safe city\n  Slow traffic\n  Light in every street\n    No dark corner\nGreen")
    assert faults(draft.pk) == []


@pytest.mark.parametrize(
    "wanted",
    [["Safe city", "Green city"], ["Safe city", "Green city", "Green city"],
     ["Safe city", "Green city", "Young city", "Slow traffic"]],
    ids=["one missing", "one twice", "one from elsewhere"],
)  # fmt: skip
def test_an_order_of_other_goals_than_stand_there_is_refused(draft, goals, officer, wanted):
    before = outline(draft)
    with refused("The goals in this place are no longer the ones that you put in order. Reload the tree"):
        reorder_goals(draft, actor=officer, keys=keys(goals, *wanted))
    assert outline(draft) == before


def test_a_colleagues_new_goal_is_not_lost_by_an_older_order(draft, goals, officer):
    old_page = keys(goals, "Young city", "Green city", "Safe city")
    add_goal(draft, actor=officer, content={"kind": "theme", "title_nl": "Old city"})
    with refused("The goals in this place are no longer"):
        reorder_goals(draft, actor=officer, keys=old_page)
    assert outline(draft).endswith("Young city\nOld city\n")


@pytest.mark.parametrize(
    ("what", "count", "left"),
    [
        ("Safe city", 4, "Green city\n  A tree for every child\nYoung city\n"),
        ("Young city", 1, CITY.lstrip().replace("Young city\n", "")),
        ("No dark corner", 1, CITY.lstrip().replace("    No dark corner\n", "")),
        ("Light in every street", 2, CITY.lstrip().replace("  Light in every street\n    No dark corner\n", "")),
    ],
)
def test_a_goal_is_deleted_with_everything_below(draft, goals, officer, what, count, left):
    assert delete_goal(goals[what], actor=officer) == count
    assert outline(draft) == left
    assert faults(draft.pk) == []


def test_a_goal_is_deleted_once(draft, goals, officer):
    delete_goal(goals["Safe city"], actor=officer)
    with refused("That goal is no longer there: somebody deleted it."):
        delete_goal(goals["Slow traffic"], actor=officer)
