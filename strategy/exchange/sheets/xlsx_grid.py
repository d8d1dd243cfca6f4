"""Excel workbooks as grids, row by row, with openpyxl. Formulas are never worked out: their stored result counts."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator
from itertools import repeat
from typing import Any

import openpyxl
from django.utils.translation import gettext as _

from ...refusal import Refused
from ...telling import telling
from ..document import Doubt
from ..strict import usual_file
from .empty_rows import without_empty_rows
from .grid import MAX_COLUMNS, Grid, too_large
from .guards import damaged, open_office_file

LAST_LINE = 1_048_576
MOST_CELLS = 20_000_000
"""Cells that are looked at, empty ones among them."""

DECIMALS = re.compile(r"0\.(0+)")
"""Number formats that say how many decimals to show: the code 1.10 is the number 1.1 in such a cell."""


def grids_of(data: bytes) -> list[Grid]:
    """The visible sheets of a workbook. Raises Refused for what cannot or should not be opened."""
    archive, has_formula = open_office_file(data)
    try:
        data = without_empty_rows(usual_file(archive, data))
    except KeyError as error:
        raise damaged() from error
    values = _workbook(data, values=True)
    formulas = _workbook(data, values=False) if has_formula else None
    grids = []
    try:
        for sheet in values.worksheets:
            grid = Grid(sheet.title)
            if sheet.sheet_state != "visible":
                grid.doubts.append(
                    Doubt(line=0, message=_("The sheet “%(name)s” is hidden and not read.") % vars(grid))
                )
            else:
                _read(sheet, formulas[sheet.title] if formulas else None, grid)
            grids.append(grid)
    except Refused:
        raise
    except Exception as error:  # whatever a damaged part makes openpyxl raise
        raise damaged() from error
    finally:
        values.close()
        if formulas:
            formulas.close()
    return grids


def _workbook(data: bytes, *, values: bool) -> Any:
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)
    except Exception as error:  # KeyError, ValueError, InvalidFileException, XMLSyntaxError ... of a damaged file
        raise damaged() from error
    if not book.worksheets:
        raise Refused(_("This workbook has no sheets that can be read. Save it as “Excel workbook (.xlsx)”."))
    return book


def _rows(sheet: Any) -> Iterator[tuple]:
    sheet.reset_dimensions()
    return iter(sheet.iter_rows())


def _read(sheet: Any, with_formulas: Any, grid: Grid) -> None:
    styles: dict[int, tuple[float, int | None]] = {}
    seconds: Iterator[Any] = _rows(with_formulas) if with_formulas is not None else repeat(())
    seen = 0
    for line, (row, second) in enumerate(telling(zip(_rows(sheet), seconds, strict=False)), start=1):
        seen += len(row)
        if line > LAST_LINE or seen > MOST_CELLS:
            raise too_large()
        if row:
            cells, indents = _cells(row, second, line, grid, styles)
            grid.add(line, cells, indents)


def _cells(
    row: tuple, second: tuple, line: int, grid: Grid, styles: dict[int, tuple[float, int | None]]
) -> tuple[list[str], dict[int, float]]:
    """The texts of a row, and how far its cells are set in."""
    cells: list[str] = []
    indents: dict[int, float] = {}
    for index, cell in enumerate(row[: MAX_COLUMNS + 1]):
        value = cell.value
        if value is None:
            cells.append(_formula(second, index, line, grid) if second else "")
            continue
        indent, decimals = _style(cell, styles)
        if indent:
            indents[index] = indent
        if cell.data_type == "e":
            message = _("Row %(row)d: a cell shows the error %(error)s and is left out.")
            grid.doubts.append(Doubt(line=line, message=message % {"row": line, "error": value}))
            value = ""
        cells.append(_text(value, decimals))
    if any(cell.value is not None for cell in row[MAX_COLUMNS + 1 :]):
        cells += [""] * (MAX_COLUMNS + 1 - len(cells))
        cells[MAX_COLUMNS] = "…"  # the grid says that columns are not read
    return cells, indents


def _style(cell: Any, styles: dict[int, tuple[float, int | None]]) -> tuple[float, int | None]:
    """Indent and shown decimals of a cell; each style is looked up once."""
    style = cell._style_id
    if style not in styles:
        decimals = DECIMALS.fullmatch(cell.number_format or "")
        styles[style] = (float(cell.alignment.indent or 0), len(decimals[1]) if decimals else None)
    return styles[style]


def _formula(second: tuple, index: int, line: int, grid: Grid) -> str:
    """The text of a formula that was stored without a result."""
    value = second[index].value if index < len(second) else None
    text = getattr(value, "text", value)
    if not isinstance(text, str) or not text:
        return ""
    grid.doubts.append(
        Doubt(
            line=line,
            message=_("Row %(row)d: the formula %(formula)s has no stored result; its text is used.")
            % {"row": line, "formula": text[:80]},
        )
    )
    return text


def _text(value: Any, decimals: int | None) -> str:
    if isinstance(value, str):
        return value.replace("_x000D_\n", "\n").replace("_x000D_", "\n") if "_x000D_" in value else value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        if decimals is not None:
            return f"{value:.{decimals}f}"
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
    return str(value)
