"""A policy officer edits in the admin; what is published there is what the citizen reads."""

import pytest
from playwright.sync_api import expect

from municipalities.roles import Role
from strategy.models import Edition
from strategy.services.editing import edit_goal
from strategy.tree.checking import faults
from tests.factories import make_draft, make_plan, make_published, make_town, make_user
from tests.outline import outline

pytestmark = pytest.mark.journey


@pytest.fixture
def town(transactional_db):
    return make_town("lindehoven", languages=("nl", "en"))


@pytest.fixture
def draft(town):
    make_user("olga", town, Role.OFFICER, language="en")
    return make_draft(make_plan(town), "Safe city\n  Light\n  Patrols\nGreen city")


def test_add_move_translate_and_publish(page, at_tree, draft):
    screen = at_tree(draft)
    screen.row("Green city").click()
    screen.tools.get_by_role("button", name="Up", exact=True).click()
    screen.says("“Green city” is now at place 1 of 2.")
    screen.row("Light").click()
    screen.tools.get_by_role("button", name="Down", exact=True).click()
    screen.says("“Light” is now at place 2 of 2 below “Safe city”.")
    assert outline(draft) == "Green city\nSafe city\n  Patrols\n  Light\n"

    screen.row("Green city").click()
    screen.tools.get_by_role("link", name="Add below").click()
    screen.panel.get_by_role("heading", name="New goal").wait_for()
    page.get_by_label("Kind").select_option("objective")
    page.locator("[name=title_nl]").fill("Bomen")
    screen.panel.get_by_role("button", name="Save").click()
    screen.says("“Bomen” has been added.")
    expect(screen.panel.locator(".goal-panel-name")).to_have_text("Bomen")
    screen.panel.get_by_role("tab", name="English").click()
    page.locator("[name=title_en]").fill("Trees")
    screen.panel.get_by_role("button", name="Save").click()
    screen.says("“Bomen” has been saved.")
    assert outline(draft) == "Green city\n  Bomen\nSafe city\n  Patrols\n  Light\n"
    assert page.request.get("/en/lindehoven/2020-2025/tree/").status == 404

    page.goto(f"/admin/strategy/edition/{draft.pk}/change/")
    page.get_by_role("link", name="Publish").click()
    page.get_by_role("button", name="Publish").click()

    page.goto("/en/lindehoven/2020-2025/tree/")
    assert page.get_by_role("link", name="Trees").or_(page.get_by_text("Trees")).first.is_visible()
    assert faults(draft.pk) == []
    assert Edition.objects.get(pk=draft.pk).is_sealed


def test_two_officers_in_one_goal_both_keep_their_text(page, sign_in, draft):
    goal = draft.goals.get(title_nl="Light")
    sign_in("olga")
    page.goto(f"/admin/strategy/goal/{goal.pk}/change/")
    edit_goal(goal, actor=None, changes={"title_nl": "Licht in elke straat"})
    page.locator("[name=title_nl]").fill("Licht in elk steegje")
    page.get_by_role("button", name="Save", exact=True).click()

    assert page.locator("[name=title_nl]").input_value() == "Licht in elk steegje"
    assert page.get_by_text("while you were working on it").first.is_visible()
    goal.refresh_from_db()
    assert goal.title_nl == "Licht in elke straat"


def test_an_officer_of_another_town_gets_404(page, sign_in, draft):
    make_user("stan", make_town("beukenrade"), Role.OFFICER, language="en")
    sign_in("stan")

    answer = page.request.get(f"/admin/strategy/edition/{draft.pk}/tree/")

    assert answer.status == 404
    assert "Safe city" not in answer.text()


def test_a_sealed_edition_shows_no_button(page, sign_in, town):
    make_user("olga", town, Role.OFFICER, language="en")
    edition = make_published(make_plan(town), "Safe city\n  Light")
    sign_in("olga")
    page.goto(f"/admin/strategy/edition/{edition.pk}/tree/")

    assert page.get_by_text("published and sealed").first.is_visible()
    assert page.get_by_role("button", name="Down").count() == 0
    assert page.locator(".goal-grip").count() == 0
