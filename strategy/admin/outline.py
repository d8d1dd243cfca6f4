"""What the tree page shows: an edition's goals as rows with their possible moves, read in two queries."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from ..models import Edition, Goal, Level
from ..vocabulary import GOAL_KINDS, STATEMENTS, Kind, may_stand_under, step_order


@dataclass(slots=True)
class Row:
    """A goal of the tree. ``below``: how many goals stand below it; ``opens``: it begins a list; ``closes``: one
    entry for each list that ends behind it; ``has_list``: a list follows inside it."""

    pk: int
    key: str
    kind: str
    kind_label: str
    code: str
    title: str
    level: int
    parent: "Row | None"
    missing: list[str]
    below: int = 0
    children: "list[Row]" = field(default_factory=list)
    opens: bool = False
    closes: range = range(0)
    has_list: bool = False
    can_up: bool = False
    can_down: bool = False
    can_in: bool = False
    can_out: bool = False
    can_add: bool = False

    @property
    def name(self) -> str:
        return self.title or self.code or self.key


class Outline:
    """All rows of an edition in their order; ``top`` stands for the hidden root."""

    def __init__(self, edition: Edition) -> None:
        town = edition.plan.municipality
        self.languages = list(town.languages)
        self.authentic = town.language
        self.order = step_order(list(Level.objects.filter(plan=edition.plan_id).values_list("kind", flat=True)))
        self.top = Row(0, "", Kind.ROOT, "", "", "", 0, None, [])
        self.places: dict[str, int] = {}
        self.rows = self._read(edition)
        self.by_key = {row.key: row for row in self.rows}
        self._arrange()
        self._nest(self.rows)

    def _read(self, edition: Edition) -> list[Row]:
        goals = Goal.objects.rewrite(False).filter(edition=edition).exclude(kind=Kind.ROOT).order_by("lft")
        titles = [f"title_{code}" for code in self.languages]
        seen: dict[int, Row] = {}
        for values in goals.values("pk", "parent_id", "key", "kind", "code", "level", "lft", "rght", *titles):
            parent = seen.get(values["parent_id"], self.top)
            row = _row(values, self.languages, self.authentic, parent)
            self.places[row.key] = len(parent.children)
            parent.children.append(row)
            seen[row.pk] = row
        return list(seen.values())

    def only(self, keys: set[str]) -> list[Row]:
        """The rows with these keys, which hold the parent of each, nested anew."""
        rows = [row for row in self.rows if row.key in keys]
        self._nest(rows)
        return rows

    def _nest(self, rows: list[Row]) -> None:
        level = 0
        for row, following in pairwise([*rows, None]):
            row.opens, level = row.level > level, row.level
            row.closes = range(max(0, row.level - (following.level if following else 0)))
            row.has_list = following is not None and following.level > row.level

    def _arrange(self) -> None:
        roomy = {kind for kind in GOAL_KINDS if self.kinds_under(kind)}
        for row in self.rows:
            siblings, index = row.parent.children, self.places[row.key]
            row.can_up, row.can_down = index > 0, index + 1 < len(siblings)
            row.can_in = index > 0 and self.fits(row.kind, siblings[index - 1].kind)
            row.can_out = row.level > 1 and self.fits(row.kind, row.parent.parent.kind)
            row.can_add = row.kind in roomy

    def fits(self, kind: str, parent_kind: str) -> bool:
        return may_stand_under(kind, parent_kind, self.order)

    def kinds_under(self, parent_kind: str) -> list[str]:
        """The kinds that may stand under ``parent_kind``, statements first."""
        return [kind for kind in (*STATEMENTS, *self.order) if self.fits(kind, parent_kind)]

    def legal(self) -> dict[str, list[str]]:
        """Kind of a parent ("" for the top) -> the kinds that may stand under it; for the script of the page."""
        return {"": self.kinds_under(Kind.ROOT)} | {kind.value: self.kinds_under(kind) for kind in GOAL_KINDS}

    def targets(self, moving: Row) -> list[Row]:
        """Where ``moving`` may stand under: every row outside its own branch whose kind lets it."""
        inside = {moving.key}
        found = []
        for row in self.rows:
            if row.key in inside or row.parent.key in inside:
                inside.add(row.key)
            elif self.fits(moving.kind, row.kind):
                found.append(row)
        return found


def row_of(goal: Goal, edition: Edition) -> Row:
    """One goal as a row by itself, as it has just been stored."""
    town = edition.plan.municipality
    names = ("pk", "key", "kind", "code", "level", "lft", "rght", *(f"title_{code}" for code in town.languages))
    return _row({name: getattr(goal, name) for name in names}, list(town.languages), town.language, None)


LABELS = {kind.value: kind for kind in Kind}


def _row(values: dict[str, Any], languages: list[str], authentic: str, parent: Row | None) -> Row:
    return Row(
        values["pk"],
        values["key"],
        values["kind"],
        str(LABELS[values["kind"]].label),
        values["code"],
        values[f"title_{authentic}"] or "",
        values["level"],
        parent,
        [code for code in languages if not values[f"title_{code}"]],
        (values["rght"] - values["lft"] - 1) // 2,
    )
