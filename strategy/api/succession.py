"""What became of the goals of a plan in the plans after it, and where they come from: what continues, merges, splits,
is dropped or new. Of plans that the public can read, by their editions in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Query, Router

from ..models import Goal
from ..models import Succession as Line
from ..succession import WORDING, Pair
from ..succession import Succession as Between
from ..vocabulary import Kind, SuccessionKind
from .answering import answer
from .asked import Asked
from .differences import Successions
from .editions import PLAN
from .finding import Place, edition_in_force, find, plans_of, published_editions, rows_of
from .texts import columns
from .towns import PROBLEMS

router = Router(tags=["Record"])
NOT_RECORDED = "not_recorded"
"""In counts: old goals of which nobody has said what became."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Side:
    """A plan and its edition in force."""

    plan: Row
    edition: Row

    @property
    def mark(self) -> object:
        return self.plan["stamp"], self.plan["slug"], self.edition["number"]


@router.get(f"{PLAN}/succession", response={200: Successions, **PROBLEMS}, summary="From plan to plan")
def succession(request: HttpRequest, town: str, plan: str, asked: Query[Asked]) -> HttpResponseBase:
    """For each plan before or after this one between which a line is recorded: what became of each old goal, and where
    each new one comes from, in the order of the trees. `between` is empty where nothing is recorded."""
    place = find(request, town, plan, asked.lang)
    lines = _lines(place)
    sides = _sides(place, {pk for pair in lines for pk in pair})
    known = {pair: keys for pair, keys in lines.items() if set(pair) <= set(sides)}
    mark = place.mark, [side.mark for side in sides.values()], sorted(known.items())
    return answer(request, mark, lambda: _succession(place, sides, known))


def _lines(place: Place) -> dict[tuple[int, int], list[Pair]]:
    """(old plan, new plan) -> the lines between them, of this plan. One query."""
    pk = place.plan["pk"]
    rows = rows_of(Line).filter(Q(old_plan=pk) | Q(new_plan=pk)).order_by("old_plan", "new_plan", "pk")
    named = rows.values_list("old_plan", "new_plan", "old_key", "new_key")
    return {pair: [(old, new) for _o, _n, old, new in group] for pair, group in groupby(named, key=lambda row: row[:2])}


def _sides(place: Place, plans: set[int]) -> dict[int, Side]:
    """The plans among these that the public can read. At most two queries."""
    others = plans - {place.plan["pk"]}
    own = next(row for row in place.editions if row["number"] == place.in_force)
    sides = {place.plan["pk"]: Side(place.plan, own)}
    if others:
        rows = {row["pk"]: row for row in plans_of(place.plan["municipality__slug"]) if row["pk"] in others}
        editions = published_editions().filter(plan__in=rows)
        for plan, group in groupby(editions, key=lambda row: row["plan"]):
            published = list(group)
            number = edition_in_force(published, timezone.localdate())
            sides[plan] = Side(rows[plan], next(row for row in published if row["number"] == number))
    return sides


def _succession(place: Place, sides: Mapping[int, Side], lines: Mapping[tuple[int, int], list[Pair]]) -> dict[str, Any]:
    goals = _goals(side.edition["pk"] for side in sides.values())
    return {
        "town": place.plan["municipality__slug"],
        "plan": place.slug,
        "edition": place.in_force,
        "lang": place.reader.lang,
        "between": [_between(place, sides[old], sides[new], goals, pairs) for (old, new), pairs in lines.items()],
        "page": f"{place.addresses.plan_page(place.slug)}succession/" if lines else None,
    }


def _goals(editions: Iterable[int]) -> dict[int, dict[str, Row]]:
    """Edition -> key -> row, in the order of reading. One query."""
    rows = rows_of(Goal).filter(edition__in=list(editions)).exclude(kind=Kind.ROOT).order_by("edition", "lft")
    found: dict[int, dict[str, Row]] = {}
    for row in rows.values("edition", "key", "kind", "code", *columns(*WORDING)):
        found.setdefault(row["edition"], {})[row["key"]] = row
    return found


def _between(
    place: Place, old: Side, new: Side, goals: Mapping[int, Mapping[str, Row]], pairs: list[Pair]
) -> dict[str, Any]:
    was, now = goals.get(old.edition["pk"], {}), goals.get(new.edition["pk"], {})
    between = Between(pairs, _wording(place, was), _wording(place, now))
    became = [_goal(place, old, row, between.outcome(key), between.heirs.get(key, [])) for key, row in was.items()]
    came = [_goal(place, new, row, between.origin(key), between.ancestors.get(key, [])) for key, row in now.items()]
    return {
        "old": _side(place, old),
        "new": _side(place, new),
        "counts": {"became": _counts(became), "came_from": _counts(came)},
        "became": became,
        "came_from": came,
    }


def _wording(place: Place, rows: Mapping[str, Row]) -> dict[str, tuple[str, ...]]:
    """What binds, by which a goal counts as reworded: the authentic text."""
    names = [f"{name}_{place.reader.authentic}" for name in WORDING]
    return {key: tuple(row[name] or "" for name in names) for key, row in rows.items()}


def _side(place: Place, side: Side) -> dict[str, Any]:
    slug = side.plan["slug"]
    return {
        "plan": slug,
        "edition": side.edition["number"],
        "url": place.addresses.plan(slug),
        "page": place.addresses.plan_page(slug),
    }


def _goal(place: Place, side: Side, row: Row, kind: SuccessionKind | None, goals: list[str]) -> dict[str, Any]:
    slug, key = side.plan["slug"], row["key"]
    return {
        "key": key,
        "kind": row["kind"],
        "code": row["code"],
        **place.reader.read(row, "title"),
        "outcome": kind.value if kind else None,
        "goals": goals,
        "url": f"{place.addresses.plan(slug)}/goals/{key}",
        "page": f"{place.addresses.plan_page(slug)}goals/{key}/",
    }


def _counts(goals: list[dict[str, Any]]) -> dict[str, int]:
    return dict(Counter(goal["outcome"] or NOT_RECORDED for goal in goals))
