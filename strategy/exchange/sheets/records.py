"""Lists of the document's smaller entries (levels, decisions, files ...) as tables and back, without loss.

A column is a field by its name, "name (en)" a translation, "document.content" a field of an embedded file.
A row whose first cell is "…" goes on with long texts of the row before it: a cell holds 16,000 characters.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from ..document import FileEntry
from .entries import Doubts
from .grid import Grid

T = TypeVar("T")
Cell = str | int

LONGEST_CELL = 16_000
MORE = "…"
NUMBER = "nr"
TRANSLATED = re.compile(r"(\w+) \((\w+)\)")


def table_of(entries: Sequence[Any]) -> list[list[Cell]]:
    """A header and a row (or several, where texts are long) for each of ``entries``, which are of one class."""
    flat = [_flat(entry) for entry in entries]
    names = list(dict.fromkeys(name for values in flat for name in values))
    rows: list[list[Cell]] = [[NUMBER, *names]]
    for index, values in enumerate(flat, start=1):
        rows.extend(split([index, *(values.get(name, "") for name in names)]))
    return rows


def split(row: list[Cell]) -> Iterable[list[Cell]]:
    """A row as it is, or as several where a text is longer than a cell can be."""
    yield [cell[:LONGEST_CELL] if isinstance(cell, str) else cell for cell in row]
    rest = [cell[LONGEST_CELL:] if isinstance(cell, str) else "" for cell in row]
    if any(rest):
        rest[0] = ""
        for part in split(typing.cast(list[Cell], rest)):
            yield [MORE, *part[1:]]


def joined(grid: Grid) -> Iterable[tuple[int, list[str]]]:
    """The rows below the header with their line, continued ones put together again."""
    width = len(grid.rows[0].cells) if grid.rows else 0
    held: tuple[int, list[str]] | None = None
    for row in grid.rows[1:]:
        cells = [row.cell(index) for index in range(width)]
        if cells and cells[0] == MORE and held:
            held = held[0], [held[1][0], *(a + b for a, b in zip(held[1][1:], cells[1:], strict=True))]
            continue
        if held:
            yield held
        held = row.line, cells
    if held:
        yield held


def _flat(entry: Any) -> dict[str, Cell]:
    """An entry's fields by column, without those that have their default."""
    values: dict[str, Cell] = {}
    for field in dataclasses.fields(entry):
        value = getattr(entry, field.name)
        if field.name == "translations":
            values |= {f"{name} ({code})": text for code, texts in value.items() for name, text in texts.items()}
        elif dataclasses.is_dataclass(value):
            values |= {f"{field.name}.{name}": text for name, text in vars(value).items()}
        elif isinstance(value, list):
            values[field.name] = "\n".join(value)
        elif isinstance(value, bool):
            values[field.name] = "yes" if value else "no"
        elif value is not None:
            values[field.name] = value
    return values


def entries_in(grid: Grid, cls: type[T], doubts: Doubts) -> list[T]:
    """What ``table_of`` wrote; a cell that does not fit is left out, with a doubt."""
    if not grid.rows:
        return []
    names = grid.rows[0].cells
    return [_entry(dict(zip(names, cells, strict=True)), cls, line, grid.name, doubts) for line, cells in joined(grid)]


def _entry(values: dict[str, str], cls: type[T], line: int, sheet: str, doubts: Doubts) -> T:
    hints = typing.get_type_hints(cls)
    fields: dict[str, Any] = {name: "" for name in ("name", "kind", "title", "body", "language") if name in hints}
    for name, text in values.items():
        translated = TRANSLATED.fullmatch(name)
        owner, _dot, part = name.partition(".")
        if name == NUMBER or text == "":
            continue
        if translated and "translations" in hints:
            fields.setdefault("translations", {}).setdefault(translated[2], {})[translated[1]] = text
        elif part and owner in hints and part in ("name", "media_type", "content"):
            file = fields.setdefault(owner, FileEntry(name="", media_type="", content=""))
            setattr(file, part, text)
        elif name in hints:
            try:
                fields[name] = _value(hints[name], text)
            except ValueError:
                said = _("Row %(row)d: “%(text)s” does not fit under “%(name)s” and is left out.")
                doubts.add(line, said % {"row": line, "text": text[:60], "name": name}, sheet)
        else:
            doubts.add(line, _("There is no field “%(name)s”; the column is left out.") % {"name": name}, sheet)
    return cls(**fields)


def _value(hint: Any, text: str) -> Any:
    options = typing.get_args(hint) if typing.get_origin(hint) in (types.UnionType, typing.Union) else (hint,)
    if int in options:
        return int(text)
    if bool in options:
        if text not in ("yes", "no", "1", "0"):
            raise ValueError(text)
        return text in ("yes", "1")
    if typing.get_origin(options[0]) is list:
        return text.split("\n")
    return text
