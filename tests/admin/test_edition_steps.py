"""From draft to published in the admin: each step asks first, and the public reads the result."""

import pytest
from django.test import Client
from django.urls import reverse

from strategy.models import Edition
from strategy.vocabulary import Status
from tests.factories import make_decision, make_draft, make_plan, make_published, make_town
from tests.outline import outline, plant

from .forms import filled


@pytest.fixture
def address(draft):
    return lambda step: reverse(f"admin:strategy_edition_{step}", args=[draft.pk])


def start_address() -> str:
    return reverse("admin:strategy_edition_add")


def test_officer_publishes_an_edition_and_the_public_reads_it(at_admin, officer, draft, address):
    plant(draft, "Safe city")
    public = Client()
    assert public.get(draft.plan.get_absolute_url()).status_code == 404
    client = at_admin(officer)
    assert "It is sealed" in client.get(address("publish")).content.decode()
    assert Edition.objects.get().status == Status.DRAFT
    page = client.post(address("publish"), follow=True)
    assert "Edition 1 is published and sealed." in page.content.decode()
    assert Edition.objects.get().published_by == officer
    assert "Safe city" in public.get(draft.plan.get_absolute_url()).content.decode()


def test_the_edition_page_links_to_the_public_page_once_it_is_published(at_admin, officer, published, plan):
    page = at_admin(officer).get(reverse("admin:strategy_edition_change", args=[published.pk])).content.decode()
    assert published.get_absolute_url() in page
    draft = make_draft(plan)
    page = at_admin(officer).get(reverse("admin:strategy_edition_change", args=[draft.pk])).content.decode()
    assert draft.get_absolute_url() not in page


def test_what_stands_in_the_way_is_listed_and_refused(at_admin, officer, draft, address):
    sentence = "This edition has no goals yet."
    client = at_admin(officer)
    assert sentence in client.get(address("change")).content.decode()
    assert sentence in client.get(address("publish")).content.decode()
    assert sentence in client.post(address("publish")).content.decode()
    assert Edition.objects.get().status == Status.DRAFT


def test_where_a_decision_is_required_the_secretary_publishes(at_admin, officer, secretary, town, draft, address):
    town.requires_decision = True
    town.save()
    plant(draft, "Safe city")
    assert at_admin(officer).post(address("publish")).status_code == 403
    client = at_admin(secretary)
    assert "publishes only what a decision adopts" in client.post(address("publish")).content.decode()
    make_decision(draft)
    client.post(address("publish"))
    assert Edition.objects.get().status == Status.PUBLISHED


def test_propose_freezes_and_return_gives_back_with_a_reason(at_admin, officer, secretary, draft, address):
    plant(draft, "Safe city")
    at_admin(officer).post(address("propose"))
    assert Edition.objects.get().status == Status.PROPOSED
    client = at_admin(secretary)
    assert "Say why the edition goes back" in client.post(address("return"), {"reason": " "}).content.decode()
    client.post(address("return"), {"reason": "A slip in theme 1."})
    assert Edition.objects.get().status == Status.DRAFT


def test_discard_deletes_the_draft_alone(at_admin, officer, plan, published):
    draft = make_draft(plan)
    at_admin(officer).post(reverse("admin:strategy_edition_discard", args=[draft.pk]))
    assert list(Edition.objects.all()) == [published]


def test_only_steps_that_are_possible_and_allowed_are_offered(at_admin, officer, secretary, reader, draft, address):
    def steps(person):
        return [step.name for step, _url in at_admin(person).get(address("change")).context["steps"]]

    assert (steps(officer), steps(secretary), steps(reader)) == (["publish", "propose", "discard"], [], [])


def test_starting_a_draft_copies_the_edition_in_force(at_admin, officer, plan, published):
    client = at_admin(officer)
    form = filled(client.get(start_address()), "edition_form", plan=plan.pk, reason="New council.")
    answer = client.post(start_address(), form)
    draft = Edition.objects.get(status=Status.DRAFT)
    assert answer.url == reverse("admin:strategy_edition_tree", args=[draft.pk])
    assert (draft.number, draft.kind, draft.reason_nl) == (2, "amendment", "New council.")
    assert outline(draft) == outline(published)


def test_a_second_draft_is_refused_on_the_form(at_admin, officer, draft):
    client = at_admin(officer)
    page = client.post(start_address(), {"plan": draft.plan.pk, "kind": "", "reason": "Kept"})
    assert "Edition 1 of this plan is still open." in page.content.decode()
    assert "Kept" in page.content.decode()


def test_a_correction_without_a_reason_is_refused_at_its_field(at_admin, officer, plan, published):
    page = at_admin(officer).post(start_address(), {"plan": plan.pk, "kind": "correction"})
    assert page.context["adminform"].form.errors["reason"] == [
        "A correction needs a reason: say what was wrong. The public can read it."
    ]


def test_a_draft_cannot_be_started_in_another_towns_plan(at_admin, officer, plan):
    foreign = make_plan(make_town())
    page = at_admin(officer).post(start_address(), {"plan": foreign.pk, "kind": ""})
    assert "Select a valid choice" in page.content.decode()
    assert not foreign.editions.exists()


def test_a_published_edition_offers_nothing(at_admin, officer, town):
    edition = make_published(make_plan(town, slug="other", starts_in=None, ends_in=None))
    page = at_admin(officer).get(reverse("admin:strategy_edition_change", args=[edition.pk]))
    assert page.context["steps"] == []
    assert at_admin(officer).post(reverse("admin:strategy_edition_discard", args=[edition.pk])).status_code == 400
