"""Editing a draft's tree. Every function takes the person as ``actor``, works under the edition's lock, leaves a
Change and raises Refused (or its kind Sealed) with a sentence. Rights are checked at the edges, by access."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from municipalities.models import Municipality, User

from ..models import Edition, Goal
from ..models.goal import CONTENT_FIELDS, SHAPE_FIELDS
from ..refusal import Refused
from ..translated_from import follow_earlier, note_translations
from ..tree import Branch, Tree, rearranging
from ..vocabulary import Action
from .content import check_code_is_free, clean_content, clean_new


def add_goal(
    edition: Edition,
    *,
    actor: User | None,
    content: Mapping[str, Any],
    under: Goal | str | None = None,
    position: int | None = None,
) -> Goal:
    """Adds one goal below ``under`` (a goal, its key, or None for the top) at ``position`` (None: last).

    ``content`` maps CONTENT_FIELDS ("kind", "title_nl", …) to values.
    """
    return build_branches(edition, [Branch(dict(content))], actor=actor, under=under, position=position)[0]


def build_branches(
    edition: Edition,
    branches: Sequence[Branch],
    *,
    actor: User | None,
    under: Goal | str | None = None,
    position: int | None = None,
    batch: uuid.UUID | None = None,
) -> list[Goal]:
    """Builds whole branches at once, as siblings below ``under``; returns their top goals.

    ``batch`` joins this with other steps for one undo. Nothing is written unless everything is right.
    """
    with rearranging(edition, actor=actor, batch=batch) as tree:
        town = tree.edition.plan.municipality
        prepared = _prepared(branches, town, _earlier(tree.edition, branches))
        check_codes(tree, prepared)
        return tree.build(prepared, under=under, position=position)


def edit_goal(goal: Goal, *, actor: User | None, changes: Mapping[str, Any], revision: int | None = None) -> Goal:
    """Writes ``changes`` (CONTENT_FIELDS to values) to a goal; returns it as it stands then.

    ``revision`` is the edition's revision at which the person opened the goal: where somebody else has changed
    one of the same fields since, the edit is refused and nothing is lost on either side.
    """
    if SHAPE_FIELDS & changes.keys():
        raise Refused(_("A goal’s place changes by moving it, not by editing it."))
    with rearranging(goal.edition, actor=actor) as tree:
        current = tree.goal(goal)
        town = tree.edition.plan.municipality
        clean = clean_content(changes, town)
        before = {name: getattr(current, name) for name in CONTENT_FIELDS}
        changed = {name: value for name, value in clean.items() if (before[name] or "") != (value or "")}
        if not changed:
            return current
        if revision is not None:
            _check_nobody_was_first(tree, current, changed, revision)
        if "code" in changed:
            check_code_is_free(current, changed["code"])
        if "kind" in changed:
            check_kind(tree, current, changed["kind"])
        noted = note_translations(
            {**before, **changed}, {**before, "translated_from": current.translated_from}, town.language
        )
        was = {name: before[name] for name in changed}
        if noted != current.translated_from:
            was["translated_from"] = current.translated_from  # no text of its own, but undoing puts it back
        tree.by_id.filter(pk=current.pk).update(**changed, translated_from=noted)
        tree.record(Action.EDIT, current.key, before=was, after=changed)
        return tree.goal(current)


def move_goal(
    goal: Goal,
    *,
    actor: User | None,
    under: Goal | str | None = None,
    position: int | None = None,
    before: Goal | str | None = None,
    after: Goal | str | None = None,
) -> Goal:
    """Moves a goal with everything below it: below ``under`` at ``position``, or next to a sibling."""
    with rearranging(goal.edition, actor=actor) as tree:
        return tree.move(goal, under=under, position=position, before=before, after=after)


def move_up(goal: Goal, *, actor: User | None) -> Goal:
    """Swaps a goal with the one above it among its siblings; the first stays where it is."""
    with rearranging(goal.edition, actor=actor) as tree:
        current, siblings, index = _among_siblings(tree, goal)
        return tree.move(current, before=siblings[index - 1]) if index else current


def move_down(goal: Goal, *, actor: User | None) -> Goal:
    """Swaps a goal with the one below it among its siblings; the last stays where it is."""
    with rearranging(goal.edition, actor=actor) as tree:
        current, siblings, index = _among_siblings(tree, goal)
        return tree.move(current, after=siblings[index + 1]) if index + 1 < len(siblings) else current


def move_in(goal: Goal, *, actor: User | None) -> Goal:
    """Makes a goal the last child of the sibling above it. Raises Refused for a first child."""
    with rearranging(goal.edition, actor=actor) as tree:
        current, siblings, index = _among_siblings(tree, goal)
        if not index:
            raise Refused(
                _("There is no goal above “%(goal)s” that it could go into. Move it down first.")
                % {"goal": tree.name(current)}
            )
        return tree.move(current, under=siblings[index - 1])


def move_out(goal: Goal, *, actor: User | None) -> Goal:
    """Puts a goal right after its parent. Raises Refused for a goal that stands at the top already."""
    with rearranging(goal.edition, actor=actor) as tree:
        current = tree.goal(goal)
        if current.level <= 1:
            raise Refused(_("“%(goal)s” is already at the top.") % {"goal": tree.name(current)})
        return tree.move(current, after=tree.by_id.get(pk=current.parent_id))


def reorder_goals(
    edition: Edition, *, actor: User | None, keys: Sequence[str], under: Goal | str | None = None
) -> None:
    """Orders the children of ``under`` (None: the top) as ``keys`` says; they must be exactly those children."""
    with rearranging(edition, actor=actor) as tree:
        tree.reorder(keys, under=under)


def delete_goal(goal: Goal, *, actor: User | None) -> int:
    """Deletes a goal with everything below it; returns how many goals that were. The record keeps them."""
    with rearranging(goal.edition, actor=actor) as tree:
        return tree.delete(goal)


def _earlier(edition: Edition, branches: Sequence[Branch]) -> dict[str, dict[str, Any]]:
    """The texts that goals of ``branches`` had in the edition before this one, by key; where they bring keys."""
    if edition.based_on_id is None or not any(branch.key for branch in branches):
        return {}
    rows = Goal.objects.rewrite(False).filter(edition=edition.based_on_id)
    return {row["key"]: row for row in rows.values("key", "translated_from", *CONTENT_FIELDS)}


def _prepared(branches: Sequence[Branch], town: Municipality, earlier: Mapping[str, Mapping[str, Any]]) -> list[Branch]:
    """Branches with checked content; walks without recursion, for outlines of any depth."""
    tops: list[Branch] = []
    stack: list[tuple[Branch, list[Branch]]] = [(branch, tops) for branch in reversed(branches)]
    while stack:
        branch, siblings = stack.pop()
        clean = clean_new(branch.content, town)
        if branch.key in earlier:
            clean["translated_from"] = follow_earlier(clean, earlier[branch.key], town.language)
        else:
            clean["translated_from"] = note_translations(clean, {}, town.language)
        ready = Branch(clean, branch.key)
        siblings.append(ready)
        stack.extend((child, ready.children) for child in reversed(branch.children))
    return tops


def check_codes(tree: Tree, branches: Sequence[Branch]) -> None:
    """Raises Refused where a code of ``branches`` comes twice, or stands in the tree already."""
    seen: set[str] = set(tree.rows.exclude(code="").values_list("code", flat=True))
    stack = list(reversed(branches))
    while stack:
        branch = stack.pop()
        code = branch.content.get("code")
        if code and code in seen:
            raise Refused(
                _("The code %(code)s is used twice in this edition. Give each goal its own code.") % {"code": code},
                field="code",
            )
        seen.add(code or "")
        stack.extend(reversed(branch.children))


def _check_nobody_was_first(tree: Tree, goal: Goal, changed: Mapping[str, Any], revision: int) -> None:
    since = tree.edition.changes.filter(key=goal.key, action=Action.EDIT, revision__gt=revision)
    theirs = {name: change for change in since.select_related("actor").order_by("pk") for name in change.after}
    both = [name for name in changed if name in theirs]
    if both:
        raise Refused(
            _(
                "%(person)s changed “%(goal)s” while you were working on it. "
                "Your text is still here: compare it with theirs and save again."
            )
            % {"person": theirs[both[0]].actor or _("Somebody"), "goal": tree.name(goal)},
            field=both[0],
        )


def check_kind(tree: Tree, goal: Goal, kind: str) -> None:
    """Raises Refused where ``goal``, as a ``kind``, would not fit what it stands under or what stands under it."""
    tree.check_place(kind, tree.by_id.get(pk=goal.parent_id), tree.name(goal))
    after = Goal(
        kind=kind,
        code=goal.code,
        key=goal.key,
        **{name: getattr(goal, name) for name in CONTENT_FIELDS if name.startswith("title_")},
    )
    for child in tree.by_id.filter(parent=goal.pk):
        tree.check_place(child.kind, after, tree.name(child))


def _among_siblings(tree: Tree, goal: Goal) -> tuple[Goal, list[Goal], int]:
    current = tree.goal(goal)
    siblings = list(tree.by_id.filter(parent=current.parent_id).order_by("lft"))
    return current, siblings, [sibling.pk for sibling in siblings].index(current.pk)
