"""A goal says which goals of the United Nations it helps to reach; nobody's ticks get lost."""

import re

import pytest
from django.urls import reverse

from strategy.models import Change, Goal
from strategy.refusal import Refused
from strategy.services.editing import edit_goal
from tests.outline import plant

from .forms import filled


@pytest.fixture
def goal(draft):
    return plant(draft, "Safe city")["Safe city"]


@pytest.fixture
def address(goal):
    return reverse("admin:strategy_goal_change", args=[goal.pk])


def stored(goal) -> str:
    return Goal.objects.get(pk=goal.pk).sdgs


def test_boxes_that_are_ticked_are_kept_in_their_order(at_admin, officer, goal, address):
    client = at_admin(officer)
    client.post(address, filled(client.get(address), "goal_form", sdgs=["11", "3"]))
    assert stored(goal) == "3,11"
    page = client.get(address)
    assert page.content.decode().count('name="sdgs"') == 17
    assert len(re.findall(r'name="sdgs"[^>]* checked', page.content.decode())) == 2
    assert "11. Sustainable cities and communities" in page.content.decode()
    assert list(Change.objects.filter(action="edit").get().after) == ["sdgs"]


def test_a_form_that_is_saved_as_it_was_shown_changes_nothing(at_admin, officer, goal, address):
    edit_goal(goal, actor=None, changes={"sdgs": "3,11"})
    client = at_admin(officer)
    client.post(address, filled(client.get(address), "goal_form"))
    assert stored(goal) == "3,11"
    assert Change.objects.filter(action="edit").count() == 1


def test_taking_every_tick_away_empties_it(at_admin, officer, goal, address):
    edit_goal(goal, actor=None, changes={"sdgs": [3]})
    client = at_admin(officer)
    client.post(address, filled(client.get(address), "goal_form", sdgs=[]))
    assert stored(goal) == ""


def test_after_a_conflict_both_choices_are_there(at_admin, officer, goal, address):
    client = at_admin(officer)
    page = client.get(address)
    edit_goal(goal, actor=None, changes={"sdgs": "4,11"})
    page = client.post(address, filled(page, "goal_form", sdgs=["3"]))
    (both,) = page.context["theirs"]
    assert (both.theirs, both.mine) == (
        "4. Quality education, 11. Sustainable cities and communities",
        "3. Good health and well-being",
    )
    assert stored(goal) == "4,11"
    assert client.post(address, filled(page, "goal_form")).status_code == 302
    assert stored(goal) == "3"


def test_a_conflict_elsewhere_keeps_the_others_choice(at_admin, officer, goal, address):
    client = at_admin(officer)
    page = client.get(address)
    edit_goal(goal, actor=None, changes={"sdgs": "4,11", "title_nl": "Theirs"})
    page = client.post(address, filled(page, "goal_form", title_nl="Mine"))
    client.post(address, filled(page, "goal_form"))
    assert stored(goal) == "4,11"


@pytest.mark.parametrize("wrong", ["18", "0", "3,x", [3.5, "a"], ["-1"]])
def test_what_is_no_such_goal_is_refused_with_a_sentence(wrong, goal):
    with pytest.raises(Refused, match="numbers from 1 to 17"):
        edit_goal(goal, actor=None, changes={"sdgs": wrong})
    assert stored(goal) == ""


@pytest.mark.parametrize(("given", "kept"), [("11, 3", "3,11"), ([11, 3, 3], "3,11"), ("", ""), (None, ""), ([], "")])
def test_however_they_are_given_they_are_stored_one_way(given, kept, goal):
    edit_goal(goal, actor=None, changes={"sdgs": given, "code": "S1"})
    assert stored(goal) == kept
