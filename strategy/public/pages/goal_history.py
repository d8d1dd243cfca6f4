"""One goal through the published editions of its plan: when it came and changed, and whether it still stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ...comparing import sides_of
from ...edition_difference import GoalChange, Row, goal_difference
from ..addresses import Addresses
from ..places import EditionRow, Place
from ..texts import capitalised
from .frame import Link, addresses_of

History = list[tuple[EditionRow, Row | None]]
"""Every published edition, the oldest first, with the goal as it stands there; [] where there is one edition alone."""


@dataclass(frozen=True)
class Moment:
    """An edition in which something happened to the goal. ``href``: what changed; "" where it was new."""

    number: int
    day: SafeString
    what: str
    href: str


def history_of(place: Place, key: str) -> History:
    """One query; none where the plan has one edition."""
    if len(place.sealed) < 2:
        return []
    sides = sides_of([row.pk for row in place.sealed], place.town.languages, key=key)
    return [(row, sides[row.pk].rows.get(key)) for row in reversed(place.sealed)]


def moments(place: Place, history: History) -> list[Moment]:
    """When the goal came, changed, went and came back; the newest first."""
    found: list[Moment] = []
    before: tuple[EditionRow, Row | None] | None = None
    for edition, row in history:
        change = goal_difference(before[1] if before else None, row, place.town.language)
        if change.kinds:
            found.insert(0, _moment(place, before[0] if before else None, edition, change))
        before = edition, row
    return found


def _moment(place: Place, before: EditionRow | None, edition: EditionRow, change: GoalChange) -> Moment:
    addresses = addresses_of(place)
    href = f"{addresses.between(before.number, edition.number)}#g-{change.key}" if before else ""
    what = ", ".join(str(kind.label) for kind in change.kinds) if before else _("is in the first edition")
    return Moment(edition.number, edition.begins.html(place.lang), capitalised(what), href)


def today(place: Place, history: History) -> tuple[SafeString, Link | None]:
    """For an edition that is not in force: (a sentence where the goal is gone since, a link to what it is today)."""
    current = next((row for edition, row in history if edition is place.current), None)
    if place.edition is place.current or not history:
        return SafeString(), None
    if current is not None:
        title = next(
            (
                current.texts[name, code]
                for name in ("short_title", "title")
                for code in place.reader.codes
                if (name, code) in current.texts
            ),
            "",
        )
        addresses = Addresses(place.lang, place.town.slug, place.plan.slug)
        return SafeString(), Link(_("Read this goal as it is today"), addresses.goal(current.key, title))
    gone = _dropped_in(place, history)
    sentence = _("This goal was dropped in edition %(number)s.") % {"number": gone.number} if gone else ""
    return SafeString(escape(sentence)), None


def _dropped_in(place: Place, history: History) -> EditionRow | None:
    """The first edition after the one shown in which the goal does not stand any more."""
    later = (edition for edition, row in history if edition.number > place.edition.number and row is None)
    return next(later, None)


def last_with(place: Place, key: str) -> int | None:
    """The number of the newest edition that has a goal, wherever it stands; None where none has."""
    having = (edition.number for edition, row in reversed(history_of(place, key)) if row)
    return next(having, None)
