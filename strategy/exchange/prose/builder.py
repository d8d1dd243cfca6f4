"""Blocks out of styled paragraphs, as web pages, Word and OpenDocument have them: what the front ends share."""

from __future__ import annotations

import re

from .blocks import BOLD, PLAIN, STYLED, Block, Page, Shape
from .boilerplate import LeftOut, is_boilerplate
from .decisions import tells_decision
from .gathering import could_be_heading, is_goal_line
from .lines import blocks_of
from .meaning import meaning
from .reading import is_statement
from .roles import Role
from .signs import sign_of

Span = tuple[str, bool]
"""(text, whether it is bold)"""

DEEPEST = 40
WORDS_OF_STRONG = 8
NUMBERED_NAME = re.compile(r"\d{1,2}\s+[^\W\d_].{2,80}")
"""A heading numbered by hand without a sign after the number."""


def joined(spans: list[Span]) -> str:
    """The text of spans: runs of spaces made one, line breaks kept."""
    text = "".join(part for part, _bold in spans)
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return "\n".join(lines).strip("\n ")


def _parted(spans: list[Span]) -> list[list[Span]]:
    """Spans with two line breaks between them in groups of their own, and lines that each begin in bold."""
    groups: list[list[Span]] = [[]]
    breaks = 0
    least = 1 if _are_labelled(spans) else 2
    for text, bold in spans:
        for part in re.split(r"(\n)", text):
            if part == "\n":
                breaks += 1
            elif part.strip():
                if breaks >= least:
                    groups.append([])
                breaks = 0
            groups[-1].append((part, bold))
    return groups


def _are_labelled(spans: list[Span]) -> bool:
    """Whether several lines all begin with bold words that a colon or dash ends."""
    lines: list[list[Span]] = [[]]
    for text, bold in spans:
        head, *rest = text.split("\n")
        lines[-1].append((head, bold))
        lines += [[(part, bold)] for part in rest]
    filled = [[span for span in line if span[0].strip()] for line in lines]
    filled = [line for line in filled if line]
    return len(filled) > 1 and all(
        line[0][1] and len(line) > 1 and (line[0][0].strip()[-1] in ":–-" or line[1][0].strip()[:1] in ":–-")
        for line in filled
    )


def _is_signed(text: str) -> bool:
    return any(sign_of(part) for part in text.split("\n"))


class Builder:
    def __init__(self, language: str, left_out: LeftOut) -> None:
        self.language = language
        self.left_out = left_out
        self.blocks: list[Block] = []
        self.level = 0
        """of the last styled heading"""
        self.signed: list[tuple[int, str]] = []
        """(line, text) of paragraphs with list signs, one below the other"""
        self.pending: Block | None = None
        """a heading of the site ("Share this page") that takes the list below with it"""

    def heading(self, text: str, level: int, line: int, *, is_inner: bool = False) -> None:
        self._release()
        text = " ".join(text.split())
        self.pending = None
        if not text or self._leaves_out(text, line):
            self.pending = Block(Shape.HEADING, text, line, STYLED, level=level) if text else None
            return
        if not is_inner:
            self.level = level
        self.blocks.append(Block(Shape.HEADING, text, line, STYLED, level=level))

    def inner_heading(self, text: str, line: int) -> None:
        """A heading of no rank (the head of a fold-out part): one deeper than the last one."""
        self.heading(text, self.level + 1, line, is_inner=True)

    def quote(self, spans: list[Span], line: int) -> None:
        self._release()
        for text, _strong in self._pieces(spans, line):
            self.blocks.append(Block(Shape.QUOTE, text, line))

    def paragraph(self, spans: list[Span], line: int, links: list[tuple[str, str]] | None = None) -> None:
        self.pending = None
        for text, strong in self._pieces(spans, line):
            begin = strong if text.startswith(strong) else ""
            if begin:
                self._release()
                if self._bold_paragraph(text, begin, line):
                    continue
            if any(is_goal_line(part, self.language) for part in text.split("\n")):
                self._release()
                self._goal_lines(text, line)
            elif not begin and (_is_signed(text) or NUMBERED_NAME.fullmatch(text)):
                self.signed.append((line, text))
            else:
                self._release()
                self.blocks.append(Block(Shape.PARAGRAPH, text, line, strong=begin, links=links or []))

    def _release(self) -> None:
        """Reads the paragraphs with list signs that were gathered, as the lines of one list."""
        gathered, self.signed = self.signed, []
        lines = [(line, part) for line, text in gathered for part in text.split("\n")]
        for block in blocks_of("\n".join(part for _line, part in lines), self.language, self.left_out):
            block.line = lines[block.line - 1][0]
            self.blocks.append(block)

    def _goal_lines(self, text: str, line: int) -> None:
        """Lines that each say which goal they are are headings of their own; what stands between is their text."""
        for part in text.split("\n"):
            is_goal = is_goal_line(part, self.language)
            shape = Shape.HEADING if is_goal else Shape.PARAGRAPH
            self.blocks.append(Block(shape, part, line, PLAIN if is_goal else ""))

    def item(
        self, spans: list[Span], depth: int, marker: str, line: int, links: list[tuple[str, str]] | None = None
    ) -> None:
        self._release()
        text = joined(spans)
        if not text or self._leaves_out(text, line):
            return
        if self.pending and meaning(self.pending.text, self.language).role is Role.LEFT_OUT:
            self.blocks.append(self.pending)
        self.pending = None
        sign = sign_of(text)
        if sign and not sign.name.startswith(("number", "letter", "roman", "bracket")):
            text = sign.text
        strong = self._strong(spans)
        block = Block(Shape.ITEM, text, line, depth=min(depth, DEEPEST), marker=marker, links=links or [])
        block.strong = strong if text.startswith(strong) else ""
        if re.fullmatch(r"\d+(?:\.\d+)+", marker):
            block.evidence = f"number{marker.count('.') + 1}"
        self.blocks.append(block)

    def detail(self, spans: list[Span], line: int) -> None:
        """A further paragraph of the item before."""
        self._release()
        text = joined(spans)
        if text and self.blocks and self.blocks[-1].shape is Shape.ITEM:
            self.blocks[-1].detail = f"{self.blocks[-1].detail}\n\n{text}".strip()
        elif text:
            self.paragraph(spans, line)

    def table(self, rows: list[list[str]], line: int) -> None:
        self._release()
        rows = [[" ".join(cell.split()) for cell in row] for row in rows]
        rows = [row for row in rows if any(row)]
        if not rows:
            return
        if max(map(len, rows)) == 1:
            for row in rows:
                self.paragraph([(row[0], False)], line)
        else:
            width = max(map(len, rows))
            self.blocks.append(Block(Shape.TABLE, "", line, rows=[row + [""] * (width - len(row)) for row in rows]))

    def page(self) -> Page:
        """The page; where it has no headings but a title, short paragraphs that stand alone are taken for them."""
        self._release()
        headings = [block for block in self.blocks if block.shape is Shape.HEADING]
        bare = len(headings) <= 1
        for index, block in enumerate(self.blocks):
            if block.shape is not Shape.PARAGRAPH or "\n" in block.text or not could_be_heading(block.text):
                continue
            after = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
            if tells_decision(block.text, self.language):
                continue
            known = is_statement(block.text, self.language) and after is not None and after.shape is not Shape.HEADING
            if known or (bare and after is not None):
                block.shape, block.evidence = Shape.HEADING, PLAIN
        return Page(blocks=self.blocks, language=self.language)

    def _leaves_out(self, text: str, line: int) -> bool:
        if not is_boilerplate(text, self.language):
            return False
        self.left_out.add(line, text)
        return True

    def _pieces(self, spans: list[Span], line: int) -> list[tuple[str, str]]:
        """The paragraphs of spans (two line breaks end one) without lines of the site, and their first bold words."""
        pieces = []
        for group in _parted(spans):
            kept = [part for part in joined(group).split("\n") if part and not self._leaves_out(part, line)]
            if kept:
                pieces.append(("\n".join(kept), self._strong(group)))
        return pieces

    def _strong(self, spans: list[Span]) -> str:
        """The bold words that spans begin with."""
        bold: list[Span] = []
        for text, is_bold in spans:
            if text.strip() and not is_bold:
                break
            bold.append((text, is_bold))
        return joined(bold).split("\n")[0] if any(is_bold and text.strip() for text, is_bold in bold) else ""

    def _bold_paragraph(self, text: str, strong: str, line: int) -> bool:
        """A paragraph all in bold, or with a bold first line, is a heading; one with a bold label an item."""
        rest = text[len(strong) :]
        bare = strong.rstrip(" :.")
        if not rest.strip(" :.") and could_be_heading(bare):
            self.blocks.append(Block(Shape.HEADING, strong, line, BOLD))
            return True
        first_line = rest.startswith("\n") and could_be_heading(bare)
        if first_line or (is_statement(bare, self.language) and rest[:2].strip() in (":", "", "–", "-", ":\n")):
            self.blocks.append(Block(Shape.HEADING, bare, line, BOLD))
            self.paragraph([(rest.lstrip("\n") if first_line else rest.lstrip(" :–-\n"), False)], line)
            return True
        is_label = strong.endswith(":") or rest.lstrip()[:1] in (":", "–")
        if is_label and len(strong.split()) <= WORDS_OF_STRONG:
            self.blocks.append(Block(Shape.ITEM, text, line, strong=strong, marker="label"))
            return True
        return False
