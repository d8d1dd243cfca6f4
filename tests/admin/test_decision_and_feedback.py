"""The secretary's register, and what citizens say."""

import pytest
from django.urls import reverse

from strategy.models import Decision, Feedback
from tests.factories import make_body, make_decision, make_draft, make_plan
from tests.outline import plant

from .forms import filled

ADD = "admin:strategy_decision_add"


@pytest.fixture
def fields(town, draft):
    body = make_body(town)
    return {
        "edition": draft.pk,
        "body": body.pk,
        "kind": "adopts",
        "date": "2019-12-17",
        "precision": "day",
        "organisations": [body.organisation.pk],
    }


def errors(page) -> str:
    assert page.status_code == 200
    return page.content.decode()


def test_secretary_records_a_decision(at_admin, secretary, fields):
    assert at_admin(secretary).post(reverse(ADD), fields).status_code == 302
    decision = Decision.objects.get()
    assert (decision.recorded_by, decision.organisations.count()) == (secretary, 1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"date": ""}, None),
        ({"precision": "unknown"}, None),
        ({"is_unanimous": "true", "votes_against": 3}, None),
        ({"uri": "not an address"}, "uri"),
    ],
)
def test_a_mistake_comes_back_with_what_was_typed(changes, field, at_admin, secretary, fields):
    page = at_admin(secretary).post(reverse(ADD), {**fields, "note": "Typed at length", **changes})
    assert "Typed at length" in errors(page)
    found = page.context["adminform"].form.errors
    assert found if field is None else field in found
    assert not Decision.objects.exists()


@pytest.mark.parametrize("field", ["edition", "body", "organisations"])
def test_nothing_of_another_town_can_be_chosen(field, at_admin, secretary, fields, other_town):
    body = make_body(other_town)
    foreign = {
        "edition": make_draft(make_plan(other_town)).pk,
        "body": body.pk,
        "organisations": [body.organisation.pk],
    }
    page = at_admin(secretary).post(reverse(ADD), {**fields, field: foreign[field]})
    assert "Select a valid choice" in errors(page)
    assert not Decision.objects.exists()


def test_a_secretary_of_two_towns_does_not_mix_them(at_admin, secretary, fields, other_town):
    secretary.memberships.create(municipality=other_town, role="secretary")
    page = at_admin(secretary).post(reverse(ADD), {**fields, "body": make_body(other_town).pk})
    assert "This body belongs to another municipality." in errors(page)


def test_a_decision_on_a_published_edition_is_corrected_not_deleted(at_admin, secretary, published):
    decision = make_decision(published)
    client = at_admin(secretary)
    address = reverse("admin:strategy_decision_change", args=[decision.pk])
    client.post(address, filled(client.get(address), "decision_form", number="2019/12"))
    assert Decision.objects.get().number == "2019/12"
    address = reverse("admin:strategy_decision_delete", args=[decision.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403


def test_a_decision_on_a_draft_can_be_taken_out_and_leaves_a_record(at_admin, secretary, draft):
    decision = make_decision(draft)
    at_admin(secretary).post(reverse("admin:strategy_decision_delete", args=[decision.pk]), {"post": "yes"})
    assert not Decision.objects.exists()
    assert draft.changes.first().before["decision"] == decision.pk


def test_officer_marks_feedback_as_handled_in_own_towns_alone(at_admin, officer, town, other_town):
    own, foreign = (
        Feedback.objects.create(municipality=place, page="/nl/", language="nl", text="A slip.")
        for place in (town, other_town)
    )
    at_admin(officer).post(
        reverse("admin:strategy_feedback_changelist"),
        {"action": "mark_handled", "_selected_action": [own.pk, foreign.pk]},
    )
    own.refresh_from_db()
    foreign.refresh_from_db()
    assert (own.handled_by, foreign.handled_at) == (officer, None)


def test_a_reader_marks_nothing(at_admin, reader, town):
    message = Feedback.objects.create(municipality=town, page="/nl/", language="nl", text="A slip.")
    at_admin(reader).post(
        reverse("admin:strategy_feedback_changelist"), {"action": "mark_handled", "_selected_action": [message.pk]}
    )
    message.refresh_from_db()
    assert message.handled_at is None


def test_changes_say_who_did_what(at_admin, officer, draft):
    plant(draft, "Safe city", actor=officer)
    page = at_admin(officer).get(reverse("admin:strategy_change_changelist")).content.decode()
    assert "olga" in page
