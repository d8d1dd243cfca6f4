"""Moving branches: in every direction, and the moves that are refused."""

import pytest

from strategy.models.goal import unguarded_goals
from strategy.refusal import Refused
from strategy.services.editing import delete_goal, move_down, move_goal, move_in, move_out, move_up
from strategy.services.publishing import propose_edition
from strategy.tree import rearranging
from strategy.tree.checking import faults, outline_of
from tests.factories import make_draft, make_plan, make_published
from tests.outline import by_title, outline, plant
from tests.refusals import refused

PARTS = """
vision: A
  vision: A1
  vision: A2
    vision: A2x
      vision: A2xi
  vision: A3
vision: B
  vision: B1
vision: C
"""


@pytest.fixture
def goals(draft):
    return plant(draft, PARTS)


def shape(edition):
    """The outline on one line: "A(A1 A2(A2x)) B"."""
    depth, said = 0, ""
    for line in outline(edition).splitlines():
        level = (len(line) - len(line.lstrip())) // 2
        said += "(" if level > depth else ")" * (depth - level) + " "
        said, depth = said + line.strip(), level
    return (said + ")" * depth).strip()


@pytest.mark.parametrize(
    ("what", "where", "expected"),
    [
        ("A2", {}, "A(A1 A3) B(B1) C A2(A2x(A2xi))"),
        ("A2", {"position": 0}, "A2(A2x(A2xi)) A(A1 A3) B(B1) C"),
        ("A2", {"position": 1}, "A(A1 A3) A2(A2x(A2xi)) B(B1) C"),
        ("A2", {"under": "B"}, "A(A1 A3) B(B1 A2(A2x(A2xi))) C"),
        ("A2", {"under": "B", "position": 0}, "A(A1 A3) B(A2(A2x(A2xi)) B1) C"),
        ("A2", {"under": "C"}, "A(A1 A3) B(B1) C(A2(A2x(A2xi)))"),
        ("A2", {"under": "A1"}, "A(A1(A2(A2x(A2xi))) A3) B(B1) C"),
        ("A2", {"under": "A", "position": 0}, "A(A2(A2x(A2xi)) A1 A3) B(B1) C"),
        ("A2", {"under": "A", "position": 2}, "A(A1 A3 A2(A2x(A2xi))) B(B1) C"),
        ("A2", {"under": "A"}, "A(A1 A3 A2(A2x(A2xi))) B(B1) C"),
        ("A2", {"before": "A1"}, "A(A2(A2x(A2xi)) A1 A3) B(B1) C"),
        ("A2", {"after": "A3"}, "A(A1 A3 A2(A2x(A2xi))) B(B1) C"),
        ("A2", {"before": "B"}, "A(A1 A3) A2(A2x(A2xi)) B(B1) C"),
        ("A2", {"after": "C"}, "A(A1 A3) B(B1) C A2(A2x(A2xi))"),
        ("A2", {"after": "B1"}, "A(A1 A3) B(B1 A2(A2x(A2xi))) C"),
        ("A2xi", {}, "A(A1 A2(A2x) A3) B(B1) C A2xi"),
        ("A2xi", {"before": "A2"}, "A(A1 A2xi A2(A2x) A3) B(B1) C"),
        ("A", {"under": "B1"}, "B(B1(A(A1 A2(A2x(A2xi)) A3))) C"),
        ("A", {"after": "B"}, "B(B1) A(A1 A2(A2x(A2xi)) A3) C"),
        ("C", {"under": "A2xi"}, "A(A1 A2(A2x(A2xi(C))) A3) B(B1)"),
        ("C", {"before": "A"}, "C A(A1 A2(A2x(A2xi)) A3) B(B1)"),
        ("B", {"before": "B"}, "A(A1 A2(A2x(A2xi)) A3) B(B1) C"),
        ("B", {"after": "B"}, "A(A1 A2(A2x(A2xi)) A3) B(B1) C"),
    ],
)
def test_a_branch_goes_where_it_is_put(draft, goals, officer, what, where, expected):
    named = {name: goals.get(value, value) for name, value in where.items()}
    moved = move_goal(goals[what], actor=officer, **named)
    assert shape(draft) == expected
    assert faults(draft.pk) == []
    assert moved.lft == by_title(draft)[what].lft


@pytest.mark.parametrize(
    ("step", "what", "expected"),
    [
        (move_up, "A2", "A(A2(A2x(A2xi)) A1 A3) B(B1) C"),
        (move_up, "A1", "A(A1 A2(A2x(A2xi)) A3) B(B1) C"),
        (move_down, "A2", "A(A1 A3 A2(A2x(A2xi))) B(B1) C"),
        (move_down, "C", "A(A1 A2(A2x(A2xi)) A3) B(B1) C"),
        (move_in, "B", "A(A1 A2(A2x(A2xi)) A3 B(B1)) C"),
        (move_out, "A2", "A(A1 A3) A2(A2x(A2xi)) B(B1) C"),
    ],
)
def test_the_four_buttons_move_one_step(draft, goals, officer, step, what, expected):
    step(goals[what], actor=officer)
    assert shape(draft) == expected
    assert faults(draft.pk) == []


def test_an_old_page_moves_the_goal_from_where_it_stands_now(draft, goals, officer):
    stale = goals["A2x"]
    move_goal(goals["A2"], actor=officer, under=goals["C"])
    move_goal(stale, actor=officer, after=goals["A1"])
    assert shape(draft) == "A(A1 A2x(A2xi) A3) B(B1) C(A2)"
    assert faults(draft.pk) == []


@pytest.mark.parametrize(
    ("what", "where", "sentence"),
    [
        ("A2", {"under": "A2"}, "“A2” cannot move below itself. Choose a place outside its own branch."),
        ("A2", {"under": "A2xi"}, "“A2” cannot move below itself."),
        ("A2", {"before": "A2x"}, "“A2” cannot move below itself."),
        ("A", {"under": "nosuch00"}, "That goal is no longer there: somebody deleted it. Reload the tree and try"),
        ("nosuch00", {"under": "A"}, "That goal is no longer there"),
    ],
)
def test_a_move_that_makes_no_tree_is_refused(draft, goals, officer, what, where, sentence):
    before = outline_of(draft.pk)
    with pytest.raises(Refused) as refused, rearranging(draft, actor=officer) as tree:
        tree.move(goals.get(what, what), **{name: goals.get(value, value) for name, value in where.items()})
    assert str(refused.value).startswith(sentence)
    assert outline_of(draft.pk) == before


def test_the_first_cannot_go_in_and_the_top_cannot_go_out(goals, officer):
    with refused("There is no goal above “A1” that it could go into. Move it down first."):
        move_in(goals["A1"], actor=officer)
    with refused("“B” is already at the top."):
        move_out(goals["B"], actor=officer)


def test_an_objective_does_not_go_under_an_ambition_or_a_mission(draft, officer):
    goals = plant(draft, "mission: For all\nSafe city\n  Light\nGreen city\n  ambition: No more car parks")
    with refused("“Light” (objective) cannot go under “No more car parks” (ambition)"):
        move_goal(goals["Light"], actor=officer, under=goals["No more car parks"])
    with refused("“Light” (objective) cannot go under “For all” (mission)"):
        move_goal(goals["Light"], actor=officer, under=goals["For all"])
    assert move_goal(goals["Light"], actor=officer, under=goals["Green city"]).level == 2


def test_a_refusal_names_a_goal_by_its_code(draft, goals, officer):
    unguarded_goals().filter(pk=goals["A2"].pk).update(code="V-2")
    with refused("“V-2” cannot move below itself"):
        move_goal(goals["A2"], actor=officer, under=goals["A2x"])


@pytest.mark.parametrize("place", ["under", "before", "after"])
def test_no_goal_moves_into_another_edition(draft, goals, town, officer, place):
    other = plant(make_draft(make_plan(town, slug="other", starts_in=None, ends_in=None)), "vision: Z")["Z"]
    with refused("That goal belongs to another edition."):
        move_goal(goals["A"], actor=officer, **{place: other})
    with refused("That goal belongs to another edition."), rearranging(draft, actor=None) as tree:
        tree.move(other, under=goals["A"])


def test_the_hidden_root_stays_where_it_is(draft, goals, officer):
    root = unguarded_goals().get(edition=draft, kind="root")
    with refused("The tree itself stays where it is. Choose a goal in it."):
        move_goal(root, actor=officer, under=goals["A"])
    with refused("Nothing can go beside the tree itself. Choose a goal in it."):
        move_goal(goals["A"], actor=officer, after=root)
    with refused("The tree itself stays where it is."):
        delete_goal(root, actor=officer)


def test_nothing_moves_in_a_sealed_or_proposed_edition(plan, officer):
    sealed = make_published(plan, "Safe city\nGreen city")
    with refused("This edition is published and sealed."):
        move_up(by_title(sealed)["Green city"], actor=officer)
    proposed = propose_edition(make_draft(plan), actor=officer)
    with refused("This edition is proposed and frozen."):
        move_up(by_title(proposed)["Green city"], actor=officer)
    assert outline(sealed) == outline(proposed) == "Safe city\nGreen city\n"
