"""What is wrong with a tree is told and mended; nothing is lost on the way."""

import pytest
from django.db.models import F

from strategy.models.goal import unguarded_goals
from strategy.services.publishing import propose_edition
from strategy.tree.checking import faults, outline_of, repair
from tests.factories import make_draft, make_plan, make_published
from tests.outline import outline, plant
from tests.refusals import refused

CITY = """
Safe city
  Light in every street
    No dark corner
Green city
"""


@pytest.fixture
def goals(draft):
    return plant(draft, CITY)


def harm(goal, **values):
    unguarded_goals().filter(pk=goal.pk).update(**values)


def test_a_sound_tree_has_no_faults_and_needs_no_repair(draft, goals):
    revision = draft.revision
    assert faults(draft.pk) == []
    assert repair(draft) == 0
    assert (outline(draft), draft.revision) == (CITY.lstrip(), revision)


def test_wrong_numbers_are_told_and_mended(draft, goals):
    harm(goals["Light in every street"], rght=F("rght") + 40, level=7)
    assert faults(draft.pk) == [
        f"goal {goals['Light in every street'].pk} has numbers (3, 46, 7) but its parents say (3, 6, 2)"
    ]
    assert repair(draft) == 1
    assert faults(draft.pk) == []
    assert outline(draft) == CITY.lstrip()


def test_a_parent_that_the_numbers_do_not_know_wins(draft, goals):
    harm(goals["No dark corner"], parent=goals["Green city"].pk)
    assert faults(draft.pk) != []
    repair(draft)
    assert faults(draft.pk) == []
    assert outline(draft) == "Safe city\n  Light in every street\nGreen city\n  No dark corner\n"


def test_goals_that_hang_on_themselves_come_back_to_the_top_with_what_is_below(draft, goals):
    harm(goals["Safe city"], parent=goals["No dark corner"].pk)
    assert "3 goals cannot be reached from the root" in faults(draft.pk)
    assert repair(draft) == 1
    assert faults(draft.pk) == []
    assert outline(draft) == CITY.lstrip()
    assert draft.changes.first().before == {"repaired": 1}


def test_a_goal_under_another_editions_goal_is_brought_home(draft, goals, town):
    other = plant(make_draft(make_plan(town, slug="other", starts_in=None, ends_in=None)), "Old city")["Old city"]
    before = outline_of(other.edition_id)
    harm(goals["Light in every street"], parent=other.pk)
    repair(draft)
    assert faults(draft.pk) == []
    assert outline_of(other.edition_id) == before


def test_a_repair_counts_as_a_revision(draft, goals):
    harm(goals["No dark corner"], level=9)
    revision = draft.revision
    repair(draft)
    assert draft.revision == draft.changes.first().revision == revision + 1


def test_only_a_draft_is_repaired(plan):
    with refused("This edition is published and sealed."):
        repair(make_published(plan))
    with refused("This edition is proposed and frozen."):
        repair(propose_edition(make_draft(plan), actor=None))
