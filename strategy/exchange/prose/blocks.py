"""What every front end makes of a source: a Page of Blocks in reading order. Nothing here knows what a goal is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from ..document import AttachmentEntry, Doubt


class Shape(Enum):
    """What a block looks like; what it means is found out later."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    TABLE = "table"


STYLED, UNDERLINED, CAPITALS, BOLD, NUMBERED, PLAIN, COLON = (
    "styled",
    "underlined",
    "capitals",
    "bold",
    "numbered",
    "plain",
    "colon",
)
"""By what a heading was recognised, strongest first."""


@dataclass
class Block:
    """One piece of a page. ``line`` counts from 1; ``text`` keeps the line breaks that the author made.

    ``level``: of a styled or underlined heading, or the dots of its number. ``depth``: of a list item, from 0.
    ``strong``: the words in bold that an item or paragraph begins with; ``detail``: what a definition list says
    of the term; ``rows``: the cells of a table.
    """

    shape: Shape
    text: str
    line: int
    evidence: str = ""
    level: int = 0
    depth: int = 0
    marker: str = ""
    strong: str = ""
    detail: str = ""
    rows: list[list[str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    """(words, address) of links to files"""


@dataclass
class Page:
    """A source as blocks, with what its format says beside the text. ``language`` as declared, or ""."""

    blocks: list[Block] = field(default_factory=list)
    title: str = ""
    language: str = ""
    doubts: list[Doubt] = field(default_factory=list)
    attachments: list[AttachmentEntry] = field(default_factory=list)
