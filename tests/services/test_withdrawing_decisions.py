"""A record of what was never decided on this edition: withdrawn with a reason, it can be read and counts nowhere."""

import datetime

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from strategy.models import Decision, Edition
from strategy.refusal import Refused
from strategy.services.checking import is_adopted
from strategy.services.deciding import (
    consequences_of_withdrawing,
    correct_decision,
    delete_decision,
    doubts_about,
    record_decision,
    withdraw_decision,
)
from strategy.services.publishing import obstacles, start_draft
from strategy.services.standing import latest_act
from tests.factories import make_decision
from tests.refusals import refused

DAY = datetime.date(2019, 12, 17)
REASON = "Taken on the plan for youth."


def withdrawn(decision, *, actor=None, reason=REASON):
    return withdraw_decision(decision, actor=actor, reason=reason)


def corrected(decision):
    right = Decision(body=decision.body, date=DAY + datetime.timedelta(days=1))
    return correct_decision(decision, right, actor=None, reason="It was a day later.")


def test_the_record_stays_with_who_when_and_why_and_does_not_stand(wrong, secretary):
    withdrawn(wrong, actor=secretary, reason=f"  {REASON}\n")
    kept = Decision.objects.get()
    assert (kept.date, kept.withdrawn_by, kept.withdrawal_reason) == (DAY, secretary, REASON)
    assert timezone.localdate(kept.withdrawn_at) == timezone.localdate()
    assert not kept.is_standing
    assert not Decision.objects.standing()


def test_the_history_keeps_it_and_public_pages_follow(wrong, secretary):
    stamp = wrong.edition.plan.stamp
    withdrawn(wrong, actor=secretary)
    change = wrong.edition.changes.first()
    assert (change.action, change.actor, change.after["withdrawn"]) == ("decide", secretary, REASON)
    assert change.before["decision"] == change.after["decision"] == wrong.pk
    wrong.edition.plan.refresh_from_db()
    assert wrong.edition.plan.stamp > stamp


def test_it_adopts_nothing_and_begins_nothing(wrong):
    assert is_adopted(wrong.edition)
    withdrawn(wrong)
    assert not is_adopted(wrong.edition)
    assert Edition.objects.with_beginning().get().begins_on == timezone.localdate()


def test_a_correction_of_its_edition_has_no_decision_to_rest_on(wrong):
    withdrawn(wrong)
    draft = start_draft(wrong.edition.plan, actor=None, kind="correction", reason="A slip.")
    draft.plan.municipality.requires_decision = True
    assert len(obstacles(draft)) == 1


def test_a_later_edition_may_be_decided_on_before_what_is_withdrawn(wrong, body):
    later = make_decision(wrong.edition, body=body, date=DAY + datetime.timedelta(days=9))
    draft = start_draft(wrong.edition.plan, actor=None)
    between = Decision(edition=draft, body=body, date=DAY + datetime.timedelta(days=3))
    assert not doubts_about(between)
    withdrawn(wrong)
    assert doubts_about(between)
    assert later.is_standing


def test_with_a_correction_goes_what_it_corrects(wrong):
    right = corrected(wrong)
    withdrawn(right)
    assert not Decision.objects.standing()
    assert not is_adopted(wrong.edition)
    wrong.refresh_from_db()
    assert (wrong.withdrawn_at, wrong.correction) == (None, right)


def test_of_a_corrected_record_the_newer_one_is_withdrawn(wrong):
    right = corrected(wrong)
    with refused("This record has already been corrected. Withdraw the newer one"):
        withdrawn(wrong)
    assert list(Decision.objects.standing()) == [right]


def test_it_says_why(wrong):
    with refused("Say why the record is withdrawn", field="reason"):
        withdrawn(wrong, reason=" ")
    assert Decision.objects.standing().get() == wrong


def test_it_is_withdrawn_once_and_for_good(wrong):
    withdrawn(wrong)
    with refused("This record has already been withdrawn."):
        withdrawn(wrong, reason="Another reason.")
    with refused("This record is withdrawn: it cannot be corrected. Record the decision anew."):
        corrected(wrong)
    wrong.refresh_from_db()
    wrong.number = "17"
    with refused("This record is withdrawn: nothing is added to it. Record the decision anew."):
        record_decision(wrong, actor=None)
    assert not Decision.objects.exclude(withdrawal_reason=REASON).exists()


def test_the_decision_can_be_recorded_anew(wrong, body):
    withdrawn(wrong)
    anew = make_decision(wrong.edition, body=body, date=DAY)
    assert list(Decision.objects.standing()) == [anew]


def test_on_an_open_edition_it_is_deleted_instead(draft, body):
    decision = make_decision(draft, body=body)
    with refused("The edition of this decision is not published, so nobody relied on it: delete the record instead."):
        withdrawn(decision)
    delete_decision(decision, actor=None)


def test_what_cannot_be_deleted_or_changed_can_be_withdrawn_and_the_refusal_says_so(wrong):
    with pytest.raises(Refused, match="or withdraw it if this was never decided on this edition"):
        delete_decision(wrong, actor=None)
    wrong.kind = "rejects"
    with pytest.raises(Refused, match="or withdraw the record if this was never decided on this edition"):
        record_decision(wrong, actor=None)


def test_undoing_passes_it_over_as_every_decision(wrong):
    last = latest_act(wrong.edition)
    withdrawn(wrong)
    assert latest_act(wrong.edition) == last


def test_what_follows_is_known_before(wrong, body):
    today = date_format(timezone.localdate(), "DATE_FORMAT")
    not_approved, begins = consequences_of_withdrawing(wrong)
    assert not_approved.startswith("No other decision approves this edition.")
    assert begins == f"The edition will count as in force from {today} instead of Dec. 17, 2019."
    right = corrected(wrong)
    assert consequences_of_withdrawing(right)[0].startswith("It corrects an earlier record.")
    make_decision(wrong.edition, body=body, date=DAY)
    other = make_decision(wrong.edition, body=body, kind="takes_note")
    assert len(consequences_of_withdrawing(right)) == 1
    assert consequences_of_withdrawing(other) == []
