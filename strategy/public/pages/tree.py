"""The page with everything: statements first, then the whole tree of goals as nested lists."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ...vocabulary import STATEMENTS, Kind
from ..addresses import Addresses
from ..decisions import DecisionView, Register
from ..filtering import keep_only, words_of
from ..finding import Place
from ..outline import Group, Node, Outline
from ..texts import Text
from ..visiting import Visit
from ..words import Words
from .frame import Frame, Link, addresses_of, crumbs_of, frame_of, tree_name
from .plan import banner

OPEN_UP_TO = 60
"""Number of goals up to which the whole tree stands open; above it only the first level below the top."""


@dataclass(frozen=True)
class StatementGroup:
    kind: str
    label: Text | None
    nodes: list[Node]


@dataclass
class TreePage:
    frame: Frame
    place: Place
    addresses: Addresses
    heading: str
    counts: list[str]
    banner: SafeString
    approvals: list[DecisionView]
    statements: list[StatementGroup]
    groups: list[Group]
    tops: list[Node]
    question: str
    found: str
    found_words: str
    """For site.js, which puts the number in."""
    found_none: str
    has_more: bool
    """Whether a list in the tree is closed."""
    has_lists: bool
    has_mission: bool


def tree_page(place: Place, visit: Visit) -> TreePage:
    words = Words(place.plan.pk, place.reader)
    addresses = addresses_of(place)
    outline = Outline(place.edition.pk, place.reader, words, addresses)
    register = Register(place)
    asked = words_of(visit.question)
    number = keep_only(outline, asked) if asked else 0
    has_more = _open(outline, is_all_open=visit.is_all_open or bool(asked))
    heading = tree_name(place)
    return TreePage(
        frame=frame_of(
            place,
            visit,
            heading,
            section="tree",
            description=", ".join([heading, *outline.counts()]),
            crumbs=crumbs_of(place, Link(heading, current="page")),
        ),
        place=place,
        addresses=addresses,
        heading=heading,
        counts=outline.counts(),
        banner=banner(place),
        approvals=register.approvals(place.edition),
        statements=_statements(outline),
        groups=outline.grouped(outline.steps),
        tops=outline.steps,
        question=visit.question,
        found=_found(number) if asked else "",
        found_words=_("Found: %(count)s"),
        found_none=_found(0),
        has_more=has_more,
        has_lists=any(node.groups for node in outline.steps),
        has_mission=bool(outline.of_kind(Kind.MISSION)) and bool(outline.steps),
    )


def _found(number: int) -> str:
    return _("Found: %(count)s") % {"count": number} if number else _("Nothing found")


def _open(outline: Outline, is_all_open: bool) -> bool:
    """Opens and closes the lists below each goal; whether one stays closed."""
    is_everything = is_all_open or len(outline) <= OPEN_UP_TO
    closed = False
    for top in outline.steps:
        for node in top.walk():
            for group in node.groups:
                group.is_open = is_everything or node is top
                closed = closed or not group.is_open
    return closed


def _statements(outline: Outline) -> list[StatementGroup]:
    """Mission, vision, values in this order; a heading of its own only where several stand together."""
    groups = []
    for kind in STATEMENTS:
        nodes = outline.of_kind(kind)
        label = outline.words.heading(kind) if kind == Kind.VALUE else None
        if nodes:
            groups.append(StatementGroup(kind, label, nodes))
    return groups
