"""A council member reads a draft by a link; the next term begins from the old one, and citizens see it both ways."""

import re

import pytest

from municipalities.roles import Role
from strategy.models import Plan
from strategy.tree.checking import faults
from tests.factories import make_draft, make_plan, make_published, make_town, make_user
from tests.outline import by_title, outline

pytestmark = pytest.mark.journey


@pytest.fixture
def town(transactional_db):
    return make_town("lindehoven", languages=("nl", "en"))


@pytest.fixture
def olga(town):
    return make_user("olga", town, Role.OFFICER, language="en", first_name="Olga", last_name="Peeters")


def test_a_link_opens_the_draft_until_it_is_withdrawn(page, sign_in, town, olga, chromium_browser, live_server):
    draft = make_draft(make_plan(town), "mission: For everybody\nSafe city\n  Light in every street")
    sign_in("olga")
    page.goto(f"/admin/strategy/edition/{draft.pk}/change/")
    page.get_by_role("link", name="Links for people without a login").click()
    page.get_by_label("For whom").fill("Members of the council")
    page.get_by_role("button", name="Make a link").click()
    address = page.get_by_label("Address").input_value()
    assert page.get_by_role("button", name="Copy").is_visible()

    for width in (1280, 390):
        guest = chromium_browser.new_context(viewport={"width": width, "height": 800}, locale="en-GB")
        reading = guest.new_page()
        assert reading.goto(address).status == 200
        assert reading.title().startswith("DRAFT")
        assert reading.locator(".draft").is_visible()
        reading.get_by_role("link", name="Tree of goals").first.click()
        assert reading.get_by_text("Light in every street").first.is_visible()
        reading.mouse.wheel(0, 2000)
        assert reading.locator(".draft").is_visible()
        assert reading.evaluate("document.documentElement.scrollWidth") <= width
        reading.emulate_media(media="print")
        assert reading.locator(".draft-mark").is_visible()
        assert guest.cookies() == []
        guest.close()

    page.get_by_role("button", name="Withdraw the link").click()
    guest = chromium_browser.new_context(locale="en-GB")
    reading = guest.new_page()
    assert reading.goto(f"{address}en/").status == 410
    assert reading.get_by_text("ask Olga Peeters (Lindehoven)").is_visible()
    guest.close()


@pytest.mark.parametrize("has_scripts", [True, False])
def test_the_next_term_is_made_from_the_old_one(town, olga, chromium_browser, live_server, has_scripts):
    old = make_published(make_plan(town), "Safe city\n  Light\nGreen city\nQuiet city\nWarm city").plan
    context = chromium_browser.new_context(
        base_url=live_server.url, java_script_enabled=has_scripts, viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.goto("/admin/")
    page.locator("[name=login]").fill("olga")
    page.locator("[name=password]").fill("nine green windmills")
    page.locator("#login-form [type=submit]:not([form])").click()

    page.goto(f"/admin/strategy/plan/{old.pk}/change/")
    page.get_by_role("link", name="Start the next plan").click()
    page.get_by_label("Safe city").uncheck()
    assert page.get_by_label("Light").is_checked() is not has_scripts
    page.get_by_role("button", name="Start the next plan").click()
    new = Plan.objects.get(slug="2026-2031")
    draft = new.editions.get()
    assert outline(draft) == "Green city\nQuiet city\nWarm city\n"
    assert faults(draft.pk) == []

    green = by_title(draft)["Green city"].key
    page.get_by_role("combobox", name="Goes on in (also) Quiet city").fill(f"Green city [{green}]")
    page.get_by_label("remove this line Quiet city – Quiet city").check()
    page.get_by_role("button", name="Save").click()
    assert page.get_by_text("What became of the goals has been saved.").is_visible()

    page.goto(f"/admin/strategy/edition/{draft.pk}/publish/")
    page.get_by_role("button", name="Publish").click()

    page.goto("/en/lindehoven/2020-2025/")
    page.get_by_role("link", name="What became of the goals, and where they come from").click()
    page.get_by_role("link", name=re.compile("Quiet city")).first.click()
    assert "Merged with others into" in page.locator(".facts--lines").inner_text()
    page.locator(".facts--lines").get_by_role("link", name=re.compile("Green city")).click()
    assert page.url.endswith(f"/en/lindehoven/2026-2031/goals/{green}/green-city/")
    assert "Merged from" in page.locator(".facts--lines").inner_text()
    page.goto("/en/lindehoven/2020-2025/succession/")
    assert page.get_by_role("row", name=re.compile("Light.*Dropped")).is_visible()
    context.close()
