"""Every act leaves one Change that says what was and what is, and counts the edition's revision once."""

import uuid

import pytest

from strategy.models import Change
from strategy.services.editing import (
    add_goal,
    build_branches,
    delete_goal,
    edit_goal,
    move_goal,
    move_up,
    reorder_goals,
)
from strategy.tree import rearranging
from tests.outline import branches, outline, plant
from tests.refusals import refused

CITY = """
Safe city
  Light in every street
Green city
"""


@pytest.fixture
def goals(draft):
    goals = plant(draft, CITY)
    Change.objects.all().delete()
    return goals


def the_change(edition, actor):
    """The one change that is recorded; by the actor, at the edition's revision."""
    change = edition.changes.get()
    edition.refresh_from_db()
    assert (change.actor, change.revision) == (actor, edition.revision)
    return change


def test_adding_records_the_goal_and_its_place(draft, goals, officer):
    content = {"kind": "objective", "title_nl": "Slow traffic", "title_en": "Slow traffic here"}
    goal = add_goal(draft, actor=officer, content=content, under=goals["Safe city"], position=0)
    change = the_change(draft, officer)
    assert (change.action, change.key, change.before) == ("add", goal.key, {})
    assert (change.after["parent"], change.after["position"]) == (goals["Safe city"].key, 0)
    branch = change.after["branch"]
    assert {name: branch[name] for name in content} == content
    assert (branch["key"], branch["children"]) == (goal.key, [])


def test_building_records_each_branch_in_one_step(draft, goals, officer):
    revision, batch = draft.revision, uuid.uuid4()
    text = "Young city\n  A place to play\nOld city"
    build_branches(draft, branches(text, "nl"), actor=officer, batch=batch)
    young, old = Change.objects.order_by("pk")
    assert (young.action, old.action) == ("build", "add")
    assert [child["title_nl"] for child in young.after["branch"]["children"]] == ["A place to play"]
    assert [change.after["position"] for change in (young, old)] == [2, 3]
    assert {young.batch, old.batch} == {batch}
    assert draft.revision == young.revision == old.revision == revision + 1


def test_editing_records_the_fields_that_changed_before_and_after(draft, goals, officer):
    edit_goal(goals["Safe city"], actor=officer, changes={"title_nl": "Safer city", "kind": "theme"})
    change = the_change(draft, officer)
    assert (change.action, change.key) == ("edit", goals["Safe city"].key)
    assert (change.before, change.after) == ({"title_nl": "Safe city"}, {"title_nl": "Safer city"})


def test_moving_records_both_places(draft, goals, officer):
    move_goal(goals["Light in every street"], actor=officer, under=goals["Green city"])
    change = the_change(draft, officer)
    assert (change.action, change.key) == ("move", goals["Light in every street"].key)
    assert change.before == {"parent": goals["Safe city"].key, "position": 0}
    assert change.after == {"parent": goals["Green city"].key, "position": 0}


def test_ordering_records_both_orders(draft, goals, officer):
    old = [goals["Safe city"].key, goals["Green city"].key]
    reorder_goals(draft, actor=officer, keys=old[::-1])
    change = the_change(draft, officer)
    assert (change.action, change.key) == ("reorder", "")
    assert (change.before, change.after) == ({"order": old}, {"order": old[::-1]})


def test_deleting_records_the_branch_so_that_it_can_come_back(draft, goals, officer):
    delete_goal(goals["Safe city"], actor=officer)
    change = the_change(draft, officer)
    assert (change.action, change.key, change.after) == ("delete", goals["Safe city"].key, {})
    assert (change.before["parent"], change.before["position"]) == ("", 0)
    light = change.before["branch"]["children"][0]
    assert (light["key"], light["title_nl"]) == (goals["Light in every street"].key, "Light in every street")


def test_what_changes_nothing_leaves_no_record(draft, goals, officer):
    revision = draft.revision
    edit_goal(goals["Safe city"], actor=officer, changes={"title_nl": " Safe  city ", "text_nl": None})
    move_up(goals["Safe city"], actor=officer)
    move_goal(goals["Safe city"], actor=officer, before=goals["Green city"])
    reorder_goals(draft, actor=officer, keys=[goals["Safe city"].key, goals["Green city"].key])
    build_branches(draft, [], actor=officer)
    draft.refresh_from_db()
    assert (Change.objects.count(), draft.revision) == (0, revision)


def test_several_acts_in_one_block_are_one_step_or_none(draft, goals, officer):
    revision = draft.revision
    with rearranging(draft, actor=officer) as tree:
        tree.move(goals["Green city"], before=goals["Safe city"])
        tree.delete(goals["Light in every street"])
    assert Change.objects.values("batch", "revision").distinct().count() == 1
    assert draft.revision == revision + 1
    with refused("That goal is no longer there"), rearranging(draft, actor=officer) as tree:
        for _time in range(2):
            tree.delete(goals["Safe city"])
    assert outline(draft) == "Green city\nSafe city\n"
    assert Change.objects.count() == 2


def test_a_change_is_written_once(draft, goals, officer):
    delete_goal(goals["Safe city"], actor=officer)
    change = Change.objects.get()
    change.key = "somebody"
    with pytest.raises(TypeError, match="written once"):
        change.save()
