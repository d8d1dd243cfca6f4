"""A plan as an OpenDocument spreadsheet: the same sheets as in xlsx, without loss, read back by sheets.template.

It is written as the XML that it is, so that a plan of thousands of goals takes no longer than in xlsx. No cell is ever
a formula: each is text by its value and by its style, so that it stays text when somebody edits it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from ..document import PlanDocument
from ..sheets import template
from ..sheets.records import Cell
from .packing import MOMENT
from .sheet import WIDTHS, sheets_of
from .wording import fit
from .writer import NOWHERE, Origin, Writer

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
NAMESPACES = 'xmlns:dc="http://purl.org/dc/elements/1.1/" ' + " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "number": "datastyle",
        "fo": "xsl-fo-compatible",
        "manifest": "manifest",
    }.items()
)
WIDE = 24
"""Characters of a column that says nothing of its width, as in xlsx."""

STYLES = """
<number:text-style style:name="as-text"><number:text-content/></number:text-style>
<style:style style:name="text" style:family="table-cell" style:data-style-name="as-text">
<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>
<style:style style:name="heading" style:family="table-cell" style:data-style-name="as-text">
<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" fo:border-bottom="0.5pt solid #000000"/>
<style:text-properties fo:font-weight="bold"/></style:style>
"""
SPACES = re.compile(r"^ +| {2,}")


def write(document: PlanDocument, language: str, origin: Origin = NOWHERE, /) -> bytes:
    """All languages are in it, so ``language`` changes nothing."""
    parts = {
        "mimetype": MEDIA_TYPE,
        "content.xml": "".join(_content(document, origin)),
        "meta.xml": (
            f'{XML}<office:document-meta {NAMESPACES} office:version="1.2"><office:meta>'
            f"<dc:title>{escape(fit(document.title))}</dc:title></office:meta></office:document-meta>"
        ),
        "META-INF/manifest.xml": _manifest(),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, MOMENT.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return file.getvalue()


def _content(document: PlanDocument, origin: Origin) -> Iterator[str]:
    widths = sorted({WIDE, *_widths(document)})
    columns = "".join(
        f'<style:style style:name="w{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width / 5:g}cm"/></style:style>'
        for width in widths
    )
    yield (
        f'{XML}<office:document-content {NAMESPACES} office:version="1.2">'
        f"<office:automatic-styles>{STYLES}{columns}</office:automatic-styles><office:body><office:spreadsheet>"
    )
    for name, rows in sheets_of(document, origin.status):
        wide = _widths(document) if name == template.GOALS else [WIDE] * max(map(len, rows), default=1)
        yield f"<table:table table:name={quoteattr(name)}>"
        yield "".join(f'<table:table-column table:style-name="w{width}"/>' for width in wide)
        for line, row in enumerate(rows):
            cells = "".join(_cell(cell, "text" if line else "heading") for cell in row)
            yield f"<table:table-row>{cells}</table:table-row>"
        yield "</table:table>"
    yield "</office:spreadsheet></office:body></office:document-content>"


def _widths(document: PlanDocument) -> list[int]:
    return [WIDTHS.get(role, 10) for role, _code in template.columns_of(document)]


def _cell(cell: Cell, style: str) -> str:
    if isinstance(cell, int):
        return (
            f'<table:table-cell table:style-name="{style}" office:value-type="float" office:value="{cell}">'
            f"<text:p>{cell}</text:p></table:table-cell>"
        )
    text = fit(cell)
    if not text:
        return f'<table:table-cell table:style-name="{style}"/>'
    lines = "".join(f"<text:p>{_line(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{lines}</table:table-cell>'


def _line(text: str) -> str:
    """Spaces and tabs as elements, where a reader would take white space together."""
    spaced = SPACES.sub(lambda run: f'<text:s text:c="{len(run[0])}"/>', escape(text))
    return re.sub(" $", "<text:s/>", spaced).replace("\t", "<text:tab/>")


def _manifest() -> str:
    listed = {"/": MEDIA_TYPE, "content.xml": "text/xml", "meta.xml": "text/xml"}
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{media_type}"/>'
        for path, media_type in listed.items()
    )
    return f'{XML}<manifest:manifest {NAMESPACES} manifest:version="1.2">{entries}</manifest:manifest>'


ODS = Writer(suffix=".ods", media_type=MEDIA_TYPE, write=write)
