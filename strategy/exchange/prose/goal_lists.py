"""Lists to goals: the kind of their items from lead-in, place and length; items in items stand one kind lower."""

from __future__ import annotations

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from ...vocabulary import TITLE_LENGTH, Kind
from ..document import GoalNode
from .blocks import Shape
from .notes import Notes, Place
from .outline import Item, Listing, Section
from .roles import Role
from .sentences import sentences
from .statements import split_item, value_of_item
from .tables import read_table

BELOW = {
    "": Kind.THEME,
    Kind.THEME: Kind.OBJECTIVE,
    Kind.OBJECTIVE: Kind.ACTION,
    Kind.AMBITION: Kind.ACTION,
    Kind.ACTION_PLAN: Kind.ACTION,
    Kind.ACTION: Kind.TOPIC,
}
"""What stands under a kind where nothing says it."""
WORDS_OF_TOPIC = 4.5
LONGEST_TOPIC = 9
SHARE_OF_TOPICS = 0.6
WORDS_OF_LABEL = 4
MEASURE = re.compile(r"(?:une?|des|een|an?|eine?n?)\s", re.I)
"""How an item begins that is one thing to be had, and no topic."""


class ListReader(Notes):
    """Reads lists and tables."""

    def listing(self, listing: Listing, place: Place, into: list[GoalNode], node: GoalNode | None = None) -> None:
        if place.statement == Kind.VALUE:
            into.extend(value_of_item(item) for item in listing.items)
            return
        kind = listing.kind or self._kind_of_items(listing, place)
        if place.kind == Kind.TOPIC or (node is not None and node.kind == Kind.TOPIC):
            self.doubt(listing.line, _("This list is too deep to be goals of its own and is left out."))
            return
        if not listing.kind and not place.expected and kind != Kind.TOPIC and not place.kind:
            self.doubt(
                listing.line,
                _("This list was read as goals of the kind “%(kind)s”; the text itself does not say so."),
                kind=Kind(kind).label,
            )
        if listing.lead_in and listing.lead_in.endswith("?") and listing.kind:
            self.lead_ins.setdefault(listing.kind, listing.lead_in)
        elif listing.lead_in and node is not None and not node.lead_in and len(listing.lead_in) <= TITLE_LENGTH:
            node.lead_in = listing.lead_in
        elif listing.lead_in and node is None:
            self.lead_ins.setdefault(kind, listing.lead_in)
        before = len(into)
        self._items(listing.items, kind, place, into)
        if place.kind == Kind.THEME and not place.expected and not listing.kind:
            self.guessed += [goal for goal in into[before:] if goal.kind in (Kind.TOPIC, Kind.OBJECTIVE)]

    def even_out(self) -> None:
        """What stands under themes by a guess is of one kind in the whole plan: topics only where most are."""
        topics = [goal for goal in self.guessed if goal.kind == Kind.TOPIC and not goal.children]
        if len(topics) <= SHARE_OF_TOPICS * len(self.guessed):
            for goal in topics:
                goal.kind = str(Kind.OBJECTIVE)

    def _kind_of_items(self, listing: Listing, place: Place) -> str:
        if place.expected:
            return place.expected[0]
        counts = [len(item.block.text.split()) for item in listing.items]
        short = sum(counts) / len(counts) <= WORDS_OF_TOPIC and max(counts) <= LONGEST_TOPIC
        plain = not any(
            item.block.text.endswith(".") or item.block.strong or item.block.detail for item in listing.items
        )
        verbal = sum(bool(self.lexicon.verbal.fullmatch(item.block.text)) for item in listing.items)
        measures = sum(bool(MEASURE.match(item.block.text)) for item in listing.items)
        plain = plain and 2 * verbal < len(counts) and 2 * measures < len(counts)
        if short and plain and place.kind == Kind.THEME and listing.kind is None:
            return str(Kind.TOPIC)
        nested = any(item.items for item in listing.items)
        if not place.kind and not nested:
            return str(Kind.THEME if short and plain and not listing.lead_in else Kind.OBJECTIVE)
        return str(BELOW.get(place.kind, Kind.TOPIC))

    def _items(self, items: list[Item], kind: str, place: Place, into: list[GoalNode]) -> None:
        for item in items:
            found = item.meaning
            own = found.kinds[0] if found.role is Role.GOAL and found.kinds else kind
            title, text = split_item(item.block, WORDS_OF_LABEL)
            if found.role is Role.GOAL and found.title and not item.block.strong:
                title, text = found.title, item.block.detail
            elif found.code or (found.number and not item.block.strong):
                title = found.title
            node = self._named(own, title, found.code, item.block.line, text)
            if found.number or "." in item.block.marker:
                number = found if found.number else replace(found, number=item.block.marker)
                self.numbers.append((node, number))
            into.append(node)
            self._under_item(item, node, place)

    def _under_item(self, item: Item, node: GoalNode, place: Place) -> None:
        if not item.items:
            return
        if node.kind == Kind.TOPIC:
            node.text = "\n".join(filter(None, [node.text, *(child.block.text for child in item.items)]))
            self.doubt(
                item.block.line, _("The list below “%(title)s” is too deep; it became text."), title=node.title[:60]
            )
            return
        expected = tuple(kind for kind in place.expected if kind != node.kind)
        listing = Listing(item.items, item.items[0].block.line)
        kind = self._kind_of_items(listing, Place(kind=node.kind, expected=expected))
        self._items(item.items, kind, Place(kind=node.kind, expected=expected), node.children)

    def _named(self, kind: str, title: str, code: str, line: int, text: str = "") -> GoalNode:
        """A goal whose title fits: of a longer one the first sentence, the rest becomes text."""
        title = " ".join(title.split()).rstrip(" ;,") or title
        if len(title) > TITLE_LENGTH:
            first = sentences(title)[0]
            cut = (
                first
                if len(first) <= TITLE_LENGTH
                else first[: TITLE_LENGTH - 1].rsplit(" ", 1)[0][: TITLE_LENGTH - 1] + "…"
            )
            rest = title[len(first) :].strip() if cut == first else title
            text = "\n\n".join(filter(None, [rest, text]))
            title = cut
            self.doubt(
                line,
                _("This goal is longer than %(count)d characters: its beginning is the title."),
                count=TITLE_LENGTH,
            )
        node = GoalNode(kind=str(kind), title=title, code=code[:40], text=text)
        self.lines[id(node)] = line
        return node

    def listings(self, section: Section, place: Place, into: list[GoalNode], node: GoalNode | None = None) -> None:
        for listing in section.listings:
            self.listing(listing, place, into, node)
        for table in section.prose:
            if table.shape is Shape.TABLE:
                read_table(self, table, place.expected, into)
