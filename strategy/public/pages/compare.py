"""Two plans side by side: of two towns, or two terms of one town."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from ...vocabulary import Kind
from ..decisions import DecisionView, Register
from ..finding import find
from ..outline import Node, Outline
from ..places import NotHere, OtherLanguage, Place, PlanRow, Town
from ..succession import neighbours_of
from ..texts import Reader, Text, language_name
from ..visiting import Visit
from ..words import Words
from .frame import Frame, addresses_of
from .site import site_frame

SIDES = ("a", "b")


@dataclass(frozen=True)
class Choice:
    """A plan that can be compared; ``value`` stands in the address."""

    value: str
    label: str
    town: str


@dataclass
class Entry:
    node: Node
    title: Text
    below: str
    is_shared: bool = False
    """The other plan, of the same town, has this goal too."""


@dataclass
class Side:
    """One column. Its texts are in ``lang``, which is not the page's where the town does not speak that."""

    name: str
    value: str
    place: Place
    outline: Outline
    mission: Node | None
    counts: list[str]
    entries: list[Entry]
    approvals: list[DecisionView]
    href: str
    only: str

    @property
    def lang(self) -> str:
        return self.place.lang

    @property
    def names(self) -> tuple[Text, Text]:
        """Of the town and of the plan."""
        return _shown(self.place.town.formal_name, self), _shown(self.place.plan.title, self)


@dataclass
class ComparePage:
    frame: Frame
    choices: list[Choice]
    chosen: dict[str, str]
    sides: list[Side]
    problem: str = ""
    is_same_town: bool = False
    succession: str = ""
    """Address of what became of the goals from one of the plans to the other."""


def choices_of(rows: Sequence[Mapping[str, Any]], lang: str) -> list[Choice]:
    """``rows``: finding.published_plans()."""
    choices = []
    for row in rows:
        reader = Reader(lang, row["municipality__language"])
        plan, name = PlanRow.of(row, reader), Town.of(row, reader).name.text
        label = " – ".join(part for part in (name, plan.title.text) if part)
        if plan.period and plan.period not in label:
            label = f"{label} ({plan.period})"
        choices.append(Choice(f"{row['municipality__slug']}/{plan.slug}", label, name))
    return sorted(choices, key=lambda choice: choice.town.casefold())


def place_of(lang: str, value: str) -> Place:
    """The place of "aalst/2020-2025", in the page's language or else in the town's own. Raises NotHere."""
    town, _slash, plan = value.partition("/")
    if "\x00" in value:
        raise NotHere
    try:
        return find(lang, town, plan)
    except OtherLanguage as other:
        return find(other.lang, town, plan)


def compare_page(rows: Sequence[Mapping[str, Any]], places: Mapping[str, Place | None], visit: Visit) -> ComparePage:
    """``places``: side -> what was chosen for it, None where that is not there."""
    lang, title = visit.kwargs["lang"], _("Compare two plans")
    said = _("The themes and goals of two municipalities, or of two plans of one, side by side.")
    frame = site_frame(visit, title, said)
    frame.robots = "noindex" if places else ""
    query = f"?{visit.query}" if visit.query else ""
    frame.languages = [replace(link, href=link.href + query) for link in frame.languages]
    found = {side: place for side, place in places.items() if place}
    chosen = {side: f"{place.town.slug}/{place.plan.slug}" for side, place in found.items()}
    page = ComparePage(frame, choices_of(rows, lang), chosen, [])
    if len(found) < len(places):
        page.problem = _("One of these plans is not here. Choose from the lists.")
    elif len(found) == 1:
        page.problem = _("Choose a second plan to compare with.")
    elif len(set(chosen.values())) == 1:
        page.problem = _("These are the same plan. Choose two different ones.")
    elif found:
        page.sides = [_side(name, chosen[name], found[name], lang) for name in SIDES]
        page.is_same_town = found["a"].town.slug == found["b"].town.slug
        if page.is_same_town:
            page.succession = _mark_shared(*page.sides)
    return page


def _side(name: str, value: str, place: Place, lang: str) -> Side:
    outline = Outline(place.edition.pk, place.reader, Words(place.levels, place.reader), addresses_of(place))
    missions = outline.of_kind(Kind.MISSION)
    side = Side(
        name,
        value,
        place,
        outline,
        missions[0] if missions else None,
        outline.counts(),
        [],
        Register(place).approvals(place.edition),
        addresses_of(place).plan,
        _("only in %(language)s") % {"language": language_name(place.lang)} if place.lang != lang else "",
    )
    side.entries = [Entry(node, _shown(node.title, side), node.below) for node in outline.steps]
    return side


def _shown(text: Text, side: Side) -> Text:
    """A text of a column that is not in the page's language carries its own."""
    return Text(text.text, text.lang, True) if side.only else text


def _mark_shared(one: Side, other: Side) -> str:
    """Mark the goals that stand in both plans, under the same key or by a line from one to the other. Returns the
    address of the page that tells of these lines, "" where there are none."""
    beside = next((plan for plan in neighbours_of(one.place) if plan.plan.pk == other.place.plan.pk), None)
    lines = beside.pairs if beside else []
    continued = {pair for pair in lines if all(pair)} | {(new, old) for old, new in lines if old and new}
    for side, opposite in ((one, other), (other, one)):
        there = opposite.outline.by_key
        kept = {key for key, partner in continued if partner in there}
        for entry in side.entries:
            entry.is_shared = entry.node.key in there or entry.node.key in kept
    return addresses_of(one.place).succession if beside else ""
