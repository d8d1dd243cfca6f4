"""Plans and what belongs to them: period, levels, organisations. Rights are checked at the edges, by access."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils.translation import gettext as _

from municipalities.models import Municipality, User

from ..models import Edition, Goal, Plan
from ..refusal import Refused
from ..vocabulary import FIXED_WORDS, Kind, may_stand_under, step_order

public_text_changed = Signal()
"""Sent with ``plans`` (ids), inside the writing transaction: what the public reads of them has changed."""


def save_plan(plan: Plan, *, actor: User | None) -> Plan:
    """Checks and stores a new or changed plan; the public pages follow at once.

    Raises Refused for a slug that exists, a period in the wrong order or one that overlaps another plan's.
    """
    with transaction.atomic():
        # one at a time per town, so that two overlapping periods cannot slip in side by side
        Municipality.objects.select_for_update(no_key=True).get(pk=plan.municipality_id)
        check_plan(plan)
        plan.save()
        touch(plan)
    return plan


def delete_plan(plan: Plan, *, actor: User | None) -> None:
    """Deletes a plan that was begun by mistake, with its levels, milestones, attachments and links to an older plan.

    Raises Refused while it has an edition: what the public was shown stays, and a draft is deleted first, by itself.
    """
    with transaction.atomic():
        plan = Plan.objects.select_for_update(no_key=True, of=("self",)).get(pk=plan.pk)
        sentence = why_kept(plan)
        if sentence:
            raise Refused(sentence)
        plan.ancestors.all().delete()
        plan.delete()


def why_kept(plan: Plan) -> str:
    """Why a plan cannot be deleted, in a sentence; empty where it can."""
    if Edition.objects.filter(plan=plan).published().exists():
        return _("An edition of this plan has been published. The record of what was published stays.")
    if plan.editions.exists():
        return _("This plan still has a draft or a proposal. Delete that edition on its own page first, then the plan.")
    return ""


def check_plan(plan: Plan) -> None:
    """Raises Refused, with the field, where ``plan`` cannot be stored as it is."""
    language = plan.municipality.language
    if not getattr(plan, f"title_{language}"):
        raise Refused(_("Give the plan a title."), field=f"title_{language}")
    if plan.slug in FIXED_WORDS:
        raise Refused(
            _("“%(slug)s” is a fixed word in our addresses. Choose another one, such as the period.")
            % {"slug": plan.slug},
            field="slug",
        )
    if plan.ends_in is not None and plan.starts_in is None:
        raise Refused(_("Give the first year too, or leave both empty."), field="starts_in")
    if plan.starts_in is not None and plan.ends_in is not None and plan.ends_in < plan.starts_in:
        raise Refused(
            _("The period ends in %(ends)d, before it starts in %(starts)d. Swap the years or correct one.")
            % {"starts": plan.starts_in, "ends": plan.ends_in},
            field="ends_in",
        )
    for other in Plan.objects.filter(municipality=plan.municipality_id).exclude(pk=plan.pk):
        if other.slug == plan.slug:
            raise Refused(
                _("%(town)s already has a plan with the address “%(slug)s”. Choose another address.")
                % {"town": plan.municipality, "slug": plan.slug},
                field="slug",
            )
        if plan.overlaps(other):
            raise Refused(
                _("This period overlaps with that of “%(plan)s” (%(period)s). Let one end before the other begins.")
                % {"plan": other.title or other.slug, "period": period_text(other)},
                field="starts_in",
            )
    try:
        plan.full_clean()
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise Refused(sentences[0], field="" if field == "__all__" else field) from error


def check_levels(plan: Plan, kinds: Sequence[str]) -> None:
    """Raises Refused where goals of the plan stand in an order that ``kinds`` (top first) would forbid."""
    order = step_order(list(kinds))
    pairs = (
        Goal.objects.filter(edition__plan=plan)
        .exclude(kind=Kind.ROOT)
        .exclude(parent__kind=Kind.ROOT)
        .order_by()
        .values_list("kind", "parent__kind")
        .distinct()
    )
    for kind, parent_kind in pairs:
        if not may_stand_under(kind, parent_kind, order):
            raise Refused(
                _(
                    "In this plan goals of the kind “%(kind)s” are under “%(parent_kind)s”. Keep these two levels in "
                    "that order, or move the goals first."
                )
                % {"kind": Kind(kind).label, "parent_kind": Kind(parent_kind).label}
            )


def period_text(plan: Plan) -> str:
    """The period in figures: "2020–2025", "2018–" where it is open, "" where it is unknown."""
    if plan.starts_in is None:
        return ""
    if plan.ends_in == plan.starts_in:
        return str(plan.starts_in)
    return f"{plan.starts_in}–{plan.ends_in or ''}"


def touch(plan: Plan) -> None:
    """Bumps the stamp: kept public pages of this plan are out of date, and the search follows. Call it in the writing
    transaction."""
    _touch([plan.pk])


def touch_town(municipality_id: int) -> None:
    """Bumps the stamps of all plans of a town: its name, languages, colours or bodies have changed."""
    _touch(list(Plan.objects.filter(municipality=municipality_id).values_list("pk", flat=True)))


def _touch(plans: list[int]) -> None:
    with transaction.atomic():
        Plan.objects.filter(pk__in=plans).update(stamp=F("stamp") + 1)
        public_text_changed.send(sender=Plan, plans=plans)
