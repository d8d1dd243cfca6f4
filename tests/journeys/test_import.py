"""An officer brings goals in by paste, corrects them by keyboard, accepts, looks at the history and takes it back."""

import pytest

from municipalities.roles import Role
from strategy.tree.checking import faults
from tests.factories import make_draft, make_plan, make_town, make_user
from tests.outline import outline

pytestmark = pytest.mark.journey

BEFORE = "Safe city\n  Light\nGreen city\n"


@pytest.fixture
def draft(transactional_db):
    town = make_town("lindehoven", languages=("nl", "en"))
    make_user("olga", town, Role.OFFICER, language="en")
    return make_draft(make_plan(town), BEFORE)


def test_paste_correct_accept_and_undo(page, sign_in, draft):
    sign_in("olga")
    page.goto(f"/admin/strategy/edition/{draft.pk}/tree/")
    page.locator("html[data-tree-ready]").wait_for()
    page.locator(".goal", has_text="Green city").click()
    page.get_by_role("link", name="Paste below…").click()
    page.get_by_label("Or paste text here").fill("Trees\n  Oaks\n  Elms\nParks\n  Benches")
    page.get_by_role("button", name="Next: look through it").click()

    page.get_by_label("Title of row 3").press("Alt+ArrowLeft")
    page.get_by_label("Kind of row 3").select_option("objective")
    page.get_by_label("What to do with row 5").select_option("merge")
    page.get_by_label("Title of row 1").fill("")
    page.get_by_role("button", name="Accept and bring in").first.click()
    assert page.get_by_role("heading", name="1 thing to correct first").is_visible()
    assert outline(draft) == BEFORE
    page.get_by_label("Title of row 1").fill("Many trees")
    page.get_by_role("button", name="Accept and bring in").first.click()
    page.get_by_role("button", name="Undo this import").wait_for()
    assert outline(draft) == BEFORE + "  Many trees\n    Oaks\n  Elms\n  Parks\n"

    page.get_by_role("button", name="Undo this import").click()
    page.get_by_text("It has been undone.").wait_for()
    assert (outline(draft), faults(draft.pk)) == (BEFORE, [])
    page.get_by_role("link", name="History", exact=True).click()
    page.get_by_role("button", name="Do it again").click()
    assert outline(draft) == BEFORE + "  Many trees\n    Oaks\n  Elms\n  Parks\n"


def test_it_works_without_scripts(chromium_browser, live_server, page, sign_in, draft):
    sign_in("olga")
    context = chromium_browser.new_context(
        base_url=live_server.url, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(f"/admin/strategy/edition/{draft.pk}/import/")
    plain.get_by_label("Or paste text here").fill("Old city\n  Bread\n    Cake")
    plain.get_by_role("button", name="Next: look through it").click()
    plain.get_by_role("button", name="Move row 2 out, with what is below it").click()
    assert [plain.get_by_label(f"Level of row {row}").input_value() for row in (1, 2, 3)] == ["1", "1", "2"]
    plain.get_by_role("button", name="Accept and bring in").first.click()
    assert outline(draft) == BEFORE + "Old city\nBread\n  Cake\n"
    context.close()
