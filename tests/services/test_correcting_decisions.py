"""A mistake in the register of a published edition: a new record with a reason, and the old one beside it."""

import datetime

import pytest

from municipalities.models import Organisation
from strategy.exchange.exporting import document_of
from strategy.models import Decision, Edition
from strategy.services.deciding import correct_decision, doubts_about, record_decision
from strategy.services.publishing import obstacles, start_draft
from tests.factories import make_body, make_decision, make_draft, make_plan
from tests.refusals import refused

DAY = datetime.date(2019, 12, 17)
RIGHT = datetime.date(2019, 12, 18)


def corrected(decision, *, reason="It was a day later.", **fields):
    given = {"body": decision.body, "date": RIGHT, **fields}
    return correct_decision(decision, Decision(**given), actor=None, reason=reason)


def test_both_records_stay_and_one_stands(wrong):
    right = corrected(wrong)
    wrong.refresh_from_db()
    assert (wrong.date, wrong.correction) == (DAY, right)
    assert (right.edition, right.correction_reason) == (wrong.edition, "It was a day later.")
    assert list(Decision.objects.standing()) == [right]
    change = wrong.edition.changes.first()
    assert (change.after["corrects"], change.after["reason"]) == (wrong.pk, "It was a day later.")


def test_what_stands_says_since_when_the_edition_holds(wrong):
    corrected(wrong)
    assert Edition.objects.with_beginning().get(pk=wrong.edition_id).begins_on == RIGHT


def test_files_hold_what_stands(wrong):
    corrected(wrong)
    assert [entry.date for entry in document_of(wrong.edition).decisions] == ["2019-12-18"]


def test_a_record_that_says_that_nothing_was_adopted_counts(wrong):
    wrong.edition.plan.municipality.requires_decision = True
    corrected(wrong, kind="takes_note")
    draft = start_draft(wrong.edition.plan, actor=None, kind="correction", reason="A slip.")
    draft.plan.municipality.requires_decision = True
    assert len(obstacles(draft)) == 1


def test_a_correction_says_what_was_wrong(wrong):
    with refused("Say what was wrong in the record", field="reason"):
        corrected(wrong, reason=" ")


def test_a_record_is_corrected_once_and_then_its_correction(wrong):
    right = corrected(wrong)
    with refused("This record has already been corrected. Correct the newer one."):
        corrected(wrong)
    assert corrected(right, reason="No, the day after.").corrects == right


def test_a_correction_is_checked_as_every_record(wrong, other_town):
    with refused("This body belongs to another municipality.", field="body"):
        corrected(wrong, body=make_body(other_town))
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [("date", RIGHT, "date"), ("kind", "rejects", "kind"), ("effective_on", DAY, "effective_on")],
)
def test_what_was_decided_is_not_changed_in_place(wrong, name, value, field):
    setattr(wrong, name, value)
    with refused("The edition of this decision is published, so its record stays as it is.", field=field):
        record_decision(wrong, actor=None)
    assert not Decision.objects.filter(**{name: value}).exists()


def test_what_was_empty_is_filled_in_once(wrong, town):
    wrong.number, wrong.votes_for = "17", 20
    organisation = Organisation.objects.create(municipality=town, name_nl="OCMW")
    record_decision(wrong, actor=None, organisations=[organisation])
    wrong = Decision.objects.get(pk=wrong.pk)
    assert (wrong.number, wrong.votes_for, list(wrong.organisations.all())) == ("17", 20, [organisation])
    wrong.number = "18"
    with refused("The edition of this decision is published", field="number"):
        record_decision(wrong, actor=None)
    with refused("The edition of this decision is published", field="organisations"):
        record_decision(Decision.objects.get(pk=wrong.pk), actor=None, organisations=[])


def test_on_an_open_edition_a_record_is_changed_in_place(draft, body):
    decision = make_decision(draft, body=body, date=DAY)
    decision.date = RIGHT
    record_decision(decision, actor=None)
    assert draft.changes.first().before["date"] == "2019-12-17"
    assert Decision.objects.get().date == RIGHT


TODAY = datetime.date.today()


@pytest.mark.parametrize(
    ("date", "precision", "question"),
    [
        (TODAY, "day", ""),
        (TODAY + datetime.timedelta(days=1), "day", "is in the future"),
        (TODAY.replace(month=1, day=1), "year", ""),
        (datetime.date(2019, 1, 1), "day", ""),  # the year before its period
        (datetime.date(2018, 12, 31), "day", "before the text was drafted (from 2019-01-01)"),
        (datetime.date(2018, 1, 1), "year", "before the text was drafted"),
        (None, "unknown", ""),
    ],
)
def test_a_date_that_is_unlikely_is_questioned(draft, body, date, precision, question):
    doubts = doubts_about(Decision(edition=draft, body=body, date=date, precision=precision))
    assert [question in doubt for doubt in doubts] == ([True] if question else [])


def test_a_later_edition_is_not_decided_before_the_one_before_it(wrong, body):
    amendment = start_draft(wrong.edition.plan, actor=None)
    assert doubts_about(Decision(edition=amendment, body=body, date=DAY - datetime.timedelta(days=1)))
    assert not doubts_about(Decision(edition=amendment, body=body, date=DAY))


def test_a_plan_without_a_period_was_drafted_here(town, body):
    draft = make_draft(make_plan(town, slug="open", starts_in=None, ends_in=None))
    assert doubts_about(Decision(edition=draft, body=body, date=DAY))
    draft.plan.milestones.create(title_nl="Workshop", date=datetime.date(2019, 9, 1))
    assert not doubts_about(Decision(edition=draft, body=body, date=DAY))
