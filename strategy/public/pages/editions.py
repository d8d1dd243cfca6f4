"""The page with the published editions of a plan: what changed when, by which decision, under which seal."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, zip_longest

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ...comparing import counts_between
from ..decisions import DecisionView, Register
from ..places import EditionRow, Place
from ..texts import capitalised
from ..visiting import Visit
from ..words import Words
from .changes import Chooser, chooser, counted, kind_of
from .frame import Frame, Link, addresses_of, crumbs_of, frame_of, tree_name


@dataclass(frozen=True)
class EditionView:
    row: EditionRow
    kind: str
    href: str
    tree: str
    extract: str
    begins: SafeString
    is_ahead: bool
    """Whether it takes effect on a day that is still to come."""
    published: SafeString
    is_current: bool
    decisions: list[DecisionView]
    approvals: list[DecisionView]
    withdrawn: list[DecisionView]
    earlier: int | None
    """The number of the edition before it."""
    changed: str
    """What it changed against that one; "" where nothing."""
    changes: str


@dataclass
class EditionsPage:
    frame: Frame
    place: Place
    editions: list[EditionView]
    tree_name: str
    chooser: Chooser | None


def editions_page(place: Place, visit: Visit) -> EditionsPage:
    register = Register(place, with_organisations=True)
    addresses = addresses_of(place)
    changed = _changed(place)
    views = [
        EditionView(
            row=row,
            kind=kind_of(row),
            href=addresses.edition(row.number) if row.seal else addresses.base,
            tree=addresses.edition_tree(row.number) if row.seal else addresses.tree,
            extract=addresses.extract(row.number) if row.seal else "",
            begins=row.begins.html(place.lang),
            is_ahead=row.begins_on > timezone.localdate(),
            published=row.published.html(place.lang),
            is_current=row is place.current and bool(row.seal),
            decisions=register.on(row),
            approvals=register.approvals(row),
            withdrawn=register.withdrawn_from(row),
            earlier=earlier.number if earlier and row.seal else None,
            changed=capitalised(changed.get(row.number, "")),
            changes=addresses.between(earlier.number, row.number) if earlier and row.seal else "",
        )
        for row, earlier in zip_longest(place.editions, place.editions[1:])
    ]
    frame = frame_of(
        place,
        visit,
        _("Editions"),
        section="editions",
        description=_("All published editions of this plan, with the decisions on them."),
        crumbs=crumbs_of(place, Link(_("Editions"), current="page")),
    )
    newest = [row.number for row in place.sealed[:2]]
    chooses = chooser(place, newest[-1], newest[0]) if newest else None
    return EditionsPage(frame, place, views, tree_name(place), chooses)


def _changed(place: Place) -> dict[int, str]:
    """The number of an edition -> what it changed against the one before it, counted in words."""
    pairs = list(pairwise(reversed(place.sealed)))
    words = Words(place.levels, place.reader)
    known = [((before.pk, before.seal), (after.pk, after.seal)) for before, after in pairs]
    found = counts_between(known, place.town.languages, place.town.language)
    return {after.number: counted(counts, words) for (_before, after), counts in zip(pairs, found, strict=True)}
