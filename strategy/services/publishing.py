"""The way of an edition: draft -> proposed -> published and sealed, by the table TRANSITIONS.

Rights are checked at the edges, by access; whether the state allows a step is decided here.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from municipalities.models import User

from ..models import Change, Edition, Plan
from ..models.goal import unguarded_goals
from ..refusal import Refused
from ..seal import seal_of
from ..tree import copy_tree, lock, plant_root
from ..vocabulary import TRANSITIONS, Action, EditionKind, Kind, Status
from .checking import errors
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
            _record(edition, actor, Action.COPY, {"from": base.number, "goals": copied - 1})
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
        _check_transition(current, Status.PUBLISHED)
        for sentence in obstacles(current):
            raise Refused(sentence)
        current.status = Status.PUBLISHED
        current.published_at = timezone.now()
        current.published_by = actor
        current.seal = seal_of(current)
        _record(current, actor, Action.PUBLISH, {"seal": current.seal})
        current.save(update_fields=["status", "published_at", "published_by", "seal"])
        touch(plan)
    return current


def propose_edition(edition: Edition, *, actor: User | None) -> Edition:
    """Freezes a draft so that a body can decide on exactly these words."""
    return _change_status(edition, Status.PROPOSED, actor, Action.PROPOSE, {})


def return_edition(edition: Edition, *, actor: User | None, reason: str) -> Edition:
    """Gives a proposed edition back to its authors, with a reason. Raises Refused without one."""
    if not reason.strip():
        raise Refused(_("Say why the edition goes back to draft: its authors read it."), field="reason")
    return _change_status(edition, Status.DRAFT, actor, Action.RETURN, {"reason": reason.strip()})


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
        raise Refused(_("A correction needs a reason: say what was wrong. The public reads it."), field="reason")
    return kind


def _check_transition(edition: Edition, status: Status) -> None:
    if status not in TRANSITIONS[Status(edition.status)]:
        raise Refused(
            _("This edition is %(now)s and cannot become %(then)s.")
            % {"now": Status(edition.status).label, "then": status.label}
        )


def _change_status(
    edition: Edition, status: Status, actor: User | None, action: Action, details: dict[str, str]
) -> Edition:
    with transaction.atomic():
        current = lock(edition.pk)
        _check_transition(current, status)
        current.status = status
        current.save(update_fields=["status"])
        _record(current, actor, action, details)
    return current


def _record(edition: Edition, actor: User | None, action: Action, after: dict) -> None:
    Change.objects.create(edition=edition, revision=edition.revision, actor=actor, action=action, after=after)
