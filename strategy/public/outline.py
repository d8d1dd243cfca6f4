"""An edition's goals as plain nodes: one query, no model instance, numbered and grouped for the pages.

A whole tree is read at once, so a node is made in one stroke, and what few pages ask of it only when they do.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..models import Goal
from ..vocabulary import STATEMENTS, Form, Kind
from .addresses import Addresses
from .icons import inside
from .rows import Given, Question, rows_of
from .texts import Reader, Text, slugs_of
from .words import Words

HUES = 8
DEEPEST_HEADING = 6
SHORT = 34
"""Characters up to which a list of items is set in columns."""

PLAIN = ("pk", "parent_id", "key", "kind", "code", "form", "icon", "is_priority", "sdgs")
TEXTS = ("title", "short_title", "lead_in", "text")
TITLE, SHORT_TITLE, LEAD_IN, TEXT = range(len(TEXTS))


@dataclass(slots=True, eq=False)
class Node:
    """A goal. ``number`` is its place ("4.2"), ``ref`` what people call it: its code, or else that number.

    ``strings`` are its TEXTS as the reader gets them (nothing may be None or ""), ``foreign`` tells which of them are
    not in the page's language.
    """

    outline: Outline
    parent: Node | None
    key: str
    kind: str
    code: str
    form: str
    icon_name: str
    is_priority: bool
    sdgs: str
    strings: list[str]
    foreign: Sequence[bool]
    children: list[Node] | tuple[()] = ()
    """One empty tuple for all that have none, since most have none."""
    position: int = 0
    number: str = ""
    is_hidden: bool = False
    marks: tuple[str, ...] = ()
    """Words that a reader searched for, to be marked in title and text."""

    @property
    def title(self) -> Text:
        return self._text(TITLE, self.marks)

    @property
    def short_title(self) -> Text:
        return self._text(SHORT_TITLE)

    @property
    def lead_in(self) -> Text:
        return self._text(LEAD_IN)

    @property
    def text(self) -> Text:
        return self._text(TEXT, self.marks)

    def _text(self, index: int, marks: tuple[str, ...] = ()) -> Text:
        reader, is_foreign = self.outline.reader, self.foreign[index]
        return Text(self.strings[index] or "", reader.authentic if is_foreign else reader.lang, is_foreign, marks)

    @property
    def href(self) -> str:
        return self.outline.addresses.goal_named(self.key, self.outline.slugs[self.key])

    @property
    def icon(self) -> str:
        """The name of an icon that there is, or nothing."""
        return self.icon_name if self.icon_name and inside(self.icon_name) else ""

    @property
    def hue(self) -> int:
        return (self.top.position - 1) % HUES

    @property
    def heading(self) -> int:
        """The depth of its heading in the page of the whole tree."""
        return min(self.parent.heading + 1, DEEPEST_HEADING) if self.parent else 2

    @property
    def ref(self) -> str:
        return self.code or self.number

    @property
    def short(self) -> Text:
        """For menus and diagrams."""
        return self.short_title or self.title

    @property
    def lends_lead_in(self) -> bool:
        """A step without text gives its lead-in to the list below it (see Outline.grouped)."""
        return bool(self.children) and not self.strings[TEXT] and self.kind not in STATEMENTS

    @property
    def own_lead_in(self) -> Text:
        """The lead-in that stands before its text."""
        return Text("", self.outline.reader.lang) if self.lends_lead_in else self.lead_in

    @property
    def has_words(self) -> bool:
        return bool(self.strings[TEXT] or (self.strings[LEAD_IN] and not self.lends_lead_in))

    @property
    def is_verse(self) -> bool:
        return self.form == Form.VERSE

    @property
    def is_quotation(self) -> bool:
        return self.form == Form.QUOTATION

    @property
    def is_long(self) -> bool:
        return len(self.strings[TITLE]) > 60

    @property
    def is_leaf(self) -> bool:
        return not self.children

    @property
    def groups(self) -> list[Group]:
        """What stands directly below it, by kind."""
        return self.outline.grouped(self.children, self)

    @property
    def below(self) -> str:
        """ "5 ambitions": what stands directly below it; mixed kinds are joined by commas."""
        return ", ".join(self.outline.counted(self.children))

    @property
    def top(self) -> Node:
        return self.parent.top if self.parent else self

    @property
    def ancestors(self) -> list[Node]:
        """From the top down, without itself."""
        return [*self.parent.ancestors, self.parent] if self.parent else []


@dataclass(slots=True)
class Group:
    """Siblings of one kind that stand together, with what is said above them."""

    kind: str
    label: Text
    count: str
    nodes: list[Node]

    @property
    def is_short(self) -> bool:
        return all(
            not node.children and not node.strings[TEXT] and len(node.strings[TITLE]) <= SHORT for node in self.nodes
        )

    @property
    def is_hidden(self) -> bool:
        return all(node.is_hidden for node in self.nodes)


@functools.cache
def _goals(texts: tuple[str, ...]) -> Question:
    """The goals of an edition, each before those below it."""
    rows = rows_of(Goal).filter(edition=Given("edition")).exclude(kind=Kind.ROOT).order_by("lft")
    return Question(rows.values_list(*PLAIN, *texts), as_tuples=True)


class Outline:
    """The whole tree of one edition. ``tops`` are all nodes at the top; statements stand before steps in pages."""

    def __init__(self, edition: int, reader: Reader, words: Words, addresses: Addresses) -> None:
        self.reader, self.words, self.addresses = reader, words, addresses
        self.nodes = self._planted(edition)
        """All of them, from the top down."""
        self.tops = [node for node in self.nodes if node.parent is None]
        self.statements = [node for node in self.tops if node.kind in STATEMENTS]
        self.steps = [node for node in self.tops if node.kind not in STATEMENTS]
        self._number()
        self.by_key = {node.key: node for node in self.nodes}

    @functools.cached_property
    def slugs(self) -> dict[str, str]:
        """Key -> the word for the goal in its address."""
        titles = [node.strings[SHORT_TITLE] or node.strings[TITLE] for node in self.nodes]
        return dict(zip(self.by_key, slugs_of(titles), strict=True)) if titles else {}

    def of_kind(self, kind: str) -> list[Node]:
        return [node for node in self.statements if node.kind == kind]

    def __len__(self) -> int:
        return len(self.nodes)

    def _planted(self, edition: int) -> list[Node]:
        rows = _goals(tuple(self.reader.columns(*TEXTS))).ask(edition=edition)
        pick = self.reader.picker()
        planted: dict[int, Node] = {}
        for pk, above, key, kind, code, form, icon, is_priority, sdgs, *texts in rows:
            parent = planted.get(above)
            strings, foreign = pick(texts)
            strings[TITLE] = strings[TITLE] or code or key
            planted[pk] = node = Node(self, parent, key, kind, code, form, icon, is_priority, sdgs, strings, foreign)
            if parent is None:
                continue
            if parent.children:
                parent.children.append(node)
            else:
                parent.children = [node]
        return list(planted.values())

    def _number(self) -> None:
        """Places of the goals at the top, then of all below them."""
        for siblings in (self.steps, *(self.of_kind(kind) for kind in STATEMENTS)):
            for position, node in enumerate(siblings, 1):
                node.position = position
                node.number = "" if node.kind in STATEMENTS else str(position)
        for node in self.nodes:
            if node.children:
                before = node.number and f"{node.number}."
                for position, child in enumerate(node.children, 1):
                    child.position = position
                    child.number = before and f"{before}{position}"

    def grouped(self, nodes: Sequence[Node], parent: Node | None = None) -> list[Group]:
        """``nodes`` by kind, as they follow one another. A parent without text lends its lead-in to its first list."""
        groups: list[Group] = []
        for kind, alike in groupby(nodes, key=lambda node: node.kind):
            members = list(alike)
            label = self.words.heading(kind)
            if parent and not groups and parent.lends_lead_in and parent.strings[LEAD_IN]:
                label = parent.lead_in
            groups.append(Group(kind, label, self.words.count(kind, len(members)), members))
        return groups

    def counts(self) -> list[str]:
        """ "4 themes", "20 topics": all steps by kind, in the order in which they first appear."""
        return self.counted([node for node in self.nodes if node.kind not in STATEMENTS])

    def counted(self, nodes: Iterable[Node]) -> list[str]:
        """How many ``nodes`` of each kind there are, in words, in the order in which the kinds first appear."""
        numbers = Counter(node.kind for node in nodes)
        return [self.words.count(kind, number) for kind, number in numbers.items()]
