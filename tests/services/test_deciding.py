"""The register of decisions: what is stored, and what does not fit."""

import datetime

import pytest

from municipalities.models import Organisation
from strategy.models import Decision
from strategy.services.deciding import delete_decision, record_decision
from strategy.services.publishing import publish_edition
from tests.factories import make_body, make_decision, make_draft, make_published
from tests.refusals import refused

DAY = datetime.date(2019, 12, 17)


@pytest.fixture
def body(town):
    return make_body(town, "Gemeenteraad")


def test_a_decision_is_recorded_with_who_and_when(draft, body, secretary):
    decision = record_decision(Decision(edition=draft, body=body, date=DAY, number="17"), actor=secretary)
    assert (decision.recorded_by, decision.kind, decision.organisations.count()) == (secretary, "adopts", 0)
    change = draft.changes.first()
    assert (change.action, change.actor) == ("decide", secretary)
    assert change.after == {"decision": decision.pk, "kind": "adopts", "date": "2019-12-17", "number": "17"}


def test_correcting_a_decision_keeps_who_recorded_it(draft, body, secretary, officer):
    decision = make_decision(draft, body=body, actor=secretary)
    decision.number = "18"
    record_decision(decision, actor=officer)
    decision.refresh_from_db()
    assert (decision.number, decision.recorded_by) == ("18", secretary)


def test_a_decision_can_be_recorded_on_a_sealed_edition_and_the_public_sees_it(published, body, secretary):
    stamp = published.plan.stamp
    make_decision(published, body=body, actor=secretary)
    published.plan.refresh_from_db()
    assert published.decisions.count() == 1
    assert published.plan.stamp > stamp


def test_two_bodies_decide_on_one_edition(draft, town):
    make_decision(draft, body=make_body(town, "Gemeenteraad"))
    make_decision(draft, body=make_body(town, "OCMW-raad"))
    assert draft.decisions.count() == 2


def test_another_towns_body_is_refused(draft, other_town):
    with refused("This body belongs to another municipality. Choose one of your own.", field="body"):
        make_decision(draft, body=make_body(other_town))
    assert draft.decisions.count() == 0


def test_a_decision_binds_organisations_of_the_town_and_no_others(draft, body, town, other_town):
    own = Organisation.objects.create(municipality=town, name_nl="OCMW")
    theirs = Organisation.objects.create(municipality=other_town, name_nl="OCMW")
    decision = Decision(edition=draft, body=body, date=DAY)
    with refused("This organisation belongs to another municipality.", field="organisations"):
        record_decision(decision, actor=None, organisations=[own, theirs])
    record_decision(decision, actor=None, organisations=[own])
    record_decision(decision, actor=None)
    assert list(decision.organisations.all()) == [own]


@pytest.mark.parametrize(
    ("precision", "stored"),
    [("day", DAY), ("month", datetime.date(2019, 12, 1)), ("year", datetime.date(2019, 1, 1))],
)
def test_a_date_is_kept_as_exactly_as_it_is_known(draft, body, precision, stored):
    decision = make_decision(draft, body=body, date=DAY, precision=precision)
    decision.refresh_from_db()
    assert (decision.date, decision.precision) == (stored, precision)


def test_a_date_may_be_unknown_but_must_say_so(draft, body):
    assert make_decision(draft, body=body, date=None, precision="unknown").date is None
    for date, precision in ((None, "day"), (DAY, "unknown")):
        with refused("Give a date, or say that the date is unknown; not both."):
            make_decision(draft, body=body, date=date, precision=precision)


def test_a_unanimous_vote_has_no_votes_against(draft, body):
    with refused("A unanimous vote has no votes against: correct one of the two."):
        make_decision(draft, body=body, is_unanimous=True, votes_for=20, votes_against=3)
    assert make_decision(draft, body=body, is_unanimous=True, votes_for=23, votes_against=0).pk


def test_an_address_that_is_none_is_refused_at_its_field(draft, body):
    with refused("Enter a valid URL.", field="uri"):
        make_decision(draft, body=body, uri="the town hall")


def test_a_decision_is_taken_out_while_the_edition_is_a_draft(plan, secretary):
    decision = make_decision(make_draft(plan, "Safe city"))
    draft, pk = decision.edition, decision.pk
    delete_decision(decision, actor=secretary)
    assert draft.decisions.count() == 0
    assert draft.changes.first().before == {"decision": pk, "kind": "adopts", "date": "2019-12-17"}


def test_a_decision_of_a_published_edition_stays(plan):
    draft = make_draft(plan, "Safe city")
    make_decision(draft)
    published = publish_edition(draft, actor=None)
    with refused("The edition of this decision is published. Correct the record instead"):
        delete_decision(published.decisions.get(), actor=None)


@pytest.mark.parametrize(
    ("recorded", "first_day"),
    [
        ([("adopts", DAY, None)], DAY),
        ([("adopts", DAY, datetime.date(2020, 1, 1))], datetime.date(2020, 1, 1)),
        ([("takes_note", datetime.date(2019, 1, 1), None), ("adopts", DAY, None)], DAY),
        ([("rejects", datetime.date(2019, 1, 1), None)], None),
        ([], None),
    ],
)
def test_an_edition_holds_from_the_day_of_its_first_approval_else_of_publication(plan, town, recorded, first_day):
    edition = make_published(plan)
    for kind, date, effective_on in recorded:
        make_decision(edition, body=make_body(town), kind=kind, date=date, effective_on=effective_on)
    begins_on = type(edition).objects.with_beginning().get(pk=edition.pk).begins_on
    assert begins_on == (first_day or edition.published_at.astimezone().date())
    assert type(edition).objects.with_beginning().get(pk=edition.pk).begins_on == begins_on
