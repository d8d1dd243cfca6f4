"""How a plan came about and what became of it: milestones, decisions and editions, in the order of their dates."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ...vocabulary import EditionKind
from ..decisions import DecisionView, Register
from ..places import Place
from ..texts import Text, capitalised, when
from ..visiting import Visit
from .frame import Frame, Link, addresses_of, crumbs_of, frame_of
from .plan import Step, story_of


@dataclass(frozen=True)
class Event:
    """One thing that happened. Exactly one of ``step``, ``decision`` and ``edition`` (a sentence) is there."""

    kind: str
    label: str
    date: SafeString
    step: Step | None = None
    decision: DecisionView | None = None
    edition: str = ""
    href: str = ""
    reason: Text | None = None


@dataclass
class HistoryPage:
    frame: Frame
    place: Place
    events: list[Event]


Dated = tuple[tuple[datetime.date, int, int], Event]
"""Sorted by day; on one day steps, decisions, then editions by number."""


def history_page(place: Place, visit: Visit) -> HistoryPage:
    title = _("How this plan came about")
    frame = frame_of(
        place,
        visit,
        title,
        section="history",
        description=_("The steps, decisions and editions of this plan, in the order of their dates."),
        crumbs=crumbs_of(place, Link(title, current="page")),
    )
    dated = [*_milestones(place), *_decisions(place), *_editions(place)]
    return HistoryPage(frame, place, [event for _when, event in sorted(dated, key=lambda pair: pair[0])])


def _milestones(place: Place) -> list[Dated]:
    label = _("Step")
    return [
        ((step.day or datetime.date.max, 0, 0), Event("milestone", label, step.date, step=step))
        for step in story_of(place)
    ]


def _decisions(place: Place) -> list[Dated]:
    """Each decision once, where it was taken; a correction rests on its base's and has none of its own. A withdrawn
    record stands where the decision would, and says so."""
    register = Register(place, with_organisations=True)
    label = _("Decision")
    return [
        (
            (decision.when.date if decision.when else datetime.date.max, 1, edition.number),
            Event("decision", label, decision.date, decision=decision),
        )
        for edition in reversed(place.editions)
        for decision in (*register.by_edition.get(edition.pk, []), *register.withdrawn.get(edition.pk, []))
    ]


def _editions(place: Place) -> list[Dated]:
    addresses, label, events = addresses_of(place), _("Publication"), []
    for row in place.editions:
        names = {"number": row.number, "kind": EditionKind(row.kind).label}
        sentence = capitalised(_("edition %(number)d (%(kind)s) is published") % names)
        published = timezone.localdate(row.published_at)
        day = when(published)
        event = Event(
            "edition",
            label,
            day.html(place.lang) if day else SafeString(),
            edition=sentence,
            href=addresses.edition(row.number),
            reason=row.reason,
        )
        events.append(((published, 2, row.number), event))
    return events
