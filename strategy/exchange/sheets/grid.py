"""A sheet as rows of text, whatever file it came from, and how large one may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ...refusal import Refused
from ..document import Doubt

MAX_ROWS = 200_000
MAX_COLUMNS = 256
MAX_CELLS = 5_000_000
MAX_CHARACTERS = 100_000_000


@dataclass(slots=True)
class Row:
    """``line`` is its number in the spreadsheet, from 1; ``indents`` the cells that are set in, by column."""

    line: int
    cells: list[str]
    indents: dict[int, float] = field(default_factory=dict)

    def cell(self, index: int) -> str:
        return self.cells[index] if index < len(self.cells) else ""


@dataclass
class Grid:
    """Rows that hold something, in order. Cells are as they stand in the file, uncleaned."""

    name: str
    rows: list[Row] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    _cells: int = 0
    _characters: int = 0

    def add(self, line: int, cells: Sequence[str], indents: dict[int, float] | None = None) -> None:
        """Keeps a row without its empty end; an empty one not at all. Raises Refused where it gets too much."""
        kept = list(cells[:MAX_COLUMNS])
        while kept and not kept[-1]:
            kept.pop()
        if any(cells[MAX_COLUMNS:]):
            self.doubts.append(
                Doubt(
                    line=line,
                    message=_("Row %(row)d: only the first %(count)d columns are read.")
                    % {"row": line, "count": MAX_COLUMNS},
                )
            )
        if not kept:
            return
        self.rows.append(Row(line, kept, indents or {}))
        self._cells += len(kept)
        self._characters += sum(map(len, kept))
        if len(self.rows) > MAX_ROWS or self._cells > MAX_CELLS or self._characters > MAX_CHARACTERS:
            raise too_large()


def too_large() -> Refused:
    return Refused(
        _("This file is too large: at most %(count)d rows can be read. Split it, or remove what is not a goal.")
        % {"count": MAX_ROWS}
    )
