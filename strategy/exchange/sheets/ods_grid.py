"""OpenDocument spreadsheets as grids, streamed: a cell that repeats a million times costs nothing here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from lxml import etree

from ...refusal import Refused
from .grid import MAX_COLUMNS, MAX_ROWS, Grid, too_large
from .guards import damaged, open_office_file

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"

CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")


def grids_of(data: bytes) -> list[Grid]:
    """The sheets of an ods file. Raises Refused for what cannot or should not be opened."""
    archive, _has_formula = open_office_file(data)
    try:
        with archive.open("content.xml") as content:
            return _read(content)
    except KeyError as error:
        raise Refused(_("This is not an OpenDocument spreadsheet: it has no content.xml.")) from error
    except (etree.XMLSyntaxError, BadZipFile, ValueError) as error:
        raise damaged() from error


def _read(content: IO[bytes]) -> list[Grid]:
    grids: list[Grid] = []
    indents: dict[str, float] = {}
    line = 0
    tags = (f"{TABLE}table", f"{TABLE}table-row", f"{STYLE}style")
    for event, element in etree.iterparse(
        content, events=("start", "end"), tag=tags, resolve_entities=False, no_network=True, load_dtd=False
    ):
        if event == "start":
            if element.tag == f"{TABLE}table":
                grids.append(Grid(element.get(f"{TABLE}name") or ""))
                line = 0
            continue
        if element.tag == f"{STYLE}style":
            _note_indent(element, indents)
        elif element.tag == f"{TABLE}table-row" and grids:
            line = _add_row(element, line, grids[-1], indents)
            _forget(element)
    return grids


def _forget(element: etree._Element) -> None:
    """Gives back the memory of a row that was read, and of those before it."""
    element.clear(keep_tail=True)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _note_indent(style: etree._Element, indents: dict[str, float]) -> None:
    for properties in style.iter(f"{STYLE}paragraph-properties"):
        length = (properties.get(f"{FO}margin-left") or "").rstrip("abcdefghijklmnopqrstuvwxyz%")
        try:
            indents[style.get(f"{STYLE}name") or ""] = float(length)
        except ValueError:
            continue


def _add_row(row: etree._Element, line: int, grid: Grid, styles: dict[str, float]) -> int:
    """Adds a row as often as it repeats; answers with the number of its last line."""
    times = _number(row.get(f"{TABLE}number-rows-repeated"))
    cells: list[str] = []
    indents: dict[int, float] = {}
    for cell in row.iterchildren(*CELLS):
        value = _value(cell)
        width = min(_number(cell.get(f"{TABLE}number-columns-repeated")), MAX_COLUMNS + 1 - len(cells))
        indent = styles.get(cell.get(f"{TABLE}style-name") or "", 0)
        if value and indent:
            indents[len(cells)] = indent
        cells.extend([value] * width)
    if any(cells):
        if times > MAX_ROWS:
            raise too_large()
        for index in range(times):
            grid.add(line + 1 + index, cells, indents)
    return line + times


def _number(text: str | None) -> int:
    return max(int(text), 1) if text and text.isdigit() else 1


def _value(cell: etree._Element) -> str:
    kind = cell.get(f"{OFFICE}value-type")
    if kind == "date":
        date = cell.get(f"{OFFICE}date-value") or ""
        return date.removesuffix("T00:00:00")
    if kind == "boolean":
        return "1" if cell.get(f"{OFFICE}boolean-value") == "true" else "0"
    shown = "\n".join("".join(_pieces(paragraph)) for paragraph in cell.iterchildren(f"{TEXT}p"))
    return shown or (cell.get(f"{OFFICE}string-value") or cell.get(f"{OFFICE}value") or "")


def _pieces(element: etree._Element) -> Iterator[str]:
    """The text of a paragraph with the spaces, tabs and breaks that ODF writes as elements; notes left out."""
    if element.text:
        yield element.text
    for child in element:
        if child.tag == f"{TEXT}s":
            yield " " * min(_number(child.get(f"{TEXT}c")), 1000)
        elif child.tag == f"{TEXT}tab":
            yield "\t"
        elif child.tag == f"{TEXT}line-break":
            yield "\n"
        elif child.tag != f"{OFFICE}annotation" and isinstance(child.tag, str):
            yield from _pieces(child)
        if child.tail:
            yield child.tail
