"""A second copy of a branch in the same draft. Rights are checked at the edges, by access."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from municipalities.models import User

from ..models import Goal
from ..tree import Branch, rearranging

ITS_OWN = ("code", "external_id")
"""What names one goal and no other: it stays with the goal that is copied."""


@dataclass
class Duplicated:
    """``goal`` is the copy, right after the goal it was made from; ``count`` how many goals were made, ``codes``
    how many of the goals that were copied have a code, which their copies do not get."""

    goal: Goal
    count: int
    codes: int


def duplicate_branch(goal: Goal, *, actor: User | None) -> Duplicated:
    """Copies a goal with everything below it, texts and translations, to the place right after it.

    Copies have keys of their own, and neither a code nor a number elsewhere: those stand once in an edition.
    Raises Refused or Sealed where the edition is no draft.
    """
    with rearranging(goal.edition, actor=actor) as tree:
        source = tree.goal(goal)
        place = tree.place_of(source)
        branch, count, codes = _copy(tree.snapshot(source))
        made = tree.add(branch, under=place["parent"] or None, position=place["position"] + 1)
        return Duplicated(made, count, codes)


def _copy(node: dict[str, Any]) -> tuple[Branch, int, int]:
    """(the branch to build, number of goals in it, number of codes left out); walks without recursion."""
    tops: list[Branch] = []
    stack, count, codes = [(node, tops)], 0, 0
    while stack:
        here, siblings = stack.pop()
        content = {name: value for name, value in here.items() if name not in ("key", "children", *ITS_OWN)}
        branch = Branch(content)
        siblings.append(branch)
        count, codes = count + 1, codes + bool(here.get("code"))
        stack.extend((child, branch.children) for child in reversed(here["children"]))
    return tops[0], count, codes
