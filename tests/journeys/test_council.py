"""From the officer's draft to the council's record, and an amendment after it: the way that a secretary relies on."""

import re

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from municipalities.roles import Role
from strategy.models import Edition
from tests.factories import make_body, make_draft, make_plan, make_town, make_user
from tests.outline import by_title, outline

pytestmark = pytest.mark.journey
CAST = {"olga": Role.OFFICER, "sam": Role.SECRETARY}


@pytest.fixture
def town(transactional_db):
    town = make_town("lindehoven", languages=("nl", "en"), requires_decision=True)
    for name, role in CAST.items():
        make_user(name, town, role, language="en")
    for name in ("Gemeenteraad", "OCMW-raad"):
        make_body(town, name)
    return town


@pytest.fixture
def draft(town):
    return make_draft(make_plan(town), "mission: For everybody\nSafe city\n  Light\nGreen city")


@pytest.fixture
def as_person(page, sign_in):
    """as_person("sam", address) signs out, signs in and goes there."""

    def go(name: str, address: str) -> None:
        page.wait_for_load_state()  # a script still on its way would be asked for by nobody
        page.context.clear_cookies()
        sign_in(name)
        page.goto(address)

    return go


def record(page, date: str, number: str, button: str) -> None:
    """By keyboard alone: the body and the kind are right as they stand, the vote was unanimous."""
    page.locator("[name=date_text]").focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(date)
    page.keyboard.press("Tab")
    page.keyboard.type(number)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.get_by_role("button", name=button, exact=True).press("Enter")


def test_propose_return_mend_decide_and_amend(page, as_person, draft):
    about = f"/admin/strategy/edition/{draft.pk}/change/"

    as_person("olga", about)
    page.get_by_role("link", name="Propose").click()
    page.get_by_label("Show it to the public as a proposal").check()
    page.get_by_role("button", name="Propose").click()
    page.get_by_role("link", name="Look at the proposal").click()
    assert page.locator(".draft__word").inner_text() in ("PROPOSAL", "VOORSTEL")

    as_person("sam", about)
    page.get_by_role("link", name="Take back to draft").click()
    page.get_by_label("Reason").fill("The mission is for people, not for everybody.")
    page.get_by_role("button", name="Take back to draft").click()

    as_person("olga", about)
    assert page.get_by_text("The mission is for people, not for everybody.").is_visible()
    assert page.request.get("/nl/lindehoven/2020-2025/proposal/").status == 404
    goal = by_title(draft)["Light"]
    page.goto(f"/admin/strategy/goal/{goal.pk}/change/")
    page.locator("[name=title_nl]").fill("Light in every street")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(about)
    page.get_by_role("link", name="Propose").click()
    page.get_by_role("button", name="Propose").click()

    as_person("sam", about)
    page.get_by_role("link", name="Record a decision on this edition").click()
    page.locator("[name=date_text]").fill("17 dec 2019")
    page.get_by_text("Understood as: Dec. 17, 2019").wait_for()
    record(page, "17 dec 2019", "2019/17", "Save and add another with the same date")
    page.get_by_role("heading", name="The next decision").wait_for()
    assert page.locator("[name=date_text]").input_value() == "Dec. 17, 2019"
    record(page, "17/12/2019", "2019/18", "Save and publish the edition")
    page.get_by_text("Edition 1 is published and sealed.").wait_for()

    page.goto("/en/lindehoven/2020-2025/editions/")
    assert page.get_by_text("17 December 2019").count() >= 2
    for words in ("Gemeenteraad", "OCMW-raad", "2019/17", "2019/18"):
        assert page.get_by_text(words).first.is_visible()

    amend(page, as_person, draft.plan)
    page.goto("/en/lindehoven/2020-2025/tree/")
    assert page.get_by_text("Trees in every street").first.is_visible()
    page.goto("/en/lindehoven/2020-2025/on/2020-01-01/")
    assert page.get_by_text("edition 1").first.is_visible()
    assert page.request.get("/en/lindehoven/2020-2025/editions/1/tree/").text().count("Trees in every street") == 0
    call_command("verify_seals")
    assert outline(Edition.objects.get(number=1)).count("Light in every street") == 1


def amend(page, as_person, plan) -> None:
    """A goal more, decided by the council on a day of its own."""
    as_person("olga", "/admin/strategy/edition/add/")
    page.get_by_label("Plan").select_option(str(plan.pk))
    page.get_by_role("textbox", name="reason:").fill("Trees were forgotten.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Green city").first.click()
    page.get_by_role("link", name="Add below").click()
    page.get_by_label("Kind").select_option("objective")
    page.locator("[name=title_nl]").fill("Trees in every street")
    page.get_by_role("button", name="Save", exact=True).click()
    edition = Edition.objects.get(number=2)
    page.goto(f"/admin/strategy/edition/{edition.pk}/propose/")
    page.get_by_role("button", name="Propose").click()
    as_person("sam", f"/admin/strategy/edition/{edition.pk}/decisions/")
    record(page, "19 december 2023", "2023/612", "Save and publish the edition")
    page.get_by_text("Edition 2 is published and sealed.").wait_for()


def test_what_is_sealed_is_refused_by_hand_and_by_raw_sql(page, as_person, draft, town):
    goal = by_title(draft)["Safe city"]
    make_user("stan", make_town("beukenrade"), Role.OFFICER, language="en")
    address = f"/admin/strategy/goal/{goal.pk}/change/"

    as_person("sam", "/admin/")
    token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "csrftoken")
    answer = page.request.post(address, form={"title_nl": "Changed", "csrfmiddlewaretoken": token})
    assert answer.status == 403

    as_person("stan", "/admin/")
    for path in (address, f"/admin/strategy/edition/{draft.pk}/decisions/"):
        assert page.request.get(path).status == 404

    as_person("sam", f"/admin/strategy/edition/{draft.pk}/decisions/")
    record(page, "17/12/2019", "2019/17", "Save")
    page.get_by_text("Recorded: Gemeenteraad").wait_for()
    page.get_by_role("link", name=re.compile("^Publish")).click()
    page.get_by_role("button", name="Publish").click()
    decision = draft.decisions.get()
    for table, column, row in (
        ("goal", "title_nl", goal),
        ("decision", "number", decision),
        ("edition", "seal", draft),
    ):
        statement = f"UPDATE strategy_{table} SET {column} = 'changed' WHERE id = %s"  # noqa: S608 - our own words
        with pytest.raises(IntegrityError, match="sealed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [row.pk])
    call_command("verify_seals")


def test_decisions_are_recorded_without_scripts(chromium_browser, live_server, page, as_person, draft):
    as_person("sam", "/admin/")
    context = chromium_browser.new_context(
        base_url=live_server.url, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(f"/admin/strategy/edition/{draft.pk}/decisions/")
    plain.locator("[name=date_text]").fill("dec 2019")
    plain.get_by_role("button", name="Save", exact=True).click()
    assert plain.get_by_text("December 2019").first.is_visible()
    assert draft.decisions.get().precision == "month"
    context.close()
