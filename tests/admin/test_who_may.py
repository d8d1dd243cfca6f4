"""Every page of the admin x every role: 404 for strangers, 403 without the right, the way in for visitors."""

import pytest
from django.urls import reverse

from municipalities.models import Organisation
from strategy.exchange.beginning import begin
from strategy.models import Change, Feedback
from strategy.services.sharing import share_edition
from tests.factories import make_decision, make_published, make_user
from tests.outline import plant

ROLES = ("officer", "secretary", "administrator", "reader", "stranger", "operator", "visitor")

# page: what GET answers to officer, secretary, administrator, reader, stranger, operator, visitor
ANYBODY = "200 200 200 200 200 200 302"
MEMBERS = "200 200 200 200 404 200 302"
OFFICERS = "200 403 403 403 404 200 302"
SECRETARIES = "403 200 403 403 404 200 302"
NOBODY = "403 403 403 403 404 403 302"
READING = {
    "index": ANYBODY,
    "profile": ANYBODY,
    "municipalities_municipality_changelist": ANYBODY,
    "municipalities_municipality_add": "403 403 403 403 403 200 302",
    "municipalities_municipality_change": MEMBERS,
    "municipalities_municipality_history": MEMBERS,
    "municipalities_municipality_delete": NOBODY,
    "municipalities_organisation_changelist": ANYBODY,
    "municipalities_organisation_add": "403 403 200 403 403 200 302",
    "municipalities_organisation_change": MEMBERS,
    "municipalities_organisation_history": MEMBERS,
    "municipalities_organisation_delete": "403 403 200 403 404 200 302",
    "municipalities_user_changelist": "403 403 403 403 403 200 302",
    "municipalities_user_add": "403 403 403 403 403 200 302",
    "municipalities_user_change": "403 403 403 403 403 200 302",
    "municipalities_user_history": "403 403 403 403 403 200 302",
    "municipalities_user_delete": "403 403 403 403 403 403 302",
    "auth_user_password_change": "403 403 403 403 403 200 302",
    "strategy_plan_changelist": ANYBODY,
    "strategy_plan_add": "200 403 403 403 200 200 302",
    "strategy_plan_change": MEMBERS,
    "strategy_plan_history": MEMBERS,
    "strategy_plan_delete": NOBODY,
    "strategy_plan_next": OFFICERS,
    "strategy_plan_succession": MEMBERS,
    "strategy_plan_succession_undo": "405 405 405 405 405 405 302",
    "strategy_edition_changelist": ANYBODY,
    "strategy_edition_add": "200 403 403 403 200 200 302",
    "strategy_edition_change": MEMBERS,
    "strategy_edition_history": MEMBERS,
    "strategy_edition_delete": NOBODY,
    "strategy_edition_tree": MEMBERS,
    "strategy_edition_extract": "302 302 302 302 404 302 302",  # a draft: back to its page, with why not
    "strategy_edition_translations": MEMBERS,
    "strategy_edition_translations_confirm": "405 405 405 405 405 405 302",
    "strategy_edition_translations_next": "302 302 302 302 404 302 302",
    "strategy_edition_export": MEMBERS,
    "strategy_edition_export_file": MEMBERS,
    "strategy_plan_export": "302 302 302 302 404 302 302",
    "strategy_plan_import": "200 403 403 403 200 200 302",
    "strategy_plan_import_preview": "200 404 404 404 404 404 302",
    "strategy_edition_import": OFFICERS,
    "strategy_edition_reason": OFFICERS,
    "strategy_edition_links": "200 200 403 403 404 200 302",
    "strategy_previewlink_withdraw": "405 405 405 405 405 405 302",
    "strategy_edition_undo": "405 405 405 405 405 405 302",
    "strategy_edition_restore": "405 405 405 405 405 405 302",
    "strategy_edition_publish": OFFICERS,
    "strategy_edition_propose": OFFICERS,
    "strategy_edition_return": "200 200 403 403 404 200 302",
    "strategy_edition_discard": OFFICERS,
    "strategy_edition_show": OFFICERS,
    "strategy_edition_call_off": OFFICERS,
    "strategy_edition_decisions": SECRETARIES,
    "strategy_edition_tree_nudge": "405 405 405 405 405 405 302",
    "strategy_edition_tree_move": OFFICERS,
    "strategy_edition_tree_delete": OFFICERS,
    "strategy_edition_tree_duplicate": "405 405 405 405 405 405 302",
    "strategy_edition_presence": "405 405 405 405 405 405 302",
    "strategy_goal_changelist": "302 302 302 302 302 302 302",
    "strategy_goal_add": OFFICERS,
    "strategy_goal_change": MEMBERS,
    "strategy_goal_history": MEMBERS,
    "strategy_goal_delete": NOBODY,
    "strategy_decision_changelist": ANYBODY,
    "strategy_decision_add": "403 200 403 403 403 200 302",
    "strategy_decision_change": MEMBERS,
    "strategy_decision_history": MEMBERS,
    "strategy_decision_delete": SECRETARIES,
    "strategy_decision_correct": SECRETARIES,
    "strategy_decision_withdraw": SECRETARIES,
    "strategy_decision_csv": ANYBODY,
    "strategy_decision_understood": ANYBODY,
    "strategy_change_changelist": ANYBODY,
    "strategy_change_add": "403 403 403 403 403 403 302",
    "strategy_change_change": MEMBERS,
    "strategy_change_history": MEMBERS,
    "strategy_change_delete": NOBODY,
    "strategy_feedback_changelist": ANYBODY,
    "strategy_feedback_add": "403 403 403 403 403 403 302",
    "strategy_feedback_change": MEMBERS,
    "strategy_feedback_history": MEMBERS,
    "strategy_feedback_delete": OFFICERS,
}

# page: what POST with nothing in it answers; 200 is the form again, with its errors
WRITING = {
    "municipalities_municipality_change": "403 403 200 403 404 200 302",
    "municipalities_organisation_change": "403 403 200 403 404 200 302",
    "municipalities_user_change": "403 403 403 403 403 200 302",
    "auth_user_password_change": "403 403 403 403 403 200 302",
    "strategy_plan_change": OFFICERS,
    "strategy_plan_next": "400 403 403 403 404 400 302",
    "strategy_plan_succession": OFFICERS,
    "strategy_plan_succession_undo": "404 403 403 403 404 404 302",
    "strategy_edition_change": NOBODY,
    "strategy_edition_tree_nudge": "404 403 403 403 404 404 302",
    "strategy_edition_tree_delete": OFFICERS,
    "strategy_edition_tree_duplicate": "302 403 403 403 404 302 302",
    "strategy_edition_presence": MEMBERS,
    "strategy_plan_import": "200 403 403 403 200 200 302",
    "strategy_plan_import_preview": "302 404 404 404 404 404 302",
    "strategy_edition_import": OFFICERS,
    "strategy_edition_reason": "302 403 403 403 404 302 302",
    "strategy_edition_links": "400 400 403 403 404 400 302",
    "strategy_previewlink_withdraw": "302 302 403 403 404 302 302",
    "strategy_edition_undo": "302 403 403 403 404 302 302",
    "strategy_edition_translations_confirm": "404 403 403 403 404 404 302",
    "strategy_edition_restore": "404 403 403 403 404 404 302",
    "strategy_edition_tree_move": "302 403 403 403 404 302 302",
    "strategy_edition_publish": "302 403 403 403 404 302 302",
    "strategy_edition_propose": "302 403 403 403 404 302 302",
    "strategy_edition_discard": "400 403 403 403 404 400 302",  # a decision is recorded on it
    "strategy_goal_change": OFFICERS,
    "strategy_goal_add": OFFICERS,
    "strategy_edition_show": "400 403 403 403 404 400 302",  # it is a draft
    "strategy_edition_call_off": "400 403 403 403 404 400 302",
    "strategy_edition_return": "400 400 403 403 404 400 302",
    "strategy_edition_decisions": "403 400 403 403 404 400 302",
    "strategy_decision_change": "403 400 403 403 404 400 302",
    "strategy_decision_correct": "403 400 403 403 404 400 302",
    "strategy_decision_withdraw": "403 400 403 403 404 400 302",
    "strategy_decision_delete": "403 200 403 403 404 200 302",
    "strategy_change_change": NOBODY,
    "strategy_feedback_change": "302 403 403 403 404 302 302",
    "strategy_feedback_delete": "200 403 403 403 404 200 302",
}


WITHOUT_A_ROW = ("changelist", "_add", "_csv", "_understood")


@pytest.fixture
def pages(town, draft, officer):
    """The arguments of every page's address, and its query."""
    goal = plant(draft, "Safe city\n  Light in every street")["Safe city"]
    pending = begin(b"- Safe city", "list.txt", town, actor=officer)
    rows = {
        "municipality": town,
        "user": officer,
        "plan": draft.plan,
        "edition": draft,
        "goal": goal,
        "organisation": Organisation.objects.create(municipality=town, name_nl="City"),
        "decision": make_decision(draft, date=None, precision="unknown", kind="takes_note"),
        "previewlink": share_edition(draft, actor=officer, note="council")[0],
        "change": Change.objects.filter(edition=draft).first(),
        "feedback": Feedback.objects.create(municipality=town, page="/nl/", language="nl", text="A slip."),
    }

    def address(page: str) -> str:
        if page == "strategy_plan_import_preview":
            return reverse(f"admin:{page}", args=[pending.pk])
        if page in ("index", "profile", "strategy_plan_import") or page.endswith(WITHOUT_A_ROW):
            return reverse(f"admin:{page}") + (f"?edition={draft.pk}" if page == "strategy_goal_add" else "")
        if page == "strategy_edition_translations_next":
            return reverse(f"admin:{page}", args=[draft.pk]) + "?language=en"
        if page == "strategy_edition_export_file":
            return reverse(f"admin:{page}", args=[draft.pk, "json", "nl"])
        if "_tree_" in page:
            return reverse(f"admin:{page}", args=[draft.pk, goal.key])
        return reverse(f"admin:{page}", args=[rows[page.split("_")[1]].pk])

    return address


@pytest.mark.parametrize("page", READING)
def test_who_may_read_a_page(page, pages, at_admin, request):
    answers = {role: at_admin(request.getfixturevalue(role)).get(pages(page)) for role in ROLES}
    codes = " ".join(str(answer.status_code) for answer in answers.values())
    assert codes == READING[page]
    assert answers["visitor"].url.startswith(reverse("admin:login"))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", WRITING)
def test_who_may_write_on_a_page(page, role, pages, at_admin, request):
    code = WRITING[page].split()[ROLES.index(role)]
    assert at_admin(request.getfixturevalue(role)).post(pages(page)).status_code == int(code)


def test_every_page_of_the_admin_stands_in_the_table():
    from django.contrib import admin

    django_s_own = {
        "login",
        "logout",
        "password_change",
        "password_change_done",
        "autocomplete",
        "jsi18n",
        "app_list",
        "index",
        "profile",
    }
    admin.autodiscover()
    named = {pattern.name for model_admin in admin.site._registry.values() for pattern in model_admin.get_urls()}
    named |= {pattern.name for pattern in admin.site.get_urls() if getattr(pattern, "name", None)}
    assert named - {None} - django_s_own == set(READING) - {"index", "profile"}


@pytest.mark.parametrize("page", ["index", "strategy_plan_changelist", "strategy_plan_change", "profile"])
def test_somebody_without_a_membership_is_not_let_in(page, pages, at_admin):
    assert at_admin(make_user("nobody")).get(pages(page)).status_code == 403


def test_an_account_that_is_switched_off_is_a_visitor(pages, at_admin, officer):
    client = at_admin(officer)
    officer.is_active = False
    officer.save()
    assert client.get(pages("index")).status_code == 302


def test_a_list_shows_own_rows_alone(plan, other_town, at_admin, officer, stranger):
    foreign = make_published(None, "Safe city").plan
    page = at_admin(officer).get(reverse("admin:strategy_plan_changelist"))
    assert list(page.context["cl"].queryset) == [plan]
    page = at_admin(officer).get(reverse("admin:strategy_plan_changelist"), {"town": foreign.municipality.slug})
    assert foreign not in page.context["cl"].queryset
    assert not at_admin(stranger).get(reverse("admin:strategy_plan_changelist")).context["cl"].queryset


def test_a_number_that_no_row_has_is_not_found(at_admin, officer):
    for number in ("999999", "abc"):
        page = at_admin(officer).get(reverse("admin:strategy_plan_change", args=[number]))
        assert page.status_code == 404


def test_there_is_no_way_round_by_the_shortcut_to_public_pages(at_admin, officer):
    assert at_admin(officer).get("/admin/r/1/1/").status_code == 404
