"""A branch a second time: the same texts, keys of its own, no code twice; and one undo takes it away."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strategy.models import Change, Goal
from strategy.models.goal import Sealed
from strategy.refusal import Refused
from strategy.services.duplicating import duplicate_branch
from strategy.services.editing import edit_goal
from strategy.services.publishing import propose_edition
from strategy.services.undoing import undo_batch, undo_last
from strategy.tree.checking import faults
from tests.outline import by_title, outline, plant

TREE = "Safe city\n  Light\n    Lamps\n  Patrols\nGreen city\n"


@pytest.fixture
def goals(draft):
    return plant(draft, TREE)


def test_the_copy_stands_right_behind_with_all_below_it(goals, draft, officer):
    made = duplicate_branch(goals["Light"], actor=officer)
    assert outline(draft) == "Safe city\n  Light\n    Lamps\n  Light\n    Lamps\n  Patrols\nGreen city\n"
    assert (made.count, made.codes, faults(draft.pk)) == (2, 0, [])
    assert Goal.objects.shown().filter(edition=draft).values("key").distinct().count() == 7


def test_texts_and_translations_go_along_codes_stay(goals, draft, officer):
    light = edit_goal(
        goals["Light"], actor=None, changes={"code": "L1", "external_id": "77", "title_en": "Light!", "text_nl": "Lang"}
    )
    made = duplicate_branch(light, actor=officer)
    copy = made.goal
    assert (copy.title_en, copy.text_nl, copy.translated_from) == ("Light!", "Lang", light.translated_from)
    assert (copy.code, copy.external_id, made.codes) == ("", "", 1)
    assert Goal.objects.get(pk=light.pk).code == "L1"


def test_it_is_recorded_and_undone_in_one_step(goals, draft, officer):
    duplicate_branch(goals["Safe city"], actor=officer)
    change = Change.objects.filter(edition=draft).order_by("-pk").first()
    assert (change.actor, change.action) == (officer, "build")
    undone = undo_last(draft, actor=officer)
    assert (outline(draft), faults(draft.pk)) == (TREE, [])
    undo_batch(draft, undone.batch, actor=officer)
    assert outline(draft).count("Safe city") == 2


def test_a_frozen_edition_refuses(goals, draft):
    propose_edition(draft, actor=None)
    with pytest.raises(Refused, match="proposed and frozen"):
        duplicate_branch(goals["Light"], actor=None)


def test_a_sealed_edition_refuses(published):
    with pytest.raises(Sealed):
        duplicate_branch(published.goals.shown().first(), actor=None)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(picks=st.lists(st.integers(0, 50), max_size=4))
def test_whatever_is_duplicated_it_stays_a_tree(picks, plan, draft):
    plant(draft, TREE)
    for pick in picks:
        goals = list(by_title(draft).values())
        duplicate_branch(goals[pick % len(goals)], actor=None)
    assert faults(draft.pk) == []
