"""The page with everything: statements first, then the whole tree of goals as nested lists."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ...vocabulary import STATEMENTS, Kind
from ..addresses import Addresses
from ..decisions import DecisionView, Register
from ..filtering import keep_only, words_of
from ..outline import Outline
from ..places import Place
from ..rendering import Renderer, Tree
from ..visiting import Visit
from ..words import Words
from .frame import Frame, Link, addresses_of, crumbs_of, frame_of, tree_name
from .plan import banner

OPEN_UP_TO = 60
"""Number of goals up to which the whole tree stands open; above it only the first level below the top."""


@dataclass
class TreePage:
    frame: Frame
    place: Place
    addresses: Addresses
    heading: str
    counts: list[str]
    banner: SafeString
    approvals: list[DecisionView]
    contents: SafeString
    """Links to the goals at the top; empty where there are none."""
    statements: SafeString
    tree: Tree
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
    words = Words(place.levels, place.reader)
    addresses = addresses_of(place)
    outline = Outline(place.edition.pk, place.reader, words, addresses)
    register = Register(place)
    asked = words_of(visit.question)
    number = keep_only(outline, asked) if asked else 0
    is_open = visit.is_all_open or bool(asked) or len(outline) <= OPEN_UP_TO
    renderer = Renderer(place.reader)
    heading, counts = tree_name(place), outline.counts()
    return TreePage(
        frame=frame_of(
            place,
            visit,
            heading,
            section="tree",
            description=", ".join([heading, *counts]),
            crumbs=crumbs_of(place, Link(heading, current="page")),
        ),
        place=place,
        addresses=addresses,
        heading=heading,
        counts=counts,
        banner=banner(place),
        approvals=register.approvals(place.edition),
        contents=renderer.contents(outline.steps),
        statements=statements_of(outline, renderer),
        tree=renderer.tree(outline.grouped(outline.steps), is_open=is_open),
        question=visit.question,
        found=_found(number) if asked else "",
        found_words=_("Found: %(count)s"),
        found_none=_found(0),
        has_more=not is_open and any(child.children for top in outline.steps for child in top.children),
        has_lists=any(node.children for node in outline.steps),
        has_mission=bool(outline.of_kind(Kind.MISSION)) and bool(outline.steps),
    )


def _found(number: int) -> str:
    return _("Found: %(count)s") % {"count": number} if number else _("Nothing found")


def statements_of(outline: Outline, renderer: Renderer) -> SafeString:
    """Mission, vision, values in this order; a heading of its own only where several stand together."""
    html = SafeString()
    for kind in STATEMENTS:
        label = outline.words.heading(kind) if kind == Kind.VALUE else None
        if nodes := outline.of_kind(kind):
            html += renderer.statements(kind.value, label, nodes)
    return html
