"""Many branches out of a tree at once: one DELETE and one renumbering for a run of neighbours.

Part of strategy.tree, and like it called only under an edition's lock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from ..models import Goal
from ..models.goal import CONTENT_FIELDS
from ..vocabulary import Action

if TYPE_CHECKING:
    from . import Tree


def snapshots(tree: Tree, goals: Sequence[Goal]) -> dict[str, dict[str, Any]]:
    """The branches of ``goals`` by key, each as ``Tree.snapshot`` gives it; one query for all."""
    if not goals:
        return {}
    first, last = min(goal.lft for goal in goals), max(goal.rght for goal in goals)
    rows = tree.rows.filter(lft__range=(first, last)).order_by("lft")
    nodes: dict[int, dict[str, Any]] = {}
    for row in rows.values("pk", "parent_id", "key", "translated_from", *CONTENT_FIELDS):
        pk, parent = row.pop("pk"), row.pop("parent_id")
        nodes[pk] = {name: value for name, value in row.items() if value} | {"children": []}
        if parent in nodes:
            nodes[parent]["children"].append(nodes[pk])
    return {goal.key: nodes[goal.pk] for goal in goals}


def delete_all(tree: Tree, goals: Sequence[Goal]) -> int:
    """Deletes the branches of ``goals``, none of which stands below another; returns how many goals that were.

    Each leaves the record that ``Tree.delete`` would leave, the last one first.
    """
    ordered = sorted(goals, key=lambda goal: goal.lft)
    branches, places = snapshots(tree, ordered), _places(tree, ordered)
    for goal in reversed(ordered):
        tree.record(Action.DELETE, goal.key, before={**places[goal.key], "branch": branches[goal.key]})
    count = 0
    for first, last in reversed(list(_runs(ordered))):
        width = last - first + 1
        rows = tree.rows.filter(lft__range=(first, last))
        rows._raw_delete(rows.db)
        gone = Q(rght__gt=last)
        tree._shift(gone, lft=[(Q(lft__gt=last), -width)], rght=[(gone, -width)])
        count += width // 2
    return count


def _runs(ordered: Sequence[Goal]) -> Iterator[tuple[int, int]]:
    """(first left number, last right number) of each run of goals that stand side by side."""
    start = end = 0
    for goal in ordered:
        if start and goal.lft == end + 1:
            end = goal.rght
            continue
        if start:
            yield start, end
        start, end = goal.lft, goal.rght
    if start:
        yield start, end


def _places(tree: Tree, goals: Sequence[Goal]) -> dict[str, dict[str, Any]]:
    """Where each goal stands, as ``Tree.place_of`` says it."""
    parents = {parent.pk: parent for parent in tree.by_id.filter(pk__in={goal.parent_id for goal in goals})}
    positions: dict[int, int] = {}
    for parent in parents:
        siblings = tree.by_id.filter(parent=parent).order_by("lft").values_list("pk", flat=True)
        positions |= {pk: index for index, pk in enumerate(siblings)}
    return {
        goal.key: {
            "parent": parents[goal.parent_id].key if parents[goal.parent_id].level else "",
            "position": positions[goal.pk],
        }
        for goal in goals
    }
