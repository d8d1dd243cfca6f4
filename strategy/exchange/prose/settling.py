"""Blocks set right before they become sections: labels split off, lead-ins told from headings, unmarked lists found."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from ...vocabulary import Kind
from .blocks import BOLD, CAPITALS, COLON, PLAIN, STYLED, Block, Shape
from .decisions import LONGEST_NOTE, tells_decision
from .meaning import lead_in_kind, meaning, word_kind
from .roles import Role
from .words import LEXICONS

FREE = (PLAIN, COLON, CAPITALS)
"""Headings that are one by their looks in plain text alone."""
ITEMS_FROM = 3
"""So many short lines in a row are a list that lost its signs."""
ROW = re.compile(r"\s[-–—•·|/]\s|,\s")
WORDS_OF_OPENING = 14
"""Of a line that opens a statement."""


def settled(blocks: list[Block], language: str) -> list[Block]:
    """Blocks with labels split off, lead-ins told from headings and unmarked lists found."""
    split: list[Block] = []
    for index, block in enumerate(blocks):
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        if _has_no_text(block, after, language):
            block = replace(block, shape=Shape.PARAGRAPH)
            parts = _label(block, split[-1:], language)
            split.extend(parts if len(parts) > 1 else blocks[index : index + 1])
        else:
            split.extend(_label(block, split[-1:], language))
    split = _join_titles(split, language)
    _open_statements(split, language)
    _open_values(split, language)
    for index, block in enumerate(split):
        after = split[index + 1] if index + 1 < len(split) else None
        if block.shape is Shape.HEADING and _is_lead_in(block, after, language):
            block.shape = Shape.PARAGRAPH
    return _unmarked(split, language)


def _has_no_text(block: Block, after: Block | None, language: str) -> bool:
    """Whether a short line such as "Our motto: stronger together" is all that is said of it."""
    if block.shape is not Shape.HEADING or block.evidence not in FREE or ":" not in block.text:
        return False
    return after is None or after.shape is Shape.HEADING or tells_decision(after.text[:LONGEST_NOTE], language)


def _label(block: Block, before: list[Block], language: str) -> list[Block]:
    """ "Missie: wij bouwen …" in a paragraph is a heading and its text."""
    said = meaning(block.text, language)
    if block.shape is Shape.PARAGRAPH and ":" in block.text and said.role is Role.GOAL and said.title:
        head, _sign, rest = block.text.partition("\n")
        below = _label(replace(block, text=rest), [], language) if rest else []
        return [replace(block, shape=Shape.ITEM, evidence="goal", text=head), *below]
    match = re.match(r"([^:\n]{3,60}?)\s*(?::|\s[–—-]\s)\s*(?=\S)", block.text)
    if block.shape is not Shape.PARAGRAPH or not match or len(block.text) - match.end() < 12:
        return [block]
    found = meaning(match[1], language)
    if found.role is not Role.STATEMENT or found.is_part or (found.is_phrase and len(match[1]) > 40):
        return [block]
    opened = meaning(before[0].text, language) if before and before[0].shape is Shape.HEADING else None
    if opened is not None and opened.role is Role.STATEMENT and opened.kinds == found.kinds:
        return [block]
    rest = block.text[match.end() :]
    heading = Block(Shape.HEADING, match[1].strip("* "), block.line, BOLD if block.strong else COLON)
    return [heading, replace(block, text=rest[:1].upper() + rest[1:], strong="")]


def _join_titles(blocks: list[Block], language: str) -> list[Block]:
    """ "Ambitie 1" and its name in a heading of its own below it are one heading."""
    joined: list[Block] = []
    for index, block in enumerate(blocks):
        before = joined[-1] if joined else None
        if before is not None and _is_bare_number(before, language) and _is_its_name(index, blocks, before, language):
            joined[-1] = replace(before, text=f"{before.text.strip(' :.–-')}: {block.text}")
        else:
            joined.append(block)
    return joined


def _is_bare_number(block: Block, language: str) -> bool:
    found = meaning(block.text, language)
    return block.shape is Shape.HEADING and found.role is Role.GOAL and bool(found.number) and not found.title


def _is_its_name(index: int, blocks: list[Block], before: Block, language: str) -> bool:
    """Whether a heading follows that says no kind and that no other of its level stands beside."""
    block = blocks[index]
    if block.shape is not Shape.HEADING or meaning(block.text, language).role is not Role.UNKNOWN:
        return False
    if block.evidence != STYLED or block.level <= before.level:
        return True
    for other in blocks[index + 1 :]:
        if other.shape is Shape.HEADING and other.evidence == STYLED and other.level <= block.level:
            return other.level < block.level
    return True


def _open_statements(blocks: list[Block], language: str) -> None:
    """ "Our vision for the town is:" is a heading, and what stands below it, however short, its text."""
    lexicon = LEXICONS[language]
    for block, after in pairwise(blocks):
        is_free = block.shape is Shape.PARAGRAPH or (block.shape is Shape.HEADING and block.evidence in (*FREE, BOLD))
        if not is_free or not block.text.rstrip().endswith(":") or len(block.text.split()) > WORDS_OF_OPENING:
            continue
        said = [word for word in (lexicon.mission, lexicon.vision) if word.search(block.text)]
        if len(said) != 1 or word_kind(block.text, language) or not _can_be_text(after):
            continue
        bare = re.sub(rf"\s+(?:{lexicon.copula})(?:\s+\S+){{0,2}}$", "", block.text.strip(" :"), flags=re.I)
        if meaning(bare, language).role is not Role.STATEMENT:
            continue
        block.shape, block.evidence, block.text = Shape.HEADING, block.evidence or COLON, bare
        after.shape = Shape.QUOTE if after.shape is Shape.QUOTE else Shape.PARAGRAPH


def _open_values(blocks: list[Block], language: str) -> None:
    """ "Respect - Openness - Courage" right below "Our values" is no heading."""
    for block, after in pairwise(blocks):
        if block.shape is not Shape.HEADING or after.shape is not Shape.HEADING or after.evidence == STYLED:
            continue
        found = meaning(block.text, language)
        if found.role is Role.STATEMENT and found.kinds == (Kind.VALUE,) and len(ROW.findall(after.text)) > 1:
            after.shape = Shape.PARAGRAPH


def _can_be_text(block: Block) -> bool:
    return block.shape in (Shape.PARAGRAPH, Shape.QUOTE) or (
        block.shape is Shape.HEADING and block.evidence in (PLAIN, BOLD, CAPITALS)
    )


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
        runs_on = after.text[:1].islower()
        return runs_on or lead_in_kind(block.text, language) is not None or len(block.text.split()) > 4
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
