"""The admin's way from one term to the next: what goes on, and what became of it."""

import pytest
from django.urls import reverse

from strategy.models import Plan
from strategy.services.publishing import discard_edition, publish_edition
from strategy.services.succeeding import pairs_of
from tests.factories import make_plan, make_published
from tests.outline import by_title, outline

TREE = "Safe city\n  Light in every street\nGreen city\nQuiet city"


@pytest.fixture
def old(plan):
    return make_published(plan, TREE).plan


@pytest.fixture
def page(old):
    return reverse("admin:strategy_plan_next", args=[old.pk])


@pytest.fixture
def form(old):
    """What the page sends where nothing but the second theme is unticked."""
    goals = by_title(old.editions.get())
    kept = [goal.key for title, goal in goals.items() if title != "Green city"]
    values = {"title_nl": "Koers", "title_en": "Course", "slug": "2026-2031", "starts_in": "2026", "ends_in": "2031"}
    return {**values, "keep": kept}


@pytest.fixture
def new(page, form, at_admin, officer):
    at_admin(officer).post(page, form)
    return Plan.objects.get(slug="2026-2031")


@pytest.fixture
def lines(new):
    return reverse("admin:strategy_plan_succession", args=[new.pk])


def test_the_period_the_address_and_every_goal_are_proposed(page, at_admin, officer):
    html = at_admin(officer).get(page).content.decode()
    for value in ('value="2026"', 'value="2031"', 'value="2026-2031"', 'value="Plan 2026-2031"'):
        assert value in html
    assert html.count('name="keep"') == html.count(" checked") == 4


@pytest.mark.parametrize(
    ("period", "proposed"), [((2020, 2020), (2021, 2021)), ((None, None), (None, None)), ((2018, None), (None, None))]
)
def test_a_period_as_long_follows_where_there_is_one(town, at_admin, officer, period, proposed):
    plan = make_published(make_plan(town, slug="x", starts_in=period[0], ends_in=period[1]), "Safe city").plan
    form = at_admin(officer).get(reverse("admin:strategy_plan_next", args=[plan.pk])).context["form"]
    assert (form.initial["starts_in"], form.initial["ends_in"]) == proposed
    assert form.initial["slug"] not in ("", "x")


def test_the_next_plan_holds_what_was_ticked(page, form, new):
    assert outline(new.editions.get()) == "Safe city\n  Light in every street\nQuiet city\n"
    assert (new.title_nl, new.title_en, new.starts_in) == ("Koers", "Course", 2026)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"starts_in": "2023"}, "overlaps"),
        ({"slug": "2020-2025"}, "already has a plan"),
        ({"slug": "no address"}, "valid"),
        ({"title_nl": ""}, "required"),
        ({"starts_in": "soon"}, "whole number"),
        ({"keep": []}, "Keep at least one goal"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(page, form, at_admin, officer, wrong, sentence):
    answer = at_admin(officer).post(page, {**form, **wrong})
    html = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in html
    assert 'value="Course"' in html
    assert html.count(" checked") == len({**form, **wrong}["keep"])
    assert Plan.objects.count() == 1


def test_a_plan_of_which_nothing_is_published_has_no_next_one(plan, at_admin, officer):
    page = reverse("admin:strategy_plan_next", args=[plan.pk])
    assert "Nothing of this plan has been published" in at_admin(officer).get(page).content.decode()


def test_merging_and_dropping_by_the_form(lines, new, old, at_admin, officer):
    client = at_admin(officer)
    was, now = by_title(old.editions.get()), by_title(new.editions.get())
    quiet, light = was["Quiet city"].key, was["Light in every street"].key
    sent = {
        f"heir-{quiet}": f"Safe city [{now['Safe city'].key}]",
        "remove": f"{quiet}:{now['Quiet city'].key}",
        "drop": light,
    }
    assert client.post(lines, sent).status_code == 302
    assert {(quiet, now["Safe city"].key), (light, "")} < set(pairs_of(old, new))
    html = client.get(lines).content.decode()
    assert "merged" in html
    assert "For every goal of the older plan it is recorded what became of it." in html

    client.post(f"{lines}undo/", {"from": old.pk})
    assert (quiet, now["Quiet city"].key) in pairs_of(old, new)


@pytest.mark.parametrize("typed", ["Quiet city", "QUIET CITY"])
def test_a_goal_can_be_typed_by_its_title(lines, new, old, at_admin, officer, typed):
    green = by_title(old.editions.get())["Green city"].key
    at_admin(officer).post(lines, {f"heir-{green}": typed})
    assert (green, by_title(new.editions.get())["Quiet city"].key) in pairs_of(old, new)
    assert (green, "") not in pairs_of(old, new)


def test_a_name_that_no_goal_has_is_said_beside_it_and_nothing_is_saved(lines, new, old, at_admin, officer):
    was = by_title(old.editions.get())
    before = pairs_of(old, new)
    sent = {f"heir-{was['Green city'].key}": "Blue city", "drop": was["Quiet city"].key}
    answer = at_admin(officer).post(lines, sent)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert 'value="Blue city"' in html
    assert "No goal of the new plan has this name" in html
    assert html.count(" checked") == 1
    assert pairs_of(old, new) == before


def test_what_nothing_is_said_of_can_be_shown_alone(lines, new, old, at_admin, officer):
    was, now = by_title(old.editions.get()), by_title(new.editions.get())
    client = at_admin(officer)
    client.post(lines, {"remove": f"{was['Quiet city'].key}:{now['Quiet city'].key}"})
    page = client.get(lines, {"from": old.pk, "show": "open"})
    assert [line.row.name for line in page.context["lines"]] == ["Quiet city"]


def test_a_large_plan_is_shown_a_branch_at_a_time(lines, at_admin, officer, monkeypatch):
    monkeypatch.setattr("strategy.admin.succession.MOST", 3)
    page = at_admin(officer).get(lines)
    assert [line.row.name for line in page.context["lines"]] == ["Safe city", "Light in every street"]


def test_a_reader_sees_the_lines_and_no_field(lines, at_admin, reader):
    html = at_admin(reader).get(lines).content.decode()
    assert "Green city" in html
    assert '<input type="text" name="heir' not in html


def test_lines_stay_open_to_change_after_publication(lines, new, old, at_admin, officer):
    publish_edition(new.editions.get(), actor=None)
    green = by_title(old.editions.get())["Green city"].key
    assert at_admin(officer).post(lines, {f"heir-{green}": "Quiet city"}).status_code == 302


def test_a_plan_of_another_town_cannot_be_the_older_one(lines, other_town, at_admin, officer):
    foreign = make_published(make_plan(other_town), "Foreign").plan
    assert at_admin(officer).get(lines, {"from": foreign.pk}).status_code == 404
    assert at_admin(officer).post(f"{lines}undo/", {"from": foreign.pk}).status_code == 404


def test_the_old_plan_leads_to_what_became_of_its_goals(at_admin, officer, old, new):
    page = at_admin(officer).get(reverse("admin:strategy_plan_succession", args=[old.pk])).content.decode()
    assert f"{reverse('admin:strategy_plan_succession', args=[new.pk])}?from={old.pk}" in page


def test_a_next_plan_begun_by_mistake_goes_with_its_links(new, old, at_admin, officer):
    discard_edition(new.editions.get(), actor=officer)
    page, client = reverse("admin:strategy_plan_delete", args=[new.pk]), at_admin(officer)
    assert client.get(page).status_code == 200
    client.post(page, {"post": "yes"})
    assert list(Plan.objects.all()) == [old]
