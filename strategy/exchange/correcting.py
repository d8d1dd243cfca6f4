"""A document's tree as flat rows that a person corrects, and back again. No ORM, no HTTP.

A row has a depth, from 1, and an order to keep it, to leave it out (alone, or with all below it) or to merge it with
the row above. Everything here walks the rows once.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ..vocabulary import CODE_LENGTH, STATEMENTS, TITLE_LENGTH, Form, Kind, may_stand_under
from .document import Doubt, GoalNode, Translations

KEEP, LEAVE, LEAVE_BRANCH, MERGE = "keep", "leave", "branch", "merge"
ORDERS = (KEEP, LEAVE, LEAVE_BRANCH, MERGE)

KINDS = frozenset(Kind.values)
LONGEST = 2000
"""Characters of a title that can be corrected as a title; the rest goes to the text."""

# in the quotation marks of every language of the interface
QUOTED = re.compile(r"“([^”]+)”|„([^“]+)“|«\s*([^»]+?)\s*»|»([^«]+)«")


@dataclass(kw_only=True)
class Row:
    """A goal of the outline. ``line`` is where it stands in the source, 0 where that is not known."""

    kind: str
    title: str
    depth: int
    code: str = ""
    text: str = ""
    order: str = KEEP
    line: int = 0
    key: str = ""
    short_title: str = ""
    lead_in: str = ""
    form: str = Form.PROSE.value
    icon: str = ""
    is_priority: bool = False
    external_id: str = ""
    sdgs: list[int] = field(default_factory=list)
    translations: Translations = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.title or self.code or str(Kind(self.kind).label if self.kind in KINDS else "")


@dataclass
class Placed:
    """A row that becomes a goal: at which depth, below which other one, with which rows merged into it."""

    index: int
    depth: int
    parent: Placed | None
    merged: list[int] = field(default_factory=list)


def rows_of(nodes: Sequence[GoalNode]) -> list[Row]:
    """The tree as rows, in reading order. A title that is far too long goes on in the text."""
    rows: list[Row] = []
    stack = [(node, 1) for node in reversed(nodes)]
    same = [f.name for f in dataclasses.fields(GoalNode) if f.name != "children"]
    while stack:
        node, depth = stack.pop()
        row = Row(depth=depth, **{name: getattr(node, name) for name in same})
        if len(row.title) > LONGEST:
            row.text = "\n\n".join(part for part in (row.title[LONGEST:], row.text) if part)
            row.title = row.title[:LONGEST]
        rows.append(row)
        stack.extend((child, depth + 1) for child in reversed(node.children))
    return rows


def placed(rows: Sequence[Row]) -> list[Placed]:
    """What stays, and where. Below a row that is left out alone everything moves one level out; below a merged
    row it goes below the row that took it in."""
    kept: list[Placed] = []
    path: list[Placed] = []
    shifts: list[tuple[int, int]] = []  # (depth of a row that is not there, what goes below it moves by)
    gone_below = 0
    for index, row in enumerate(rows):
        if gone_below and row.depth > gone_below:
            continue
        gone_below = row.depth if row.order == LEAVE_BRANCH else 0
        while shifts and shifts[-1][0] >= row.depth:
            shifts.pop()
        depth = row.depth - (shifts[-1][1] if shifts else 0)
        if row.order == LEAVE_BRANCH:
            continue
        if row.order == LEAVE:
            shifts.append((row.depth, row.depth - depth + 1))
        elif row.order == MERGE and kept:
            kept[-1].merged.append(index)
            shifts.append((row.depth, row.depth - kept[-1].depth))
        else:
            while path and path[-1].depth >= depth:
                path.pop()
            here = Placed(index, depth, path[-1] if path else None)
            kept.append(here)
            path.append(here)
    return kept


def problems(
    rows: Sequence[Row], order: list[str], *, under: str = Kind.ROOT.value, taken: Iterable[str] = ()
) -> dict[int, list[str]]:
    """What has to change before the rows can become goals: sentences by row.

    ``order`` is the plan's order of step kinds, ``under`` the kind of what all stands below, ``taken`` are codes
    that goals of the edition have already.
    """
    found: dict[int, list[str]] = {}
    codes = dict.fromkeys(taken, 0)
    previous = 0
    for here in placed(rows):
        row = rows[here.index]
        sentences = [*_own_problems(row), *_too_deep(here.depth, previous)]
        previous = here.depth
        above = rows[here.parent.index] if here.parent else None
        if row.kind in KINDS and not may_stand_under(row.kind, _kind(above, under), order):
            sentences.append(_misplaced(row, above, under, order))
        if row.code and row.code in codes:
            sentences.append(_twice(row.code, codes[row.code]))
        codes.setdefault(row.code, here.index + 1)
        if sentences:
            found[here.index] = sentences
    if rows and rows[0].order == MERGE:
        found.setdefault(0, []).append(_("There is no row above this one to merge it with."))
    return found


def nodes_of(rows: Sequence[Row]) -> list[GoalNode]:
    """The rows that stay, as a tree; the words of merged rows stand below the text of those that took them in."""
    tops: list[GoalNode] = []
    nodes: dict[int, GoalNode] = {}
    same = [f.name for f in dataclasses.fields(GoalNode) if f.name not in ("children", "translations")]
    for here in placed(rows):
        row = rows[here.index]
        node = GoalNode(**{name: getattr(row, name) for name in same})
        node.translations = {code: dict(texts) for code, texts in row.translations.items()}
        for index in here.merged:
            _merge(node, rows[index])
        nodes[here.index] = node
        (nodes[here.parent.index].children if here.parent else tops).append(node)
    return tops


def shift(rows: Sequence[Row], index: int, by: int) -> None:
    """Moves a row with everything below it in (1) or out (-1); the first one, and what stands at the top, stay."""
    depth = rows[index].depth
    above = rows[index - 1].depth if index else 0
    if not 1 <= depth + by <= above + 1:
        return
    rows[index].depth += by
    for row in rows[index + 1 :]:
        if row.depth <= depth:
            break
        row.depth += by


def fit(rows: Sequence[Row], order: list[str], *, under: str, like: str = "") -> None:
    """Gives rows whose kind cannot stand where they are the next kind of the plan's order; the top ones are like
    their new siblings (``like``), where there are any."""
    for here in placed(rows):
        row, above = rows[here.index], rows[here.parent.index] if here.parent else None
        parent = _kind(above, under)
        if above is None and like and may_stand_under(like, parent, order):
            row.kind = like
        elif row.kind not in KINDS or not may_stand_under(row.kind, parent, order):
            row.kind = next((kind for kind in order if may_stand_under(kind, parent, order)), row.kind)


def doubted_rows(doubts: Sequence[Doubt], rows: Sequence[Row], source: Sequence[str]) -> list[int | None]:
    """The row that each doubt is about, where its words or its line (of ``source``) name one."""
    titles: dict[str, int] = {}
    for index, row in enumerate(rows):
        titles.setdefault(_plain(row.title), index)
        titles.setdefault(_plain(f"{row.code} {row.title}"), index)
        if row.code:
            titles.setdefault(_plain(row.code), index)
    titles.pop("", None)
    in_order = sorted(titles)
    return [_row_of(doubt, titles, in_order, source) for doubt in doubts]


def _row_of(doubt: Doubt, titles: dict[str, int], in_order: Sequence[str], source: Sequence[str]) -> int | None:
    for found in QUOTED.finditer(doubt.message):
        quoted = next(filter(None, found.groups()))
        if _plain(quoted) in titles:
            return titles[_plain(quoted)]
        if quoted.endswith("…") or len(quoted) > 50:  # shortened
            begins = _plain(quoted.rstrip("…"))
            at = bisect_left(in_order, begins)
            if at < len(in_order) and in_order[at].startswith(begins):
                return titles[in_order[at]]
    line = source[doubt.line - 1] if 0 < doubt.line <= len(source) else ""
    return titles.get(_plain(line)) if line.strip() else None


def _plain(text: str) -> str:
    return " ".join(re.sub(r"^[\s\-–•*·▪◦o]+(?=\s)|[\s.:]+$", "", text).casefold().split())


def _kind(above: Row | None, under: str) -> str:
    return above.kind if above and above.kind in KINDS else under


def _own_problems(row: Row) -> list[str]:
    sentences = []
    if not row.title.strip():
        sentences.append(_("This row has no title. Write one, merge it with the row above, or leave it out."))
    if row.kind not in KINDS or row.kind == Kind.ROOT:
        sentences.append(_("Choose what this row is: a theme, an objective, an ambition …"))
    for text, limit in ((row.title, TITLE_LENGTH), (row.code, CODE_LENGTH)):
        if len(text) > limit:
            sentences.append(
                _("This text has %(length)d characters; the limit is %(limit)d. Shorten it.")
                % {"length": len(text), "limit": limit}
            )
    return sentences


def _too_deep(depth: int, above: int) -> list[str]:
    if depth <= above + 1:
        return []
    sentence = _("This row is at level %(depth)d, but the row above it is at level %(above)d. Move it out.")
    return [sentence % {"depth": depth, "above": above}]


def _misplaced(row: Row, above: Row | None, under: str, order: list[str]) -> str:
    if row.kind in STATEMENTS and above is None:
        return _("%(kind)s belongs at the top of a plan, not below a goal. Choose another kind.") % {
            "kind": str(Kind(row.kind).label).capitalize()
        }
    return _("“%(kind)s” cannot go below “%(above)s”. From top to bottom this plan has: %(order)s.") % {
        "kind": Kind(row.kind).label,
        "above": Kind(_kind(above, under)).label,
        "order": ", ".join(str(Kind(kind).label) for kind in order),
    }


def _twice(code: str, row: int) -> str:
    if row:
        return _("Row %(row)d has the code %(code)s too. Give each goal its own code.") % {"row": row, "code": code}
    return _("A goal of this edition has the code %(code)s already. Choose another code.") % {"code": code}


def _merge(node: GoalNode, row: Row) -> None:
    node.text = "\n\n".join(part for part in (node.text, row.title, row.text) if part)
    for code, texts in row.translations.items():
        ours = node.translations.setdefault(code, {})
        words = "\n\n".join(part for part in (ours.get("text"), texts.get("title"), texts.get("text")) if part)
        if words:
            ours["text"] = words
