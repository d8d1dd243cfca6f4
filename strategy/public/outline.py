"""An edition's goals as plain nodes: one query, no model instance, numbered and grouped for the pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from ..models import Goal
from ..vocabulary import STATEMENTS, Form, Kind
from .addresses import Addresses
from .icons import inside
from .rows import rows_of
from .texts import Reader, Text
from .words import Words

HUES = 8
SHORT = 34
"""Characters up to which a list of items is set in columns."""

PLAIN = ("pk", "parent_id", "key", "kind", "code", "form", "icon", "is_priority")
TEXTS = ("title", "short_title", "lead_in", "text")


@dataclass(slots=True)
class Node:
    """A goal. ``number`` is its place ("4.2"), ``ref`` what people call it: its code, or else that number."""

    pk: int
    parent: Node | None
    key: str
    kind: str
    code: str
    form: str
    icon: str
    is_priority: bool
    title: Text
    short_title: Text
    lead_in: Text
    text: Text
    href: str
    children: list[Node] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    position: int = 0
    number: str = ""
    hue: int = 0
    heading: int = 2
    below: str = ""
    """ "5 ambitions": what stands directly below it."""
    is_hidden: bool = False

    @property
    def ref(self) -> str:
        return self.code or self.number

    @property
    def short(self) -> Text:
        """For menus and diagrams."""
        return self.short_title or self.title

    @property
    def own_lead_in(self) -> Text:
        """The lead-in that stands before its text; a step without text lends it to the list below (see grouped)."""
        is_lent = self.children and not self.text and self.kind not in STATEMENTS
        return Text("", self.lead_in.lang) if is_lent else self.lead_in

    @property
    def has_words(self) -> bool:
        return bool(self.text or self.own_lead_in)

    @property
    def is_verse(self) -> bool:
        return self.form == Form.VERSE

    @property
    def is_quotation(self) -> bool:
        return self.form == Form.QUOTATION

    @property
    def is_long(self) -> bool:
        return len(self.title.text) > 60

    @property
    def is_leaf(self) -> bool:
        return not self.children

    @property
    def top(self) -> Node:
        return self.parent.top if self.parent else self

    @property
    def ancestors(self) -> list[Node]:
        """From the top down, without itself."""
        return [*self.parent.ancestors, self.parent] if self.parent else []

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class Group:
    """Siblings of one kind that stand together, with what is said above them."""

    kind: str
    label: Text
    count: str
    nodes: list[Node]
    is_open: bool = True

    @property
    def is_short(self) -> bool:
        return all(node.is_leaf and not node.text and len(node.title.text) <= SHORT for node in self.nodes)

    @property
    def is_hidden(self) -> bool:
        return all(node.is_hidden for node in self.nodes)


class Outline:
    """The whole tree of one edition. ``tops`` are all nodes at the top; statements stand before steps in pages."""

    def __init__(self, edition: int, reader: Reader, words: Words, addresses: Addresses) -> None:
        self.words = words
        self.tops: list[Node] = []
        self.by_key: dict[str, Node] = {}
        nodes: dict[int, Node] = {}
        rows = rows_of(Goal).filter(edition=edition).exclude(kind=Kind.ROOT).order_by("lft")
        for row in rows.values(*PLAIN, *reader.columns(*TEXTS)):
            texts: dict[str, Any] = {name: reader.read(row, name) for name in TEXTS}
            texts["title"] = texts["title"] or Text(row["code"] or row["key"], reader.lang)
            plain: dict[str, Any] = {name: row[name] for name in PLAIN if name != "parent_id"}
            plain["icon"] = row["icon"] if inside(row["icon"]) else ""
            href = addresses.goal(row["key"], (texts["short_title"] or texts["title"]).text)
            node = Node(**plain, **texts, parent=nodes.get(row["parent_id"]), href=href)
            nodes[node.pk] = self.by_key[node.key] = node
            (node.parent.children if node.parent else self.tops).append(node)
        self.statements = [node for node in self.tops if node.kind in STATEMENTS]
        self.steps = [node for node in self.tops if node.kind not in STATEMENTS]
        self._arrange()

    def of_kind(self, kind: str) -> list[Node]:
        return [node for node in self.statements if node.kind == kind]

    def __len__(self) -> int:
        return len(self.by_key)

    def _arrange(self) -> None:
        """Numbers, hues, depths of headings and groups, from the top down."""
        for position, node in enumerate(self.steps, 1):
            node.number = str(position)
        for siblings in (self.steps, *(self.of_kind(kind) for kind in STATEMENTS)):
            for position, node in enumerate(siblings, 1):
                node.position, node.hue = position, (position - 1) % HUES
        for top in self.tops:
            for node in top.walk():
                for position, child in enumerate(node.children, 1):
                    child.position, child.hue = position, node.hue
                    child.heading = min(node.heading + 1, 6)
                    child.number = f"{node.number}.{position}" if node.number else ""
                node.groups = self.grouped(node.children, node)
                node.below = self._below(node)

    def grouped(self, nodes: list[Node], parent: Node | None = None) -> list[Group]:
        """``nodes`` by kind, as they follow one another. A parent without text lends its lead-in to its first list."""
        groups: list[Group] = []
        for kind, alike in groupby(nodes, key=lambda node: node.kind):
            members = list(alike)
            label = self.words.heading(kind)
            if parent and not groups and parent.lead_in and not parent.own_lead_in:
                label = parent.lead_in
            groups.append(Group(kind, label, self.words.count(kind, len(members)), members))
        return groups

    def counts(self) -> list[str]:
        """ "4 themes", "20 topics": all steps by kind, in the order in which they first appear."""
        numbers: dict[str, int] = {}
        for top in self.steps:
            for node in top.walk():
                numbers[node.kind] = numbers.get(node.kind, 0) + 1
        return [self.words.count(kind, number) for kind, number in numbers.items()]

    def _below(self, node: Node) -> str:
        """Mixed kinds are joined by commas."""
        numbers: dict[str, int] = {}
        for child in node.children:
            numbers[child.kind] = numbers.get(child.kind, 0) + 1
        return ", ".join(self.words.count(kind, number) for kind, number in numbers.items())
