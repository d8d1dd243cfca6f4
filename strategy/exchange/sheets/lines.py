"""Sheets with one goal in each row: its level from a column, from numbers or from how far it is set in."""

from __future__ import annotations

import re
from itertools import pairwise

from django.utils.translation import gettext as _

from ...vocabulary import STATEMENTS
from . import words
from .entries import BULLET, LEADING_CODE, Entry, Reader, Ref
from .grid import Row
from .header import Column

DEPTH = re.compile(r"(\d{1,2})(?:[.,]0+)?")
SECTION = re.compile(r"([^\W\d]+(?: [^\W\d]+)?) (\d{1,2}(?:\.\d{1,2})*)\s*[:.–-]\s*(\S.*)")
"""A title that says its level and number: "Thema 2: Groen"."""

CODE = re.compile(r"[\w.,/-]+")
LONGEST_NAME = 40
TAB = 4
"""Spaces that a tab stands for."""


def entries_of(reader: Reader, own: str = "") -> list[Entry]:
    """One entry per row that says something. ``own`` is the level that the title column is named after, if any."""
    entries = []
    depths = _Depths(reader, own)
    for row in reader.rows():
        entry = Entry(row.line, reader.grid.name)
        reader.fill(entry, row, own)
        if own:
            reader.fill(entry, row, "")
        _read_kind(entry, row, reader)
        parent = reader.code(row, reader.header.first("parent"))
        if parent:
            entry.ref = Ref("", "", parent)
        if not entry.texts and not entry.code and not entry.word:
            continue
        if not entry.texts and " " in entry.code and not CODE.fullmatch(entry.code):
            entry.texts["title", ""], entry.code = entry.code, ""  # a line over the whole width, above its goals
        entry.depth = depths.of(row, entry)
        entries.append(entry)
    if own and not any(entry.label for entry in entries):
        word = next((c.word for c in reader.header.having("title", own)), "")
        for entry in entries:
            entry.label, entry.word = own, word
    _read_sections(entries, has_kinds=reader.header.first("kind") is not None)
    take_codes_from_titles(entries)
    return entries if reader.header.first("kind") else _with_statements_whole(entries)


def _with_statements_whole(entries: list[Entry]) -> list[Entry]:
    """Rows without a level or code right below "Our mission" are what it says, and no goals."""
    kept: list[Entry] = []
    open_statement: Entry | None = None
    for entry in entries:
        is_plain = not entry.label and not entry.code and set(entry.texts) == {("title", "")}
        if open_statement is not None and is_plain:
            said = open_statement.texts.get(("text", ""), "")
            open_statement.texts["text", ""] = f"{said}\n\n{entry.texts['title', '']}".strip()
            continue
        kept.append(entry)
        is_named = entry.label in STATEMENTS and set(entry.texts) == {("title", "")}
        open_statement = entry if is_named else None
    return kept


def _read_sections(entries: list[Entry], *, has_kinds: bool) -> None:
    """Levels out of titles ("Thema 2: Groen"), and out of the row before where the column of levels is blank."""
    if has_kinds:
        for before, entry in pairwise(entries):
            if not entry.label and (entry.depth or -1) < 0 and before.label not in STATEMENTS:
                entry.label, entry.word = before.label, before.word
        return
    found = []
    for entry in entries:
        place = next((place for place in entry.texts if place[0] == "title"), None)
        match = SECTION.fullmatch(entry.texts[place][:600]) if place and not entry.label else None
        kind = words.kind_of(words.fold(match[1])) if match else None
        if place and match and kind:
            entry.label, entry.word = kind[0], match[1]
            found.append((entry, place, match))
    numbers = [match[2] for _entry, _place, match in found] + [entry.code for entry in entries if entry.code]
    if len(numbers) == len(set(numbers)):
        for entry, place, match in found:
            entry.code = entry.code or match[2]
            entry.texts[place] = match[3]


def _read_kind(entry: Entry, row: Row, reader: Reader) -> None:
    """The level that the row's own column names, by word or by number."""
    column = reader.header.first("depth")
    entry.depth = _number(reader.value(row, column))
    word = reader.value(row, reader.header.first("kind"))
    if not word:
        texts = (text for (name, _code), text in entry.texts.items() if name == "title" and len(text) < LONGEST_NAME)
        titles = [words.kind_of(words.fold(text)) for text in texts]
        entry.label = next((found[0] for found in titles if found and found[0] in STATEMENTS), "")
        entry.word = next(iter(entry.texts.values())) if entry.label else ""
        return
    if (number := _number(word)) is not None:
        entry.depth = number
        return
    entry.word = re.sub(r"^[\d.]+[.) ]+", "", word)
    folded = words.fold(entry.word)
    numbered = re.fullmatch(r"(\w+) (\d{1,2})", folded)
    if found := words.kind_of(folded):
        entry.label = found[0]
    elif numbered and words.attribute_of(numbered[1]):
        entry.depth, entry.word = float(numbered[2]), ""
    else:
        entry.label = f"word:{folded}"


def _number(text: str) -> float | None:
    match = DEPTH.fullmatch(text.strip())
    return float(match[1]) if match else None


class _Depths:
    """How far the cell with the title is set in: by its style, leading spaces, tabs or signs."""

    def __init__(self, reader: Reader, own: str) -> None:
        titles = reader.header.having("title", own) or reader.header.having("title")
        self.column: Column | None = titles[0] if titles else None
        self.code: Column | None = reader.header.first("code", own) or reader.header.first("code")

    def of(self, row: Row, entry: Entry) -> float | None:
        if entry.depth is not None or self.column is None:
            return entry.depth
        text = row.cell(self.column.index)
        lead = text[: len(text) - len(text.lstrip())]
        step = row.indents.get(self.column.index, 0) * 10
        spaces = sum(TAB if sign == "\t" else 1 for sign in lead)
        code = row.cell(self.code.index) if self.code else ""
        spaces = spaces or len(code) - len(code.lstrip())
        return -1 - step - spaces - (0.5 if BULLET.match(text.lstrip()) else 0)


def take_codes_from_titles(entries: list[Entry]) -> None:
    """Where no row has a code but most titles begin with one, the code is taken out of them."""
    if any(entry.code for entry in entries):
        return
    found = []
    for entry in entries:
        place = next((place for place in entry.texts if place[0] == "title"), None)
        match = LEADING_CODE.match(entry.texts[place]) if place else None
        if place and match:
            found.append((entry, place, match))
    codes = {match[1] for _entry, _place, match in found}
    if len(found) < 2 or len(found) * 2 < len(entries) or len(codes) * 10 < len(found) * 9:
        return
    for entry, place, match in found:
        entry.code = match[1].rstrip(").:")
        entry.texts[place] = entry.texts[place][match.end() :]


def report_unread(reader: Reader) -> None:
    """Says of each column that has no place in a plan how many texts in it were left out."""
    for column in reader.header.columns:
        if column.role not in ("unknown", "comment") or column.label.startswith("level:"):
            continue
        count = sum(1 for row in reader.rows() if row.cell(column.index).strip())
        if count:
            reader.doubt(
                reader.header.line,
                _("Row %(row)d: the column “%(heading)s” has no place in a plan; its %(count)d cells are left out.")
                % {"row": reader.header.line, "heading": column.heading[:80], "count": count},
            )
    named = {column.index for column in reader.header.columns}
    strays = [row.line for row in reader.rows() for i, cell in enumerate(row.cells) if cell.strip() and i not in named]
    if strays:
        said = _("Row %(row)d: %(count)d cells are in columns without a heading and are left out.")
        reader.doubt(strays[0], said % {"row": strays[0], "count": len(strays)})
