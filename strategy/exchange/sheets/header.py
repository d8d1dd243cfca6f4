"""Where the header row is, and what each column of it means. Reads words, never values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ...vocabulary import STATEMENTS
from . import words
from .grid import Grid, Row

SEARCHED = 40
"""Rows that are looked at for a header."""

NUMBERED = re.compile(r"(.+?) ?(\d)$")
TEXTS = ("title", "text", "short_title", "lead_in")


@dataclass(frozen=True)
class Column:
    """``role`` is a word of words.ATTRIBUTES or "unknown"; ``label`` a level ("" for the row's own), as in
    words.LABELS or "level:2"; ``language`` "" where the header names none; ``votes`` languages its words are of."""

    index: int
    heading: str
    role: str
    label: str = ""
    language: str = ""
    word: str = ""
    spoken: str = ""


@dataclass
class Header:
    line: int
    columns: list[Column] = field(default_factory=list)

    def having(self, role: str, label: str = "") -> list[Column]:
        return [column for column in self.columns if column.role == role and column.label == label]

    def first(self, role: str, label: str = "") -> Column | None:
        return next(iter(self.having(role, label)), None)

    @property
    def labels(self) -> list[str]:
        """Levels that have columns of their own with words in them, from left to right."""
        found = [column.label for column in self.columns if column.label and column.role in ("title", "text")]
        return list(dict.fromkeys(found))

    @property
    def languages(self) -> list[str]:
        """Languages that title columns name, from left to right."""
        return list(dict.fromkeys(c.language for c in self.columns if c.role == "title" and c.language))


def find_header(grid: Grid) -> Header | None:
    """The header of a sheet: the row among the first that has most words we know. None where there is none."""
    best: tuple[int, Header] | None = None
    for row in grid.rows[:SEARCHED]:
        header = header_of(row)
        known = [column for column in header.columns if column.role != "unknown"]
        says_what = any(c.role in ("title", "description", "text") for c in known)
        filled = sum(1 for cell in row.cells if cell.strip())
        enough = len(known) >= 2 or (known and filled == 1 and _is_lone_title(row, grid))
        if says_what and enough and len(known) * 2 >= min(filled, 6) and (best is None or len(known) > best[0]):
            best = (len(known), header)
    return best[1] if best else None


def _is_lone_title(row: Row, grid: Grid) -> bool:
    """A header of one word counts only on top of a sheet with one column, and not where it opens a mission."""
    is_statement = header_of(row).columns[0].label in STATEMENTS
    return (
        not is_statement and row is grid.rows[0] and all(sum(map(bool, other.cells)) <= 1 for other in grid.rows[1:20])
    )


def header_of(row: Row) -> Header:
    """``row`` read as a header, with doubtful meanings settled between its columns."""
    columns = [column_of(index, cell) for index, cell in enumerate(row.cells) if cell.strip()]
    return Header(row.line, list(_settled(columns)))


def _settled(columns: list[Column]) -> Iterator[Column]:
    """A "description" is the title where its level has no other one; the second title of a level is its text."""
    titled = {(c.label, c.language) for c in columns if c.role == "title"}
    seen: Counter[tuple[str, str, str]] = Counter()
    for column in columns:
        place = (column.label, column.language)
        if column.role == "description":
            has_title = place in titled or any(label == column.label for label, _language in titled)
            column = replace(column, role="text" if has_title else "title")
            titled.add(place)
        seen[(*place, column.role)] += 1
        if column.role in ("title", "code", "kind", "parent", "id") and seen[(*place, column.role)] > 1:
            column = replace(column, role="text" if column.role == "title" else "unknown")
        yield column


def column_of(index: int, heading: str) -> Column:
    """One header cell: a level, a role and a language, each where it is named ("Actieplan titel (fr)")."""
    tokens = words.fold(_unglued(heading[:200])).split()
    language = ""
    if len(tokens) > 1 or heading.strip() not in ("no", "de", "en", "da"):
        for token in (tokens[-1:] or [""])[0], (tokens[:1] or [""])[0]:
            if named := words.language_of(token):
                language = named
                tokens.remove(token)
                break
    phrase = " ".join(tokens)
    base = Column(index, heading.strip(), "unknown", language=language)
    if not phrase:
        return replace(base, role="title") if language else base
    if found := words.attribute_of(phrase):
        return replace(base, role=found[0], spoken=found[1])
    if column := _numbered_level(phrase, base):
        return column
    return _of_a_level(tokens, base)


def _unglued(heading: str) -> str:
    """ "BELEIDSDOELSTELLINGID" -> "BELEIDSDOELSTELLING ID" """
    stem = heading.strip()
    glued = re.fullmatch(r"(\w+?)[_ ]?(id|code)", stem, re.IGNORECASE)
    return f"{glued[1]} {glued[2]}" if glued and words.kind_of(words.fold(glued[1].replace("_", " "))) else (
        "strategische doelstelling id" if stem.lower() == "strategischedoelstellingid" else heading.replace("_", " ")
    )  # fmt: skip


def _numbered_level(phrase: str, base: Column) -> Column | None:
    """ "Niveau 2": a level by its number."""
    numbered = NUMBERED.fullmatch(phrase)
    found = words.attribute_of(numbered[1]) if numbered else None
    if numbered and found and found[0] in ("kind", "depth"):
        return replace(base, role="title", label=f"level:{numbered[2]}", spoken=found[1])
    return None


def _of_a_level(tokens: list[str], base: Column) -> Column:
    """A header with a level's name in it; the longest name counts, and what is left of it is the role."""
    for size in range(min(len(tokens), 4), 0, -1):
        for start in range(len(tokens) - size + 1):
            found = words.kind_of(" ".join(tokens[start : start + size]))
            if not found:
                continue
            word = " ".join(tokens[start : start + size])
            rest = " ".join(tokens[:start] + tokens[start + size :])
            role = words.attribute_of(rest) if rest else ("title", found[1])
            if role is None:
                role = next(filter(None, map(words.attribute_of, rest.split())), None)
            if role is None:
                continue
            if role[0] == "parent" or any((words.attribute_of(t) or ("",))[0] == "parent" for t in rest.split()):
                return replace(base, role="parent", spoken=found[1])
            return replace(base, role=role[0], label=found[0], word=_as_written(base.heading, word), spoken=found[1])
    roles = [role for role in map(words.attribute_of, tokens) if role]
    if any(role[0] == "parent" for role in roles):
        return replace(base, role="parent", spoken=roles[0][1])
    return base


def _as_written(heading: str, word: str) -> str:
    """The level's name as the header spells it: with its accents and capitals."""
    parts = heading.replace("_", " ").split()
    size = len(word.split())
    for start in range(len(parts) - size + 1):
        candidate = " ".join(parts[start : start + size])
        if words.fold(candidate) == word:
            return candidate.strip("()[]:;,")
    return word
