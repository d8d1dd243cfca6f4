"""A citizen without a mouse: says that a page can be better, reads a translation, takes the plan home as PDF."""

import pytest

from strategy.models import Feedback

pytestmark = pytest.mark.journey


def tab_to(page, selector: str) -> None:
    """Presses Tab until what ``selector`` names has the focus, as somebody would who reads along."""
    for _step in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


@pytest.fixture(autouse=True)
def nobody_is_too_fast(monkeypatch):
    monkeypatch.setattr("strategy.public.saying.QUICKEST", -1)


def test_feedback_by_keyboard(page, demo):
    page.goto("/nl/aalst/2020-2025/tree/")
    tab_to(page, ".fb a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/feedback/?page=*")
    tab_to(page, "#text")
    page.keyboard.type("In de tweede zin staat een fout.")
    tab_to(page, "#email")
    page.keyboard.type("an@voorbeeld.be")
    tab_to(page, "main button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/feedback/thanks/*")
    assert page.get_by_role("heading", level=1).is_visible()

    message = Feedback.objects.get()
    assert (message.text, message.page) == ("In de tweede zin staat een fout.", "/nl/aalst/2020-2025/tree/")
    assert page.context.cookies() == []


def test_a_mistake_is_read_out_first_and_leads_to_its_field(chromium_browser, live_server, demo):
    context = chromium_browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/nl/aalst/feedback/")
    page.locator("#email").fill("geen adres")
    page.locator("main button").click()

    assert page.locator(".problem").get_attribute("role") == "alert"
    assert page.locator("#email").input_value() == "geen adres"
    page.locator(".problem a[href='#text']").press("Enter")
    assert page.locator("#text:focus, #text:target").count() == 1
    context.close()


def test_english_shows_which_text_is_a_translation(page, demo):
    page.goto("/nl/aalst/")
    tab_to(page, "details.lang summary")
    page.keyboard.press("Enter")
    tab_to(page, "details.lang a[lang=en]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/aalst/")

    assert page.get_by_text("This is a translation.").is_visible()
    tab_to(page, ".notes a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/nl/aalst/")


def test_the_plan_as_pdf(page, demo):
    page.goto("/nl/herenthout/")
    tab_to(page, "header nav a[href$='/documents/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/")
    tab_to(page, "main a[href$='/data/pdf']")
    with page.expect_download(timeout=60_000) as coming:
        page.keyboard.press("Enter")
    assert coming.value.suggested_filename.endswith(".pdf")
