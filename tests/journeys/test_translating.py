"""An officer translates with the board, rewords the source, confirms, looks at the checks and publishes."""

import pytest

from municipalities.roles import Role
from strategy.models import Edition
from strategy.tree.checking import faults
from tests.factories import make_draft, make_plan, make_town, make_user

pytestmark = pytest.mark.journey


@pytest.fixture
def draft(transactional_db):
    town = make_town("lindehoven", languages=("nl", "en"))
    make_user("olga", town, Role.OFFICER, language="en")
    return make_draft(make_plan(town), "Veilige stad\n  Licht in elke straat\nGroene stad")


@pytest.fixture
def board(draft):
    return f"/admin/strategy/edition/{draft.pk}/translations/"


def test_translate_reword_confirm_check_and_publish(page, sign_in, draft, board):
    sign_in("olga")
    page.goto(f"/admin/strategy/edition/{draft.pk}/change/")
    page.get_by_role("link", name="Translations").first.click()
    page.get_by_role("link", name="Translate one after another: English").click()
    for english in ("Safe city", "Light in every street", "Green city"):
        assert page.get_by_role("tab", selected=True).inner_text() == "English – translation is missing"
        page.locator("[name=title_en]").fill(english)
        page.get_by_role("button", name="Save and go to the next one (English)").click()
    assert page.get_by_text("No other goal waits for a translation into English.").is_visible()
    assert page.get_by_text("75% done: 3 of 4").is_visible()  # the title of the plan is left

    for dutch, reworded in {
        "Groene stad": "Groene en gezonde stad",
        "Licht in elke straat": "Licht in elke laan",
    }.items():
        page.goto(board)
        page.get_by_role("link", name=f"translated: {dutch}, English").click()
        page.get_by_role("tab", name="Dutch").click()
        page.locator("[name=title_nl]").fill(reworded)
        page.get_by_role("button", name="Save", exact=True).click()

    page.goto(board)
    page.get_by_role("link", name="the authentic text has changed since: 2").click()
    row = page.get_by_role("row", name="Groene en gezonde stad")
    row.get_by_text("What changed").click()
    assert "en gezonde" in row.locator("ins").inner_text()
    row.get_by_role("button", name="Nothing changed in meaning").click()
    assert page.get_by_text("“Groene en gezonde stad”: the translation into English was confirmed.").is_visible()

    page.get_by_role("link", name="the authentic text has changed since: Licht in elke laan, English").click()
    assert "straat" in page.locator(".language-tab:visible del").inner_text()
    page.locator("[name=title_en]").fill("Light in every lane")
    page.get_by_role("button", name="Save", exact=True).click()

    page.goto(f"/admin/strategy/edition/{draft.pk}/publish/")
    checks = page.get_by_role("region", name="Checks before publishing")
    assert checks.get_by_text("The plan has no mission.").is_visible()
    assert checks.get_by_text("1 theme has neither a text nor goals below it.").first.is_visible()
    assert checks.get_by_text("Must be solved:").count() == 0
    page.get_by_role("button", name="Publish").click()

    page.goto("/en/lindehoven/2020-2025/tree/")
    assert page.get_by_text("Light in every lane").first.is_visible()
    assert page.get_by_text("Green city").first.is_visible()
    assert faults(draft.pk) == []
    assert Edition.objects.get(pk=draft.pk).is_sealed


def test_a_text_of_the_plan_is_translated_reworded_and_confirmed(page, sign_in, draft, board):
    sign_in("olga")
    page.goto(board)
    page.get_by_role("link", name="translation is missing: Plan 2020-2025, English").click()
    assert page.get_by_role("tab", selected=True).inner_text() == "English – translation is missing"
    assert page.locator(".beside-words:visible").first.inner_text() == "Plan 2020-2025"
    page.locator("[name=title_en]").fill("Our plan")
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_role("tab", name="Dutch").click()
    page.locator("[name=title_nl]").fill("Ons plan 2020-2025")
    page.get_by_role("button", name="Save", exact=True).click()

    page.goto(board)
    row = page.get_by_role("row", name="Ons plan 2020-2025")
    row.get_by_text("What changed").click()
    assert "Ons plan" in row.locator("ins").inner_text()
    row.get_by_role("button", name="Nothing changed in meaning").click()
    assert page.get_by_text("“Ons plan 2020-2025”: the translation into English was confirmed.").is_visible()
    assert page.get_by_role("link", name="translated: Ons plan 2020-2025, English").is_visible()


def test_a_finding_leads_to_the_tab_where_it_is_solved(page, sign_in, draft):
    sign_in("olga")
    page.goto(f"/admin/strategy/edition/{draft.pk}/change/")
    found = page.get_by_role("listitem").filter(has_text="3 goals have no translation: English.")
    found.locator("summary").click()
    found.get_by_role("link", name="Licht in elke straat").click()
    assert page.get_by_role("tab", selected=True).inner_text() == "English – translation is missing"
    assert page.locator("[name=title_en]").is_visible()
    assert page.locator(".beside-words:visible").first.inner_text() == "Licht in elke straat"


def test_the_board_works_without_scripts(chromium_browser, live_server, page, sign_in, draft, board):
    sign_in("olga")
    context = chromium_browser.new_context(
        base_url=live_server.url, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(board)
    plain.get_by_label("State").select_option("missing")
    plain.get_by_role("button", name="Show").click()
    plain.get_by_role("link", name="translation is missing: Groene stad, English").click()
    plain.locator("[name=title_en]").fill("Green city")
    plain.get_by_role("button", name="Save and go to the next one (English)").click()
    plain.goto(board)
    assert plain.get_by_text("25% done: 1 of 4").is_visible()
    context.close()
