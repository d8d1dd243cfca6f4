"""What the tree page shows: an edition's goals as rows with their possible moves, read in two queries."""

from dataclasses import dataclass
from itertools import pairwise

from ..models import Edition, Goal, Level
from ..vocabulary import STATEMENTS, Kind, may_stand_under, step_order


@dataclass
class Row:
    """A goal of the tree. ``opens``: it begins a list; ``closes``: one entry for each list that ends behind it."""

    pk: int
    key: str
    kind: str
    kind_label: str
    code: str
    title: str
    level: int
    parent: "Row | None"
    missing: list[str]
    children: "list[Row]"
    opens: bool = False
    closes: range = range(0)
    can_up: bool = False
    can_down: bool = False
    can_in: bool = False
    can_out: bool = False
    can_add: bool = False

    @property
    def name(self) -> str:
        return self.title or self.code or self.key

    @property
    def below(self) -> int:
        """How many goals stand below this one."""
        return sum(1 + child.below for child in self.children)


class Outline:
    """All rows of an edition in their order; ``top`` stands for the hidden root."""

    def __init__(self, edition: Edition) -> None:
        town = edition.plan.municipality
        self.languages = list(town.languages)
        self.authentic = town.language
        self.order = step_order(list(Level.objects.filter(plan=edition.plan_id).values_list("kind", flat=True)))
        self.top = Row(0, "", Kind.ROOT, "", "", "", 0, None, [], [])
        self.places: dict[str, int] = {}
        self.rows = self._read(edition)
        self.by_key = {row.key: row for row in self.rows}
        self._arrange()

    def _read(self, edition: Edition) -> list[Row]:
        goals = Goal.objects.rewrite(False).filter(edition=edition).exclude(kind=Kind.ROOT).order_by("lft")
        titles = [f"title_{code}" for code in self.languages]
        seen: dict[int, Row] = {}
        for values in goals.values("pk", "parent_id", "key", "kind", "code", "level", *titles):
            parent = seen.get(values["parent_id"], self.top)
            row = Row(
                values["pk"],
                values["key"],
                values["kind"],
                str(Kind(values["kind"]).label),
                values["code"],
                values[f"title_{self.authentic}"] or "",
                values["level"],
                parent,
                [code for code in self.languages if not values[f"title_{code}"]],
                [],
            )
            self.places[row.key] = len(parent.children)
            parent.children.append(row)
            seen[row.pk] = row
        return list(seen.values())

    def _arrange(self) -> None:
        level = 0
        for row, following in pairwise([*self.rows, None]):
            row.opens, level = row.level > level, row.level
            row.closes = range(max(0, row.level - (following.level if following else 0)))
            siblings, index = row.parent.children, self.places[row.key]
            row.can_up, row.can_down = index > 0, index + 1 < len(siblings)
            row.can_in = index > 0 and self.fits(row.kind, siblings[index - 1].kind)
            row.can_out = row.level > 1 and self.fits(row.kind, row.parent.parent.kind)
            row.can_add = bool(self.kinds_under(row.kind))

    def fits(self, kind: str, parent_kind: str) -> bool:
        return may_stand_under(kind, parent_kind, self.order)

    def kinds_under(self, parent_kind: str) -> list[str]:
        """The kinds that may stand under ``parent_kind``, statements first."""
        return [kind for kind in (*STATEMENTS, *self.order) if self.fits(kind, parent_kind)]

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
