"""Our own spreadsheet: what it looks like, written and read here so that nothing gets lost in between.

A workbook has the sheet "plan" (field, language, value), the sheet "goals" and one for each list of ``TABLES``; a csv
file is the sheet "goals" alone. Rows of goals stand in the order of the tree, with their depth; an officer may
change, add and move them, so reading doubts where it cannot follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ...telling import telling
from ...vocabulary import GOAL_KINDS, LANGUAGES, Form, Kind, may_stand_under, step_order
from ..document import (
    FORMAT,
    AttachmentEntry,
    BodyEntry,
    DecisionEntry,
    GoalNode,
    LevelEntry,
    MilestoneEntry,
    OrganisationEntry,
    PlanDocument,
    WithdrawnDecisionEntry,
)
from . import records, words
from .entries import Doubts, is_yes, sdgs_in, unclear_sdgs, unescaped
from .grid import Grid
from .header import TEXTS
from .records import Cell

PLAN, GOALS = "plan", "goals"
TABLES: dict[str, type] = {
    "levels": LevelEntry,
    "organisations": OrganisationEntry,
    "bodies": BodyEntry,
    "decisions": DecisionEntry,
    "withdrawn_decisions": WithdrawnDecisionEntry,
    "milestones": MilestoneEntry,
    "attachments": AttachmentEntry,
}
PLAN_HEADER = ["field", "language", "value"]
PLAN_TEXTS = ("title", "question", "introduction")
PLAIN = ("depth", "kind", "code")
AFTER = ("form", "icon", "priority", "sdg", "id", "key")
HEADING = re.compile(r"(.+) \((\w+)\)")


def languages_of(document: PlanDocument) -> list[str]:
    """The authentic language and then those of translations of goals."""
    used = {code for node, _depth in nodes_of(document.goals) for code in node.translations}
    known = [code for code in LANGUAGES if code in used] + sorted(used - set(LANGUAGES))
    return [document.language, *(code for code in known if code != document.language)]


def nodes_of(goals: list[GoalNode]) -> Iterator[tuple[GoalNode, int]]:
    """Goals in the order of the tree, with their depth from 1."""
    stack = [(node, 1) for node in reversed(goals)]
    while stack:
        node, depth = stack.pop()
        yield node, depth
        stack.extend((child, depth + 1) for child in reversed(node.children))


def columns_of(document: PlanDocument) -> list[tuple[str, str]]:
    """Role and language of the columns of the goals, in their order."""
    languages = languages_of(document)
    texts = [(name, code) for name in ("title", "short_title", "lead_in", "text") for code in languages]
    return [*((name, "") for name in PLAIN), *texts, *((name, "") for name in AFTER)]


def goal_rows(document: PlanDocument) -> Iterator[list[Cell]]:
    """The header, in the document's language, and the rows of its goals."""
    columns = columns_of(document)
    speech = document.language
    names = [words.own_word(words.ATTRIBUTES, role, speech) for role, _code in columns]
    yield [f"{name} ({code})" if code else name for name, (_role, code) in zip(names, columns, strict=True)]
    for node, depth in nodes_of(document.goals):
        plain: dict[str, Cell] = {
            "depth": depth,
            "kind": words.own_word(words.KINDS, node.kind, speech) if node.kind in words.KINDS else node.kind,
            "code": node.code,
            "form": "" if node.form == Form.PROSE else node.form,
            "icon": node.icon,
            "priority": "x" if node.is_priority else "",
            "sdg": ", ".join(map(str, node.sdgs)),
            "id": node.external_id,
            "key": node.key,
        }
        yield [_text(node, role, code, speech) if code else plain[role] for role, code in columns]


def _text(node: GoalNode, name: str, code: str, language: str) -> str:
    return getattr(node, name) if code == language else node.translations.get(code, {}).get(name, "")


def plan_rows(document: PlanDocument, status: str = "") -> list[list[Cell]]:
    """What is said of the plan as a whole; ``status`` where it is not published."""
    rows: list[list[Cell]] = [[*PLAN_HEADER], ["format", "", FORMAT]]
    rows += [["status", "", status]] if status else []
    rows += [[name, "", getattr(document, name)] for name in ("municipality", "language", "slug")]
    for name in PLAN_TEXTS:
        texts = {document.language: getattr(document, name)}
        texts |= {code: fields[name] for code, fields in document.translations.items() if name in fields}
        rows += [[name, code, text] for code, text in texts.items() if text]
    if document.period:
        rows += [["first year", "", document.period[0] or ""], ["last year", "", document.period[1] or ""]]
    return [part for row in rows for part in _split_value(row)]


def _split_value(row: list[Cell]) -> Iterator[list[Cell]]:
    yield from records.split(row)


def document_in(grids: list[Grid], language: str) -> PlanDocument | None:
    """The plan, where ``grids`` are our own export; None where they are not."""
    by_name = {grid.name.lower(): grid for grid in grids if grid.rows}
    plan, goals = by_name.get(PLAN), by_name.get(GOALS)
    is_workbook = plan is not None and [cell.lower() for cell in plan.rows[0].cells[:3]] == PLAN_HEADER
    if not is_workbook and len(by_name) == 1:
        goals = next(iter(by_name.values()))
    columns = _columns(goals.rows[0].cells) if goals is not None and goals.rows else None
    if goals is None or columns is None:
        return None
    doubts = Doubts(several=is_workbook)
    document = PlanDocument(municipality="", language=_authentic(columns, language))
    if is_workbook and plan is not None:
        _read_plan(plan, document, doubts)
        for name, cls in TABLES.items():
            if name in by_name:
                setattr(document, name, records.entries_in(by_name[name], cls, doubts))
    _Goals(document, columns, doubts).read(goals)
    document.warnings = [doubt for grid in grids for doubt in grid.doubts] + doubts.all()
    return document


def _authentic(columns: dict[int, tuple[str, str]], asked: str) -> str:
    titled = [code for role, code in columns.values() if role == "title"]
    return asked if asked in titled else titled[0]


def _columns(cells: list[str]) -> dict[int, tuple[str, str]] | None:
    """Role and language by column, where the header is ours in one of our languages; None where it is not."""
    for speech in LANGUAGES:
        roles = {words.own_word(words.ATTRIBUTES, role, speech): role for role in (*PLAIN, *TEXTS, *AFTER)}
        found: dict[int, tuple[str, str]] = {}
        for index, cell in enumerate(cells):
            named = HEADING.fullmatch(cell)
            if named and roles.get(named[1]) in TEXTS:
                found[index] = roles[named[1]], named[2]
            elif roles.get(cell) in (*PLAIN, *AFTER):
                found[index] = roles[cell], ""
        if {("depth", ""), ("kind", ""), ("key", "")} <= set(found.values()) and "title" in dict(found.values()):
            return found
    return None


def _read_plan(grid: Grid, document: PlanDocument, doubts: Doubts) -> None:
    period: dict[str, int] = {}
    values = [(line, [*cells, "", ""][:3]) for line, cells in records.joined(grid)]
    language = next((value for _line, (field, _code, value) in values if field == "language"), "")
    document.language = language if language in LANGUAGES else document.language
    for line, (field, code, value) in values:
        if field in ("municipality", "slug", *PLAN_TEXTS) and code in ("", document.language):
            setattr(document, field, value)
        elif field in PLAN_TEXTS:
            document.translations.setdefault(code, {})[field] = value
        elif field in ("first year", "last year") and value.isdigit():
            period[field] = int(value)
        elif field not in ("format", "status", "language", "first year", "last year") or (value and "year" in field):
            said = _("Row %(row)d: “%(name)s” says nothing that we know and is left out.")
            doubts.add(line, said % {"row": line, "name": field[:60]}, grid.name)
    if "first year" in period:
        document.period = [period["first year"], period.get("last year")]


class _Goals:
    def __init__(self, document: PlanDocument, columns: dict[int, tuple[str, str]], doubts: Doubts) -> None:
        self.document = document
        self.columns = columns
        self.doubts = doubts
        self.order = step_order([level.kind for level in document.levels])
        self.keys: set[str] = set()
        self.stack: list[tuple[int, GoalNode]] = []
        self.sheet = ""

    def read(self, grid: Grid) -> None:
        self.sheet = grid.name
        for index, cell in enumerate(grid.rows[0].cells):
            if cell and index not in self.columns:
                said = _("The column “%(heading)s” has no place in a plan and is left out.")
                self.doubts.add(grid.rows[0].line, said % {"heading": cell[:80]}, self.sheet)
        for line, cells in telling(records.joined(grid), len(grid.rows) - 1):
            self._add(line, cells)

    def _say(self, line: int, sentence: str, **parts: object) -> None:
        self.doubts.add(line, sentence % {"row": line, **parts}, self.sheet)

    def _add(self, line: int, cells: list[str]) -> None:
        plain = {role: unescaped(cells[index]) for index, (role, code) in self.columns.items() if not code}
        node = GoalNode(kind="", title="", code=plain.get("code", ""), icon=plain.get("icon", ""))
        for index, (name, code) in self.columns.items():
            text = unescaped(cells[index]) if code else ""
            if text and code == self.document.language:
                setattr(node, name, text)
            elif text:
                node.translations.setdefault(code, {})[name] = text
        node.form = plain.get("form") or Form.PROSE.value
        node.is_priority = is_yes(plain.get("priority", ""))
        node.external_id = plain.get("id", "")
        node.sdgs, is_clear = sdgs_in(plain.get("sdg", ""))
        if not is_clear:
            self.doubts.add(line, unclear_sdgs(line, plain["sdg"]), self.sheet)
        node.key = self._key(line, plain["key"])
        node.kind = self._kind(line, plain["kind"])
        if not node.title:
            self._borrow_title(line, node)
        if node.title:
            self._place(line, node, plain["depth"])

    def _key(self, line: int, key: str) -> str:
        if key and key in self.keys:
            self._say(line, _("Row %(row)d: the key %(key)s is used twice here; this goal gets a new one."), key=key)
            return ""
        self.keys.add(key)
        return key

    def _kind(self, line: int, word: str) -> str:
        if word in list(GOAL_KINDS):
            return word
        if found := words.kind_of(words.fold(word)):
            return found[0].partition(":")[0]
        above = self.stack[-1][1].kind if self.stack else Kind.OBJECTIVE.value
        self._say(
            line,
            _("Row %(row)d: “%(word)s” is not a kind of goal; %(kind)s is used, as in the row before."),
            word=word[:60],
            kind=Kind(above).label,
        )
        return above

    def _borrow_title(self, line: int, node: GoalNode) -> None:
        node.title = next((texts["title"] for texts in node.translations.values() if "title" in texts), node.code)
        self._say(line, _("Row %(row)d: there is no title in the plan’s own language."))

    def _place(self, line: int, node: GoalNode, depth_text: str) -> None:
        """Puts a goal where its depth says; a step deeper than there is a parent for goes under the last goal."""
        last = self.stack[-1][0] if self.stack else 1
        depth = int(depth_text) if depth_text.isdigit() and len(depth_text) < 4 else last
        while self.stack and self.stack[-1][0] >= depth:
            self.stack.pop()
        parent = self.stack[-1][1] if self.stack else None
        if not depth_text.isdigit() or depth != (self.stack[-1][0] + 1 if self.stack else 1):
            self._say(
                line,
                _("Row %(row)d: the depth “%(depth)s” does not follow from the row above; check where it is."),
                depth=depth_text,
            )
        if parent is not None and not may_stand_under(node.kind, parent.kind, self.order):
            self._say(
                line,
                _("Row %(row)d: “%(name)s” (%(kind)s) cannot go under “%(parent)s”; change its kind or its depth."),
                name=node.title[:60], kind=Kind(node.kind).label, parent=parent.title[:60],
            )  # fmt: skip
        (parent.children if parent else self.document.goals).append(node)
        self.stack.append((depth, node))
