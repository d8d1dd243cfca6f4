"""A plan as a spreadsheet: xlsx without loss, csv with the goals only; both are read back by sheets.template.

No cell is ever a formula: in xlsx every text is stored as text, in csv a text that a spreadsheet program would
take for a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv as csv_files
import io
import re
from collections.abc import Iterator

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ...vocabulary import GOAL_KINDS
from ..document import PlanDocument
from ..sheets import records, template, words
from ..sheets.records import Cell
from .packing import MOMENT
from .wording import fit
from .writer import NOWHERE, Origin, Writer

FORMULA = re.compile(r"[=+\-@\t\r]")
ESCAPED = re.compile(r"'+[=+\-@\t\r]")
MADE_UP = re.compile(r"'*[=+\-@\t\r]")
WIDTHS = {"title": 50, "text": 60, "kind": 18, "key": 12, "id": 14}
LISTED = 255
"""Characters that Excel allows in the list of a drop-down."""


def xlsx(document: PlanDocument, language: str, origin: Origin = NOWHERE, /) -> bytes:
    """All languages are in it, so ``language`` changes nothing."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": document.title, "created": MOMENT})
    formats = _Formats(book)
    for name, rows in sheets_of(document, origin.status):
        sheet = book.add_worksheet(name)
        _fill(sheet, rows, formats)
        if name == template.GOALS:
            _dress(sheet, document, len(rows))
            sheet.activate()
    book.close()
    return file.getvalue()


def sheets_of(document: PlanDocument, status: str) -> Iterator[tuple[str, list[list[Cell]]]]:
    """The sheets of a workbook, whatever the format, in their order: name and rows."""
    yield template.PLAN, template.plan_rows(document, status)
    rows = [part for row in template.goal_rows(document) for part in records.split(row)]
    yield template.GOALS, [[_kept(cell) for cell in row] for row in rows]
    for name in template.TABLES:
        if entries := getattr(document, name):
            yield name, records.table_of(entries)


class _Formats:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.heading: Format = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.text: Format = book.add_format({"text_wrap": True, "valign": "top"})
        self.not_a_formula: Format = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})


def _fill(sheet: Worksheet, rows: list[list[Cell]], formats: _Formats) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(map(len, rows), default=1), 24)
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(line, column, cell, formats.text)
            elif text := fit(cell):
                style = formats.not_a_formula if FORMULA.match(text) else formats.text
                sheet.write_string(line, column, text, style if line else formats.heading)


def _kept(cell: Cell) -> Cell:
    """A text that looks as if we had escaped it gets one more apostrophe, because reading takes one away."""
    return f"'{cell}" if isinstance(cell, str) and ESCAPED.match(cell) else cell


def _dress(sheet: Worksheet, document: PlanDocument, rows: int) -> None:
    """Column widths, filters, and the kinds to choose from."""
    columns = template.columns_of(document)
    for index, (role, _code) in enumerate(columns):
        sheet.set_column(index, index, WIDTHS.get(role, 10))
    sheet.autofilter(0, 0, max(rows - 1, 1), len(columns) - 1)
    kinds = [words.own_word(words.KINDS, kind, document.language) for kind in GOAL_KINDS]
    if len(",".join(kinds)) <= LISTED:
        column = columns.index(("kind", ""))
        sheet.data_validation(
            1, column, rows + 500, column, {"validate": "list", "source": kinds, "error_type": "warning"}
        )


def csv(document: PlanDocument, language: str, origin: Origin = NOWHERE, /) -> bytes:
    """The goals in all languages: semicolons and a byte order mark, as Excel in our countries expects them."""
    file = io.StringIO(newline="")
    writer = csv_files.writer(file, delimiter=";", lineterminator="\r\n")
    for row in template.goal_rows(document):
        writer.writerow([escaped(cell) for cell in row])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def escaped(cell: Cell) -> Cell:
    """``cell`` so that no spreadsheet program takes it for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if isinstance(cell, str) and MADE_UP.match(cell) else cell


def of_csv(document: PlanDocument) -> list[str]:
    """What stands beside the goals does not fit in one table."""
    beside: list[object] = [document.title, document.introduction, document.period, document.levels, document.decisions]
    beside += [document.milestones, document.attachments, document.organisations]
    if not any(beside):
        return []
    return [_("Only the goals are in the file: title, period, levels, decisions, milestones and files are not.")]


XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSX = Writer(suffix=".xlsx", media_type=XLSX_TYPE, write=xlsx)
CSV = Writer(suffix=".csv", media_type="text/csv; charset=utf-8", write=csv, losses=of_csv)
