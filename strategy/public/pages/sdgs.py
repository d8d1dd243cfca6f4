"""A plan by the United Nations' goals for sustainable development: which of its goals help to reach which of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...vocabulary import SDGS, sdg_numbers
from ..addresses import Addresses
from ..outline import HUES, Group, Node, Outline
from ..places import Place
from ..texts import Text
from ..visiting import Visit
from ..words import Words
from .frame import Frame, Link, addresses_of, crumbs_of, frame_of
from .plan import banner


@dataclass(frozen=True)
class Sdg:
    """One of the seventeen; ``href`` leads to it on the page of all."""

    number: int
    name: str
    href: str
    group: Group | None = None
    """The goals of the plan that name it."""

    @property
    def hue(self) -> int:
        """Colours are our own: those of the United Nations belong to its logo."""
        return (self.number - 1) % HUES


@dataclass
class SdgsPage:
    frame: Frame
    place: Place
    addresses: Addresses
    banner: str
    reached: list[Sdg]
    others: list[Sdg]


def chips_of(node: Node, addresses: Addresses) -> list[Sdg]:
    """For the page of one goal."""
    return [_sdg(number, addresses) for number in sdg_numbers(node.sdgs)]


def _sdg(number: int, addresses: Addresses, group: Group | None = None) -> Sdg:
    return Sdg(number, str(SDGS[number]), f"{addresses.base}sdgs/#sdg-{number}", group)


def sdgs_page(place: Place, visit: Visit) -> SdgsPage:
    addresses, title = addresses_of(place), _("Our goals by SDG")
    outline = Outline(place.edition.pk, place.reader, Words(place.levels, place.reader), addresses)
    named: dict[int, list[Node]] = defaultdict(list)
    for node in outline.nodes:
        for number in sdg_numbers(node.sdgs):
            named[number].append(node)
    frame = frame_of(
        place,
        visit,
        title,
        section="sdgs",
        description=_("Which goals of this plan help to reach the global goals of the United Nations."),
        crumbs=crumbs_of(place, Link(title, current="page")),
    )
    return SdgsPage(
        frame,
        place,
        addresses,
        banner(place),
        [_sdg(number, addresses, _group(named[number], place.lang)) for number in SDGS if number in named],
        [_sdg(number, addresses) for number in SDGS if number not in named],
    )


def _group(nodes: list[Node], lang: str) -> Group:
    count = ngettext("%(count)d goal", "%(count)d goals", len(nodes)) % {"count": len(nodes)}
    return Group(nodes[0].kind, Text("", lang), count, nodes)
