"""The page with the published editions of a plan: what changed when, by which decision, under which seal."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ...vocabulary import EditionKind
from ..decisions import DecisionView, Register
from ..finding import EditionRow, Place
from ..texts import capitalised
from ..visiting import Visit
from .frame import Frame, Link, addresses_of, crumbs_of, frame_of, tree_name


@dataclass(frozen=True)
class EditionView:
    row: EditionRow
    kind: str
    href: str
    tree: str
    begins: SafeString
    published: SafeString
    is_current: bool
    decisions: list[DecisionView]


@dataclass
class EditionsPage:
    frame: Frame
    place: Place
    editions: list[EditionView]
    tree_name: str


def editions_page(place: Place, visit: Visit) -> EditionsPage:
    register = Register(place, with_organisations=True)
    addresses = addresses_of(place)
    views = [
        EditionView(
            row=row,
            kind=capitalised(str(EditionKind(row.kind).label)),
            href=addresses.edition(row.number) if row.seal else addresses.base,
            tree=addresses.edition_tree(row.number) if row.seal else addresses.tree,
            begins=row.begins.html(place.lang),
            published=row.published.html(place.lang),
            is_current=row is place.current and bool(row.seal),
            decisions=register.on(row),
        )
        for row in place.editions
    ]
    frame = frame_of(
        place,
        visit,
        _("Editions"),
        section="editions",
        description=_("All published editions of this plan, with the decisions on them."),
        crumbs=crumbs_of(place, Link(_("Editions"), current="page")),
    )
    return EditionsPage(frame, place, views, tree_name(place))
