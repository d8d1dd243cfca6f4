"""What the preview of an import shows: a page of rows with their doubts and problems, and what else was found."""

import datetime
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..exchange.accepting import RECORDS, Target, document_of, rows_in, target_of
from ..exchange.correcting import KEEP, LEAVE, LEAVE_BRANCH, MERGE, Placed, Row, placed, problems
from ..exchange.document import DecisionEntry, LevelEntry, MilestoneEntry, PlanDocument
from ..models import PendingImport, Plan
from ..refusal import Refused
from ..vocabulary import GOAL_KINDS, DecisionKind, Kind, Precision, may_stand_under, step_order
from .tree import tree_url

PAGE = 200
"""Rows on a page."""

LONGEST_TEXT = 10_000
"""Characters of a text that can be corrected here: a page of rows has to fit in a form."""

ORDER_WORDS = {
    KEEP: gettext_lazy("keep"),
    MERGE: gettext_lazy("merge with the row above"),
    LEAVE: gettext_lazy("leave out, keep what is below"),
    LEAVE_BRANCH: gettext_lazy("leave out with all below"),
}


@dataclass
class Shown:
    """A row of the page. ``state`` says what becomes of it where it is no goal of its own."""

    index: int
    row: Row
    depth: int
    state: str
    kinds: list[tuple[str, str]]
    problems: list[str]
    can_in: bool
    doubts: list[dict[str, Any]] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.index + 1

    @property
    def lines(self) -> int:
        """Lines that the title takes in its field, about."""
        return min(len(self.row.title) // 45 + 1, 8)

    @property
    def can_edit_text(self) -> bool:
        return len(self.row.text) <= LONGEST_TEXT

    @property
    def text_lines(self) -> int:
        return min(len(self.row.text) // 80 + self.row.text.count("\n") + 2, 20)

    @property
    def indent(self) -> int:
        return min(max(self.depth, 1), 7)


@dataclass
class Pointer:
    """A sentence with the row that it is about, for the lists above the outline; ``is_here``: on this page."""

    sentence: str
    line: int
    row: int | None
    is_here: bool

    @property
    def number(self) -> int:
        return (self.row or 0) + 1


def preview_context(pending: PendingImport, *, page: int, may_decide: bool) -> dict[str, Any]:
    document, rows = document_of(pending), rows_in(pending)
    target, gone = _target(pending, document)
    found = problems(rows, target.order, under=target.kind, taken=target.taken)
    last = max(1, -(-len(rows) // PAGE))
    page = min(max(page, 1), last)
    here = range((page - 1) * PAGE, min(page * PAGE, len(rows)))
    stays = placed(rows)
    doubts = pending.choices.get("doubts", [])
    return {
        "title": _("Look through “%(source)s”") % {"source": pending.source},
        "pending": pending,
        "edition": pending.edition,
        "tree_url": tree_url(pending.edition) if pending.edition else "",
        "parent": target.parent,
        "gone": gone,
        "rows": _shown(rows, here, stays, target, found, doubts),
        "problems": [
            Pointer(sentence, 0, row, row in here) for row, sentences in sorted(found.items()) for sentence in sentences
        ],
        "doubts": [Pointer(d["message"], d["line"], d["row"], d["row"] in here) for d in doubts],
        "page": page,
        "pages": range(1, last + 1),
        "kept": len(stays),
        "total": len(rows),
        "language": pending.municipality.language,
        "order_words": ORDER_WORDS.items(),
        "choices": pending.choices,
        "present_plan": _present_plan(pending),
        "found": _found(document, pending, may_decide),
        "may_decide": may_decide,
    }


def _target(pending: PendingImport, document: PlanDocument) -> tuple[Target, str]:
    """Where the rows go, and a sentence where the chosen goal is gone."""
    try:
        return target_of(pending, document), ""
    except Refused as refused:
        return Target(Kind.ROOT.value, step_order([]), set()), str(refused)


def _shown(
    rows: list[Row],
    here: range,
    stays: list[Placed],
    target: Target,
    found: dict[int, list[str]],
    doubts: list[dict[str, Any]],
) -> list[Shown]:
    states, depths = _states(rows, stays)
    kinds = [(kind.value, str(kind.label)) for kind in GOAL_KINDS if may_stand_under(kind, target.kind, target.order)]
    legal = {kind for kind, _label in kinds}
    about = _by_row(doubts)
    shown = []
    for index in here:
        row = rows[index]
        own = [(row.kind, str(Kind(row.kind).label))] if row.kind in Kind.values and row.kind not in legal else []
        above = rows[index - 1].depth if index else 0
        shown.append(
            Shown(
                index,
                row,
                depths.get(index, row.depth),
                states[index],
                [*kinds, *own],
                found.get(index, []),
                row.depth <= above,
                about.get(index, []),
            )
        )
    return shown


def _by_row(doubts: list[dict[str, Any]]) -> dict[int | None, list[dict[str, Any]]]:
    found: dict[int | None, list[dict[str, Any]]] = {}
    for doubt in doubts:
        found.setdefault(doubt["row"], []).append(doubt)
    return found


def _states(rows: list[Row], stays: list[Placed]) -> tuple[list[str], dict[int, int]]:
    """What becomes of each row that is no goal of its own, and the depth of those that are."""
    states = [str(_("left out")) for _row in rows]
    depths: dict[int, int] = {}
    for here in stays:
        states[here.index], depths[here.index] = "", here.depth
        for index in here.merged:
            states[index] = _("goes into the text of row %(row)d") % {"row": here.index + 1}
    for (above, before), (index, row) in pairwise(enumerate(rows)):
        if states[index] and row.order == KEEP and row.depth > before.depth and states[above]:
            states[index] = _("left out together with the row above it")
    return states, depths


def _present_plan(pending: PendingImport) -> Plan | None:
    """The plan of the town that has the chosen address already: the import becomes an edition of it."""
    if pending.edition is not None:
        return None
    choices = pending.choices
    both = choices["starts_in"] and choices["ends_in"]
    slug = choices["slug"] or (f"{choices['starts_in']}-{choices['ends_in']}" if both else "")
    plans = Plan.objects.select_related("municipality").filter(municipality=pending.municipality)
    return plans.filter(slug=slug).first() if slug else None


def _found(document: PlanDocument, pending: PendingImport, may_decide: bool) -> list[dict[str, Any]]:
    """Decisions, milestones and attachments of the source, each list with what is chosen of it."""
    lists = (
        ("decisions", _("Decisions"), [_decision(entry) for entry in document.decisions]),
        (
            "withdrawn_decisions",
            _("Withdrawn records of decisions"),
            [_decision(entry) for entry in document.withdrawn_decisions],
        ),
        (
            "levels",
            _("What the plan calls its levels"),
            [_level(entry) for entry in document.levels if pending.edition],
        ),
        ("milestones", _("Milestones"), [_milestone(entry) for entry in document.milestones]),
        ("attachments", _("Attachments"), [f"{entry.title} {entry.url}".strip() for entry in document.attachments]),
    )
    return [
        {
            "name": name,
            "label": label,
            "is_offered": name not in RECORDS or may_decide,
            "entries": [(index, text, index in pending.choices.get(name, [])) for index, text in enumerate(texts)],
        }
        for name, label, texts in lists
        if texts
    ]


def _decision(entry: DecisionEntry) -> str:
    kind = DecisionKind(entry.kind).label if entry.kind in DecisionKind.values else entry.kind
    return " · ".join(str(part) for part in (entry.body, kind, _when(entry), entry.number) if part)


def _level(entry: LevelEntry) -> str:
    kind = str(Kind(entry.kind).label) if entry.kind in Kind.values else entry.kind
    return f"{kind}: {entry.plural or entry.singular}"


def _milestone(entry: MilestoneEntry) -> str:
    return " · ".join(str(part) for part in (_when(entry), entry.title) if part)


def _when(entry: DecisionEntry | MilestoneEntry) -> str:
    """The date as exactly as it is known."""
    try:
        day = datetime.date.fromisoformat(entry.date)
    except ValueError:
        return entry.date
    forms = {Precision.MONTH.value: "F Y", Precision.YEAR.value: "Y"}
    return date_format(day, forms.get(entry.precision, "j F Y"))
