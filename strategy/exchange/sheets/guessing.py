"""Sheets without a header row: what their columns mean, from what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable

from . import words
from .entries import LEADING_CODE
from .grid import Grid
from .header import Column, Header

CODE = re.compile(r"(?:[A-Z]{1,4}[-_. ]?)?\d{1,6}(?:[.,\-]\d{1,4})*[.)]?|[IVX]{1,5}[.)]?|[A-Z][.)]?")
LONGEST_TITLE = 300
MOST = 0.8


def guessed_header(grid: Grid) -> Header | None:
    """Columns by content: codes, levels, titles and texts, or a staircase of levels. None where nothing fits."""
    width = max(len(row.cells) for row in grid.rows)
    columns = [[row.cell(index).strip() for row in grid.rows] for index in range(width)]
    filled = {index: [cell for cell in cells if cell] for index, cells in enumerate(columns)}
    texts = [index for index in filled if _is_text(filled[index])]
    codes = [index for index in filled if filled[index] and _share(filled[index], CODE.fullmatch) >= MOST]
    if not texts:
        return None
    if len(texts) > 1 and all(sum(1 for index in texts if row.cell(index).strip()) <= 1 for row in grid.rows):
        steps = [Column(i, f"{n}", "title", f"level:{n}") for n, i in enumerate(texts, start=1)]
        return Header(0, [*steps, *(Column(i, "code", "code") for i in codes[:1])])
    kinds = [index for index in texts if _share(filled[index], lambda cell: words.kind_of(words.fold(cell))) >= MOST]
    rest = [index for index in texts if index not in kinds and index not in codes]
    if not rest:
        return None
    found = [Column(i, "code", "code") for i in codes[:1]] + [Column(i, "kind", "kind") for i in kinds[:1]]
    roles = ["title", "text"] if len(rest) < 3 or codes or kinds else [f"level:{n}" for n in range(1, len(rest) + 1)]
    for role, index in zip(roles, rest, strict=False):
        label = role if role.startswith("level:") else ""
        found.append(Column(index, role, "title" if label else role, label))
    return Header(0, found)


def _is_text(cells: list[str]) -> bool:
    wordy = [cell for cell in cells if len(cell) > 2 and any(sign.isalpha() for sign in cell)]
    return bool(wordy) and _share(wordy, lambda cell: len(cell) < LONGEST_TITLE * 20) >= MOST and (
        _share(cells, lambda cell: LEADING_CODE.match(cell) or not CODE.fullmatch(cell)) > 0.5
    )  # fmt: skip


def _share(cells: list[str], is_so: Callable[[str], object]) -> float:
    return sum(1 for cell in cells if is_so(cell)) / max(len(cells), 1)
