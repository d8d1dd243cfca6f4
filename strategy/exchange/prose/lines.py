"""Plain text to blocks: which lines belong together, which are items, headings, quotations, verse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .blocks import BOLD, CAPITALS, COLON, NUMBERED, PLAIN, STYLED, UNDERLINED, Block, Shape
from .boilerplate import LeftOut, is_boilerplate, looks_foreign
from .decisions import tells_decision
from .meaning import Role, meaning
from .running_heads import running_heads
from .signs import Depths, Sign, indent_of, sign_of

SHORT = 75
"""Characters of a line that can be one of verse."""
LONGEST_HEADING = 100
WORDS_OF_HEADING = 12
RULE = re.compile(r"[=\-_~*–—#]{3,}")
MARKDOWN = re.compile(r"(?P<signs>#{1,6})\s+(?P<text>.*?)\s*#*")
BOLD_LINE = re.compile(r"(?:\*\*|__)(?P<text>[^*_]+)(?:\*\*|__):?")
BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
TERMINALS = (".", ";", ",", "!", "…", ")", "”")
KNOWN = (
    Role.STATEMENT,
    Role.STATEMENTS,
    Role.GOALS,
    Role.GOAL,
    Role.STRATEGY,
    Role.LEAD_IN,
    Role.LEFT_OUT,
    Role.ATTACHMENTS,
)


@dataclass
class Line:
    number: int
    indent: int
    text: str
    sign: Sign | None


def blocks_of(text: str, language: str, left_out: LeftOut, first: int = 1) -> list[Block]:
    """The blocks of plain text in ``language``. ``first`` is the number of its first line."""
    lines = []
    raw_lines = BREAKS.sub("\n", text).split("\n")
    heads = running_heads(raw_lines)
    for number, raw in enumerate(raw_lines, first):
        stripped = raw.strip(" \t\u00a0\u200b\ufeff")
        if number - first in heads:
            left_out.add(number, stripped)
            stripped = ""
        if is_boilerplate(stripped, language) and not _heads_left_out(stripped, raw_lines, number - first, language):
            left_out.add(number, stripped)
            stripped = ""
        lines.append(Line(number, indent_of(raw), stripped, sign_of(stripped)))
    return _Reader(language).read(lines)


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
        if following and not line.sign and re.fullmatch(r"=+|-{3,}|~{3,}|_{3,}|–{3,}|\*{3,}", following):
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
        self.blocks.append(block)
        self.item_indent = line.indent

    def _continues(self, line: Line, before: Line | None) -> bool:
        """Joins ``line`` to the item above where it goes on with it."""
        if self.item_indent < 0 or not self.blocks or self.blocks[-1].shape is not Shape.ITEM or before is None:
            self.item_indent = -1
            return False
        item = self.blocks[-1]
        indented = line.indent > self.item_indent and line.indent > 0
        if before.text and (indented or (line.text[0].islower() and not item.text.endswith((".", ":", "!", "?")))):
            item.text = _joined(item.text, line.text)
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
        for block in _paragraphs(group, self.language):
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
            is_first_of_many = before is None or before.shape is not Shape.ITEM or before.evidence != block.evidence
            deeper = after.shape is Shape.ITEM and after.evidence != block.evidence and after.level >= block.level
            if (after.shape is not Shape.ITEM and (is_first_of_many or block.level > 1)) or (
                deeper and block.depth == 0
            ):
                block.shape, block.text = (
                    Shape.HEADING,
                    f"{block.marker}{'' if block.marker[0].isdigit() else '.'} {block.text}",
                )
                block.evidence = NUMBERED
        return blocks


def could_be_heading(text: str, *, with_stop: bool = True) -> bool:
    """Whether a line standing alone looks like a heading."""
    if len(text) > LONGEST_HEADING or len(text.split()) > WORDS_OF_HEADING or "\n" in text:
        return False
    if text.endswith(TERMINALS) and not (text.endswith(")") or (text.endswith("!") and len(text.split()) <= 6)):
        return False
    if "@" in text or "://" in text or re.match(r"[\d\W]+$", text) or looks_foreign(text):
        return False
    return text[0].isupper() or text[0].isdigit() or text[0] in "\"“„«’'‘#¿"


def _evidence(text: str) -> str:
    letters = [character for character in text if character.isalpha()]
    if len(letters) >= 4 and text.upper() == text:
        return CAPITALS
    return COLON if text.endswith(":") else PLAIN


def candidate(text: str, line: int, language: str) -> Block:
    """A line that stands alone: a heading by its looks, or a paragraph."""
    if could_be_heading(text) and not tells_decision(text, language):
        return Block(Shape.HEADING, text.rstrip(":").rstrip() if len(text) < 3 else text, line, _evidence(text))
    return Block(Shape.PARAGRAPH, text, line)


def _joined(first: str, second: str) -> str:
    if (
        re.search(r"[a-zà-ÿ]-$", first)
        and second[:1].islower()
        and not re.match(r"(?:en|et|und|og|of|ou|oder)\b", second)
    ):
        return first[:-1] + second
    return f"{first} {second}"


def _is_wrapped(lines: list[Line]) -> bool:
    """Whether an editor broke one paragraph into these lines."""
    widths = [len(line.text) for line in lines]
    longest = max(widths)
    if longest < 45:
        return False
    starts = [len(line.text.split(maxsplit=1)[0]) for line in lines[1:]]
    full = sum(width + start + 1 > 0.85 * longest for width, start in zip(widths, starts, strict=False))
    stops = sum(line.text.endswith((".", "!", "?", ":")) for line in lines[:-1])
    return full >= 0.8 * len(starts) and stops <= 0.5 * len(starts) and longest <= 130


def _paragraphs(lines: list[Line], language: str) -> Iterator[Block]:
    """Lines without an empty one between them: wrapped, a heading above its text, verse, or a paragraph each."""
    goals = [is_goal_line(line.text, language) for line in lines]
    while lines:
        first = lines[0]
        if sum(goals) > 1 and goals[-len(lines)]:
            yield Block(Shape.ITEM, first.text, first.number, evidence="goal")
            lines = lines[1:]
        elif len(lines) == 1:
            yield candidate(first.text, first.number, language)
            return
        elif _heads(lines, language):
            yield candidate(first.text, first.number, language)
            lines = lines[1:]
        elif _is_wrapped(lines):
            yield Block(Shape.PARAGRAPH, _join_all([line.text for line in lines]), first.number)
            return
        else:
            count = _short_run(lines, language)
            text = "\n".join(line.text for line in lines[:count])
            yield (
                Block(Shape.PARAGRAPH, text, first.number)
                if count > 1 or len(text) > SHORT
                else candidate(text, first.number, language)
            )
            lines = lines[count:]


def is_goal_line(text: str, language: str) -> bool:
    """A line that says of itself which goal it is: "OS 1. …", "Actie 2: …"."""
    found = meaning(text, language)
    return found.role is Role.GOAL and bool(found.code or found.number) and bool(found.title)


def _join_all(parts: list[str]) -> str:
    whole: list[str] = []
    for part in parts:
        if whole and re.search(r"[a-zà-ÿ]-$", whole[-1]):
            whole[-1] = _joined(whole[-1], part)
        else:
            whole.append(part)
    return " ".join(whole)


def _heads(lines: list[Line], language: str) -> bool:
    """Whether the first line is a heading above the next, with no empty line between."""
    first, second = lines[0].text, lines[1].text
    if not could_be_heading(first) or second[:1].islower():
        return False
    if meaning(first, language).role in KNOWN or meaning(second, language).role in (Role.GOALS, Role.LEAD_IN):
        return True
    if len(second) > SHORT and len(first) < 60:
        return True
    is_sentence = second.endswith((".", "!", "?", ".”", '."')) and len(second) > 1.5 * len(first)
    return is_sentence and not any(line.text[:1].islower() for line in lines)


def _short_run(lines: list[Line], language: str) -> int:
    """How many lines from the first on are short and belong together; 1 where the first stands for itself."""
    count = 0
    while (
        count < len(lines) and len(lines[count].text) <= SHORT and not (count and _heads_next(lines, count, language))
    ):
        count += 1
    return max(count, 1)


def _heads_next(lines: list[Line], count: int, language: str) -> bool:
    return count + 1 < len(lines) and _heads(lines[count : count + 2], language)


def _is_verse_line(before: Block, block: Block) -> bool:
    """Lines with empty ones between them that run on: "…is het gezellig," then "ontmoeten we elkaar,"."""
    if block.shape is not Shape.PARAGRAPH or before.shape not in (Shape.PARAGRAPH, Shape.HEADING):
        return False
    last = before.text.rsplit("\n", 1)[-1]
    return len(last) <= SHORT and len(block.text) <= SHORT and last.endswith(",") and block.text[:1].islower()
