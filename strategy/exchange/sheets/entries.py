"""Rows of a sheet as entries: what a goal will be, before anybody knows what it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ...telling import telling
from ...vocabulary import CODE_LENGTH, SDGS, SHORT_TITLE_LENGTH, TITLE_LENGTH
from ..document import Doubt
from . import words
from .grid import Grid, Row
from .header import TEXTS, Column, Header

MOST_DOUBTS = 500
EXTERNAL_ID_LENGTH = 80
BULLET = re.compile(r"^[-–—•*·▪►‣○●✓][ \t\u00a0]+|^[•▪►‣○●]")
INVISIBLE = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters and those that turn the direction of text around."""

DATE_AS_CODE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
LEADING_CODE = re.compile(
    r"((?:[A-Z]{1,4}[-_. ]?)?\d{1,4}(?:[.,]\d{1,4})+[.):]?|[A-Z]{1,4}[-_.]?\d{1,6}[.):]?|\d{1,3}[.):])[\s–:-]+(?=\S)"
)
"""A code in front of a title: "BD-01 ", "1.2. ", "3) "; never a bare number, which is a part of the sentence."""


@dataclass(frozen=True)
class Ref:
    """What a row says it stands under: a level ("" for any), "id" or "code" ("" for any), and the value."""

    label: str
    role: str
    value: str


@dataclass(eq=False, slots=True)
class Entry:
    """A goal to be. ``texts`` by field and language, "" being the document's own; ``is_placed`` where ``above``
    is settled already; ``word`` is what the source calls its level; ``repeated_code`` one that a goal has already."""

    line: int
    sheet: str = ""
    label: str = ""
    word: str = ""
    code: str = ""
    repeated_code: str = ""
    external_id: str = ""
    is_priority: bool = False
    sdgs: list[int] = field(default_factory=list)
    is_dummy: bool = False
    depth: float | None = None
    ref: Ref | None = None
    is_placed: bool = False
    above: Entry | None = None
    kind: str = ""
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    children: list[Entry] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Something to call it by in a sentence."""
        return next((text[:60] for (name, _lang), text in self.texts.items() if name == "title"), self.code)


class Doubts:
    """Doubts with their row and, where there are several sheets, the sheet's name; after many, only counted."""

    def __init__(self, several: bool = False) -> None:
        self.found: list[Doubt] = []
        self.several = several
        self.more = 0

    def add(self, line: int, sentence: str, sheet: str = "") -> None:
        if len(self.found) >= MOST_DOUBTS:
            self.more += 1
            return
        if self.several and sheet:
            sentence = _("Sheet “%(sheet)s”: %(sentence)s") % {"sheet": sheet, "sentence": sentence}
        self.found.append(Doubt(line=line, message=sentence))

    def all(self) -> list[Doubt]:
        if not self.more:
            return self.found
        return [
            *self.found,
            Doubt(line=0, message=_("And %(count)d more of these.") % {"count": self.more}),
        ]


class Reader:
    """What reading one sheet needs at every step."""

    def __init__(self, grid: Grid, header: Header, doubts: Doubts) -> None:
        self.grid = grid
        self.header = header
        self.doubts = doubts

    def doubt(self, line: int, sentence: str) -> None:
        self.doubts.add(line, sentence, self.grid.name)

    def rows(self) -> Iterator[Row]:
        return telling([row for row in self.grid.rows if row.line > self.header.line], len(self.grid.rows))

    def clean(self, row: Row, index: int) -> str:
        """A cell without characters that cannot be seen, and without white space around it."""
        text = row.cell(index)
        if INVISIBLE.search(text):
            text = INVISIBLE.sub("", text)
            self.doubt(row.line, _("Row %(row)d: invisible characters were left out.") % {"row": row.line})
        return unescaped(text.replace("\r\n", "\n").replace("\r", "\n")).strip().replace("\u00a0", " ")

    def value(self, row: Row, column: Column | None) -> str:
        return self.clean(row, column.index) if column else ""

    def code(self, row: Row, column: Column | None) -> str:
        """A code; one that a spreadsheet program took for a date is made a code again, with a doubt."""
        text = " ".join(self.value(row, column).split())
        date = DATE_AS_CODE.fullmatch(text)
        if date:
            text = f"{int(date[3])}.{int(date[2])}"
            self.doubt(
                row.line,
                _("Row %(row)d: the code was stored as a date; it is read as %(code)s.")
                % {"row": row.line, "code": text},
            )
        return text

    def sdgs(self, row: Row, column: Column | None) -> list[int]:
        """Numbers of the United Nations' goals; with a doubt where the cell says something else too."""
        text = self.value(row, column)
        numbers, is_clear = sdgs_in(text)
        if not is_clear:
            self.doubt(row.line, unclear_sdgs(row.line, text))
        return numbers

    def fill(self, entry: Entry, row: Row, label: str) -> Entry:
        """Puts on ``entry`` what the columns of ``label`` ("" for those of no level) say of it."""
        header = self.header
        for role in TEXTS:
            for column in header.having(role, label):
                if text := self.value(row, column):
                    place = (role, column.language)
                    known = entry.texts.get(place)
                    entry.texts[place] = f"{known}\n\n{text}" if known and role == "text" else known or text
        entry.code = entry.code or self.code(row, header.first("code", label))
        entry.external_id = entry.external_id or self.value(row, header.first("id", label))
        entry.is_priority |= is_yes(self.value(row, header.first("priority", label)))
        entry.sdgs = entry.sdgs or self.sdgs(row, header.first("sdg", label))
        entry.is_dummy |= is_yes(self.value(row, header.first("dummy", label)))
        return entry


def is_yes(text: str) -> bool:
    return words.fold(text) in words.YES or text.strip() in words.YES


def sdgs_in(text: str) -> tuple[list[int], bool]:
    """The SDG numbers in a cell ("3, 11", "SDG 3; SDG 11") and whether it names nothing else, such as 3.4 or 18."""
    named = re.findall(r"\d+(?:\.\w+)?", text)
    numbers = [int(name.partition(".")[0]) for name in named if len(name) < 10]
    known = sorted({number for number in numbers if number in SDGS})
    is_clear = len(numbers) == len(named) and all(name.isdigit() for name in named) and set(numbers) == set(known)
    return known, is_clear and bool(named or not text.strip())


def unclear_sdgs(line: int, text: str) -> str:
    said = _("Row %(row)d: “%(text)s” names things other than SDGs from 1 to 17; only the SDGs are read.")
    return said % {"row": line, "text": text[:60]}


def unescaped(text: str) -> str:
    """Without the apostrophe that keeps a spreadsheet program from taking a text for a formula."""
    return text[1:] if re.match(r"'+[=+\-@\t\r]", text) else text


def tidy(entry: Entry, doubts: Doubts, language: str) -> None:
    """Makes an entry's texts fit a goal: nothing is lost, and what had to give way is said."""
    row = {"row": entry.line}
    languages = {code for _name, code in entry.texts}
    for code in sorted(languages):
        _tidy_title(entry, code, doubts)
        short = entry.texts.get(("short_title", code), "")
        if len(short) > SHORT_TITLE_LENGTH:
            del entry.texts["short_title", code]
            said = _("Row %(row)d: the short title is longer than %(most)d characters and left out: %(text)s")
            doubts.add(entry.line, said % {**row, "most": SHORT_TITLE_LENGTH, "text": short[:200]}, entry.sheet)
    if ("title", language) not in entry.texts and ("title", "") not in entry.texts:
        _borrow_title(entry, doubts, language)
        _tidy_title(entry, "", doubts)
    for name, most in (("code", CODE_LENGTH), ("external_id", EXTERNAL_ID_LENGTH)):
        value = getattr(entry, name)
        if len(value) > most:
            setattr(entry, name, "")
            said = _("Row %(row)d: “%(text)s” is too long for a code or number (%(most)d) and left out.")
            doubts.add(entry.line, said % {**row, "text": value[:200], "most": most}, entry.sheet)


def _tidy_title(entry: Entry, code: str, doubts: Doubts) -> None:
    """One line of at most 500 characters; a longer one is shortened and stands whole in the text."""
    title = entry.texts.get(("title", code), "")
    if not title:
        return
    flat = BULLET.sub("", " ".join(title.split())) or title
    if len(flat) <= TITLE_LENGTH:
        entry.texts["title", code] = flat
        return
    cut = flat[: TITLE_LENGTH - 1].rsplit(" ", 1)[0] if " " in flat[:TITLE_LENGTH] else flat[: TITLE_LENGTH - 1]
    entry.texts["title", code] = f"{cut}…"
    below = entry.texts.get(("text", code), "")
    entry.texts["text", code] = f"{title}\n\n{below}" if below else title
    said = _("Row %(row)d: the title has %(count)d characters; it is shortened, and given in full in the text.")
    doubts.add(entry.line, said % {"row": entry.line, "count": len(flat)}, entry.sheet)


def _borrow_title(entry: Entry, doubts: Doubts, language: str) -> None:
    """A title for a goal without one: of another language, the beginning of its text, its code or its level."""
    other = next((text for (name, _code), text in entry.texts.items() if name == "title"), "")
    text = entry.texts.get(("text", ""), "") or entry.texts.get(("text", language), "")
    flat = " ".join(text.split())
    if other:
        said = _("Row %(row)d: there is no title in the plan’s own language; the one in another language is used.")
    elif flat and len(flat) <= TITLE_LENGTH:
        said = _("Row %(row)d: there is no title; its text is used instead.")
        for code in ("", language):
            if entry.texts.get(("text", code)) == text:
                del entry.texts["text", code]
    else:
        said = _("Row %(row)d: there is no title; the beginning of its text, or its code, is used instead.")
    short = flat if len(flat) <= TITLE_LENGTH else f"{flat[:120].rsplit(' ', 1)[0]}…"
    anything = next((" ".join(text.split())[:120] for text in entry.texts.values() if text.strip()), "")
    names = (other, short, entry.code, entry.external_id, anything, entry.word)
    entry.texts["title", ""] = next(filter(None, names), "…")
    doubts.add(entry.line, said % {"row": entry.line}, entry.sheet)
