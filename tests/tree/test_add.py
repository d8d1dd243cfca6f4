"""Adding goals and building branches: where they land, and which are turned away."""

import pytest

from strategy.models import Level
from strategy.refusal import Refused
from strategy.services.editing import add_goal, build_branches, delete_goal
from strategy.services.publishing import propose_edition
from strategy.tree import Branch
from strategy.tree.checking import faults
from tests.factories import make_draft, make_plan, make_published
from tests.outline import branches, outline, plant
from tests.refusals import refused

CITY = """
Safe city
  Light in every street
Green city
"""


def theme(title, **content):
    return {"kind": "theme", "title_nl": title, **content}


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        (None, "Safe city\n  Light in every street\nGreen city\nNew\n"),
        (0, "New\nSafe city\n  Light in every street\nGreen city\n"),
        (1, "Safe city\n  Light in every street\nNew\nGreen city\n"),
        (2, "Safe city\n  Light in every street\nGreen city\nNew\n"),
        (99, "Safe city\n  Light in every street\nGreen city\nNew\n"),
    ],
)
def test_a_goal_is_added_at_its_position(draft, officer, position, expected):
    plant(draft, CITY)
    add_goal(draft, actor=officer, content=theme("New"), position=position)
    assert outline(draft) == expected
    assert faults(draft.pk) == []


@pytest.mark.parametrize("name", ["the goal", "its key"])
def test_a_goal_is_added_below_another(draft, officer, name):
    green = plant(draft, CITY)["Green city"]
    content = {"kind": "objective", "title_nl": "A tree for every child"}
    goal = add_goal(draft, actor=officer, content=content, under=green if name == "the goal" else green.key)
    assert outline(draft) == "Safe city\n  Light in every street\nGreen city\n  A tree for every child\n"
    assert (goal.parent_id, goal.level, len(goal.key)) == (green.pk, 2, 8)
    assert faults(draft.pk) == []


def test_whole_branches_are_built_at_once_in_their_order(draft, officer):
    plant(draft, CITY)
    text = "Young city\n  A place to play\n    In every street\n  A place to learn\nOld city\n"
    tops = build_branches(draft, branches(text, "nl"), actor=officer, position=1)
    assert [goal.title_nl for goal in tops] == ["Young city", "Old city"]
    assert outline(draft) == "Safe city\n  Light in every street\n" + text + "Green city\n"
    assert faults(draft.pk) == []


def test_levels_may_be_skipped(draft):
    plant(draft, "Safe city\n  action: Replace the lamps")
    assert outline(draft) == "Safe city\n  Replace the lamps\n"


def test_a_vision_may_have_parts_a_hundred_deep(draft):
    plant(draft, "\n".join("  " * depth + f"vision: Part {depth}" for depth in range(100)))
    assert outline(draft).endswith("  Part 99\n")
    assert faults(draft.pk) == []


def test_the_plan_orders_its_own_levels(plan):
    Level.objects.create(plan=plan, kind="ambition", position=1)
    Level.objects.create(plan=plan, kind="objective", position=2)
    draft = make_draft(plan, "ambition: A safe city\n  objective: Light in every street")
    assert outline(draft) == "A safe city\n  Light in every street\n"


def test_keys_are_new_in_the_whole_town_and_given_ones_are_kept(town, monkeypatch):
    first = make_draft(make_plan(town, slug="old", starts_in=None, ends_in=None), "Safe city")
    taken = plant(first, "Green city")["Safe city"].key
    offered = iter([taken, "aaaaaaaa", "aaaaaaaa", "bbbbbbbb"])
    monkeypatch.setattr("strategy.tree.new_key", lambda: next(offered))
    second = make_draft(make_plan(town, slug="new", starts_in=None, ends_in=None))  # its root takes the first one
    offered = iter([taken, "aaaaaaaa", "bbbbbbbb"])
    added = build_branches(second, [Branch(theme("Young city")), Branch(theme("Old city"), key="givenkey")], actor=None)
    assert [goal.key for goal in added] == ["aaaaaaaa", "givenkey"]


@pytest.mark.parametrize(
    ("content", "sentence", "field"),
    [
        ({"kind": "theme"}, "A goal needs a title in Dutch. Write one sentence or one word.", "title_nl"),
        ({"kind": "theme", "title_nl": " \n "}, "A goal needs a title in Dutch. Write one sentence or one word.",
         "title_nl"),
        ({"title_nl": "Safe"}, "Say what this goal is: a theme, an objective, an ambition …", "kind"),
        ({"kind": "dream", "title_nl": "Safe"}, "“dream” is not a kind of goal. Choose one of: mission, vision, value, "
         "theme, objective, ambition, action_plan, action, topic.", "kind"),
        ({"kind": "root", "title_nl": "Safe"}, "“root” is not a kind of goal.", "kind"),
        (theme("Safe", form="shouted"), "“shouted” is not a form of text. Choose one of: prose, verse, "
         "quotation.", "form"),
        (theme("x" * 501), "This text has 501 characters; the limit is 500. Shorten it.", "title_nl"),
        (theme("Safe", code="c" * 41), "This text has 41 characters; the limit is 40. Shorten it.", "code"),
        (theme("Safe", title_fr="Sûre"), "Lindehoven does not publish in French. Switch the language on in the "
         "municipality first.", "title_fr"),
        (theme("Safe", colour="red"), "A goal has no field “colour”.", "colour"),
        (theme("Safe", parent=1), "A goal has no field “parent”.", "parent"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_a_sentence(draft, officer, content, sentence, field):
    with pytest.raises(Refused) as refused:
        add_goal(draft, actor=officer, content=content)
    assert str(refused.value).startswith(sentence)
    assert refused.value.field == field
    assert outline(draft) == ""


def test_a_goal_cannot_stand_above_its_level(draft, officer):
    light = plant(draft, CITY)["Light in every street"]
    with pytest.raises(Refused) as refused:
        add_goal(draft, actor=officer, content=theme("Young city"), under=light)
    assert str(refused.value) == (
        "“Young city” (theme) cannot go under “Light in every street” (objective). From top to bottom this plan has: "
        "theme, objective, ambition, action plan, action, topic; mission, vision and values belong at the top."
    )


def test_one_wrong_goal_keeps_the_whole_branch_out(draft, officer):
    wrong = branches("Safe city\n  Light in every street\n    theme: Green city", "nl")
    with refused("“Green city” (theme) cannot go under"):
        build_branches(draft, wrong, actor=officer)
    assert outline(draft) == ""


def test_nothing_is_added_below_a_goal_that_is_gone(draft, officer):
    safe = plant(draft, CITY)["Safe city"]
    delete_goal(safe, actor=officer)
    with refused("That goal is no longer there: somebody deleted it. Reload the tree"):
        add_goal(draft, actor=officer, content={"kind": "objective", "title_nl": "Light"}, under=safe)


def test_nothing_is_added_below_another_editions_goal(draft, town, officer):
    other = plant(make_draft(make_plan(town, slug="other", starts_in=None, ends_in=None)), CITY)["Safe city"]
    with refused("That goal belongs to another edition. Choose one of this edition’s own goals."):
        add_goal(draft, actor=officer, content={"kind": "objective", "title_nl": "Light"}, under=other)


def test_a_code_stands_once_in_an_edition(draft, officer):
    add_goal(draft, actor=officer, content=theme("Safe city", code="BD-01"))
    with refused("The code BD-01 is used twice in this edition. Give each goal its own code."):
        add_goal(draft, actor=officer, content=theme("Green city", code="BD-01"))
    twins = [Branch(theme("Young city", code="BD-02")), Branch(theme("Old city", code="BD-02"))]
    with refused("The code BD-02 is used twice"):
        build_branches(draft, twins, actor=officer)
    assert outline(draft) == "Safe city\n"


def test_a_key_stands_once_in_an_edition(draft, officer):
    build_branches(draft, [Branch(theme("Safe city"), key="givenkey")], actor=officer)
    with refused("The key givenkey is used twice"):
        build_branches(draft, [Branch(theme("Green city"), key="givenkey")], actor=officer)
    twins = [Branch(theme("Green city"), key="otherkey"), Branch(theme("Old city"), key="otherkey")]
    with refused("The key otherkey is used twice"):
        build_branches(draft, twins, actor=officer)
    assert outline(draft) == "Safe city\n"


def test_a_sealed_and_a_proposed_edition_take_nothing_in(plan, officer):
    sealed = make_published(plan)
    with refused("This edition is published and sealed. Start a new draft to change the text."):
        add_goal(sealed, actor=officer, content=theme("Green city"))
    proposed = propose_edition(make_draft(plan), actor=officer)
    with refused("This edition is proposed and frozen. Take it back to draft before you change"):
        add_goal(proposed, actor=officer, content=theme("Green city"))
    assert outline(sealed) == outline(proposed) == "Safe city\n"
