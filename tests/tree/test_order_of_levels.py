"""Which kind may stand under which, in any plan's own order; and the numbers of any tree."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strategy.tree import Branch, rearranging
from strategy.tree.checking import faults, outline_of
from strategy.vocabulary import GOAL_KINDS, STATEMENTS, STEPS, Kind, may_stand_under, step_order
from tests.factories import make_draft, make_plan

NAMED = st.lists(st.sampled_from([str(kind) for kind in GOAL_KINDS]), unique=True)
ONE = st.sampled_from([str(kind) for kind in GOAL_KINDS])
SHAPES = st.recursive(st.just([]), lambda below: st.lists(below, max_size=4), max_leaves=30)


def test_a_plan_that_names_no_levels_has_the_usual_order():
    assert step_order([]) == list(STEPS)


def test_a_kind_that_is_not_named_stands_behind_its_usual_predecessors():
    assert " ".join(step_order(["ambition", "objective"])) == "theme ambition objective action_plan action topic"


@given(NAMED)
def test_an_order_holds_every_step_once_and_keeps_the_plans_own(named):
    order = step_order(named)
    assert sorted(order) == sorted(STEPS)
    assert [kind for kind in order if kind in named] == [kind for kind in named if kind in STEPS]


@given(NAMED, ONE, ONE, ONE)
def test_standing_under_is_never_mutual_and_is_handed_down(named, one, other, third):
    order = step_order(named)
    if one != Kind.VISION:
        assert not may_stand_under(one, one, order)
        assert not (may_stand_under(one, other, order) and may_stand_under(other, one, order))
    if may_stand_under(one, other, order) and may_stand_under(other, third, order):
        assert may_stand_under(one, third, order)


@given(NAMED, ONE, ONE)
def test_of_two_different_steps_one_may_stand_under_the_other_and_statements_under_none(named, one, other):
    order = step_order(named)
    assert may_stand_under(one, Kind.ROOT, order)
    assert not may_stand_under(Kind.ROOT, one, order)
    either = may_stand_under(one, other, order) or may_stand_under(other, one, order)
    if one in STATEMENTS or other in STATEMENTS:
        assert either == (one == other == Kind.VISION)
    else:
        assert either == (one != other)


def branches(shape):
    return [Branch({"kind": "vision", "title_nl": "V"}, children=branches(below)) for below in shape]


def size(shape):
    return sum(1 + size(below) for below in shape)


@pytest.mark.django_db
@given(first=SHAPES, second=SHAPES, position=st.integers(0, 4))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
def test_any_shape_is_numbered_without_gap_and_by_its_parents(first, second, position):
    draft = make_draft(make_plan())
    with rearranging(draft, actor=None) as tree:
        tree.build(branches(first))
        tree.build(branches(second), position=position)
    rows = outline_of(draft.pk)
    numbers = [number for _pk, _parent, lft, rght, _level in rows for number in (lft, rght)]
    assert sorted(numbers) == list(range(1, 2 * (1 + size(first) + size(second)) + 1))
    assert faults(draft.pk) == []
