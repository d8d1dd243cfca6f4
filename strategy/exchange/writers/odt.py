"""A plan as an OpenDocument text with real headings, lists and languages."""

from __future__ import annotations

import io

from odfdo import Document, Header, LineBreak, List, ListItem, Paragraph, Span, Style

from ..document import PlanDocument
from ..papers import pieces
from . import blocks
from .blocks import Block, blocks_of
from .losses import of_reading
from .packing import timeless
from .wording import LOCALES, fit
from .writer import NOWHERE, Origin, Writer

DEEPEST = 10
STYLES = {
    blocks.TITLE: "Title",
    blocks.PARAGRAPH: "Text_20_body",
    blocks.FACT: "Text_20_body",
    blocks.LEAD_IN: "Koers_20_lead-in",
    blocks.VERSE: "Koers_20_verse",
    blocks.QUOTATION: "Quotations",
}


def write(document: PlanDocument, language: str, origin: Origin = NOWHERE, /) -> bytes:
    """The document in one language; a text that is not translated is marked with its own language."""
    language = language or document.language
    paper = Document("text")
    paper.body.clear()
    _add_styles(paper, language)
    marks = {language: ""}
    items: List | None = None
    for block in blocks_of(document, language, origin.status):
        if block.role == pieces.LANGUAGE:
            continue  # the file's own properties say it
        mark = _mark(paper, block.said.language, marks)
        if block.style != blocks.ITEM:
            items = None
        elif items is None:
            items = List(style="List_20_1")
            paper.body.append(items)
        _add(paper, block, mark, items)
        if block.style == blocks.TITLE:
            paper.meta.title = fit(block.said.text)
    file = io.BytesIO()
    paper.save(file)
    return timeless(file.getvalue())


def _add(paper: Document, block: Block, mark: str, items: List | None) -> None:
    if items is not None:
        paragraph = Paragraph(style="Text_20_body")
        item = ListItem()
        item.append(paragraph)
        items.append(item)
    elif block.style == blocks.HEADING:
        depth = min(block.depth, DEEPEST)
        paragraph = Header(depth, style=f"Heading_20_{depth}")
        paper.body.append(paragraph)
    else:
        paragraph = Paragraph(style=STYLES[block.style])
        paper.body.append(paragraph)
    holder: Paragraph | Span = paragraph
    if mark:
        holder = Span(style=mark)
        paragraph.append(holder)
    for text, role in block.spans():
        inner = Span(style=f"Koers_20_{role}") if role else holder
        if role:
            holder.append(inner)
        for index, line in enumerate(fit(text).split("\n")):
            if index:
                inner.append(LineBreak())
            inner.append_plain_text(line)


def _mark(paper: Document, language: str, marks: dict[str, str]) -> str:
    """The name of the text style for a language, made when it is first needed; "" for the document's own."""
    if language not in marks:
        code, _sign, country = LOCALES.get(language, f"{language}_none").partition("_")
        style = Style("text", name=f"Koers_20_{language}")
        style.set_properties({"fo:language": code, "fo:country": country}, area="text")
        paper.insert_style(style)
        marks[language] = f"Koers_20_{language}"
    return marks[language]


def _add_styles(paper: Document, language: str) -> None:
    code, _sign, country = LOCALES.get(language, f"{language}_none").partition("_")
    paper.meta.language = f"{code}-{country}"
    paper.language = f"{code}-{country}"
    for role in sorted(pieces.MARKED):
        shown = f"{pieces.STYLE}{role.replace('_', ' ')}"
        paper.insert_style(Style("text", name=f"Koers_20_{role}", display_name=shown))
    for name, size in (("Title", "24pt"), ("Subtitle", "14pt")):
        style = Style("paragraph", name=name, parent_style="Heading", display_name=name)
        style.set_properties({"fo:font-size": size, "fo:font-weight": "bold"}, area="text")
        paper.insert_style(style)
    for name, shown, area in (
        ("Koers_20_lead-in", "Lead-in", {"fo:font-weight": "bold"}),
        ("Koers_20_verse", "Verse", {"fo:font-style": "italic"}),
        ("Quotations", "Quotations", {"fo:font-style": "italic"}),
    ):
        style = Style("paragraph", name=name, parent_style="Text_20_body", display_name=shown)
        style.set_properties(area, area="text")
        paper.insert_style(style)


ODT = Writer(
    suffix=".odt", media_type="application/vnd.oasis.opendocument.text", write=write, losses=of_reading
)  # fmt: skip
