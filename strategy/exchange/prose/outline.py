"""Blocks to a tree of sections: which heading holds which, which list a lead-in opens, which item is under which."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from .blocks import BOLD, CAPITALS, COLON, NUMBERED, PLAIN, STYLED, UNDERLINED, Block, Shape
from .meaning import lead_in_kind, meaning, word_kind
from .roles import Meaning, Role
from .sentences import last_sentence
from .settling import settled

RANK = {UNDERLINED: 1, CAPITALS: 1, BOLD: 3, NUMBERED: 4, PLAIN: 4, COLON: 5}

ASIDES = (Role.INTRODUCTION, Role.ATTACHMENTS, Role.MILESTONES, Role.LEFT_OUT)


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
        below = (section.has_list for section in self.sections if section.meaning.role not in ASIDES)
        return bool(self.listings) or self.has_table or any(below)

    @property
    def has_table(self) -> bool:
        return any(block.shape is Shape.TABLE for block in self.prose)

    @property
    def has_goals(self) -> bool:
        """Whether a list, a table or a heading that says it is a goal stands in it."""
        return self.has_list or any(part.meaning.role is Role.GOAL or part.has_goals for part in self.sections)

    @property
    def is_empty(self) -> bool:
        return not self.body and not self.sections


def outline(blocks: list[Block], language: str) -> Section:
    """The root section of a page: without a heading, holding everything."""
    return _Outliner(settled(blocks, language), language).root


class _Outliner:
    def __init__(self, blocks: list[Block], language: str) -> None:
        self.language = language
        self.root = Section(None, Meaning(Role.UNKNOWN))
        self.stack = [self.root]
        self.current = self.root
        counts = Counter(same_words(block.text) for block in blocks if block.shape is Shape.HEADING)
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
            if self._asks_on(block):
                self.stack[-1].sections.append(Section(block, found))
                self.stack.append(self.stack[-1].sections[-1])
                self.current = self.stack[-1]
                return
        again = same_words(block.text) in self.repeated and found.role in (
            Role.GOALS,
            Role.LEAD_IN,
            Role.UNKNOWN,
            Role.STRATEGY,
        )
        if found.is_phrase and same_words(block.text) in self.repeated:
            again, found = True, replace(found, kinds=("action",))
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

    def _asks_on(self, block: Block) -> bool:
        """Whether a question ("Wat willen we bereiken?") stands right below a goal that says its kind."""
        open_goal = self.stack[-1].meaning.role is Role.GOAL and self.stack[-1].is_empty
        return open_goal and block.evidence != STYLED

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
        if block.evidence == NUMBERED and self.stack[-1].meaning.role in ASIDES and self._level(self.stack[-1]) == 9:
            self.stack.pop()
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
        runs_on = last[-1:].isalpha() and listing.items[0].block.text[:1].islower()
        if not runs_on and not last.endswith((":", "…", "...", "?")) and (not kind or last.endswith(".")):
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


def same_words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
