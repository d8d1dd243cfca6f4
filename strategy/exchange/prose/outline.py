"""Blocks to a tree of sections: which heading holds which, which list a lead-in opens, which item is under which."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from .blocks import BOLD, CAPITALS, COLON, NUMBERED, PLAIN, STYLED, UNDERLINED, Block, Shape
from .meaning import Meaning, Role, lead_in_kind, meaning, word_kind
from .sentences import last_sentence

RANK = {UNDERLINED: 1, CAPITALS: 1, BOLD: 3, NUMBERED: 4, PLAIN: 4, COLON: 5}
FREE = (PLAIN, COLON, CAPITALS)
"""Headings that are one by their looks in plain text alone."""
ITEMS_FROM = 3
"""So many short lines in a row are a list that lost its signs."""


@dataclass
class Item:
    block: Block
    meaning: Meaning
    items: list[Item] = field(default_factory=list)


@dataclass
class Listing:
    """A list with the words that open it. ``kind``: what the lead-in announces, "" nothing, None no lead-in."""

    items: list[Item]
    line: int
    lead_in: str = ""
    kind: str | None = None


@dataclass
class Section:
    heading: Block | None
    meaning: Meaning
    body: list[Block | Listing] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    @property
    def line(self) -> int:
        return self.heading.line if self.heading else 0

    @property
    def title(self) -> str:
        return self.heading.text if self.heading else ""

    @property
    def listings(self) -> list[Listing]:
        return [part for part in self.body if isinstance(part, Listing)]

    @property
    def prose(self) -> list[Block]:
        return [part for part in self.body if isinstance(part, Block)]

    @property
    def has_list(self) -> bool:
        return bool(self.listings) or self.has_table or any(section.has_list for section in self.sections)

    @property
    def has_table(self) -> bool:
        return any(block.shape is Shape.TABLE for block in self.prose)

    @property
    def is_empty(self) -> bool:
        return not self.body and not self.sections


def outline(blocks: list[Block], language: str) -> Section:
    """The root section of a page: without a heading, holding everything."""
    return _Outliner(_settled(blocks, language), language).root


def _settled(blocks: list[Block], language: str) -> list[Block]:
    """Blocks with labels split off, lead-ins told from headings and unmarked lists found."""
    split: list[Block] = []
    for block in blocks:
        split.extend(_label(block, language))
    for index, block in enumerate(split):
        after = split[index + 1] if index + 1 < len(split) else None
        if block.shape is Shape.HEADING and _is_lead_in(block, after, language):
            block.shape = Shape.PARAGRAPH
    return _unmarked(split, language)


def _label(block: Block, language: str) -> list[Block]:
    """ "Missie: wij bouwen …" in a paragraph is a heading and its text."""
    said = meaning(block.text, language)
    if block.shape is Shape.PARAGRAPH and ":" in block.text and said.role is Role.GOAL and said.title:
        return [replace(block, shape=Shape.ITEM, evidence="goal")]
    match = re.match(r"([^:\n]{3,60}?)\s*(?::|\s[–—-]\s)\s*(?=\S)", block.text)
    if block.shape is not Shape.PARAGRAPH or not match or len(block.text) - match.end() < 12:
        return [block]
    found = meaning(match[1], language)
    if found.role is not Role.STATEMENT or found.is_part or (found.is_phrase and len(match[1]) > 40):
        return [block]
    rest = block.text[match.end() :]
    heading = Block(Shape.HEADING, match[1].strip("* "), block.line, BOLD if block.strong else COLON)
    return [heading, replace(block, text=rest[:1].upper() + rest[1:], strong="")]


def _is_lead_in(block: Block, after: Block | None, language: str) -> bool:
    if after is None or after.shape is not Shape.ITEM or block.evidence not in (*FREE, BOLD):
        return False
    found = meaning(block.text, language)
    role = found.role
    if role is Role.LEAD_IN:
        return not found.kinds
    if role in (Role.STATEMENT, Role.STATEMENTS, Role.GOAL, Role.GOALS, Role.STRATEGY, Role.LEFT_OUT, Role.ATTACHMENTS):
        return False
    if block.text.endswith(":"):
        return lead_in_kind(block.text, language) is not None or len(block.text.split()) > 4
    return False


def _unmarked(blocks: list[Block], language: str) -> list[Block]:
    """Runs of short lines, each a paragraph of its own, that nothing stands below: a list without signs."""
    index = 0
    while index < len(blocks):
        end = index
        while end < len(blocks) and _is_plain_unknown(blocks[end], language):
            end += 1
        before = blocks[index - 1] if index else None
        held = before is not None and before.shape is Shape.HEADING
        start = index if held else index + 1
        has_text_below = end < len(blocks) and blocks[end].shape is not Shape.HEADING
        end_of_items = end - 1 if has_text_below else end
        if end_of_items - start >= ITEMS_FROM and (end_of_items == end or end_of_items - start > ITEMS_FROM):
            for block in blocks[start:end_of_items]:
                block.shape, block.text = Shape.ITEM, block.text.rstrip(":")
        index = max(end, index + 1)
    return blocks


def _is_plain_unknown(block: Block, language: str) -> bool:
    if block.shape is not Shape.HEADING or block.evidence != PLAIN or block.text.endswith("?"):
        return False
    return meaning(block.text, language).role is Role.UNKNOWN and len(block.text.split()) <= 6


class _Outliner:
    def __init__(self, blocks: list[Block], language: str) -> None:
        self.language = language
        self.root = Section(None, Meaning(Role.UNKNOWN))
        self.stack = [self.root]
        self.current = self.root
        counts = Counter(_same(block.text) for block in blocks if block.shape is Shape.HEADING)
        self.repeated = {text for text, count in counts.items() if count > 1}
        for index, block in enumerate(blocks):
            after = blocks[index + 1] if index + 1 < len(blocks) else None
            if block.shape is Shape.HEADING:
                self._open(block, after)
            elif block.shape is Shape.ITEM:
                self._add_item(block, blocks[index - 1] if index else None)
            elif block.shape is Shape.TABLE and self._goes_on(block, blocks[index - 1] if index else None):
                continue
            else:
                self.current.body.append(block)

    def _goes_on(self, block: Block, before: Block | None) -> bool:
        """Joins neighbouring rows of a table."""
        if before is None or before.shape is not Shape.TABLE or not self.current.body:
            return False
        last = self.current.body[-1]
        if not isinstance(last, Block) or last.shape is not Shape.TABLE or len(last.rows[0]) != len(block.rows[0]):
            return False
        last.rows.extend(block.rows)
        return True

    def _open(self, block: Block, after: Block | None) -> None:
        found = meaning(block.text, self.language)
        opens = found.role is Role.LEAD_IN and after is not None
        if opens and after is not None and after.shape is Shape.HEADING:
            found = replace(found, role=Role.GOALS)
            opens = False
        again = _same(block.text) in self.repeated and found.role in (
            Role.GOALS,
            Role.LEAD_IN,
            Role.UNKNOWN,
            Role.STRATEGY,
        )
        section = Section(block, found)
        if (opens and block.evidence != STYLED) or again:
            section.meaning = replace(found, role=Role.LEAD_IN)
            self._holder(block, again).sections.append(section)
            self.current = section
            return
        self._climb(block)
        self.stack[-1].sections.append(section)
        self.stack.append(section)
        self.current = section

    def _holder(self, block: Block, again: bool) -> Section:
        """The section that a lead-in belongs to: the open one; of styled headings, one that is not deeper."""
        if again and block.evidence == STYLED:
            while len(self.stack) > 2 and self._level(self.stack[-1]) > block.level:
                self.stack.pop()
        return self.stack[-1]

    def _level(self, section: Section) -> int:
        block = section.heading
        return block.level if block and block.evidence == STYLED else 9

    def _climb(self, block: Block) -> None:
        """Closes the sections that ``block`` does not belong to."""
        if block.evidence == STYLED:
            while len(self.stack) > 1 and self._level(self.stack[-1]) >= block.level:
                self.stack.pop()
            return
        key = _key(block)
        free = [index for index, section in enumerate(self.stack) if section.heading and self._level(section) == 9]
        same = [index for index in free if _key(self.stack[index].heading) == key]
        weaker = [index for index in free if _is_weaker(self.stack[index].heading, block)]
        cut = min(same + weaker, default=len(self.stack))
        del self.stack[cut:]

    def _add_item(self, block: Block, before: Block | None) -> None:
        item = Item(block, meaning(block.text, self.language))
        body = self.current.body
        if before is not None and before.shape is Shape.ITEM and body and isinstance(body[-1], Listing):
            siblings = body[-1].items
            for _level in range(block.depth - body[-1].items[0].block.depth):
                if not siblings:
                    break
                siblings = siblings[-1].items
            siblings.append(item)
            return
        listing = Listing([item], block.line)
        if body and isinstance(body[-1], Block) and body[-1].shape is Shape.PARAGRAPH:
            self._lead_in(listing, body[-1], body)
        body.append(listing)

    def _lead_in(self, listing: Listing, paragraph: Block, body: list[Block | Listing]) -> None:
        """Takes the last sentence of the paragraph above as the list's lead-in, where it opens one."""
        rest, last = last_sentence(paragraph.text)
        kind = lead_in_kind(last, self.language)
        found = meaning(last, self.language)
        if found.role in (Role.LEAD_IN, Role.GOALS) and found.kinds:
            kind = found.kinds[0]
        if not last.endswith((":", "…", "...", "?")) and (not kind or last.endswith(".")):
            return
        listing.lead_in, listing.kind = last, kind if kind is not None else word_kind(last, self.language)
        if rest:
            paragraph.text = rest
        else:
            body.pop()


def _key(block: Block | None) -> tuple[str, int]:
    if block is None:
        return "", 0
    evidence = PLAIN if block.evidence == COLON else block.evidence
    return evidence, block.level if evidence in (NUMBERED, UNDERLINED) else 0


def _is_weaker(opened: Block | None, block: Block) -> bool:
    """Whether an open heading cannot hold ``block``, a heading of another kind."""
    if opened is None:
        return False
    if opened.evidence == block.evidence == NUMBERED:
        return opened.level > block.level
    if opened.evidence == block.evidence == UNDERLINED:
        return opened.level > block.level
    return RANK.get(opened.evidence, 4) > RANK.get(block.evidence, 4)


def _same(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
