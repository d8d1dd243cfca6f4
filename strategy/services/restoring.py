"""Deleted branches come back from their record: with their keys, where they were or as near as can be.

Called under the edition's lock, by strategy.services.undoing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from ..models import Change, Goal
from ..refusal import Refused
from ..tree import Branch, Tree
from ..vocabulary import Action, may_stand_under
from .editing import check_codes

AT_ONCE = 500
"""Keys in one question to the database."""


def find_goals(tree: Tree, keys: Sequence[str]) -> list[Goal]:
    """The goals with these keys that stand in the tree."""
    found: list[Goal] = []
    for start in range(0, len(keys), AT_ONCE):
        found += tree.rows.filter(key__in=keys[start : start + AT_ONCE])
    return found


def keys_of(node: dict[str, Any]) -> Iterator[str]:
    """All keys of a recorded branch."""
    stack = [node]
    while stack:
        here = stack.pop()
        yield here["key"]
        stack.extend(here["children"])


def differing(now: dict, then: dict) -> set[str]:
    """Keys of goals that are not as they were: other texts, other children."""
    found: set[str] = set()
    stack = [(now, then)]
    while stack:
        here, there = stack.pop()
        ours, theirs = _own(here), _own(there)
        below, was_below = ({child["key"]: child for child in node["children"]} for node in (here, there))
        if ours != theirs:
            found.add(here["key"])
        if list(below) != list(was_below):
            found |= {here["key"]} | (set(below) ^ set(was_below))
        stack.extend((below[key], was_below[key]) for key in below.keys() & was_below.keys())
    return found


def _own(node: dict) -> dict:
    """What a goal says by itself; a form that was not given is prose."""
    return {"form": "prose"} | {name: value for name, value in node.items() if value and name != "children"}


def bring_back(tree: Tree, deletions: Sequence[Change]) -> list[str]:
    """Builds the branches of ``deletions``, which stood side by side, again. Returns sentences where they came
    back elsewhere. Raises Refused where one of them is back already, or a code of theirs is taken by now."""
    branches = [_branch(change.before["branch"]) for change in deletions]
    keys = [key for change in deletions for key in keys_of(change.before["branch"])]
    here = find_goals(tree, keys)
    if here:
        raise Refused(_("“%(goal)s” is already in the tree.") % {"goal": tree.name(here[0])})
    check_codes(tree, branches)
    place = deletions[0].before
    parent = _nearest(tree, place["parent"], {branch.content["kind"] for branch in branches})
    is_home = (parent.key if parent else "") == place["parent"]
    made = tree.build(branches, under=parent, position=place["position"] if is_home else None)
    return [] if is_home else [_elsewhere(tree, goal, parent) for goal in made]


def _branch(node: dict[str, Any]) -> Branch:
    """A recorded branch, as it can be built again."""
    tops: list[Branch] = []
    stack = [(node, tops)]
    while stack:
        here, siblings = stack.pop()
        content = {name: value for name, value in here.items() if name not in ("key", "children")}
        branch = Branch(content, here["key"])
        siblings.append(branch)
        stack.extend((child, branch.children) for child in reversed(here["children"]))
    return tops[0]


def _nearest(tree: Tree, key: str, kinds: Iterable[str]) -> Goal | None:
    """The goal with ``key``, or the nearest above its place under which ``kinds`` may stand; None for the top."""
    seen: set[str] = set()
    while key and key not in seen:
        seen.add(key)
        goal = tree.rows.filter(key=key).first()
        if goal and all(may_stand_under(kind, goal.kind, tree.order) for kind in kinds):
            return goal
        key = tree.place_of(goal)["parent"] if goal else _last_parent(tree, key)
    return None


def _last_parent(tree: Tree, key: str) -> str:
    """What a goal that is gone stood under when it was deleted: a key, or "" for the top."""
    for deletion in tree.edition.changes.filter(action=Action.DELETE).order_by("-pk").iterator(chunk_size=50):
        stack = [(deletion.before["branch"], deletion.before["parent"])]
        while stack:
            node, parent = stack.pop()
            if node["key"] == key:
                return str(parent)
            stack.extend((child, node["key"]) for child in node["children"])
    return ""


def _elsewhere(tree: Tree, goal: Goal, parent: Goal | None) -> str:
    if parent is None:
        return _("“%(goal)s” came back at the top: it can no longer go where it was before.") % {
            "goal": tree.name(goal)
        }
    return _("“%(goal)s” came back below “%(parent)s”: it can no longer go where it was before.") % {
        "goal": tree.name(goal),
        "parent": tree.name(parent),
    }
