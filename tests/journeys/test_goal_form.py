"""The form beside the tree: ticks and buttons count as typed once somebody changed them, and are offered back."""

import pytest
from playwright.sync_api import expect

from municipalities.roles import Role
from strategy.models import Goal
from strategy.services.editing import edit_goal
from tests.factories import make_draft, make_plan, make_town, make_user

pytestmark = pytest.mark.journey


@pytest.fixture
def draft(transactional_db):
    town = make_town("lindehoven", languages=("nl", "en"))
    make_user("olga", town, Role.OFFICER, language="en")
    draft = make_draft(make_plan(town), "Safe city\n  Light\nGreen city\n")
    edit_goal(Goal.objects.get(edition=draft, title_nl="Light"), actor=None, changes={"sdgs": "3,11", "icon": "lamp"})
    return draft


@pytest.fixture
def screen(at_tree, draft):
    return at_tree(draft)


def test_a_goal_that_was_only_looked_at_has_nothing_unsaved(screen):
    screen.choose("Light")
    screen.choose("Green city")
    screen.choose("Light")
    expect(screen.row("Light")).not_to_contain_text("not saved")
    expect(screen.panel.locator("[data-kept]")).to_be_hidden()


def test_ticks_that_were_not_saved_are_offered_back_in_words(screen, draft):
    screen.choose("Light")
    screen.panel.get_by_text("Icon: lamp").click()
    screen.panel.get_by_role("radio", name="bicycle").check()
    screen.panel.get_by_text("Global goals (SDGs)").first.click()
    screen.panel.get_by_label("13. Climate action").check()
    screen.choose("Green city")
    expect(screen.row("Light")).to_contain_text("not saved")
    screen.choose("Light")
    offer = screen.panel.locator("[data-kept]")
    expect(offer).to_contain_text("bicycle")
    expect(offer).to_contain_text("13. Climate action")
    offer.get_by_role("button", name="Put it back into the form").click()
    screen.panel.get_by_role("button", name="Save").click()
    screen.says("has been saved")
    goal = Goal.objects.get(edition=draft, title_nl="Light")
    assert (goal.icon, goal.sdgs) == ("bike", "3,11,13")
    expect(screen.row("Light")).not_to_contain_text("not saved")
