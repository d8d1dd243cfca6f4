"""A goal's place is written by strategy.tree alone, and a sealed one by nobody: the model says so at once."""

import pytest
from django.db import transaction

from strategy.models import Goal
from strategy.models.goal import Sealed, ShapeGuarded
from strategy.services.publishing import start_draft
from tests.outline import by_title, outline, plant

CITY = "Safe city\n  Light in every street\n"
PLACES = {"parent": None, "parent_id": 1, "lft": 1, "rght": 9, "level": 3, "tree_id": 7, "edition_id": 1, "key": "k"}


@pytest.fixture
def goal(draft):
    return plant(draft, CITY)["Light in every street"]


@pytest.mark.parametrize(
    "act",
    [
        lambda goal: goal.save(),
        lambda goal: goal.save(update_fields=["title_nl", "parent"]),
        lambda goal: goal.delete(),
        lambda goal: goal.move_to(None),
        lambda goal: goal.insert_at(goal.parent),
        lambda goal: Goal(edition=goal.edition, kind="theme", title_nl="New").save(),
        lambda goal: Goal.objects.create(edition=goal.edition, kind="theme", title_nl="New"),
        lambda goal: Goal.objects.bulk_create([Goal(edition=goal.edition, kind="theme", title_nl="New")]),
        lambda goal: Goal.objects.filter(pk=goal.pk).delete(),
        lambda goal: goal.edition.goals.all().delete(),
        lambda goal: goal.edition.goals.create(kind="theme", title_nl="New"),
        lambda goal: goal.children.update(parent=None),
        lambda goal: Goal.objects.bulk_update([goal], ["lft"]),
        lambda goal: Goal.objects.move_node(goal, goal.parent),
        lambda goal: Goal.objects.insert_node(goal, goal.parent),
        lambda goal: Goal.objects.rebuild(),
        lambda goal: Goal.objects.partial_rebuild(goal.tree_id),
        *(lambda goal, name=name: Goal.objects.update(**{name: PLACES[name]}) for name in PLACES),
    ],
)
def test_nobody_but_the_tree_makes_moves_or_deletes_goals(goal, draft, act):
    with pytest.raises(ShapeGuarded), transaction.atomic():
        act(goal)
    assert outline(draft) == CITY


def test_an_old_instance_saves_its_words_and_not_its_place(goal, draft):
    stale = by_title(draft)["Light in every street"]
    plant(draft, "Green city", position=0)
    stale.title_nl = "Light everywhere"
    stale.save(update_fields=["title_nl"])
    assert outline(draft) == "Green city\nSafe city\n  Light everywhere\n"


def test_a_sealed_goal_refuses_every_way_of_writing(published):
    goal = by_title(published)["Safe city"]
    for act in (
        lambda: goal.save(update_fields=["title_nl"]),
        lambda: Goal.objects.filter(pk=goal.pk).update(title_nl="Unsafe city"),
        lambda: Goal.objects.bulk_update([goal], ["title_nl"]),
        lambda: published.goals.update(code=""),
    ):
        with pytest.raises(Sealed, match="Start a new draft to change the text"), transaction.atomic():
            act()


def test_a_draft_can_be_written_beside_a_sealed_edition(published):
    draft = start_draft(published.plan, actor=None)
    assert Goal.objects.filter(edition=draft, title_nl="Safe city").update(title_nl="Safer city") == 1
