"""The way of an edition: draft -> proposed -> published and sealed, by the table TRANSITIONS.

Publication at a set time is in scheduling.py. Rights are checked at the edges, by access; whether the state allows a
step is decided here.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from municipalities.models import User
from municipalities.roles import Right

from ..models import Change, Edition, Plan
from ..models.goal import unguarded_goals
from ..refusal import Refused
from ..seal import seal_of
from ..tree import copy_tree, lock, plant_root
from ..vocabulary import TRANSITIONS, Action, EditionKind, Kind, Status
from .checking import errors, is_adopted
from .planning import touch


def start_draft(plan: Plan, *, actor: User | None, kind: str = "", reason: str = "", empty: bool = False) -> Edition:
    """Opens the next edition: a copy of the edition in force, or ``empty``.

    ``kind`` is the first edition's "original", else "amendment" (the default) or "correction", which needs a
    ``reason`` (in the town's authentic language). Raises Refused where an edition is open already.
    """
    with transaction.atomic():
        plan = Plan.objects.select_for_update(no_key=True, of=("self",)).select_related("municipality").get(pk=plan.pk)
        open_edition = Edition.objects.filter(plan=plan).open().first()
        if open_edition:
            raise Refused(
                _("Edition %(number)d of this plan is still open. Publish or delete it before you start another.")
                % {"number": open_edition.number}
            )
        base = Edition.objects.filter(plan=plan).published().order_by("-number").first()
        edition = Edition(
            plan=plan,
            number=(plan.editions.aggregate(last=Max("number"))["last"] or 0) + 1,
            kind=_kind_of_next(kind, base, reason),
            based_on=base,
            created_by=actor,
            **{f"reason_{plan.municipality.language}": reason},
        )
        edition.save()
        if base and not empty:
            copied = copy_tree(base, edition)
            record(edition, actor, Action.COPY, {"from": base.number, "goals": copied - 1})
        else:
            plant_root(edition)
    return edition


def publish_edition(edition: Edition, *, actor: User | None) -> Edition:
    """Publishes and seals an edition; from now on the public reads it and nobody changes it.

    Raises Refused where the transition is not in the table, where nothing is in the tree, a title is missing,
    or the municipality requires a decision that adopts it and none is recorded.
    """
    with transaction.atomic():
        plan = Plan.objects.select_for_update(no_key=True).get(pk=edition.plan_id)
        current = lock(edition.pk)
        check_transition(current, Status.PUBLISHED)
        for sentence in obstacles(current):
            raise Refused(sentence)
        current.status = Status.PUBLISHED
        current.published_at = timezone.now()
        current.published_by = actor
        current.seal = seal_of(current)
        record(current, actor, Action.PUBLISH, {"seal": current.seal})
        fields = no_longer_proposed(current)
        current.save(update_fields=["status", "published_at", "published_by", "seal", *fields])
        touch(plan)
    return current


def propose_edition(
    edition: Edition, *, actor: User | None, is_public: bool = False, remarks_until: datetime.date | None = None
) -> Edition:
    """Freezes a draft so that a body can decide on exactly these words. ``is_public``, ``remarks_until``: see
    show_proposal. Raises Refused where the edition is no draft."""
    with transaction.atomic():
        current = lock(edition.pk)
        check_transition(current, Status.PROPOSED)
        current.status = Status.PROPOSED
        current.save(update_fields=["status"])
        record(current, actor, Action.PROPOSE, {})
        return show_proposal(current, actor=actor, remarks_until=remarks_until) if is_public else current


def show_proposal(
    edition: Edition, *, actor: User | None, is_public: bool = True, remarks_until: datetime.date | None = None
) -> Edition:
    """Shows a proposed edition to the public, marked as a proposal, or hides it again.

    ``remarks_until`` is the last day on which citizens can send remarks on it (None: they are not asked for any).
    Raises Refused for a day that is past, and where the edition is not proposed.
    """
    if remarks_until and not is_public:
        raise Refused(_("Remarks need a proposal that the public can read: show it, or leave the day empty."))
    if remarks_until and remarks_until < timezone.localdate():
        raise Refused(_("This day has passed. Give the last day on which remarks can be sent."), field="remarks_until")
    with transaction.atomic():
        current = lock(edition.pk)
        if current.status != Status.PROPOSED:
            raise Refused(_("Only a proposed edition can be shown as a proposal. Propose it first."))
        current.is_proposal_public, current.remarks_until = is_public, remarks_until
        current.save(update_fields=["is_proposal_public", "remarks_until"])
        record(
            current,
            actor,
            Action.SHOW,
            {"is_public": is_public, "remarks_until": remarks_until.isoformat() if remarks_until else ""},
        )
        touch(current.plan)
    return current


def return_edition(edition: Edition, *, actor: User | None, reason: str) -> Edition:
    """Gives a proposed edition back to its authors, with a reason; a time of publication is called off with it.

    Raises Refused without a reason, and where the edition is not proposed.
    """
    if not reason.strip():
        raise Refused(_("Say why the edition goes back to draft: its authors will read it."), field="reason")
    with transaction.atomic():
        current = lock(edition.pk)
        check_transition(current, Status.DRAFT)
        was_public = current.is_proposal_public
        current.status = Status.DRAFT
        current.save(update_fields=["status", *no_longer_proposed(current)])
        record(current, actor, Action.RETURN, {"reason": reason.strip()})
        if was_public:
            touch(current.plan)
    return current


def rights_to_publish(edition: Edition) -> tuple[Right, ...]:
    """The rights of which one is needed to publish ``edition``: where the town requires a decision, or one adopts it,
    the secretary's; where it requires none, also the officer's."""
    if edition.plan.municipality.requires_decision:
        return (Right.ADOPT,)
    return (Right.PUBLISH, Right.ADOPT) if is_adopted(edition) else (Right.PUBLISH,)


def discard_edition(edition: Edition, *, actor: User | None) -> int:
    """Deletes a draft with its whole tree; returns how many goals that were. No other edition is touched."""
    with transaction.atomic():
        current = lock(edition.pk)
        if current.status != Status.DRAFT:
            raise Refused(_("Only a draft can be deleted."))
        if current.decisions.exists():
            raise Refused(_("A decision is recorded on this edition. Delete the decision first."))
        goals = unguarded_goals().filter(edition=current)
        count = goals.exclude(kind=Kind.ROOT).count()
        goals._raw_delete(goals.db)
        current.delete()
    return count


def obstacles(edition: Edition) -> list[str]:
    """What stands between this edition and its publication, a sentence each; empty where nothing does."""
    return [finding.sentence for finding in errors(edition)]


def _kind_of_next(kind: str, base: Edition | None, reason: str) -> str:
    kind = kind or (EditionKind.AMENDMENT if base else EditionKind.ORIGINAL)
    if kind not in EditionKind.values or (kind == EditionKind.ORIGINAL) != (base is None):
        raise Refused(
            _("The first edition of a plan is an original; later ones are amendments or corrections."), field="kind"
        )
    if kind == EditionKind.CORRECTION and not reason.strip():
        raise Refused(_("A correction needs a reason: say what was wrong. The public can read it."), field="reason")
    return kind


def check_transition(edition: Edition, status: Status) -> None:
    """Raises Refused where the table TRANSITIONS does not lead from the edition's status to ``status``."""
    if edition.status == status:
        raise Refused(
            _("This edition is already %(now)s; perhaps a colleague did this. Reload the page to see it as it is.")
            % {"now": status.label}
        )
    if status not in TRANSITIONS[Status(edition.status)]:
        raise Refused(
            _("This edition is %(now)s and cannot become %(then)s.")
            % {"now": Status(edition.status).label, "then": status.label}
        )


def no_longer_proposed(edition: Edition) -> list[str]:
    """Clears what only a proposal has; returns the names of those fields, to be saved."""
    edition.is_proposal_public, edition.remarks_until = False, None
    edition.publish_at, edition.scheduled_by = None, None
    return ["is_proposal_public", "remarks_until", "publish_at", "scheduled_by"]


def record(edition: Edition, actor: User | None, action: Action, after: dict) -> None:
    """Writes into the edition's history what was done with it as a whole."""
    Change.objects.create(edition=edition, revision=edition.revision, actor=actor, action=action, after=after)
