"""The pieces of one of our own papers to the PlanDocument that it was written from. No ORM, no files."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from ...vocabulary import CODE_LENGTH, Form, Kind, Precision
from ..document import (
    AttachmentEntry,
    DecisionEntry,
    Doubt,
    GoalNode,
    MilestoneEntry,
    OrganisationEntry,
    PlanDocument,
)
from ..prose.dates import find_dates
from ..prose.ordering import make_lawful, order_levels
from . import pieces
from .pieces import Labels, Piece, read_labels

YEARS = re.compile(r"(\d{4})(?:\D+(\d{4}))?")


def document_from(parts: Iterable[Piece], language: str, doubts: list[Doubt]) -> PlanDocument:
    """What the paper holds. A heading or item that somebody added is read like those beside it, with a doubt."""
    found = _Assembler(language)
    for piece in parts:
        found.take(piece)
    document = found.document
    levels = {level.kind: level for level in order_levels(document.goals, {}, found.lead_ins)}
    document.levels = list(levels.values())
    document.warnings = [*doubts, *found.doubts, *make_lawful(document.goals, found.lines)]
    return document


class _Assembler:
    def __init__(self, language: str) -> None:
        self.document = PlanDocument(municipality="", language=language)
        self.labels: Labels = read_labels(language)
        self.doubts: list[Doubt] = []
        self.stack: list[GoalNode] = []
        """the last goal and those above it"""
        self.heading = 0
        """depth of the last goal that is a heading"""
        self.section = ""
        self.lead_in = ""
        self.lead_ins: dict[str, str] = {}
        self.lines: dict[int, int] = {}

    def take(self, piece: Piece) -> None:
        document, text = self.document, piece.text.strip()
        match piece.role:
            case pieces.TITLE:
                document.title = text
            case pieces.PERIOD:
                document.period = period(text)
            case pieces.ORGANISATION:
                document.organisations.append(OrganisationEntry(name=text))
            case pieces.QUESTION:
                document.question = text
            case pieces.DECISIONS | pieces.MILESTONES | pieces.FILES:
                self.section = piece.role
            case pieces.LEVEL_LEAD_IN:
                self.lead_in = text
            case pieces.GOAL:
                self._goal(piece)
            case pieces.LEAD_IN:
                self._lead_in(text)
            case pieces.DECISION:
                document.decisions.append(decision(text, piece.link, self.labels, document.language))
            case pieces.MILESTONE:
                document.milestones.append(MilestoneEntry(title=text, precision=Precision.UNKNOWN))
            case pieces.DATE if document.milestones:
                entry = document.milestones[-1]
                entry.date, entry.precision = date(text, document.language) or ("", Precision.UNKNOWN)
            case pieces.FILE:
                language = document.language
                document.attachments.append(AttachmentEntry(title=text, language=language, url=piece.link))
            case pieces.TEXT:
                self._text(piece)

    def _lead_in(self, text: str) -> None:
        """Of the last goal; before the first one, the question of the plan."""
        if self.stack:
            self.stack[-1].lead_in = text
        else:
            self.document.question = text

    def _goal(self, piece: Piece) -> None:
        if self.section:  # a heading or item that somebody added among the decisions
            self._text(piece)
            return
        depth = min(piece.depth or self.heading + 1, len(self.stack) + 1)
        self.stack = self.stack[: depth - 1] if piece.depth else self.stack[: min(self.heading, len(self.stack))]
        siblings = self.stack[-1].children if self.stack else self.document.goals
        node = GoalNode(kind=piece.kind, title=" ".join(piece.text.split()), code=piece.code[:CODE_LENGTH])
        if not node.title:
            return
        if not node.kind:
            node.kind = siblings[-1].kind if siblings else Kind.TOPIC
            sentence = _("“%(title)s” does not say what it is; it was read as: %(kind)s.")
            values = {"title": node.title[:60], "kind": Kind(node.kind).label}
            self.doubts.append(Doubt(line=piece.line, message=sentence % values))
        if self.lead_in:
            self.lead_ins.setdefault(node.kind, self.lead_in)
            self.lead_in = ""
        siblings.append(node)
        self.lines[id(node)] = piece.line
        self.stack.append(node)
        self.heading = len(self.stack) if piece.depth else self.heading

    def _text(self, piece: Piece) -> None:
        document = self.document
        holder: tuple[object, str] = (document, "introduction")
        if self.section == pieces.DECISIONS and document.decisions:
            holder = (document.decisions[-1], "note")
        elif self.section == pieces.MILESTONES and document.milestones:
            holder = (document.milestones[-1], "text")
        elif self.section:
            return
        elif self.stack:
            holder = (self.stack[-1], "text")
            self.stack[-1].form = piece.form if piece.form != Form.PROSE else self.stack[-1].form
        entry, name = holder
        setattr(entry, name, "\n\n".join(filter(None, [getattr(entry, name), piece.text.strip("\n ")])))


def period(text: str) -> list[int | None] | None:
    """ "2020–2025" and "vanaf 2018" """
    match = YEARS.search(text)
    return [int(match[1]), int(match[2]) if match[2] else None] if match else None


def date(text: str, language: str) -> tuple[str, str] | None:
    """(ISO, precision) where ``text`` is a date and nothing else."""
    found = find_dates(text, language)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(text)):
        return None
    return found[0].date, found[0].precision


def decision(text: str, link: str, words: Labels, language: str) -> DecisionEntry:
    """ "Goedgekeurd: gemeenteraad, 17 december 2019, nummer 12, 21 voor": read from its end, for names have commas."""
    label, _colon, rest = text.partition(": ")
    kind = next((str(kind) for kind, name in words.decided.items() if name == label), "")
    entry = DecisionEntry(body="", kind=kind or "adopts", precision=Precision.UNKNOWN, uri=link)
    parts = (rest if kind else text).split(", ")
    while parts and _is_vote(parts[-1], entry, words):
        parts.pop()
    before, _sign, after = words.number.partition("%(number)s")
    for index in range(len(parts) - 1, -1, -1):
        said = ", ".join(parts[index:])
        if said.startswith(before) and said.endswith(after):
            entry.number = said.removeprefix(before).removesuffix(after)
            del parts[index:]
            break
    dated = date(parts[-1], language) if parts else None
    if dated:
        entry.date, entry.precision = dated
        parts.pop()
    entry.body = ", ".join(parts)
    return entry


def _is_vote(text: str, entry: DecisionEntry, words: Labels) -> bool:
    if text == words.unanimous:
        entry.is_unanimous = True
        return True
    for name, said in words.votes.items():
        match = re.fullmatch(re.escape(said).replace(re.escape("%(count)d"), r"(\d+)"), text)
        if match:
            setattr(entry, name, int(match[1]))
            return True
    return False
