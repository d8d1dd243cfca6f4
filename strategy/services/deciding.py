"""The register of decisions. Rights are checked at the edges, by access.

On an edition that is published a record stays as it is: what was empty can be filled in once (the minutes come weeks
after the vote), a mistake is corrected by a new record that says what was wrong, and what was never decided on this
edition is withdrawn, with a reason.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from municipalities.models import Organisation, User

from ..models import Change, Decision, Edition
from ..models.triggers import FILLED_IN_LATER
from ..refusal import Refused
from ..vocabulary import APPROVING, Action, EditionKind, Precision
from .planning import touch

FIXED = ("body_id", "kind", "date", "precision", "effective_on")


def record_decision(
    decision: Decision, *, actor: User | None, organisations: Iterable[Organisation] | None = None
) -> Decision:
    """Checks and stores a new or changed decision with the organisations that it binds (None: leave as is).

    Raises Refused where the body or an organisation is another municipality's, a field does not fit, or a record
    on a published edition would change in more than what was empty.
    """
    town = decision.edition.municipality_id
    if decision.body.municipality_id != town:
        raise Refused(_("This body belongs to another municipality. Choose one of your own."), field="body")
    bound = None if organisations is None else list(organisations)
    if any(organisation.municipality_id != town for organisation in bound or ()):
        raise Refused(_("This organisation belongs to another municipality."), field="organisations")
    try:
        decision.full_clean()
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise Refused(sentences[0], field="" if field == "__all__" else field) from error
    with transaction.atomic():
        before = _before(decision)
        if before is None:
            decision.recorded_by = actor
        elif before.withdrawn_at:
            raise Refused(_("This record is withdrawn: nothing is added to it. Record the decision anew."))
        elif decision.edition.is_sealed:
            _check_only_filled_in(before, decision, bound)
        decision.save()
        if bound is not None:
            decision.organisations.set(bound)
        _note(decision.edition, actor, after=_named(decision), before=_named(before) if before else {})
        touch(decision.edition.plan)
    return decision


def correct_decision(
    decision: Decision,
    correction: Decision,
    *,
    actor: User | None,
    reason: str,
    organisations: Iterable[Organisation] = (),
) -> Decision:
    """Records ``correction`` in the place of ``decision``, which stays readable below it.

    ``reason`` says in the authentic language what was wrong; the public reads it. Raises Refused without one, for a
    record that is corrected or withdrawn already, and as record_decision does.
    """
    if not reason.strip():
        raise Refused(_("Say what was wrong in the record: the public can read it."), field="reason")
    with transaction.atomic():
        old = Decision.objects.select_for_update(no_key=True, of=("self",)).get(pk=decision.pk)
        if hasattr(old, "correction"):
            raise Refused(_("This record has already been corrected. Correct the newer one."))
        if old.withdrawn_at:
            raise Refused(_("This record is withdrawn: it cannot be corrected. Record the decision anew."))
        correction.edition, correction.corrects = old.edition, old
        correction.correction_reason = reason.strip()
        return record_decision(correction, actor=actor, organisations=organisations)


def withdraw_decision(decision: Decision, *, actor: User | None, reason: str) -> Decision:
    """Withdraws the record of what was not decided on this edition: it stays readable, and counts nowhere any more.

    The records that it corrects go with it: they are about the same decision, and none of them stands again.
    ``reason`` says why in the authentic language; the public reads it. Nobody can take a withdrawal back. Raises
    Refused without a reason, for a record that is corrected or withdrawn already, and where its edition is not
    published: there the record is deleted.
    """
    if not reason.strip():
        raise Refused(_("Say why the record is withdrawn: the public can read it."), field="reason")
    with transaction.atomic():
        held = Decision.objects.select_for_update(no_key=True, of=("self",)).get(pk=decision.pk)
        if sentence := why_not_withdrawn(held):
            raise Refused(sentence)
        before = _named(held)
        held.withdrawn_at, held.withdrawn_by, held.withdrawal_reason = timezone.now(), actor, reason.strip()
        held.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
        _note(held.edition, actor, after=_named(held), before=before)
        touch(held.edition.plan)
    return held


def why_not_withdrawn(decision: Decision) -> str:
    """Why a record cannot be withdrawn, in a sentence; empty where it can."""
    if decision.withdrawn_at:
        return _("This record has already been withdrawn.")
    if hasattr(decision, "correction"):
        return _("This record has already been corrected. Withdraw the newer one: this one goes with it.")
    if not decision.edition.is_sealed:
        return _("The edition of this decision is not published, so nobody relied on it: delete the record instead.")
    return ""


def consequences_of_withdrawing(decision: Decision) -> list[str]:
    """What becomes of the record's edition, and of what it corrects, a sentence each. It must be one that can be
    withdrawn."""
    said, edition = [], decision.edition
    if decision.corrects_id:
        said.append(_("It corrects an earlier record. That one is withdrawn with it, and does not count again."))
    others = edition.decisions.standing().exclude(pk=decision.pk)
    rests = edition.kind == EditionKind.CORRECTION
    if decision.kind in APPROVING and not rests and not others.filter(kind__in=APPROVING).exists():
        said.append(
            _("No other decision approves this edition. It stays published, and is no longer shown as approved.")
        )
    begins, then = (
        Edition.objects.with_beginning(without=without).values_list("begins_on", flat=True).get(pk=edition.pk)
        for without in (None, decision.pk)
    )
    if begins != then:
        days = {"now": date_format(begins, "DATE_FORMAT"), "then": date_format(then, "DATE_FORMAT")}
        said.append(_("The edition will count as in force from %(then)s instead of %(now)s.") % days)
    return said


def delete_decision(decision: Decision, *, actor: User | None) -> None:
    """Takes a decision out of the register that was recorded by mistake; the record of changes keeps it.

    Raises Refused where its edition is published: its readers may have relied on it.
    """
    edition = decision.edition
    if edition.is_sealed:
        raise Refused(
            _(
                "The edition of this decision is published. Correct the record instead, or withdraw it if this was "
                "never decided on this edition."
            )
        )
    with transaction.atomic():
        _note(edition, actor, before=_named(decision))
        decision.delete()
        touch(edition.plan)


def doubts_about(decision: Decision) -> list[str]:
    """What is unlikely about the date of a decision that is about to be recorded, a question each."""
    day = decision.date
    if day is None or decision.precision == Precision.UNKNOWN:
        return []
    if day > timezone.localdate():
        return [_("This date is in the future. Has the decision been taken?")]
    begun = drafted_from(decision.edition)
    if _last_day(day, decision.precision) < begun:
        return [
            _("This date is before the text was drafted (from %(day)s). Is it a decision on this edition?")
            % {"day": begun.isoformat()}
        ]
    return []


def drafted_from(edition: Edition) -> datetime.date:
    """The day before which nobody can have decided on ``edition``, as far as the register can tell.

    An original: when it was begun here, its first milestone, or a year before its period, whichever is first (an old
    plan may have been entered late). A later edition: the day on which the one before it began.
    """
    if edition.kind != EditionKind.ORIGINAL and edition.based_on_id:
        return Edition.objects.with_beginning().values_list("begins_on", flat=True).get(pk=edition.based_on_id)
    days = [timezone.localdate(edition.created_at)]
    if first := edition.plan.milestones.aggregate(first=Min("date"))["first"]:
        days.append(first)
    if edition.plan.starts_in:
        days.append(datetime.date(edition.plan.starts_in - 1, 1, 1))
    return min(days)


def _last_day(day: datetime.date, precision: str) -> datetime.date:
    if precision == Precision.YEAR:
        return datetime.date(day.year, 12, 31)
    if precision == Precision.MONTH:
        return (day.replace(day=1) + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
    return day


def _before(decision: Decision) -> Decision | None:
    """The record as it is stored, locked; None for a new one."""
    if decision._state.adding:
        return None
    return Decision.objects.select_for_update(no_key=True, of=("self",)).get(pk=decision.pk)


def _check_only_filled_in(before: Decision, after: Decision, bound: list[Organisation] | None) -> None:
    changed = [name for name in FIXED if getattr(before, name) != getattr(after, name)]
    for name in FILLED_IN_LATER:
        old, new = getattr(before, name), getattr(after, name)
        if old != new and not (old is None or old == "" or not str(old)):
            changed.append(name)
    if bound is not None:
        held = set(before.organisations.values_list("pk", flat=True))
        if held and held != {organisation.pk for organisation in bound}:
            changed.append("organisations")
    if changed:
        raise Refused(
            _(
                "The edition of this decision is published, so its record stays as it is. Record a correction, which "
                "says what was wrong, or withdraw the record if this was never decided on this edition."
            ),
            field=changed[0].removesuffix("_id"),
        )


def _named(decision: Decision) -> dict:
    """What the history keeps of a decision."""
    named = {"decision": decision.pk, "kind": decision.kind, "date": str(decision.date or "")}
    if decision.number:
        named["number"] = decision.number
    if decision.corrects_id:
        named |= {"corrects": decision.corrects_id, "reason": decision.correction_reason}
    if decision.withdrawn_at:
        named["withdrawn"] = decision.withdrawal_reason
    return named


def _note(edition: Edition, actor: User | None, *, after: dict | None = None, before: dict | None = None) -> None:
    Change.objects.create(
        edition=edition,
        revision=edition.revision,
        actor=actor,
        action=Action.DECIDE,
        before=before or {},
        after=after or {},
    )
