"""Lists that Word pastes into a web page: paragraphs that only their class and style call items."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from .builder import Span

LEVEL = re.compile(r"mso-list:\s*\w+\s+level(\d)", re.I)
SIGN = re.compile(
    r"\s*(?P<sign>[·•○o§–Øüvq-]|\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|\d{1,2}(?:\.\d{1,2})+\.?)\s+(?=\S)"
)


def list_level(element: HtmlElement) -> int:
    """How deep the item stands that ``element`` is, from 1; 0 where it is none."""
    match = LEVEL.search(element.get("style", ""))
    return int(match[1]) if match else 0


def cut_sign(spans: list[Span]) -> tuple[str, list[Span]]:
    """The sign that Word wrote before the words of an item, "•" where it wrote none, and the words."""
    text = "".join(words for words, _bold in spans)
    match = SIGN.match(text)
    if match is None:
        return "•", spans
    kept, at = [], 0
    for words, bold in spans:
        kept.append((words[max(0, match.end() - at) :], bold))
        at += len(words)
    return match["sign"].strip("()."), kept
