"""Two officers in one draft at once: both see each other, both moves stand or one is refused with a sentence, and a
conflict loses nobody's text. What is typed survives a closed tab and a lost session."""

import pytest
from playwright.sync_api import expect

from municipalities.roles import Role
from strategy.models import Goal
from strategy.services.publishing import publish_edition
from strategy.tree.checking import faults
from tests.factories import make_draft, make_plan, make_town, make_user
from tests.outline import outline

pytestmark = pytest.mark.journey

TREE = "Safe city\n  Light\n  Patrols\nGreen city\n  Trees\nOpen city\n"


@pytest.fixture
def draft(transactional_db):
    town = make_town("lindehoven", languages=("nl", "en"))
    make_user("olga", town, Role.OFFICER, language="en", first_name="Olga", last_name="Peeters")
    make_user("omar", town, Role.OFFICER, language="en", first_name="Omar", last_name="Claes")
    return make_draft(make_plan(town), TREE)


@pytest.fixture
def two(at_tree, open_window, draft):
    yield at_tree(draft, "olga"), at_tree(draft, "omar", open_window())
    assert faults(draft.pk) == []


def test_both_drag_at_once_and_both_moves_stand(two, draft):
    olga, omar = two
    for screen, what, where in ((olga, "Light", "Open city"), (omar, "Trees", "Safe city")):
        screen.pick_up(what)
        screen.carry(where, 0.5)
    olga.drop()  # nobody waits for the other's answer
    omar.drop()
    after = "Safe city\n  Patrols\n  Trees\nGreen city\nOpen city\n  Light\n"
    omar.says("is now at place")
    olga.says("is now at place")
    assert outline(draft) == after
    olga.open()
    assert olga.outline() == after


def test_a_move_that_a_colleague_made_impossible_is_refused_and_the_tree_shown_as_it_stands(two, draft):
    olga, omar = two
    omar.row("Green city").click()
    omar.press("Delete")
    omar.page.get_by_role("dialog").get_by_role("button", name="Delete 2 goals").click()
    omar.says("deleted")
    olga.pick_up("Light")
    olga.carry("Green city", 0.5)
    olga.drop()
    olga.says("no longer there", "Somebody else has changed the tree.")
    olga.shows("Safe city\n  Light\n  Patrols\nOpen city\n")
    assert outline(draft) == "Safe city\n  Light\n  Patrols\nOpen city\n"


def test_each_sees_that_the_other_is_there_and_gone(two):
    olga, omar = two
    omar.choose("Light")
    expect(omar.page.get_by_text("Olga Peeters has this edition open too.")).to_be_visible()
    olga.choose("Light")
    expect(olga.panel.get_by_text("Omar Claes has this goal open too.")).to_be_visible()
    omar.page.goto("/admin/")
    olga.choose("Trees")
    expect(olga.page.locator("#tree-others")).to_be_hidden()


def test_a_conflict_is_settled_field_by_field(two, draft, client):
    olga, omar = two
    for screen in two:
        screen.choose("Light")
    omar.page.locator("[name=title_nl]").fill("Licht in elke straat")
    omar.page.locator("[name=text_nl]").fill("Zijn tekst")
    omar.panel.get_by_role("button", name="Save").click()
    omar.says("has been saved")

    olga.page.locator("[name=title_nl]").fill("Licht in elk steegje")
    olga.page.locator("[name=text_nl]").fill("Haar tekst")
    olga.panel.get_by_role("button", name="Save").click()
    expect(olga.panel.get_by_text("Omar Claes").or_(olga.panel.get_by_text("omar")).first).to_be_visible()
    title = olga.panel.get_by_role("group", name="Title (Dutch)")
    expect(title).to_contain_text("Licht in elke straat")
    expect(title).to_contain_text("Licht in elk steegje")
    title.get_by_label("Keep theirs").check()
    expect(olga.page.locator("[name=title_nl]")).to_have_value("Licht in elke straat")
    olga.panel.get_by_role("button", name="Save").click()
    olga.says("has been saved")

    goal = Goal.objects.get(edition=draft, title_nl="Licht in elke straat")
    assert goal.text_nl == "Haar tekst"
    publish_edition(draft, actor=None)
    public = client.get("/nl/lindehoven/2020-2025/tree/").content.decode()
    assert "Licht in elke straat" in public
    assert "Licht in elk steegje" not in public


def test_what_was_typed_survives_a_closed_tab_and_is_offered_back(two, draft):
    olga, _omar = two
    olga.choose("Light")
    olga.page.locator("[name=text_nl]").fill("Een lange tekst")
    olga.page.wait_for_function("() => Object.keys(localStorage).some(name => name.startsWith('koers/typed/'))")
    context = olga.page.context
    olga.page.close()
    olga.page = context.new_page()
    olga.__init__(olga.page, draft)
    olga.open()
    expect(olga.row("Light")).to_contain_text("not saved")
    olga.choose("Light")
    expect(olga.panel.get_by_text("Een lange tekst")).to_be_visible()
    assert olga.page.locator("[name=text_nl]").input_value() == ""
    olga.page.get_by_role("button", name="Put it back into the form").click()
    olga.panel.get_by_role("button", name="Save").click()
    olga.says("has been saved")
    assert Goal.objects.get(edition=draft, title_nl="Light").text_nl == "Een lange tekst"
    assert olga.page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('koers/typed/')).length") == 0


def test_a_lost_session_loses_no_text(two, draft, sign_in):
    olga, _omar = two
    olga.choose("Light")
    olga.page.locator("[name=text_nl]").fill("Een lange tekst")
    olga.page.context.clear_cookies(name="sessionid")
    olga.panel.get_by_role("button", name="Save").click()
    expect(olga.panel.get_by_role("status").last).to_contain_text("You are logged out.")
    assert olga.page.locator("[name=text_nl]").input_value() == "Een lange tekst"
    other_tab = olga.page.context.new_page()
    sign_in("olga", window=other_tab)
    olga.panel.get_by_role("button", name="Save").click()
    olga.says("has been saved")
    assert Goal.objects.get(edition=draft, title_nl="Light").text_nl == "Een lange tekst"
