"""A plan as Markdown and as plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..document import PlanDocument
from . import blocks
from .blocks import Block, blocks_of
from .losses import of_reading
from .writer import NOWHERE, Origin, Writer

SPECIAL = re.compile(r"([\\`*_&\[\]<>|~])")
LINE_START = re.compile(r"(?m)^([ \t]*)(#{1,6}(?=\s|$)|[-+=](?=\s|$|-|=)|\d{1,9}(?=[.)]))")
FURTHEST = 6


def markdown(document: PlanDocument, language: str, origin: Origin = NOWHERE, /) -> bytes:
    """CommonMark, UTF-8; no HTML: what looks like a sign of Markdown in a text is escaped."""
    return _joined(_markdown, list(blocks_of(document, language, origin.status)))


def text(document: PlanDocument, language: str, origin: Origin = NOWHERE, /) -> bytes:
    """UTF-8 with an underlined title; the headings of goals stand on lines of their own."""
    return _joined(_plain, list(blocks_of(document, language, origin.status)))


def _joined(write: Callable[[Block], str], parts: Sequence[Block]) -> bytes:
    """Parts with an empty line between them, items of a list without."""
    out: list[str] = []
    before = None
    for block in parts:
        if before is not None:
            out.append("\n" if block.style == before.style == blocks.ITEM else "\n\n")
        out.append(write(block))
        before = block
    return ("".join(out) + "\n").encode()


def _escaped(text: str) -> str:
    escaped = SPECIAL.sub(r"\\\1", text.replace("\r", " "))
    return LINE_START.sub(lambda m: f"{m[1].lstrip()}{m[2]}\\" if m[2][0].isdigit() else f"\\{m[2]}", escaped)


def _markdown(block: Block) -> str:
    text = _escaped(block.said.text)
    lines = [line.strip() for line in text.split("\n")]
    if block.style in (blocks.TITLE, blocks.HEADING):
        depth = 1 if block.style == blocks.TITLE else min(block.depth + 1, FURTHEST)
        return f"{'#' * depth} {' '.join(lines)}"
    if block.style == blocks.ITEM:
        shown = "\n  ".join(lines)
        return f"- [{shown}](<{block.link}>)" if block.link and _is_safe(block.link) else f"- {shown}"
    if block.style == blocks.LEAD_IN:
        return f"**{' '.join(lines)}**" if any(lines) else ""
    broken = "\\\n".join(line or " " for line in lines)
    return "> " + broken.replace("\n", "\n> ") if block.style in (blocks.QUOTATION, blocks.VERSE) else broken


def _is_safe(link: str) -> bool:
    return link.startswith(("https://", "http://")) and not re.search(r"[<>\s]", link)


def _plain(block: Block) -> str:
    text = block.said.text
    if block.style == blocks.TITLE:
        title = " ".join(text.split())
        return f"{title}\n{'=' * min(len(title), 78)}"
    if block.style == blocks.HEADING:
        return " ".join(text.split())
    if block.style == blocks.ITEM:
        shown = " ".join(text.split())
        return f"- {shown} ({block.link})" if block.link else f"- {shown}"
    return text


MARKDOWN = Writer(suffix=".md", media_type="text/markdown; charset=utf-8", write=markdown, losses=of_reading)
TEXT = Writer(suffix=".txt", media_type="text/plain; charset=utf-8", write=text, losses=of_reading)
