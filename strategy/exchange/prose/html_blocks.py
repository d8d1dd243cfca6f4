"""A web page's elements to blocks. Nothing of it is executed or fetched; what belongs to the site is left out."""

from __future__ import annotations

import re

from lxml import html
from lxml.html import HtmlElement

from ..document import Doubt
from .builder import Builder, Span, joined
from .reading import is_statement
from .site_parts import BLOCKS, is_fold_title, is_layout, is_site_part, is_unseen, panel_title, spanned, words_of
from .word_paste import cut_sign, list_level

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BOLD = frozenset(("b", "strong"))
FILE = re.compile(r"\.(?:pdf|docx?|odt|xlsx?)(?:$|[?#])", re.I)
DEEPEST = 220
"""Elements inside one another that are followed."""


def read_html(root: HtmlElement, builder: Builder, doubts: list[Doubt]) -> None:
    """Feeds ``builder`` with the page's own part."""
    main = _main(root)
    outside = root.xpath("//h1")
    if outside and main.find(".//h1") is None and main.tag != "h1":
        builder.heading(words_of(outside[0]), 1, outside[0].sourceline or 1)
    _Walker(builder, doubts).walk(main, 0)


def main_text(root: HtmlElement) -> str:
    """The words of the page's own part, for finding its language."""
    return " ".join(text for text in _main(root).itertext(with_tail=True) if isinstance(text, str))[:100_000]


def _main(root: HtmlElement) -> HtmlElement:
    """The element that holds the text: <main>, else the only <article>, else the body."""
    for path in ("//main", "//*[@role='main']", "//article"):
        found = root.xpath(path)
        if len(found) == 1 and len(found[0].text_content().split()) > 10:
            return found[0]
    bodies = root.xpath("//body")
    return bodies[0] if bodies else root


class _Walker:
    def __init__(self, builder: Builder, doubts: list[Doubt]) -> None:
        self.builder = builder
        self.doubts = doubts
        self.spans: list[Span] = []
        self.links: list[tuple[str, str]] = []
        self.line = 0
        self.quoted = False
        self.items: list[str] = []
        """signs of the lists that are open"""
        self.in_item = False
        """whether the words found next begin an item"""

    def walk(self, element: HtmlElement, depth: int) -> None:
        """Reads the children of a block element."""
        self._inline_text(element.text, False)
        for child in element:
            if isinstance(child.tag, str) and depth < DEEPEST and not self._is_skipped(child):
                if child.tag in BLOCKS or (child.find(".//*") is not None and self._holds_blocks(child)):
                    self.flush()
                    self._block(child, depth + 1)
                    self.flush()
                else:
                    self._inline(child, False, depth + 1)
            self._inline_text(child.tail, False)
        self.flush()

    def flush(self) -> None:
        """Hands the words gathered so far to the builder."""
        spans, links, self.spans, self.links = self.spans, self.links, [], []
        if not joined(spans):
            return
        if self.items and self.in_item:
            self.builder.item(spans, len(self.items) - 1, self.items[-1], self.line, links)
            self.in_item = False
        elif self.items:
            self.builder.detail(spans, self.line)
        elif self.quoted:
            self.builder.quote(spans, self.line)
        else:
            self.builder.paragraph(spans, self.line, links)

    def _block(self, element: HtmlElement, depth: int) -> None:
        tag = element.tag
        self.line = element.sourceline or self.line
        level = HEADINGS.get(tag) or self._aria_level(element) or int("MsoTitle" in element.get("class", ""))
        depth_in_word = list_level(element)
        if depth_in_word and joined(_spans(element)):
            self._word_item(element, depth_in_word, depth)
        elif is_fold_title(element):
            self.builder.inner_heading(words_of(element), self.line)
        elif level:
            self.builder.heading(words_of(element), level, self.line)
        elif tag == "summary":
            self.builder.inner_heading(words_of(element), self.line)
        elif tag in ("ul", "ol", "menu"):
            self._list(element, depth)
        elif tag == "dl":
            self._definitions(element, depth)
        elif tag == "table":
            self._table(element, depth)
        elif tag == "blockquote":
            self.quoted, before = True, self.quoted
            self.walk(element, depth)
            self.quoted = before
        elif tag == "pre":
            self.builder.paragraph([(element.text_content(), False)], self.line)
        else:
            if panel_title(element):
                self.builder.inner_heading(panel_title(element), self.line)
            self.walk(element, depth)

    def _word_item(self, element: HtmlElement, level: int, depth: int) -> None:
        """A paragraph that Word means as an item of a list."""
        self._inline(element, False, depth)
        sign, spans = cut_sign(self.spans)
        self.builder.item(spans, level - 1, sign, self.line, self.links)
        self.spans, self.links = [], []

    def _list(self, element: HtmlElement, depth: int) -> None:
        number = 0
        for child in element:
            if not isinstance(child.tag, str) or self._is_skipped(child):
                continue
            if child.tag in ("ul", "ol"):
                self.items.append("•")
                self._list(child, depth + 1)
                self.items.pop()
                continue
            number += 1
            self.line = child.sourceline or self.line
            if self._has_heading(child):
                kept, self.items = self.items, []
                self.walk(child, depth + 1)
                self.items = kept
                continue
            self.items.append(f"{number}" if element.tag == "ol" else "•")
            self.in_item = True
            self.walk(child, depth + 1)
            self.in_item = False
            self.items.pop()

    def _has_heading(self, element: HtmlElement) -> bool:
        return any(next(element.iter(tag), None) is not None for tag in (*HEADINGS, "summary"))

    def _definitions(self, element: HtmlElement, depth: int) -> None:
        for child in element.iter("dt", "dd"):
            self.line = child.sourceline or self.line
            words = words_of(child)
            if child.tag == "dt" and is_statement(words, self.builder.language):
                self.builder.inner_heading(words, self.line)
            elif child.tag == "dt":
                self.builder.item([(words, False)], 0, "dt", self.line)
            else:
                blocks = self.builder.blocks
                if blocks and blocks[-1].marker == "dt":
                    self.builder.detail([(words, False)], self.line)
                else:
                    self.walk(child, depth + 1)

    def _table(self, element: HtmlElement, depth: int) -> None:
        if self._has_heading(element) or is_layout(element):
            self.walk(element, depth)
            return
        rows = spanned([[(joined(_spans(cell)), cell) for cell in row.iter("td", "th")] for row in element.iter("tr")])
        self.builder.table(rows, self.line)

    def _inline(self, element: HtmlElement, bold: bool, depth: int) -> None:
        if not isinstance(element.tag, str) or self._is_skipped(element):
            return
        if element.tag == "br":
            self.spans.append(("\n", bold))
            return
        if element.tag == "button" and element.get("aria-controls"):
            self.flush()
            self.builder.inner_heading(words_of(element), element.sourceline or self.line)
            return
        if element.tag == "button":
            return
        if element.tag == "a" and FILE.search(element.get("href", "")):
            self.links.append((words_of(element), element.get("href", "").strip()))
        bold = (
            bold
            or element.tag in BOLD
            or bool(re.search(r"font-weight\s*:\s*(?:bold|[6-9]00)", element.get("style", "")))
        )
        self._inline_text(element.text, bold)
        for child in element:
            if depth < DEEPEST:
                self._inline(child, bold, depth + 1)
            self._inline_text(child.tail, bold)

    def _inline_text(self, text: str | None, bold: bool) -> None:
        if text:
            self.spans.append((re.sub(r"\s+", " ", text), bold))

    def _holds_blocks(self, element: HtmlElement) -> bool:
        return any(isinstance(below.tag, str) and below.tag in BLOCKS for below in element.iter())

    def _aria_level(self, element: HtmlElement) -> int:
        level = element.get("aria-level", "2")
        return min(int(level), 6) if element.get("role") == "heading" and level.isascii() and level.isdigit() else 0

    def _is_skipped(self, element: HtmlElement) -> bool:
        if is_unseen(element):
            return True
        if not is_site_part(element):
            return False
        words = words_of(element)
        if words:
            self.builder.left_out.add(element.sourceline or self.line, words[:80])
        return True


def _spans(element: HtmlElement) -> list[Span]:
    return [(text + " ", False) for text in element.itertext() if isinstance(text, str)]


def parse(text: str) -> HtmlElement:
    """The tree of a page; comments and processing instructions are dropped, nothing is fetched."""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    return html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
