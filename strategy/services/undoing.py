"""Takes acts back by their record, and brings deleted branches back. Whatever is undone leaves a record of its own,
so that undoing can be undone too. Nothing that came later is ever lost: then the undoing is refused, by name."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from municipalities.models import User

from ..models import Change, Edition, Goal
from ..models.goal import TEXT_FIELDS
from ..refusal import Refused
from ..translated_from import translations_undone
from ..tree import Tree, rearranging
from ..tree.clearing import delete_all, snapshots
from ..vocabulary import Action
from .content import check_code_is_free
from .editing import check_kind
from .restoring import AT_ONCE, bring_back, differing, find_goals, keys_of
from .standing import UNDOABLE, latest_act, markers, undone_batches
from .translating import follow_source, is_followed, values_of

GROWING = (Action.ADD, Action.BUILD)

NAMED = 3
"""Later changes that a refusal names."""


@dataclass
class Undone:
    """``batch`` is the undoing's own, by which it can be undone; ``notes`` are sentences on what came back
    elsewhere than it was."""

    batch: uuid.UUID
    notes: list[str] = field(default_factory=list)


def undo_batch(edition: Edition, batch: uuid.UUID | str, *, actor: User | None) -> Undone:
    """Takes back everything that one act did, the last thing first: all of it, or nothing and a sentence.

    Raises Refused where there is nothing to undo, it is undone already, or something came later that undoing
    would lose; Sealed for a published edition.
    """
    with rearranging(edition, actor=actor) as tree:
        if str(batch) in undone_batches(tree.edition):
            raise Refused(_("This step has already been undone."))
        changes = [change for change in _changes(tree.edition, batch) if _is_undoable(change)]
        if not changes:
            raise Refused(_("There is nothing in this step that can be undone."))
        notes: list[str] = []
        for run in _runs(changes):
            notes += REVERSE[Action(run[0].action)](tree, run)
        tree.record(Action.UNDO, "", after={"undoes": str(batch)})
    return Undone(tree.batch, notes)


def undo_last(edition: Edition, *, actor: User | None) -> Undone:
    """Takes back the latest act that still stands and is not itself an undoing. Raises Refused where none is left."""
    batch = latest_act(edition)
    if batch is None:
        raise Refused(_("There is nothing left to undo in this edition."))
    return undo_batch(edition, batch, actor=actor)


def restore_branch(change: Change, *, actor: User | None) -> Undone:
    """Brings a deleted branch back where it was, or at the nearest surviving place, which the notes then say.

    ``change`` is the record of its deletion. Raises Refused where it is back already or does not fit any more.
    """
    if change.action != Action.DELETE or "branch" not in change.before:
        raise Refused(_("Only a deleted branch can be restored."))
    with rearranging(change.edition, actor=actor) as tree:
        notes = bring_back(tree, [change])
    return Undone(tree.batch, notes)


def _changes(edition: Edition, batch: uuid.UUID | str) -> list[Change]:
    """The record of one act, the last thing first."""
    try:
        return list(edition.changes.filter(batch=uuid.UUID(str(batch))).order_by("-pk"))
    except ValueError:
        return []


def _is_undoable(change: Change) -> bool:
    return change.action in UNDOABLE and "repaired" not in change.before


def _runs(changes: Sequence[Change]) -> list[list[Change]]:
    """Changes that can be taken back in one stroke: goals that were built, or deleted, side by side."""
    runs: list[list[Change]] = []
    for change in changes:
        if runs and _continues(runs[-1][-1], change):
            runs[-1].append(change)
        else:
            runs.append([change])
    return runs


def _continues(last: Change, change: Change) -> bool:
    if change.action in GROWING and last.action in GROWING:
        here, there = change.after, last.after
        return here["parent"] == there["parent"] and here["position"] == there["position"] - 1
    if change.action == last.action == Action.DELETE:
        here, there = change.before, last.before
        return here["parent"] == there["parent"] and here["position"] == there["position"] + 1
    return False


# -- taking back, a kind of change each ------------------------------------------------------------------


def _take_out(tree: Tree, run: Sequence[Change]) -> list[str]:
    """Deletes what was added or built, where nobody has touched it since."""
    goals = {goal.key: goal for goal in find_goals(tree, [change.key for change in run])}
    present = snapshots(tree, list(goals.values()))
    parents = dict(tree.by_id.filter(pk__in={goal.parent_id for goal in goals.values()}).values_list("pk", "key"))
    root = tree.root.key
    touched: set[str] = set()
    for change in run:
        now, then = present.get(change.key), change.after["branch"]
        if now is None or parents[goals[change.key].parent_id] != (change.after["parent"] or root):
            touched.add(change.key)
        if now is not None:
            touched |= differing(now, then)
        elif now is None:
            touched |= set(keys_of(then))
    if touched:
        raise _came_later(tree, run[0], touched)
    delete_all(tree, list(goals.values()))
    return []


def _bring_back(tree: Tree, run: Sequence[Change]) -> list[str]:
    return bring_back(tree, run)


def _move_back(tree: Tree, run: Sequence[Change]) -> list[str]:
    change = run[0]
    goal = tree.rows.filter(key=change.key).first()
    if goal is None or tree.place_of(goal)["parent"] != change.after["parent"]:
        raise _came_later(tree, change, {change.key})
    if tree.place_of(goal) != change.after and _later(tree, change, {change.key}):
        raise _came_later(tree, change, {change.key})
    parent = change.before["parent"]
    if parent and not tree.rows.filter(key=parent).exists():
        raise _came_later(tree, change, {parent})
    tree.move(goal, under=parent or None, position=change.before["position"])
    return []


def _reorder_back(tree: Tree, run: Sequence[Change]) -> list[str]:
    change = run[0]
    parent = tree.rows.filter(key=change.key).first() if change.key else tree.root
    order = list(tree.by_id.filter(parent=parent).order_by("lft").values_list("key", flat=True)) if parent else []
    if parent is None or order != change.after["order"]:
        raise _came_later(tree, change, {change.key, *order, *change.after["order"]})
    tree.reorder(change.before["order"], under=change.key or None)
    return []


def _edit_back(tree: Tree, run: Sequence[Change]) -> list[str]:
    change = run[0]
    goal = tree.rows.filter(key=change.key).first()
    if goal is None or any((getattr(goal, name) or "") != (text or "") for name, text in change.after.items()):
        raise _came_later(tree, change, {change.key})
    before = values_of(goal)
    values = dict(change.before)
    then = values.pop("translated_from", None)
    if values.get("code"):
        check_code_is_free(goal, values["code"])
    if "kind" in values:
        check_kind(tree, goal, values["kind"])
    noted = translations_undone({**before, **values}, before, then, tree.edition.plan.municipality.language)
    values |= {"translated_from": noted} if noted != goal.translated_from else {}
    tree.by_id.filter(pk=goal.pk).update(**values)
    after = {name: text for name, text in values.items() if name != "translated_from"}
    tree.record(Action.EDIT, goal.key, before={name: before[name] for name in values}, after=after)
    return []


def _confirm_back(tree: Tree, run: Sequence[Change]) -> list[str]:
    """Takes back that a translation holds; not where somebody has translated anew since."""
    change = run[0]
    goal, language = tree.rows.filter(key=change.key).first(), change.after["language"]
    columns = {f"{name}_{language}" for name in TEXT_FIELDS}
    edits = _standing_after(tree, change).filter(key=change.key, action=Action.EDIT)
    is_new = any(columns & edit.after.keys() for edit in edits)
    if goal is None or is_new or not is_followed(goal, language, change.after["source"]):
        raise _came_later(tree, change, {change.key})
    follow_source(tree, goal, language, change.before["source"])
    return []


REVERSE: dict[Action, Callable[[Tree, Sequence[Change]], list[str]]] = {
    Action.ADD: _take_out,
    Action.BUILD: _take_out,
    Action.DELETE: _bring_back,
    Action.MOVE: _move_back,
    Action.REORDER: _reorder_back,
    Action.EDIT: _edit_back,
    Action.CONFIRM: _confirm_back,
}


# -- what came later -------------------------------------------------------------------------------------


def _standing_after(tree: Tree, change: Change) -> QuerySet[Change]:
    passed = {*markers(tree.edition), *undone_batches(tree.edition), str(change.batch)}
    return tree.edition.changes.filter(action__in=UNDOABLE, pk__gt=change.pk).exclude(batch__in=passed)


def _later(tree: Tree, change: Change, keys: set[str]) -> list[Change]:
    """The changes after ``change`` to goals with these keys that still stand, the latest first."""
    rows = _standing_after(tree, change).select_related("actor").order_by("-pk")
    direct = list(rows.filter(key__in=sorted(keys)[:AT_ONCE])[:NAMED])
    if direct:
        return direct
    deletions = rows.filter(action=Action.DELETE)
    return [other for other in deletions if not keys.isdisjoint(keys_of(other.before["branch"]))][:NAMED]


def _came_later(tree: Tree, change: Change, keys: set[str]) -> Refused:
    """The refusal that names what came later."""
    later = _later(tree, change, keys)
    names = {goal.key: tree.name(goal) for goal in find_goals(tree, [other.key for other in later])}
    column = f"title_{tree.edition.plan.municipality.language}"
    told = [
        _("“%(goal)s” was %(action)s by %(person)s")
        % {
            "goal": names.get(other.key) or _title_of(other, column),
            "action": Action(other.action).label,
            "person": other.actor or _("somebody"),
        }
        for other in later
    ]
    if not told:
        return Refused(_("This cannot be undone any more: what it made is no longer there as it was."))
    return Refused(
        _("This cannot be undone without losing what came later: %(changes)s. Undo that first.")
        % {"changes": "; ".join(told)}
    )


def _title_of(change: Change, column: str) -> str:
    for side in (change.before, change.after):
        branch: Goal | dict = side.get("branch") or side
        if isinstance(branch, dict) and branch.get(column):
            return str(branch[column])
    return change.key or _("the goals at the top")
