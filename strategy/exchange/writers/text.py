"""A plan as Markdown and as plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..document import PlanDocument
from ..papers import pieces
from ..papers.plain import plain_line
from . import blocks
from .blocks import Block, blocks_of
from .losses import of_reading
from .writer import NOWHERE, Origin, Writer

SPECIAL = re.compile(r"([\\`*_&\[\]<>|~])")
LINE_START = re.compile(r"(?m)^([ \t]*)(#{1,6}(?=\s|$)|[-+=](?=\s|$|-|=)|\d{1,9}(?=[.)]))")
FURTHEST = 6


def markdown(document: PlanDocument, language: str, origin: Origin = NOWHERE, /) -> bytes:
    """CommonMark, UTF-8; no HTML: what looks like a sign of Markdown in a text is escaped."""
    return _joined(_markdown, language or document.language, list(blocks_of(document, language, origin.status)))


def text(document: PlanDocument, language: str, origin: Origin = NOWHERE, /) -> bytes:
    """UTF-8 with an underlined title; before each goal stands what it is ("Doelstelling 1.2 (BD-07): …")."""
    return _joined(_plain, language or document.language, list(blocks_of(document, language, origin.status)))


def _joined(write: Callable[[Block, str], str], language: str, parts: Sequence[Block]) -> bytes:
    """Parts with an empty line between them, items of a list without."""
    out: list[str] = []
    before = None
    for block in parts:
        if before is not None:
            out.append("\n" if block.style == before.style == blocks.ITEM else "\n\n")
        out.append(write(block, language))
        before = block
    return ("".join(out) + "\n").encode()


def _escaped(text: str) -> str:
    escaped = SPECIAL.sub(r"\\\1", text.replace("\r", " "))
    return LINE_START.sub(lambda m: f"{m[1].lstrip()}{m[2]}\\" if m[2][0].isdigit() else f"\\{m[2]}", escaped)


def _one_line(text: str) -> str:
    return _escaped(" ".join(text.split()))


def _label(block: Block, language: str) -> str:
    """What a goal is, where it stands and its code: "Doelstelling 1.2 (BD-07)"."""
    code = f" ({' '.join(block.code.split())})" if block.code else ""
    return f"{pieces.labels(language).kinds.get(block.kind, block.kind)} {block.number}{code}"


def _title(block: Block) -> str:
    return block.said.text.removeprefix(f"{block.code} ") if block.code else block.said.text


def _markdown(block: Block, language: str) -> str:
    if block.style in (blocks.TITLE, blocks.HEADING):
        depth = 1 if block.style == blocks.TITLE else min(block.depth + 1, FURTHEST)
        label = f"\n\n*{_escaped(_label(block, language))}*" if block.role == pieces.GOAL else ""
        return f"{'#' * depth} {_one_line(_title(block))}{label}"
    if block.style == blocks.ITEM:
        label = f"*{_escaped(_label(block, language))}:* " if block.role == pieces.GOAL else ""
        shown = _one_line(_title(block))
        return f"- [{shown}](<{block.link}>)" if block.link and _is_safe(block.link) else f"- {label}{shown}"
    if block.style == blocks.LEAD_IN:
        signs = "***" if block.role == pieces.LEVEL_LEAD_IN else "**"
        return f"{signs}{_one_line(block.said.text)}{signs}"
    if block.style == blocks.FACT:
        return f"*{block.label}:* {_one_line(block.said.text)}"
    lines = [line.strip() for line in _escaped(block.said.text).split("\n")]
    if block.style == blocks.VERSE:
        lines = [f"*{line}*" if line else "" for line in lines]
    broken = "\\\n".join(line or " " for line in lines)
    return "> " + broken.replace("\n", "\n> ") if block.style in (blocks.QUOTATION, blocks.VERSE) else broken


def _is_safe(link: str) -> bool:
    return link.startswith(("https://", "http://")) and not re.search(r"[<>\s\\]", link)


def _plain(block: Block, language: str) -> str:
    one_line = " ".join(_title(block).split())
    if block.role == pieces.GOAL:
        return f"{'- ' if block.style == blocks.ITEM else ''}{_label(block, language)}: {one_line}"
    if block.style in (blocks.TITLE, blocks.HEADING):
        sign = "=" if block.style == blocks.TITLE else "-" if block.depth == 1 else "~"
        return f"{one_line}\n{sign * max(3, min(len(one_line), 78))}"
    if block.style == blocks.ITEM:
        return f"- {one_line} ({block.link})" if block.link and _is_safe(block.link) else f"- {one_line}"
    if block.style == blocks.LEAD_IN:
        sign = {pieces.STATUS: "[%s]", pieces.LEVEL_LEAD_IN: "»» %s"}.get(block.role, "» %s")
        return sign.replace("%s", one_line)
    if block.style == blocks.FACT:
        return f"{block.label}: {one_line}"
    lines = [line.strip() for line in block.said.text.split("\n")]
    sign = {blocks.VERSE: "| ", blocks.QUOTATION: "> "}.get(block.style, "")
    return "\n".join(f"{sign}{line}" if sign else plain_line(line, language) for line in lines)


MARKDOWN = Writer(suffix=".md", media_type="text/markdown; charset=utf-8", write=markdown, losses=of_reading)
TEXT = Writer(suffix=".txt", media_type="text/plain; charset=utf-8", write=text, losses=of_reading)
