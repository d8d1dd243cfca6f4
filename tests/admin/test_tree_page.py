"""The tree of goals in the admin: its buttons do what they say, and leave the tree whole."""

import re

import pytest
from django.urls import reverse

from strategy.models import Goal
from strategy.services.publishing import propose_edition
from strategy.tree.checking import faults
from tests.factories import make_draft, make_plan, make_published
from tests.outline import outline, plant

TREE = """\
Safe city
  Light in every street
    Lamps that save power
  Slow traffic
Green city
"""


@pytest.fixture
def goals(draft):
    return plant(draft, TREE)


@pytest.fixture
def at_tree(at_admin, officer, draft):
    """What the officer reads after pressing a button of a goal."""
    client = at_admin(officer)

    def press(goal, move):
        page = client.post(_address("nudge", draft, goal), {"move": move}, follow=True)
        assert faults(draft.pk) == []
        return page

    return press


def _address(page, edition, goal):
    return reverse(f"admin:strategy_edition_tree_{page}", args=[edition.pk, goal.key])


def _says(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


@pytest.mark.parametrize(
    ("title", "move", "after"),
    [
        (
            "Slow traffic",
            "up",
            "Safe city\n  Slow traffic\n  Light in every street\n    Lamps that save power\nGreen city\n",
        ),
        (
            "Safe city",
            "down",
            "Green city\nSafe city\n  Light in every street\n    Lamps that save power\n  Slow traffic\n",
        ),
        (
            "Lamps that save power",
            "out",
            "Safe city\n  Light in every street\n  Lamps that save power\n  Slow traffic\nGreen city\n",
        ),
    ],
)
def test_a_button_moves_the_goal(title, move, after, goals, at_tree, draft):
    page = at_tree(goals[title], move)
    assert outline(draft) == after
    assert f'id="goal-{goals[title].key}"' in page.content.decode()
    assert f"“{title}” is now at place" in _says(page)[0]
    assert page.redirect_chain[0][0].endswith(f"#goal-{goals[title].key}")


def test_in_puts_a_goal_below_the_one_above_it(goals, at_tree, draft):
    at_tree(goals["Lamps that save power"], "out")
    at_tree(goals["Lamps that save power"], "in")
    assert outline(draft) == TREE


def test_what_cannot_be_is_refused_with_a_sentence(goals, at_tree, draft):
    page = at_tree(goals["Slow traffic"], "in")
    assert "cannot go under “Light in every street”" in _says(page)[0]
    assert outline(draft) == TREE


@pytest.mark.parametrize(
    ("title", "possible"),
    [
        ("Safe city", {"down"}),
        ("Slow traffic", {"up", "out"}),
        ("Lamps that save power", {"out"}),
    ],
)
def test_buttons_that_are_impossible_now_are_disabled(title, possible, goals, at_admin, officer, draft):
    address = reverse("admin:strategy_edition_tree", args=[draft.pk])
    page = at_admin(officer).get(address, {"goal": goals[title].key}).content.decode()
    buttons = re.findall(r'<button name="move" value="(\w+)"( disabled)?>', page)
    assert {name for name, disabled in buttons if not disabled} == possible


def test_move_to_offers_legal_targets_alone(goals, at_admin, officer, draft):
    page = at_admin(officer).get(_address("move", draft, goals["Light in every street"]))
    assert [row.name for row in page.context["targets"]] == ["Safe city", "Green city"]
    page = at_admin(officer).get(_address("move", draft, goals["Lamps that save power"]), {"q": "SLOW"})
    assert [row.name for row in page.context["targets"]] == ["Slow traffic"]


@pytest.mark.parametrize(
    ("position", "after"),
    [
        ("first", ["Light in every street", "Trees", "Parks"]),
        ("last", ["Trees", "Parks", "Light in every street"]),
        ("after:Trees", ["Trees", "Light in every street", "Parks"]),
    ],
)
def test_move_to_puts_a_branch_where_it_was_told(position, after, goals, at_admin, officer, draft):
    added = plant(draft, "objective: Trees\nobjective: Parks", under=goals["Green city"])
    place = position.partition(":")
    position = f"after:{added[place[2]].key}" if place[2] else position
    address = _address("move", draft, goals["Light in every street"])
    at_admin(officer).post(address, {"under": goals["Green city"].key, "position": position})
    children = Goal.objects.filter(parent__key=goals["Green city"].key).order_by("lft")
    assert list(children.values_list("title_nl", flat=True)) == after
    assert faults(draft.pk) == []


def test_a_move_below_another_towns_goal_is_refused(goals, at_admin, officer, draft, other_town):
    foreign = plant(make_draft(make_plan(other_town)), "Foreign theme")["Foreign theme"]
    page = at_admin(officer).post(
        _address("move", draft, goals["Slow traffic"]), {"under": foreign.key, "position": "last"}
    )
    assert page.status_code == 200
    assert "no longer there" in _says(page)[0]
    assert outline(draft) == TREE


def test_a_goal_of_another_edition_has_no_address_here(goals, at_admin, officer, draft, other_town):
    foreign = plant(make_draft(make_plan(other_town)), "Foreign theme")["Foreign theme"]
    for page in ("nudge", "move", "delete"):
        assert at_admin(officer).post(_address(page, draft, foreign), {"move": "up"}).status_code == 404


def test_delete_names_the_number_of_goals_and_takes_the_branch(goals, at_admin, officer, draft):
    client = at_admin(officer)
    address = _address("delete", draft, goals["Safe city"])
    assert "This deletes this goal and 3 goals below it." in client.get(address).content.decode()
    assert outline(draft) == TREE
    page = client.post(address, {"count": 4}, follow=True)
    assert _says(page) == ["“Safe city” and 3 goals below it have been deleted."]
    assert outline(draft) == "Green city\n"
    assert faults(draft.pk) == []


@pytest.mark.parametrize("state", ["proposed", "published"])
def test_a_frozen_tree_can_be_read_and_says_why(state, at_admin, officer, plan):
    make = {"published": make_published, "proposed": make_draft}[state]
    edition = make(plan, TREE)
    if state == "proposed":
        propose_edition(edition, actor=None)
    page = at_admin(officer).get(reverse("admin:strategy_edition_tree", args=[edition.pk])).content.decode()
    assert "Safe city" in page
    assert f"This edition is {state} and" in page
    assert 'name="move"' not in page


def test_a_reader_sees_the_draft_without_buttons(goals, at_admin, reader, draft):
    page = at_admin(reader).get(reverse("admin:strategy_edition_tree", args=[draft.pk])).content.decode()
    assert "Light in every street" in page
    assert 'name="move"' not in page


def test_the_list_is_nested_as_the_tree_is(goals, at_admin, officer, draft):
    page = at_admin(officer).get(reverse("admin:strategy_edition_tree", args=[draft.pk])).content.decode()
    tree = page[page.index('<div class="goal-tree"') : page.index('<p id="tree-says"')]
    tags = "".join(f"<{tag}>" for tag in re.findall(r"<(/?(?:ul|li))\b", tree))
    assert tags == ("<ul><li><ul><li><ul><li></li></ul></li><li></li></ul></li><li></li></ul>")


def test_missing_translations_are_marked(goals, at_admin, officer, draft):
    page = at_admin(officer).get(reverse("admin:strategy_edition_tree", args=[draft.pk])).content.decode()
    assert page.count("not translated: en") == 5


def test_the_tree_takes_the_same_queries_whatever_its_size(
    at_admin, officer, draft, django_assert_max_num_queries, django_assert_num_queries
):
    client, address = at_admin(officer), reverse("admin:strategy_edition_tree", args=[draft.pk])
    plant(draft, TREE)
    with django_assert_max_num_queries(14) as small:
        client.get(address)
    plant(draft, "\n".join(f"Theme {n}\n" + "\n".join(f"  Objective {n}.{m}" for m in range(9)) for n in range(30)))
    with django_assert_num_queries(len(small)):
        client.get(address)


def test_an_empty_edition_says_so_and_takes_its_first_goal(at_admin, officer, draft):
    client = at_admin(officer)
    page = client.get(reverse("admin:strategy_edition_tree", args=[draft.pk]))
    assert "This edition has no goals yet." in page.content.decode()
    assert client.get(page.context["add_url"]).status_code == 200


def test_delete_asks_again_where_the_branch_has_grown_meanwhile(goals, at_admin, officer, draft):
    plant(draft, "objective: Late", under=goals["Safe city"])
    page = at_admin(officer).post(_address("delete", draft, goals["Safe city"]), {"count": 4})
    assert "This deletes this goal and 4 goals below it." in page.content.decode()
    assert "Late" in outline(draft)
