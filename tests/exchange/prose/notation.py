"""Cases of the corpus: a source and, below a line of "=====", the tree that a person sees in it.

format: text | html | docx
-----
the source (docx: one paragraph a line, "H1 …", "T …" title, "B …" bold, "* …" and "** …" items, "P …")
=====
period: 2020-2025 | 2024- | none
decision: gemeenteraad | 2019-12-17 | day | adopts
mission: Onze missie
theme: Wonen
  objective: …
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import docx

from strategy.exchange.document import GoalNode, PlanDocument
from strategy.exchange.formats import READERS

from .score_table import QUESTIONS

FOLDER = Path(__file__).parent / "corpus"


@dataclass
class Case:
    name: str
    format: str
    source: str
    goals: list[tuple[str, str, str]] = field(default_factory=list)
    """(parent's title or "", kind, title)"""
    decisions: list[tuple[str, ...]] = field(default_factory=list)
    period: str = "none"

    @property
    def data(self) -> bytes:
        return as_docx(self.source) if self.format == "docx" else self.source.encode()

    @property
    def language(self) -> str:
        return self.name.rsplit(".", 1)[-1]

    def read(self) -> PlanDocument:
        return READERS[self.format](self.data, "")


def load(path: Path) -> Case:
    head, _sign, rest = path.read_text(encoding="utf-8").partition("\n-----\n")
    source, _sign, expected = rest.partition("\n=====\n")
    case = Case(path.stem, head.split(":")[1].strip(), source)
    open_titles: dict[int, str] = {}
    for line in filter(str.strip, expected.split("\n")):
        kind, _sign, rest = line.strip().partition(":")
        rest = rest.strip()
        depth = (len(line) - len(line.lstrip())) // 2
        if kind == "period":
            case.period = rest
        elif kind == "decision":
            case.decisions.append(tuple(part.strip() for part in rest.split("|")))
        else:
            open_titles[depth] = rest
            case.goals.append((open_titles[depth - 1] if depth else "", kind, rest))
    return case


def cases(folder: Path = FOLDER) -> list[Case]:
    return [load(path) for path in sorted(folder.glob("*.case"))]


def as_docx(source: str) -> bytes:
    document = docx.Document()
    for line in filter(str.strip, source.split("\n")):
        sign, _space, text = line.partition(" ")
        if sign == "T":
            document.add_heading(text, 0)
        elif sign.startswith("H") and sign[1:].isdigit():
            document.add_heading(text, int(sign[1:]))
        elif sign == "B":
            document.add_paragraph().add_run(text).bold = True
        elif sign == "*":
            document.add_paragraph(text, style="List Bullet")
        elif sign == "**":
            document.add_paragraph(text, style="List Bullet 2")
        elif sign == "#":
            document.add_paragraph(text, style="List Number")
        elif sign == "Q":
            document.add_paragraph(text, style="Intense Quote")
        elif sign == "|":
            _row(document, text)
        else:
            document.add_paragraph(text if sign == "P" else line)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _row(document, text: str) -> None:
    cells = [cell.strip() for cell in text.split("|")]
    is_new = not document.element.body[-2].tag.endswith("}tbl")
    table = document.add_table(rows=0, cols=len(cells)) if is_new else document.tables[-1]
    for cell, words in zip(table.add_row().cells, cells, strict=True):
        cell.text = words


def flat(goals: list[GoalNode], parent: str = "") -> list[tuple[str, str, str]]:
    found = []
    for goal in goals:
        found.append((parent, goal.kind, goal.title))
        found += flat(goal.children, goal.title)
    return found


def bare(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


@dataclass
class Score:
    """Counts (right, of how many) for each of the five questions."""

    counts: dict[str, list[float]] = field(default_factory=lambda: {q: [0, 0] for q in QUESTIONS})

    def add(self, question: str, right: float, of: float) -> None:
        self.counts[question][0] += right
        self.counts[question][1] += of

    def share(self, question: str) -> float:
        right, of = self.counts[question]
        return right / of if of else 1.0


def score(case: Case, document: PlanDocument) -> Score:
    """Nodes and decisions count what is missing and what is too much; parents and kinds are of the nodes found."""
    result = Score()
    wanted = [(bare(p), k, bare(t)) for p, k, t in case.goals]
    got = [(bare(p), k, bare(t)) for p, k, t in flat(document.goals)]
    rest = Counter(title for _p, _k, title in got)
    both = sum((Counter(title for _p, _k, title in wanted) & rest).values())
    result.add("nodes", 2 * both, len(wanted) + len(got))
    unused = list(got)
    for parent, kind, title in wanted:
        same = [goal for goal in unused if goal[2] == title]
        same.sort(key=lambda goal: (goal[0] != parent, goal[1] != kind))
        if same:
            unused.remove(same[0])
            result.add("parents", same[0][0] == parent, 1)
            result.add("kinds", same[0][1] == kind, 1)
    decided = Counter((bare(e.body), e.date, e.precision, e.kind) for e in document.decisions)
    expected = Counter((bare(body), date, precision, kind) for body, date, precision, kind in case.decisions)
    result.add("decisions", 2 * sum((decided & expected).values()), decided.total() + expected.total())
    result.add("periods", period_text(document) == case.period, 1)
    return result


def period_text(document: PlanDocument) -> str:
    if document.period is None:
        return "none"
    first, last = document.period
    return f"{first}-{last or ''}"
