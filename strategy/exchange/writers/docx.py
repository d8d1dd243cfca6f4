"""A plan as a Word document with real headings, lists and languages."""

from __future__ import annotations

import io

import docx as word
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from ..document import PlanDocument
from ..papers import pieces
from . import blocks
from .blocks import Block, blocks_of
from .losses import of_reading
from .packing import MOMENT, timeless
from .wording import LOCALES, fit
from .writer import NOWHERE, Origin, Writer

STYLES = {
    blocks.TITLE: "Title",
    blocks.PARAGRAPH: "Normal",
    blocks.LEAD_IN: "Lead-in",
    blocks.VERSE: "Quote",
    blocks.QUOTATION: "Intense Quote",
    blocks.ITEM: "List Bullet",
    blocks.FACT: "Normal",
}
DEEPEST = 9


def write(document: PlanDocument, language: str, origin: Origin = NOWHERE, /) -> bytes:
    """The document in one language; a text that is not translated is marked with its own language."""
    language = language or document.language
    paper = word.Document()
    _set_language(paper, language)
    lead_in = paper.styles.add_style("Lead-in", WD_STYLE_TYPE.PARAGRAPH)
    lead_in.base_style, lead_in.font.bold, lead_in.paragraph_format.keep_with_next = paper.styles["Normal"], True, True
    for role in sorted(pieces.MARKED):
        paper.styles.add_style(f"{pieces.STYLE}{role.replace('_', ' ')}", WD_STYLE_TYPE.CHARACTER)
    ids = {style.name: style.style_id for style in paper.styles}
    end = paper.element.body.sectPr
    for block in blocks_of(document, language, origin.status):
        if block.role == pieces.LANGUAGE:
            continue  # the file's own properties say it
        paragraph = OxmlElement("w:p")  # python-docx would look through the whole document for each one's place
        end.addprevious(paragraph)
        paragraph.style = ids[_style(block)]
        _add_texts(Paragraph(paragraph, paper._body), block, language, ids)
        if block.style == blocks.TITLE:
            paper.core_properties.title = fit(block.said.text)[:255]
    file = io.BytesIO()
    paper.save(file)
    return timeless(file.getvalue())


def _style(block: Block) -> str:
    return f"Heading {min(block.depth, DEEPEST)}" if block.style == blocks.HEADING else STYLES[block.style]


def _add_texts(paragraph: Paragraph, block: Block, language: str, ids: dict[str, str]) -> None:
    """The words of a block, those that say something particular in the named style of what they are."""
    foreign = block.said.language if block.said.language != language else ""
    for text, role in block.spans():
        run = paragraph.add_run(fit(text))  # python-docx makes line breaks of "\n"
        if role:
            name = OxmlElement("w:rStyle")
            name.set(qn("w:val"), ids[f"{pieces.STYLE}{role.replace('_', ' ')}"])
            run._r.get_or_add_rPr().append(name)
        if foreign:
            mark = OxmlElement("w:lang")
            mark.set(qn("w:val"), LOCALES.get(foreign, foreign).replace("_", "-"))
            run._r.get_or_add_rPr().append(mark)


def _set_language(paper: Document, language: str) -> None:
    properties = paper.core_properties
    properties.language = LOCALES.get(language, language).replace("_", "-")
    properties.author, properties.comments = "", ""
    properties.created = properties.modified = MOMENT
    defaults = paper.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    if defaults is not None:
        defaults.set(qn("w:val"), properties.language)


DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCX = Writer(suffix=".docx", media_type=DOCX_TYPE, write=write, losses=of_reading)
