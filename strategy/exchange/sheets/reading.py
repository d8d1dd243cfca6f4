"""Grids to a PlanDocument: the door of this package. Everything that was doubted stands in its warnings."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from django.utils.translation import gettext as _

from ...refusal import Refused
from ...vocabulary import LANGUAGES, TITLE_LENGTH
from ..detecting import detect_language
from ..document import GoalNode, PlanDocument
from . import level_columns, levels, lines, template, words
from .entries import Doubts, Entry, Reader, tidy
from .grid import Grid
from .guessing import guessed_header
from .header import find_header
from .linking import link

PERIOD = re.compile(r"\b((?:19|20)\d\d)\s*(?:[-–—/]|t/m|tot(?: en met)?|bis|to|à|til)\s*((?:19|20)\d\d)\b")
DECISION = re.compile(r"vaststelling|goedkeuring|approbation|adoption|beschluss|vedtag|approved|adopted", re.IGNORECASE)
SAMPLE = 400
"""Texts that the language is found out from."""

ENOUGH = 600
"""Characters of text that say more about their language than the headers do."""

NOT_GOALS = frozenset({"aanlevering", "transactie", "bestuur"})
"""Sheets of the Flemish BBC extracts that hold deliveries, money and governments."""


def document_of(grids: list[Grid], language: str = "") -> PlanDocument:
    """The plan in ``grids``. ``language``: the authentic one, "" to find it out.

    Our own export is read exactly. Anything else is read as well as can be, with a doubt for each guess and for
    everything left out. Raises Refused where no sheet holds anything like a goal.
    """
    own = template.document_in(grids, language)
    if own is not None:
        return own
    doubts = Doubts(several=len([grid for grid in grids if grid.rows]) > 1)
    readers = [reader for grid in grids if (reader := _reader(grid, doubts))]
    document = PlanDocument(municipality="", language=language)
    sheets = [_without_title(_entries(reader), reader, document) for reader in readers]
    for reader in readers:
        lines.report_unread(reader)
    if not any(sheets):
        raise Refused(
            _("No goals were found in this file. Put a row with the words “level”, “code” and “title” above them.")
        )
    chosen = language or _language(readers, sheets)
    for entries in sheets:
        for entry in entries:
            tidy(entry, doubts, chosen)
    tops, names = levels.settle(link(sheets, doubts), doubts, chosen)
    document.language, document.levels, document.goals = chosen, names, _nodes(tops, chosen)
    _read_preamble(document, readers)
    document.warnings = [doubt for grid in grids for doubt in grid.doubts] + doubts.all()
    return document


def _reader(grid: Grid, doubts: Doubts) -> Reader | None:
    """How to read a sheet; None where there is nothing to read in it."""
    if not grid.rows:
        return None
    if words.fold(grid.name) in NOT_GOALS:
        _skip(grid, doubts)
        return None
    header = find_header(grid)
    if header is None:
        header = guessed_header(grid)
        if header is None:
            doubts.add(0, _("The sheet “%(name)s” has no header that we know; it is left out.") % {"name": grid.name})
            return None
        doubts.add(grid.rows[0].line, _("There is no header row; what the columns mean is guessed."), grid.name)
    return Reader(grid, header, doubts)


def _skip(grid: Grid, doubts: Doubts) -> None:
    """Names a sheet that is left out, with the dates of decisions in it, which need a body that it does not tell."""
    said = _("The sheet “%(name)s” holds no goals and is left out.")
    doubts.add(0, said % {"name": grid.name})
    heading = grid.rows[0]
    for index, name in enumerate(heading.cells):
        if not DECISION.search(name):
            continue
        for row in grid.rows[1:6]:
            if date := row.cell(index).strip():
                said = _("Row %(row)d: %(name)s is %(date)s; record the decision, with the body that took it.")
                doubts.add(row.line, said % {"row": row.line, "name": name.strip(), "date": date[:10]}, grid.name)


def _entries(reader: Reader) -> list[Entry]:
    header = reader.header
    labels = header.labels
    single = len(labels) == 1 and not [
        c for c in header.columns if c.role in ("id", "code") and _is_other(c.label, labels)
    ]
    if len(labels) > 1 or (labels and not single and not header.having("title")):
        return level_columns.entries_of(reader, labels)
    return lines.entries_of(reader, labels[0] if labels and not header.having("title") else "")


def _without_title(entries: list[Entry], reader: Reader, document: PlanDocument) -> list[Entry]:
    """In a sheet without header, a first row with a period, above rows with levels or codes, names the plan."""
    if reader.header.line or len(entries) < 2 or entries[0].label or entries[0].code or document.title:
        return entries
    title = entries[0].texts.get(("title", ""), "")
    match = PERIOD.search(title[:1000])
    if not match or not (entries[1].label or entries[1].code):
        return entries
    document.title = " ".join(title.split())[:TITLE_LENGTH]
    document.period = [int(match[1]), int(match[2])] if int(match[1]) <= int(match[2]) else None
    return entries[1:]


def _is_other(label: str, labels: list[str]) -> bool:
    return bool(label) and label not in labels


def _language(readers: list[Reader], sheets: list[list[Entry]]) -> str:
    """The language of the first title column, where all name theirs; else that of the texts, or of the headers."""
    columns = [column for reader in readers for column in reader.header.columns]
    named = [code for reader in readers for code in reader.header.languages]
    if named and all(column.language for column in columns if column.role == "title"):
        return named[0]
    own = (text for entries in sheets for entry in entries for (_name, code), text in entry.texts.items() if not code)
    sample = "\n".join(islice(own, SAMPLE))
    found = detect_language(sample)
    spoken = {column.heading for column in columns} | {e.word for entries in sheets for e in entries if e.word}
    votes = Counter(code for word in sorted(spoken) for code in words.languages_of(word) if code not in named)
    if found and found not in named and (len(sample) > ENOUGH or not votes):
        return found
    return max(votes, key=lambda code: (votes[code], code == found, -LANGUAGES.index(code)), default=found or "nl")


def _nodes(tops: list[Entry], language: str) -> list[GoalNode]:
    made: list[GoalNode] = []
    stack = [(entry, made) for entry in reversed(tops)]
    while stack:
        entry, siblings = stack.pop()
        node = _node(entry, language)
        siblings.append(node)
        stack.extend((child, node.children) for child in reversed(entry.children))
    return made


def _node(entry: Entry, language: str) -> GoalNode:
    own: dict[str, str] = {}
    translations: dict[str, dict[str, str]] = {}
    for (name, code), text in entry.texts.items():
        if not text:
            continue
        if code in ("", language):
            own.setdefault(name, text)
        else:
            translations.setdefault(code, {})[name] = text
    return GoalNode(
        kind=entry.kind,
        title=own.pop("title"),
        code=entry.code,
        external_id=entry.external_id,
        is_priority=entry.is_priority,
        sdgs=entry.sdgs,
        translations=translations,
        **own,  # type: ignore[arg-type]  # names of text fields
    )


def _read_preamble(document: PlanDocument, readers: list[Reader]) -> None:
    """Title and period of the plan, from the rows above a header and from the sheet's name."""
    for reader in readers:
        above = [row for row in reader.grid.rows if row.line < reader.header.line]
        pieces = [cell.strip() for row in above for cell in row.cells if cell.strip()]
        if pieces and not document.title:
            document.title = " ".join(pieces[0].split())[:TITLE_LENGTH]
        for piece in [*pieces, reader.grid.name]:
            match = PERIOD.search(piece[:1000])
            if match and document.period is None and int(match[1]) <= int(match[2]):
                document.period = [int(match[1]), int(match[2])]
