"""Plain text to blocks: which lines belong together, which are items, headings, quotations, verse."""

from __future__ import annotations

import re

from .blocks import BOLD, NUMBERED, STYLED, UNDERLINED, Block, Shape
from .boilerplate import LeftOut, is_boilerplate
from .gathering import LONGEST_HEADING, SHORT, Line, could_be_heading, joined_lines, paragraphs
from .meaning import meaning
from .roles import Role
from .running_heads import running_heads
from .signs import Depths, Sign, indent_of, sign_of

RULE = re.compile(r"[=\-_~*–—#]{3,}")
MARKDOWN = re.compile(r"(?P<signs>#{1,6})\s+(?P<text>.*?)\s*#*")
BOLD_LINE = re.compile(r"(?:\*\*|__)(?P<text>[^*_]+)(?:\*\*|__):?")
BARE_NUMBER = re.compile(r"(?P<before>\s*)(?P<number>\d{1,2})\s+(?P<text>[^\W\d_].*)")
BOLD_WORDS = re.compile(r"(?P<sign>\*\*|__)(?=\S)(?P<words>[^*_]+?)(?<=\S)(?P=sign)")
LINK = re.compile(r"\[(?P<words>[^\[\]]+)\]\([^()\s]*\)")
PARTS = (Role.STATEMENT, Role.STATEMENTS, Role.GOALS, Role.STRATEGY, Role.LEFT_OUT, Role.INTRODUCTION)
LONGEST_NAME = 45
UNDERLINE = re.compile(r"=+|-{3,}|~{3,}|_{3,}|–{3,}|\*{3,}")
BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def blocks_of(text: str, language: str, left_out: LeftOut, first: int = 1) -> list[Block]:
    """The blocks of plain text in ``language``. ``first`` is the number of its first line."""
    lines = []
    raw_lines = BREAKS.sub("\n", text).split("\n")
    heads = running_heads(raw_lines)
    raw_lines = _dotted(raw_lines)
    for number, raw in enumerate(raw_lines, first):
        stripped = raw.strip(" \t\u00a0\u200b\ufeff")
        if number - first in heads:
            left_out.add(number, stripped)
            stripped = ""
        if is_boilerplate(stripped, language) and not _heads_left_out(stripped, raw_lines, number - first, language):
            left_out.add(number, stripped)
            stripped = ""
        sign = sign_of(stripped)
        bold = BOLD_WORDS.match(sign.text if sign else stripped)
        if not BOLD_LINE.fullmatch(stripped):
            stripped = _without_marks(stripped)
        lines.append(Line(number, indent_of(raw), stripped, sign_of(stripped), bold["words"] if bold else ""))
    return _Reader(language).read(lines)


def _without_marks(line: str) -> str:
    """A line of Markdown without the signs of bold words and links."""
    if "**" not in line and "](" not in line and "__" not in line:
        return line
    return LINK.sub(r"\g<words>", BOLD_WORDS.sub(r"\g<words>", line))


def _explains(line: str, item: str) -> bool:
    """Whether an indented line is a sentence on the short name of the item above it, and does not go on with it."""
    return len(item) <= LONGEST_NAME and item[-1].isalnum() and line[:1].isupper() and line.endswith((".", "!", "?"))


def _dotted(lines: list[str]) -> list[str]:
    """Lines such as "1 Wonen", where "1.1 …" follows, with a full stop after their number."""
    dotted = list(lines)
    for index, line in enumerate(lines):
        match = BARE_NUMBER.fullmatch(line)
        below = next((other.strip() for other in lines[index + 1 : index + 4] if other.strip()), "")
        if match and re.match(rf"{match['number']}\.1[.\s]", below):
            dotted[index] = f"{match['before']}{match['number']}. {match['text']}"
    return dotted


def _heads_left_out(text: str, raw_lines: list[str], index: int, language: str) -> bool:
    """Whether a line of the site ("Share this page") stands above a list, which must go with it."""
    following = next((line for line in raw_lines[index + 1 : index + 4] if line.strip()), "")
    return meaning(text, language).role is Role.LEFT_OUT and sign_of(following) is not None


class _Reader:
    def __init__(self, language: str) -> None:
        self.language = language
        self.blocks: list[Block] = []
        self.depths = Depths()
        self.item_indent = -1
        """of the item that a line may still continue; -1 where there is none"""

    def read(self, lines: list[Line]) -> list[Block]:
        group: list[Line] = []
        for index, line in enumerate(lines):
            following = lines[index + 1].text if index + 1 < len(lines) else ""
            if RULE.fullmatch(line.text):
                continue
            special = line.text and self._special(line, following)
            if not line.text or special or line.sign:
                self._close(group)
                group = []
            if special:
                self.depths.forget()
                self.item_indent = -1
                self.blocks.append(special)
            elif line.text and line.sign:
                self._item(line, line.sign)
            elif line.strong.endswith(":"):
                self._close(group)
                group = []
                self.blocks.append(Block(Shape.PARAGRAPH, line.text, line.number, strong=line.strong))
            elif line.text and not self._continues(line, lines[index - 1] if index else None):
                group.append(line)
        self._close(group)
        return self._numbered(self.blocks)

    def _special(self, line: Line, following: str) -> Block | None:
        """Markdown, underlined and bold headings, quotations, rows of a table."""
        markdown = MARKDOWN.fullmatch(line.text)
        if markdown:
            return Block(
                Shape.HEADING, markdown["text"].strip("*_ "), line.number, STYLED, level=len(markdown["signs"])
            )
        if following and not line.sign and UNDERLINE.fullmatch(following):
            level = 1 if following[0] == "=" else 2
            return Block(Shape.HEADING, line.text, line.number, UNDERLINED, level=level)
        bold = BOLD_LINE.fullmatch(line.text)
        if bold and len(bold["text"]) <= LONGEST_HEADING:
            return Block(Shape.HEADING, bold["text"].strip(" :"), line.number, BOLD)
        if line.text.startswith("> "):
            return Block(Shape.QUOTE, line.text[2:].strip(), line.number)
        if line.text.count("|") >= 2 or line.text.count("\t") >= 2:
            sign = "|" if "|" in line.text else "\t"
            cells = [cell.strip() for cell in line.text.strip("|").split(sign)]
            return Block(Shape.TABLE, "", line.number, rows=[cells])
        return None

    def _item(self, line: Line, sign: Sign) -> None:
        depth = self.depths.depth(line.indent, sign.name)
        block = Block(Shape.ITEM, sign.text, line.number, depth=depth, marker=sign.marker)
        block.evidence, block.level = sign.name, sign.marker.count(".") + 1
        block.strong = line.strong if sign.text.startswith(line.strong) else ""
        self.blocks.append(block)
        self.item_indent = line.indent

    def _continues(self, line: Line, before: Line | None) -> bool:
        """Joins ``line`` to the item above where it goes on with it."""
        if self.item_indent < 0 or not self.blocks or self.blocks[-1].shape is not Shape.ITEM or before is None:
            self.item_indent = -1
            return False
        item = self.blocks[-1]
        indented = line.indent > self.item_indent and line.indent > 0
        if before.text and indented and _explains(line.text, item.text):
            item.detail = f"{item.detail} {line.text}".strip()
            return True
        if before.text and (indented or (line.text[0].islower() and not item.text.endswith((".", ":", "!", "?")))):
            item.text = joined_lines(item.text, line.text)
            return True
        if indented and not before.text:
            item.detail = f"{item.detail}\n\n{line.text}".strip()
            return True
        self.item_indent = -1
        return False

    def _close(self, group: list[Line]) -> None:
        if not group:
            return
        self.depths.forget()
        self.item_indent = -1
        for block in paragraphs(group, self.language):
            before = self.blocks[-1] if self.blocks else None
            if before and _is_verse_line(before, block):
                before.shape, before.evidence = Shape.PARAGRAPH, ""
                before.text += "\n" + block.text
            else:
                self.blocks.append(block)

    def _numbered(self, blocks: list[Block]) -> list[Block]:
        """Numbered lines that something other than the next number follows are headings."""
        for index, block in enumerate(blocks):
            if block.shape is not Shape.ITEM or not block.evidence.startswith(("number", "roman", "letterupper")):
                continue
            before = blocks[index - 1] if index else None
            after = blocks[index + 1] if index + 1 < len(blocks) else None
            if block.detail or not could_be_heading(block.text, with_stop=False) or after is None:
                continue
            names_part = meaning(block.text, self.language).role in PARTS and after.shape is not Shape.ITEM
            is_first_of_many = before is None or before.shape is not Shape.ITEM or before.evidence != block.evidence
            deeper = after.shape is Shape.ITEM and after.evidence != block.evidence and after.level >= block.level
            if (after.shape is not Shape.ITEM and (is_first_of_many or names_part or block.level > 1)) or (
                deeper and block.depth == 0
            ):
                block.shape, block.text = (
                    Shape.HEADING,
                    f"{block.marker}{'' if block.marker[0].isdigit() else '.'} {block.text}",
                )
                block.evidence = NUMBERED
        return blocks


def _is_verse_line(before: Block, block: Block) -> bool:
    """Lines with empty ones between them that run on: "…is het gezellig," then "ontmoeten we elkaar,"."""
    if block.shape is not Shape.PARAGRAPH or before.shape not in (Shape.PARAGRAPH, Shape.HEADING):
        return False
    last = before.text.rsplit("\n", 1)[-1]
    return len(last) <= SHORT and len(block.text) <= SHORT and last.endswith(",") and block.text[:1].islower()
