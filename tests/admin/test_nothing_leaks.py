"""Back doors of an admin: what a person could learn or do besides the pages that they are shown."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from municipalities.roles import RIGHTS, Right, Role
from strategy.models import Decision, Edition, Feedback, Goal, Plan
from tests.factories import make_body, make_decision, make_draft, make_plan, make_user
from tests.outline import by_title, outline, plant

CAST = ("officer", "secretary", "administrator", "reader")
SECRET = "Kwakzalverij"


@pytest.fixture
def foreign(other_town, stranger):
    """A row of every kind in the other town, each with SECRET in its name."""
    other_town.name_nl = SECRET
    other_town.save()
    plan = make_plan(other_town, title_nl=SECRET)
    draft = make_draft(plan, SECRET, actor=stranger)
    body = make_body(other_town, SECRET)
    decision = make_decision(draft, body=body, number=SECRET)
    message = Feedback.objects.create(municipality=other_town, page="/", language="nl", text=SECRET)
    return {
        "town": other_town, "plan": plan, "edition": draft, "body": body, "decision": decision, "message": message,
        "organisation": body.organisation, "goal": by_title(draft)[SECRET],
    }  # fmt: skip


def lists():
    admin.autodiscover()
    return [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model, screen in admin.site._registry.items()
        if model._meta.model_name not in {"user", "goal"}
    ]


QUERIES = ("", "?_popup=1", "?_to_field=id", f"?q={SECRET[:5]}", "?all=1", "?_facets=True", "?p=9", "?e=1")


@pytest.mark.parametrize("name", CAST)
def test_no_list_filter_search_or_popup_names_another_towns_row(name, at_admin, request, foreign, draft):
    client = at_admin(request.getfixturevalue(name))
    for address in [reverse("admin:index"), *lists()]:
        for query in QUERIES:
            page = client.get(address + query, follow=True)
            assert SECRET not in page.content.decode(), address + query


@pytest.mark.parametrize("name", CAST)
def test_no_form_offers_another_towns_row(name, at_admin, request, foreign, draft):
    client = at_admin(request.getfixturevalue(name))
    make_decision(draft)
    pages = [
        *(reverse(f"admin:{page}_add") for page in ("strategy_plan", "strategy_edition", "strategy_decision")),
        reverse("admin:municipalities_organisation_add"),
        reverse("admin:strategy_plan_change", args=[draft.plan.pk]),
        reverse("admin:strategy_edition_change", args=[draft.pk]),
        reverse("admin:strategy_edition_decisions", args=[draft.pk]),
        reverse("admin:municipalities_municipality_change", args=[draft.municipality_id]),
    ]
    for address in pages:
        assert SECRET not in client.get(address).content.decode(), address


@pytest.mark.parametrize("field", ["actor__password", "edition__plan__municipality__slug", "actor__memberships__role"])
def test_a_list_cannot_be_asked_about_columns_that_it_has_no_filter_for(field, at_admin, officer, draft):
    plant(draft, "Safe city", actor=officer)
    address = reverse("admin:strategy_change_changelist")
    answer = at_admin(officer).get(address, {f"{field}__startswith": "x"})
    assert answer.status_code in (302, 400)


def test_autocomplete_answers_nobody(at_admin, officer, foreign):
    for model, field in (("decision", "body"), ("change", "edition"), ("edition", "plan")):
        query = {"app_label": "strategy", "model_name": model, "field_name": field, "term": SECRET}
        answer = at_admin(officer).get(reverse("admin:autocomplete"), query)
        assert answer.status_code in (403, 404)


def test_what_somebody_did_in_a_town_that_they_have_left_is_not_listed(at_admin, foreign, stranger, town):
    def note(row):
        LogEntry.objects.create(
            user=stranger, content_type=ContentType.objects.get_for_model(row), object_id=row.pk,
            object_repr=str(row), action_flag=ADDITION,
        )  # fmt: skip

    own = make_plan(town, title_nl="Own plan")
    note(own)
    for row in (foreign["plan"], foreign["town"], stranger):
        note(row)
    stranger.memberships.all().delete()
    stranger.memberships.create(municipality=town, role=Role.READER)
    stranger = type(stranger).objects.get(pk=stranger.pk)
    page = at_admin(stranger).get(reverse("admin:index")).content.decode()
    assert SECRET not in page
    assert "Own plan" in page


@pytest.mark.parametrize("name", CAST)
def test_the_index_names_only_what_somebody_may_see(name, at_admin, request):
    page = at_admin(request.getfixturevalue(name)).get(reverse("admin:index"))
    models = {model["object_name"]: model["add_url"] for app in page.context["app_list"] for model in app["models"]}
    assert "User" not in models
    assert bool(models["Edition"]) == bool(models["Plan"]) == (name == "officer")
    assert bool(models["Decision"]) == (name == "secretary")
    assert bool(models["Organisation"]) == (name == "administrator")


def test_deleting_an_organisation_names_no_other_towns_rows_and_keeps_what_decisions_say(
    at_admin, administrator, town, draft, foreign
):
    decision = make_decision(draft, body=make_body(town, "Gemeenteraad"))
    address = reverse("admin:municipalities_organisation_delete", args=[decision.body.organisation_id])
    page = at_admin(administrator).get(address).content.decode()
    assert SECRET not in page
    at_admin(administrator).post(address, {"post": "yes"})
    assert Decision.objects.filter(pk=decision.pk).exists()


def test_an_organisation_that_a_decision_binds_is_not_deleted(at_admin, administrator, town, draft):
    decision, other = make_decision(draft), make_body(town, "OCMW-raad").organisation
    decision.organisations.add(other)
    address = reverse("admin:municipalities_organisation_delete", args=[other.pk])
    at_admin(administrator).post(address, {"post": "yes"})
    assert list(decision.organisations.all()) == [other]


TEXTS = {"title_nl": "Changed", "revision": "0", "version": "0"}


@pytest.mark.parametrize("name", ["secretary", "administrator", "reader"])
def test_nobody_but_an_officer_changes_a_word(name, at_admin, request, draft):
    goal = plant(draft, "Safe city\n  Light")["Safe city"]
    client, before = at_admin(request.getfixturevalue(name)), outline(draft)
    for page in ("strategy_goal_change", "strategy_goal_delete"):
        assert client.post(reverse(f"admin:{page}", args=[goal.pk]), {**TEXTS, "post": "yes"}).status_code == 403
    for page in ("nudge", "move", "delete"):
        address = reverse(f"admin:strategy_edition_tree_{page}", args=[draft.pk, goal.key])
        assert client.post(address, {"move": "down", "position": "last", "count": "2"}).status_code == 403
    for page in ("import", "undo", "restore", "propose", "discard", "publish"):
        assert client.post(reverse(f"admin:strategy_edition_{page}", args=[draft.pk])).status_code == 403
    assert client.post(reverse("admin:strategy_plan_change", args=[draft.plan.pk]), TEXTS).status_code == 403
    assert outline(draft) == before


@pytest.mark.parametrize("page", ["tree", "history", "change", "import", "decisions", "publish", "return", "show"])
def test_of_another_towns_edition_there_is_no_page(page, at_admin, officer, foreign):
    address = reverse(f"admin:strategy_edition_{page}", args=[foreign["edition"].pk])
    assert at_admin(officer).get(address).status_code == 404
    assert at_admin(officer).post(address).status_code == (405 if page == "tree" else 404)


def test_roles_in_several_towns_do_not_mix(at_admin, town, other_town, foreign, draft):
    """Officer here, secretary and administrator there: each right where its role is."""
    person = make_user("polly", town, Role.OFFICER)
    for role in (Role.SECRETARY, Role.ADMINISTRATOR):
        person.memberships.create(municipality=other_town, role=role)
    client = at_admin(person)
    own = plant(draft, "Safe city")["Safe city"]
    assert client.get(reverse("admin:strategy_goal_change", args=[own.pk])).status_code == 200
    assert client.post(reverse("admin:strategy_goal_change", args=[foreign["goal"].pk]), TEXTS).status_code == 403
    assert client.get(reverse("admin:strategy_edition_decisions", args=[draft.pk])).status_code == 403
    assert client.get(reverse("admin:strategy_edition_decisions", args=[foreign["edition"].pk])).status_code == 200
    chosen = client.get(reverse("admin:strategy_edition_add")).context["adminform"].form.fields["plan"].queryset
    assert list(chosen) == [draft.plan]
    plans = client.get(reverse("admin:strategy_plan_changelist")).context["cl"].result_list
    assert set(plans) == {draft.plan, foreign["plan"]}
    towns = client.get(reverse("admin:municipalities_organisation_add")).context["adminform"].form.fields
    assert list(towns["municipality"].queryset) == [other_town]


SCREENS = {
    Plan: lambda rows: rows["plan"], Edition: lambda rows: rows["edition"], Goal: lambda rows: rows["goal"],
    Decision: lambda rows: rows["decision"], Feedback: lambda rows: rows["message"],
}  # fmt: skip


@pytest.mark.parametrize("model", SCREENS)
@pytest.mark.parametrize("name", [*CAST, "stranger", "operator"])
def test_what_a_screen_lists_is_what_it_lets_open_and_what_the_rules_say(
    name, model, at_admin, request, foreign, draft, rf
):
    plant(draft, "Safe city")
    user = request.getfixturevalue(name)
    asked = rf.get("/")
    asked.user = user
    screen = admin.site._registry[model]
    listed = set(screen.get_queryset(asked))
    for row in model._default_manager.exclude(kind="root") if model is Goal else model._default_manager.all():
        may_read = user.has_perm(f"municipalities.{Right.READ.value}", row)
        assert (row in listed) == may_read == screen.has_view_permission(asked, row)
        may_write = bool(screen.has_change_permission(asked, row))
        needed = getattr(screen, "change_right", screen.write_right)
        assert may_write == bool(needed and user.has_perm(f"municipalities.{needed.value}", row))


def test_an_administrator_has_no_right_to_content_by_that_role():
    assert RIGHTS[Role.ADMINISTRATOR] == {Right.READ, Right.MANAGE}
    assert Right.WRITE not in RIGHTS[Role.SECRETARY]
