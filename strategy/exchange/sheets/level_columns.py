"""Sheets with a column for each level: Theme | Objective | Ambition, with repeats, blanks or merged cells."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from . import words
from .entries import BULLET, Entry, Reader, Ref
from .grid import Row

ITEM = re.compile(r"^(?:[-–—•*·▪►○●]|\d{1,2}[.)])\s+(?=\S)")


def entries_of(reader: Reader, labels: list[str]) -> list[Entry]:
    """The entries of a sheet whose levels are ``labels``; each is placed under the one to its left."""
    return _Sheet(reader, _ordered(reader, labels)).read()


def _ordered(reader: Reader, labels: list[str]) -> list[str]:
    """The levels from the top down: in their usual order, unless the columns stand otherwise and their values
    widen from left to right (an ambition above objectives)."""

    def rank(label: str) -> float:
        return float(label[6:]) if label.startswith("level:") else words.LABELS.index(label)

    usual = sorted(labels, key=rank)
    if usual == labels:
        return labels
    counts = {label: len(_values(reader, label)) for label in labels}
    widens = [counts[label] for label in labels]
    usual_widens = [counts[label] for label in usual]
    return labels if widens == sorted(widens) and usual_widens != sorted(usual_widens) else usual


def _values(reader: Reader, label: str) -> set[str]:
    columns = reader.header.having("title", label) or reader.header.having("text", label)
    return {text for row in reader.rows() for c in columns[:1] if (text := row.cell(c.index).strip())}


class _Sheet:
    def __init__(self, reader: Reader, labels: list[str]) -> None:
        self.reader = reader
        self.labels = labels
        self.entries: list[Entry] = []
        self.known: dict[tuple[int, str, str], Entry] = {}
        self.current: dict[str, Entry] = {}
        self.repeats = {label for label in labels if self._has_repeats(label)}
        others = [c for c in reader.header.columns if c.role in ("id", "code") and c.label and c.label not in labels]
        self.refs = [column for column in others if _rank(column.label) < _rank(labels[0])]
        self.codes = [column for column in others if column.role == "code" and column not in self.refs]

    def _has_repeats(self, label: str) -> bool:
        """Whether the column writes a value again in the next row, instead of leaving the cell empty."""
        columns = self.reader.header.having("title", label)
        before = None
        for row in self.reader.rows() if columns else ():
            value = row.cell(columns[0].index).strip()
            if value and value == before:
                return True
            before = value or before
        return False

    def read(self) -> list[Entry]:
        for row in self.reader.rows():
            self._read_row(row)
        return self.entries

    def _read_row(self, row: Row) -> None:
        found: list[tuple[str, Entry]] = []
        for label in self.labels:
            entry = self.reader.fill(Entry(row.line, self.reader.grid.name, label), row, label)
            if entry.texts or entry.code:
                found.append((label, entry))
        if not found:
            rest = self.reader.fill(Entry(row.line, self.reader.grid.name), row, "")
            if rest.texts or rest.code:
                self.entries.append(rest)
            return
        last = self.reader.fill(found[-1][1], row, "")
        for column in self.codes:
            last.code = last.code or self.reader.code(row, column)
        given = {label for label, _entry in found}
        fresh = False
        for position, (label, entry) in enumerate(found):
            above = self._above(label, given)
            for piece in _pieces(entry) if position == len(found) - 1 else [entry]:
                fresh = self._place(piece, label, above, row) or fresh
        if not fresh:
            said = _("Row %(row)d repeats an earlier row; it is read once.")
            self.reader.doubt(row.line, said % {"row": row.line})

    def _above(self, label: str, given: set[str]) -> Entry | None:
        """The nearest level to the left that holds for this row: its own, or one that was left blank below it."""
        before = self.labels[: self.labels.index(label)]
        for candidate in reversed(before):
            is_blank = candidate not in given
            has_given_above = any(other in given for other in before[: before.index(candidate)])
            if candidate in self.current and not (is_blank and has_given_above and candidate in self.repeats):
                return self.current[candidate]
        return None

    def _place(self, entry: Entry, label: str, above: Entry | None, row: Row) -> bool:
        """Adds an entry, or finds the one that it repeats; whether it was new."""
        title = next((text for (name, _l), text in entry.texts.items() if name == "title"), "")
        identity = entry.external_id or f"{entry.code}\n{words.fold(title) or title}"
        place = (id(above), label, identity)
        known = self.known.get(place)
        if known is None:
            self.known[place] = known = entry
            entry.above, entry.is_placed = above, above is not None or self.labels[0] == label
            entry.word = next((c.word for c in self.reader.header.having("title", label)), "")
            if above is None:
                self._refer(entry, row)
            self.entries.append(entry)
        else:
            for what, text in entry.texts.items():
                known.texts.setdefault(what, text)
        if self.current.get(label) is not known:
            for lower in self.labels[self.labels.index(label) :]:
                self.current.pop(lower, None)
            self.current[label] = known
        return known is entry

    def _refer(self, entry: Entry, row: Row) -> None:
        """What columns of a level without texts ("BELEIDSDOELSTELLINGID") say the row stands under."""
        entry.is_placed = True
        for column in sorted(self.refs, key=lambda column: _rank(column.label), reverse=True):
            if value := self.reader.value(row, column):
                if value != "0":
                    entry.ref, entry.is_placed = Ref(column.label, column.role, value), False
                    return
                if not column.label.startswith("objective:strategic"):
                    said = _("Row %(row)d: “%(name)s” has nothing above it; it is kept at the top.")
                    self.reader.doubt(row.line, said % {"row": row.line, "name": entry.name})
        parent = self.reader.code(row, self.reader.header.first("parent"))
        if parent:
            entry.ref, entry.is_placed = Ref("", "", parent), False


def _rank(label: str) -> int:
    return words.LABELS.index(label) if label in words.LABELS else -1


def _pieces(entry: Entry) -> list[Entry]:
    """Several goals in one cell, each on a line of its own behind a sign or number, as several entries."""
    title = entry.texts.get(("title", ""), "")
    lines = [line.strip() for line in title.split("\n") if line.strip()]
    if len(lines) < 2 or len(entry.texts) > 1 or entry.code or not all(ITEM.match(line) for line in lines):
        return [entry]
    return [
        Entry(
            entry.line,
            entry.sheet,
            entry.label,
            is_priority=entry.is_priority,
            sdgs=list(entry.sdgs),
            texts={("title", ""): ITEM.sub("", BULLET.sub("", line))},
        )
        for line in lines
    ]
