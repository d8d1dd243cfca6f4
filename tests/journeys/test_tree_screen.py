"""The screen of the tree: by mouse, by keyboard, without scripts, on a phone; and what is left is always a tree."""

import re

import pytest
from playwright.sync_api import expect

from municipalities.roles import Role
from strategy.models import Goal
from strategy.tree.checking import faults
from tests.factories import make_draft, make_plan, make_town, make_user
from tests.outline import outline

pytestmark = pytest.mark.journey

TREE = "Safe city\n  Light\n    Lamps\n  Patrols\nGreen city\n  Trees\nOpen city\n"


@pytest.fixture
def draft(transactional_db):
    town = make_town("lindehoven", languages=("nl", "en"))
    make_user("olga", town, Role.OFFICER, language="en")
    return make_draft(make_plan(town), TREE)


@pytest.fixture
def screen(at_tree, draft):
    yield at_tree(draft)
    assert faults(draft.pk) == []


def test_goals_open_beside_the_tree_and_the_address_bar_follows(screen, page, draft):
    page.evaluate("window.stayed = true")
    screen.choose("Light")
    screen.row("Trees").click()  # anywhere on the row will do
    expect(screen.panel.locator(".goal-panel-name")).to_have_text("Trees")
    keys = dict(Goal.objects.filter(edition=draft).values_list("title_nl", "key"))
    assert page.url.endswith(f"?goal={keys['Trees']}")
    page.go_back()
    expect(screen.panel.locator(".goal-panel-name")).to_have_text("Light")
    assert page.evaluate("window.stayed")
    page.reload()
    screen.ready()
    expect(screen.panel.locator(".goal-panel-name")).to_have_text("Light")


def test_saving_changes_the_row_and_a_mistake_stands_at_its_field(screen, page, draft):
    screen.choose("Light")
    page.locator("[name=title_nl]").fill("")
    screen.panel.get_by_role("button", name="Save").click()
    expect(screen.panel.locator(".field-title_nl .errorlist")).to_contain_text("required")
    page.locator("[name=title_nl]").fill("Licht overal")
    screen.panel.get_by_role("tab", name="English").click()
    page.locator("[name=title_en]").fill("Light everywhere")
    screen.panel.get_by_role("button", name="Save").click()
    screen.says("“Licht overal” has been saved.")
    expect(screen.row("Licht overal")).not_to_contain_text("not translated")
    assert Goal.objects.get(edition=draft, title_nl="Licht overal").title_en == "Light everywhere"


def test_by_keyboard_the_focus_stays_on_the_goal_that_moves(screen, draft):
    screen.row("Patrols").locator("a").click()
    screen.press("Alt+ArrowUp")
    screen.says("“Patrols” is now at place 1 of 2 below “Safe city”.")
    screen.has_focus("Patrols")
    screen.press("Alt+ArrowLeft")
    screen.says("place 2 of 4")
    screen.has_focus("Patrols")
    screen.press("Alt+ArrowUp", "Alt+ArrowUp")
    screen.says("It is already first.")
    screen.press("ArrowDown", "ArrowDown", "Alt+ArrowRight")
    assert outline(draft) == screen.outline()
    screen.press("Control+z")
    screen.says("It has been undone.")
    assert outline(draft) == screen.outline()


def test_move_to_searches_legal_places_alone(screen, page, draft):
    screen.row("Light").locator("a").click()
    screen.press("m")
    dialog = page.get_by_role("dialog")
    assert dialog.get_by_role("radio").count() == 4  # the top and the three themes
    dialog.get_by_label("Find a goal").fill("GREEN")
    expect(dialog.get_by_label("Green city")).to_be_checked()
    dialog.get_by_label("At which place?").select_option("first")
    dialog.get_by_role("button", name="Move").click()
    screen.says("place 1 of 2 below “Green city”")
    screen.has_focus("Light")
    after = "Safe city\n  Patrols\nGreen city\n  Light\n    Lamps\n  Trees\nOpen city\n"
    assert (outline(draft), screen.outline()) == (after, after)


def test_a_drag_shows_a_line_at_legal_places_and_escape_puts_it_back(screen, page, draft):
    line = page.locator(".drop-line")
    screen.pick_up("Light")
    screen.carry("Trees", 0.95)
    expect(line).to_be_visible()
    screen.carry("Trees", 0.5)  # an objective cannot stand below an objective: the nearest edge it is
    assert page.locator(".drop-onto").count() == 0
    screen.press("Escape")
    screen.says("“Light” stays where it was.")
    screen.drop()
    assert outline(draft) == screen.outline() == TREE

    screen.pick_up("Safe city")
    screen.carry("Trees", 0.9)
    expect(line).to_be_visible()  # behind Green city, for a theme stands at the top
    screen.carry("Open city", 0.5)
    assert page.locator(".drop-onto").count() == 0
    screen.press("Escape")
    screen.drop()

    screen.pick_up("Light")
    screen.carry("Open city", 0.5)
    expect(page.locator(".drop-onto")).to_have_count(1)
    screen.drop()
    screen.says("“Light” is now at place 1 of 1 below “Open city”.")
    after = "Safe city\n  Patrols\nGreen city\n  Trees\nOpen city\n  Light\n    Lamps\n"
    assert (outline(draft), screen.outline()) == (after, after)


def test_a_goal_has_nowhere_to_go_below_itself(screen, page, draft):
    screen.pick_up("Safe city")
    screen.carry("Lamps", 0.5)
    expect(page.locator(".drop-line")).to_be_hidden()
    screen.drop()
    screen.says("It cannot go there.")
    assert outline(draft) == TREE


def test_filter_keeps_the_branch_and_knows_no_accents(screen, page):
    page.get_by_role("searchbox").fill("LÀMPS")
    page.get_by_text("Shown: 1 of 7 goals.").wait_for()
    shown = page.locator("#goal-tree li:visible > .goal a")
    assert shown.all_inner_texts() == ["Safe city", "Light", "Lamps"]
    screen.press("Escape")
    expect(shown).to_have_count(7)


def test_collapse_counts_and_expand(screen, page):
    expect(screen.row("Safe city").locator(".goal-count")).to_contain_text("3")
    page.get_by_role("button", name="Collapse all").click()
    expect(page.locator("#goal-tree li:visible")).to_have_count(3)
    screen.row("Safe city").click()
    screen.press("ArrowRight")
    expect(screen.row("Light")).to_be_visible()
    expect(screen.row("Lamps")).to_be_hidden()
    page.get_by_role("button", name="Expand all").click()
    expect(page.locator("#goal-tree li:visible")).to_have_count(7)


def test_add_duplicate_delete_undo_and_do_it_again(screen, page, draft):
    screen.row("Trees").click()
    screen.tools.get_by_role("link", name="Add beside").click()
    screen.panel.get_by_role("heading", name="New goal").wait_for()
    screen.panel.locator("[name=title_nl]").fill("Parks")
    screen.panel.get_by_role("button", name="Save").click()
    screen.says("“Parks” has been added.")
    screen.row("Light").click()
    screen.press("d")
    screen.says("“Light” has been duplicated, 2 goals in all")
    twice = TREE.replace("    Lamps\n", "    Lamps\n  Light\n    Lamps\n").replace("Trees\n", "Trees\n  Parks\n")
    assert (outline(draft), screen.outline()) == (twice, twice)

    screen.row("Safe city").click()
    screen.press("Delete")
    page.get_by_role("dialog").get_by_role("button", name="Delete 6 goals").click()
    screen.says("“Safe city” and 5 goals below it have been deleted.")
    screen.has_focus("Green city")
    expect(page.locator("#tree-steps")).to_contain_text("“Safe city” was deleted from place 1 at the top")
    page.get_by_role("button", name="Undo", exact=True).click()
    screen.shows(twice)
    page.get_by_role("button", name="Do it again").click()
    screen.shows("Green city\n  Trees\n  Parks\nOpen city\n")
    page.get_by_role("button", name="Undo", exact=True).click()
    screen.shows(twice)
    assert outline(draft) == twice


def test_everything_works_without_scripts(chromium_browser, live_server, page, sign_in, draft):
    sign_in("olga")
    state = page.context.storage_state()
    context = chromium_browser.new_context(base_url=live_server.url, java_script_enabled=False, storage_state=state)
    plain = context.new_page()
    plain.goto(f"/admin/strategy/edition/{draft.pk}/tree/")
    plain.locator(".goal-tree").get_by_role("link", name="Patrols", exact=True).click()
    plain.get_by_role("button", name="Up", exact=True).click()
    assert plain.locator("#goal-panel .goal-panel-name").inner_text() == "Patrols"
    plain.locator("[name=text_nl]").fill("Day and night")
    plain.get_by_role("button", name="Save").click()
    assert Goal.objects.get(edition=draft, title_nl="Patrols").text_nl == "Day and night"
    plain.get_by_role("button", name="Duplicate").click()
    plain.locator("#goal-tools").get_by_role("link", name="Delete…").click()
    plain.get_by_role("button", name="Delete 1 goal").click()
    plain.get_by_role("button", name="Undo", exact=True).click()
    assert outline(draft).count("Patrols") == 2
    plain.get_by_role("searchbox").fill("lamps")
    plain.get_by_role("button", name="Search").click()
    assert plain.locator("#goal-tree li a").all_inner_texts() == ["Safe city", "Light", "Lamps"]
    context.close()


def test_on_a_phone_nothing_sticks_out_and_the_form_comes_to_the_person(open_window, at_tree, draft):
    phone = open_window(390, 844)
    screen = at_tree(draft, window=phone)
    screen.choose("Light")
    expect(screen.panel.locator(".goal-panel-name")).to_be_in_viewport()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.get_by_role("link", name="Back to the tree").click()
    screen.has_focus("Light")
    screen.tools.get_by_role("button", name="Down").click()
    screen.says("place 2 of 2")
    assert re.search(r"Patrols\n  Light", outline(draft))
