"""A citizen finds a town, reads who approved its plan, and sees which language counts."""

import pytest

pytestmark = pytest.mark.journey


def test_from_the_list_of_towns_to_an_ambition(page, demo):
    page.goto("/nl/")
    page.get_by_role("link", name="Herenthout").click()
    page.locator("header nav a[href$='/tree/']").click()

    assert page.url.endswith("/nl/herenthout/missie-en-visie/tree/")
    assert page.locator("details li").count() == 25
    page.locator("h2 a").first.click()
    assert "/goals/" in page.url
    assert page.get_by_role("heading", level=1).is_visible()


def test_who_approved_it_and_what_it_said_before(page, demo):
    page.goto("/nl/aalst/")
    assert page.get_by_text("19 december 2023").first.is_visible()

    page.goto("/nl/aalst/2020-2025/on/2020-01-01/")
    assert page.get_by_text("17 december 2019").first.is_visible()


def test_a_translation_says_which_text_counts_and_fall_back_says_its_language(page, demo):
    page.goto("/nl/aalst/2020-2025/tree/")
    page.locator("details.lang summary").click()
    page.get_by_role("link", name="Français").click()

    assert page.url.endswith("/fr/aalst/2020-2025/tree/")
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.locator("main [lang=nl]").first.is_visible()


def test_a_language_that_the_town_does_not_have_leads_to_its_own(page, demo):
    page.goto("/da/mechelen/")
    assert page.url.endswith("/nl/mechelen/")


def test_the_tree_can_be_read_and_filtered_without_scripts(chromium_browser, live_server, demo):
    context = chromium_browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/nl/herenthout/missie-en-visie/tree/")
    everything = page.locator("details li:visible").count()
    page.locator("main input[name=q]").fill("inwoners")
    page.locator("main form[method=get] button").first.click()

    assert everything == 25
    assert "q=inwoners" in page.url
    assert 0 < page.locator("details li:visible").count() < everything
    context.close()


def test_no_cookie_is_set(page, demo):
    for address in ("/nl/", "/nl/aalst/", "/nl/aalst/2020-2025/tree/", "/nl/aalst/2020-2025/editions/"):
        page.goto(address)
    assert page.context.cookies() == []


def test_from_a_day_in_the_past_to_what_has_changed_since(page, demo):
    page.goto("/en/aalst/2020-2025/on/2020-05-01/")
    assert page.get_by_text("Aalst is a fine place to live").first.is_visible()
    assert page.get_by_text("This text was in force on 1 May 2020: edition 1.").is_visible()

    page.get_by_role("link", name="What has changed since").click()
    assert page.get_by_role("heading", level=1).inner_text() == "What changed"
    change = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="fine and affordable"))
    assert change.locator("ins").filter(has_text="en betaalbaar").is_visible()

    change.get_by_role("link", name="Read it in edition 1").click()
    assert page.get_by_role("heading", name="Aalst is a fine place to live").is_visible()
    page.get_by_role("link", name="Read this goal as it is today").click()
    assert page.get_by_role("heading", name="Aalst is a fine and affordable place to live").is_visible()


def test_two_editions_are_chosen_by_a_form(page, demo):
    page.goto("/en/aalst/2020-2025/editions/")
    page.get_by_label("From").select_option("2")
    page.get_by_label("To", exact=True).select_option("1")
    page.get_by_role("button", name="Show what changed").click()
    assert page.url.endswith("/changes/2..1/")
    assert page.get_by_text("You read from the newer edition to the older one").is_visible()


def test_find_a_town_and_an_ambition_by_a_word_in_it_with_the_keyboard_alone(page, demo):
    page.goto("/nl/")
    page.locator("main input[name=q]").nth(1).focus()
    page.keyboard.type("herent")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Herenthout").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/nl/herenthout/")

    page.locator("header a.seek").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/nl/herenthout/search/")
    page.locator("main input[name=q]").focus()
    page.keyboard.type("inwoner")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=inwoner**")
    page.locator(".hit a").first.focus()
    assert page.locator(".hit mark").first.inner_text().lower().startswith("inwoner")
    page.keyboard.press("Enter")
    page.wait_for_url("**/goals/**")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Inwoners weten")


def test_a_link_to_a_goal_that_the_search_has_hidden_shows_it_again(page, demo):
    page.goto("/nl/herenthout/missie-en-visie/tree/")
    for _again in range(2):  # the second time the address does not change
        page.locator("#q").fill("niets daarvan")
        page.get_by_text("Niets gevonden").wait_for()
        page.locator(".side").get_by_role("link", name="Gelijk").click()
        page.get_by_role("heading", name="Iedereen is gelijk").wait_for()
        assert page.locator("#q").input_value() == ""
