"""Lines without an empty one between them: a wrapped paragraph, a heading above its text, verse, or one thing each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .blocks import CAPITALS, COLON, PLAIN, Block, Shape
from .boilerplate import looks_foreign
from .decisions import tells_decision
from .meaning import meaning
from .roles import Role
from .signs import Sign

SHORT = 75
"""Characters of a line that can be one of verse."""
LONGEST_HEADING = 100
WORDS_OF_HEADING = 12
PERIOD = re.compile(r"(?<!\d)20\d\d\s?[-–—/]\s?(?:20)?\d\d(?!\d)")
QUOTED_ENDS = ('."', ".”", ".“", ".»")
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
    Role.MILESTONES,
)


@dataclass
class Line:
    number: int
    indent: int
    text: str
    sign: Sign | None
    strong: str = ""
    """the words in bold that it begins with, in Markdown"""


def could_be_heading(text: str, *, with_stop: bool = True) -> bool:
    """Whether a line standing alone looks like a heading."""
    if len(text) > LONGEST_HEADING or len(text.split()) > WORDS_OF_HEADING or "\n" in text:
        return False
    may_end = text.endswith(")") or (text.endswith("!") and len(text.split()) <= 6)
    if text.endswith(QUOTED_ENDS) or (text.endswith(TERMINALS) and not may_end):
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


def joined_lines(first: str, second: str) -> str:
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


def paragraphs(lines: list[Line], language: str) -> Iterator[Block]:
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
            whole[-1] = joined_lines(whole[-1], part)
        else:
            whole.append(part)
    return " ".join(whole)


def _heads(lines: list[Line], language: str) -> bool:
    """Whether the first line is a heading above the next, with no empty line between."""
    first, second = lines[0].text, lines[1].text
    if not could_be_heading(first) or second[:1].islower():
        return False
    if (
        PERIOD.search(first)
        or meaning(first, language).role in KNOWN
        or meaning(second, language).role in (Role.GOALS, Role.LEAD_IN)
    ):
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
