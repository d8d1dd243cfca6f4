"""The page with what changed from one edition to another: a sentence, then goal by goal in the order of the tree."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ...comparing import Counts, sides_of
from ...edition_difference import counts_of, edition_difference
from ...vocabulary import EditionKind
from ..addresses import Addresses
from ..change_rendering import ChangeRenderer
from ..decisions import DecisionView, Register
from ..places import EditionRow, NotHere, Place
from ..texts import capitalised
from ..visiting import Visit
from ..words import Words
from .frame import Frame, Link, addresses_of, crumbs_of, frame_of


@dataclass(frozen=True)
class Choice:
    """An edition in the form that chooses two."""

    number: int
    name: str


@dataclass
class Chooser:
    """The form that chooses two editions; needs no script."""

    action: str
    choices: list[Choice]
    before: int
    after: int


@dataclass
class ChangesPage:
    frame: Frame
    place: Place
    addresses: Addresses
    before: EditionRow
    after: EditionRow
    summary: str
    later: EditionRow
    """The newer of the two: the page says why it was made and who decided on it."""
    kind: str
    begins: SafeString
    decisions: list[DecisionView]
    withdrawn: list[DecisionView]
    changes: SafeString
    chooser: Chooser | None
    is_backwards: bool


def edition_of(place: Place, number: int) -> EditionRow:
    """The published edition with that number. Raises NotHere where there is none."""
    found = next((row for row in place.editions if row.number == number), None)
    if found is None:
        raise NotHere(_("This plan has no edition with that number."))
    return found


def chosen(place: Place, before: str, after: str) -> tuple[int, int]:
    """The numbers that somebody chose in the form; for one that says nothing, the two newest."""
    newest = [row.number for row in place.editions[:2]]
    usual = newest[-1], newest[0]
    given = (int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None for text in (before, after))
    first, second = (other if number is None else number for number, other in zip(given, usual, strict=True))
    return first, second


def changes_page(place: Place, visit: Visit, before: EditionRow, after: EditionRow) -> ChangesPage:
    """Three queries beside that of the place, whatever the number of goals."""
    town, words = place.town, Words(place.levels, place.reader)
    sides = sides_of({before.pk, after.pk}, town.languages)
    found = edition_difference(sides[before.pk], sides[after.pk], town.language)
    summary = _summary(before, after, counted(counts_of(found), words))
    later = max(before, after, key=lambda row: row.number)
    renderer = ChangeRenderer(place, words, (before.number, sides[before.pk]), (after.number, sides[after.pk]))
    heading = _("What changed")
    register = Register(place, with_organisations=True) if before is not after else None
    return ChangesPage(
        frame=frame_of(
            place,
            visit,
            heading,
            section="changes",
            description=summary,
            crumbs=crumbs_of(place, Link(_("Editions"), addresses_of(place).editions), Link(heading, current="page")),
        ),
        place=place,
        addresses=addresses_of(place),
        before=before,
        after=after,
        summary=summary,
        later=later,
        kind=kind_of(later),
        begins=later.begins.html(place.lang),
        decisions=register.on(later) if register else [],
        withdrawn=register.withdrawn_from(later) if register else [],
        changes=renderer.changes(found),
        chooser=chooser(place, before.number, after.number),
        is_backwards=before.number > after.number,
    )


def kind_of(edition: EditionRow) -> str:
    return capitalised(str(EditionKind(edition.kind).label))


def counted(counts: Counts, words: Words) -> str:
    """ "added: 2 ambitions; reworded: 1 theme, 1 ambition", or ""."""
    parts = {
        str(kind.label): ", ".join(words.count(goal, number) for goal, number in goals.items())
        for kind, goals in counts.items()
    }
    each = _("%(change)s: %(goals)s")
    return pgettext("between the parts of a list", "; ").join(
        each % {"change": label, "goals": goals} for label, goals in parts.items()
    )


def chooser(place: Place, before: int, after: int) -> Chooser | None:
    """The form; None where there is one edition alone."""
    if len(place.sealed) < 2:
        return None
    choices = [Choice(row.number, _name(row, place.lang)) for row in place.sealed]
    return Chooser(addresses_of(place).changes, choices, before, after)


def _name(row: EditionRow, lang: str) -> str:
    return _("Edition %(number)s, %(day)s") % {"number": row.number, "day": row.begins.words(lang)}


def _summary(before: EditionRow, after: EditionRow, counts: str) -> str:
    names = {"before": before.number, "after": after.number, "changes": counts}
    if before is after:
        return _("Edition %(after)s is compared with itself: nothing changed.") % names
    if not counts:
        return _("Nothing changed from edition %(before)s to edition %(after)s.") % names
    return _("From edition %(before)s to edition %(after)s – %(changes)s.") % names
