"""An officer chooses a goal's icon by eye or by its word, from those that the pages can draw."""

import re

import pytest
from django.urls import reverse

from strategy.admin.icon_choice import ICONS
from strategy.models import Goal
from strategy.public.icons import inside
from strategy.services.editing import edit_goal
from tests.outline import plant

from .forms import filled


@pytest.fixture
def goal(draft):
    return plant(draft, "Safe city")["Safe city"]


@pytest.fixture
def address(goal):
    return reverse("admin:strategy_goal_change", args=[goal.pk])


def ticked(page) -> list[str]:
    return re.findall(r'<input type="radio" name="icon" value="([^"]*)"[^>]* checked>', page.content.decode())


def test_every_icon_on_offer_can_be_drawn_and_stands_in_one_group():
    names = [name for icons in ICONS.values() for name in icons]
    assert len(names) == len(set(names))
    assert [name for name in names if not inside(name)] == []


def test_an_icon_is_chosen_and_taken_away_again(at_admin, officer, goal, address):
    client = at_admin(officer)
    assert ticked(client.get(address)) == [""]
    client.post(address, filled(client.get(address), "goal_form", icon="bike"))
    page = client.get(address)
    assert ticked(page) == ["bike"]
    assert "Icon: bicycle" in page.content.decode()
    client.post(address, filled(page, "goal_form", icon=""))
    assert Goal.objects.get(pk=goal.pk).icon == ""


def test_an_icon_that_an_import_brought_and_nobody_can_draw_stays_until_another_is_chosen(
    at_admin, officer, goal, address
):
    edit_goal(goal, actor=None, changes={"icon": "unicorn"})
    client = at_admin(officer)
    page = client.get(address)
    assert ticked(page) == ["unicorn"]
    client.post(address, filled(page, "goal_form", text_nl="Text"))
    assert Goal.objects.get(pk=goal.pk).icon == "unicorn"


def test_what_cannot_be_drawn_is_not_taken(at_admin, officer, goal, address):
    client = at_admin(officer)
    page = client.post(address, filled(client.get(address), "goal_form", icon="unicorn"))
    assert "Select a valid choice. unicorn is not one of the available choices." in page.content.decode()


def test_a_conflict_and_the_history_call_icons_by_their_words(at_admin, officer, goal, address):
    client = at_admin(officer)
    page = client.get(address)
    edit_goal(goal, actor=None, changes={"icon": "bus"})
    (both,) = client.post(address, filled(page, "goal_form", icon="bike")).context["theirs"]
    assert (both.theirs, both.mine) == ("bus", "bicycle")
    client.post(address, filled(client.get(address), "goal_form", icon="train-front"))
    history = client.get(reverse("admin:strategy_goal_history", args=[goal.pk])).content.decode()
    assert "train" in history
    assert "train-front" not in history
