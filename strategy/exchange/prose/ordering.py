"""The order of kinds in a tree that was read, by what stands under what; contradictions are set right."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ...vocabulary import STATEMENTS, STEPS, Kind, may_stand_under, step_order
from ..document import Doubt, GoalNode, LevelEntry

DEEPEST = 100


def order_levels(
    goals: list[GoalNode], words: dict[str, tuple[str, bool]], lead_ins: dict[str, str]
) -> list[LevelEntry]:
    """The levels that the plan names or needs, top first. ``words``: kind -> (the plan's word, whether singular)."""
    order = step_order(_observed(goals))
    present = {node.kind for node in walk(goals)}
    is_usual = order == step_order([])
    levels = []
    for kind in order:
        if kind in present and (not is_usual or kind in words or kind in lead_ins):
            word, is_singular = words.get(kind, ("", False))
            word = word.lower() if len(word) <= 100 else ""
            entry = LevelEntry(kind=kind, lead_in=lead_ins.get(kind, ""))
            entry.singular, entry.plural = (word, "") if is_singular else ("", word)
            levels.append(entry)
    return levels


def walk(goals: list[GoalNode]) -> list[GoalNode]:
    found: list[GoalNode] = []
    stack = list(reversed(goals))
    while stack:
        node = stack.pop()
        found.append(node)
        stack.extend(reversed(node.children))
    return found


def _observed(goals: list[GoalNode]) -> list[str]:
    """Kinds in an order that fits the most parents and children, as far as they fit together."""
    pairs: dict[tuple[str, str], int] = {}
    for node in walk(goals):
        for child in node.children:
            if node.kind in STEPS and child.kind in STEPS and node.kind != child.kind:
                pairs[node.kind, child.kind] = pairs.get((node.kind, child.kind), 0) + 1
    order = [str(kind) for kind in STEPS]
    for (above, below), _count in sorted(pairs.items(), key=lambda entry: entry[1]):
        if order.index(above) > order.index(below) and pairs.get((below, above), 0) < pairs[above, below]:
            order.remove(above)
            order.insert(order.index(below), above)
    return order


def make_lawful(goals: list[GoalNode], lines: dict[int, int]) -> list[Doubt]:
    """Changes the kind of goals that could not stand where they do, and lifts or folds what fits nowhere."""
    order = _observed(goals)
    doubts: list[Doubt] = []
    for node in goals:
        _settle_children(node, order, doubts, lines)
    return doubts


def _settle_children(node: GoalNode, order: list[str], doubts: list[Doubt], lines: dict[int, int]) -> None:
    stack = [node]
    while stack:
        parent = stack.pop()
        kept = []
        for child in parent.children:
            if not may_stand_under(child.kind, parent.kind, order):
                _change(child, parent, order, doubts, lines)
            if may_stand_under(child.kind, parent.kind, order):
                kept.append(child)
            else:
                parent.text = "\n".join(filter(None, [parent.text, f"- {child.title}"]))
        parent.children = kept
        stack.extend(kept)


def _change(child: GoalNode, parent: GoalNode, order: list[str], doubts: list[Doubt], lines: dict[int, int]) -> None:
    if parent.kind in STATEMENTS or child.kind in STATEMENTS:
        return
    lower = order[order.index(parent.kind) + 1 :]
    used = [kind for kind in lower if kind not in (Kind.AMBITION,)]
    if not used:
        return
    sentence = _("“%(title)s” says it is of the kind %(kind)s, like the goal above it; it was read as %(new)s.")
    values = {"title": child.title[:60], "kind": Kind(child.kind).label, "new": Kind(used[0]).label}
    doubts.append(Doubt(line=lines.get(id(child), 0), message=sentence % values))
    child.kind = str(used[0])
