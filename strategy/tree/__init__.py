"""The only writer of tree shape (DESIGN section 5): lock the edition, re-read, check, change, record.

Says *where* a goal stands. Who may ask is decided by access, whether the state allows it by the services;
the one state that this module knows itself is that only a draft can be rearranged.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Case, F, IntegerField, Q, When
from django.utils.translation import gettext as _

from ..models import Change, Edition, Goal, Level
from ..models.goal import CONTENT_FIELDS, Sealed, unguarded_goals
from ..refusal import Refused
from ..vocabulary import Action, Kind, Status, may_stand_under, step_order
from .planting import Branch, Row, among, as_snapshots, copy_tree, new_key, note, numbered, plant_root, store

if TYPE_CHECKING:
    from municipalities.models import User

__all__ = ["Branch", "Tree", "copy_tree", "lock", "new_key", "plant_root", "rearranging"]

AT_ONCE = 500
"""Keys in one question to the database."""


def lock(edition_id: int) -> Edition:
    """The edition as it stands now, locked until the transaction ends (PostgreSQL: the row; SQLite: the
    transaction itself began IMMEDIATE)."""
    return (
        Edition.objects.select_for_update(no_key=True, of=("self",))
        .select_related("plan__municipality")
        .get(pk=edition_id)
    )


@contextmanager
def rearranging(edition: Edition, *, actor: User | None, batch: uuid.UUID | None = None) -> Iterator[Tree]:
    """The one door to a tree: ``with rearranging(edition, actor=user) as tree: tree.move(goal, under=theme)``.

    All or nothing: the block is a transaction, and holds the edition's lock. ``batch`` joins several blocks
    into one step for undo. Raises Sealed for a published edition and Refused for a proposed one.
    """
    with transaction.atomic():
        locked = lock(edition.pk)
        if locked.status == Status.PUBLISHED:
            raise Sealed
        if locked.status == Status.PROPOSED:
            raise Refused(_("This edition is proposed and frozen. Take it back to draft before you change it."))
        tree = Tree(locked, actor, batch or uuid.uuid4())
        yield tree
        tree.close()
        edition.revision = locked.revision


class Tree:
    """A locked edition's tree. Made by ``rearranging``; every method re-reads what it touches."""

    def __init__(self, edition: Edition, actor: User | None, batch: uuid.UUID) -> None:
        self.edition = edition
        self.actor = actor
        self.batch = batch
        self.rows = unguarded_goals().filter(edition=edition.pk)
        self.by_id = unguarded_goals().filter(tree_id=edition.pk)
        """The same, for questions by id or parent. No index has tree_id, so that theirs answers even right after an
        import, when PostgreSQL does not know yet how many goals an edition has and might read all of them."""
        self.order = step_order(list(Level.objects.filter(plan=edition.plan_id).values_list("kind", flat=True)))
        self._changes: list[Change] = []

    def close(self) -> None:
        """Writes the record and the new revision; called once by ``rearranging``."""
        if not self._changes:
            return
        self.edition.revision += 1
        for change in self._changes:
            change.revision = self.edition.revision
        note(self._changes)
        Edition.objects.filter(pk=self.edition.pk).update(revision=self.edition.revision)

    def record(self, action: Action, key: str, before: dict | None = None, after: dict | None = None) -> None:
        """Notes a change of this edition; it is written when the block ends."""
        self._changes.append(
            Change(
                edition=self.edition,
                batch=self.batch,
                actor=self.actor,
                action=action,
                key=key,
                before=before or {},
                after=after or {},
            )
        )

    # -- reading under the lock --------------------------------------------------------------------

    @property
    def root(self) -> Goal:
        return self.rows.get(kind=Kind.ROOT)

    def goal(self, goal: Goal | str) -> Goal:
        """A goal of this edition as it stands now, by instance or key.

        Raises Refused where it belongs to another edition or is gone.
        """
        if isinstance(goal, Goal) and goal.tree_id != self.edition.pk:
            raise Refused(_("That goal belongs to another edition. Choose one of this edition’s own goals."))
        found = (self.by_id.filter(pk=goal.pk) if isinstance(goal, Goal) else self.rows.filter(key=goal)).first()
        if found is None:
            raise Refused(_("That goal is no longer there: somebody deleted it. Reload the tree and try again."))
        return found

    def place_of(self, goal: Goal) -> dict[str, Any]:
        """{"parent": key of the parent, or "" at the top, "position": number of siblings before it}."""
        parent = self.by_id.get(pk=goal.parent_id)
        position = self.by_id.filter(parent=parent, lft__lt=goal.lft).count()
        return {"parent": "" if parent.kind == Kind.ROOT else parent.key, "position": position}

    def snapshot(self, goal: Goal) -> dict[str, Any]:
        """The branch of ``goal`` as nested {"key", content fields that are not empty, "children"}."""
        rows = self.rows.filter(lft__range=(goal.lft, goal.rght)).order_by("lft")
        nodes: dict[int, dict[str, Any]] = {}
        for row in rows.values("pk", "parent_id", "key", "translated_from", *CONTENT_FIELDS):
            pk, parent = row.pop("pk"), row.pop("parent_id")
            nodes[pk] = {name: value for name, value in row.items() if value} | {"children": []}
            if parent in nodes:
                nodes[parent]["children"].append(nodes[pk])
        return nodes[goal.pk]

    def check_place(self, kind: str, parent: Goal, name: str) -> None:
        """Raises Refused where the plan's order of levels does not let ``kind`` stand under ``parent``."""
        if not may_stand_under(kind, parent.kind, self.order):
            raise self._misplaced(kind, name, parent.kind, self.name(parent))

    def _misplaced(self, kind: str, name: str, parent_kind: str, parent: str) -> Refused:
        return Refused(
            _(
                "“%(goal)s” (%(kind)s) cannot go under “%(parent)s” (%(parent_kind)s). From top to bottom this plan "
                "has: %(order)s; mission, vision and values belong at the top."
            )
            % {
                "goal": name,
                "kind": Kind(kind).label,
                "parent": parent,
                "parent_kind": Kind(parent_kind).label,
                "order": ", ".join(str(Kind(step).label) for step in self.order),
            },
            field="kind",
        )

    def name(self, goal: Goal) -> str:
        """What to call a goal in a sentence: its code, or its title in the authentic language."""
        title = getattr(goal, f"title_{self.edition.plan.municipality.language}")
        return goal.code or title or goal.key

    # -- writing -----------------------------------------------------------------------------------

    def add(self, branch: Branch, *, under: Goal | str | None = None, position: int | None = None) -> Goal:
        """Plants one goal (with its children, if any) below ``under`` (None: at the top), at ``position``
        among its siblings (None: last). Returns the goal. Raises Refused by the order of levels."""
        return self.build([branch], under=under, position=position)[0]

    def build(
        self, branches: Sequence[Branch], *, under: Goal | str | None = None, position: int | None = None
    ) -> list[Goal]:
        """Plants branches as siblings, in bulk: one gap, then one insert per level. Returns their top goals."""
        if not branches:
            return []
        parent = self.root if under is None else self.goal(under)
        at = self._number_at(parent, position)
        rows = numbered(branches, parent, at, self._keys(branches), self._check_branch)
        before = self.by_id.filter(parent=parent, lft__lt=at).count()
        width = 2 * len(rows)
        self._shift(Q(rght__gte=at), lft=[(Q(lft__gte=at), width)], rght=[(Q(rght__gte=at), width)])
        store(rows, self.edition)
        place = "" if parent.kind == Kind.ROOT else parent.key
        for index, (key, branch) in enumerate(as_snapshots(rows).items()):
            action = Action.BUILD if branch["children"] else Action.ADD
            self.record(action, key, after={"parent": place, "position": before + index, "branch": branch})
        return list(self.by_id.filter(pk__in=[row.pk for row in rows if row.parent is None]).order_by("lft"))

    def move(
        self,
        goal: Goal | str,
        *,
        under: Goal | str | None = None,
        position: int | None = None,
        before: Goal | str | None = None,
        after: Goal | str | None = None,
    ) -> Goal:
        """Moves a branch: below ``under`` (None: to the top) at ``position`` among the others there (None:
        last), or next to a sibling given as ``before`` or ``after``. Returns the goal where it now stands.

        Raises Refused for a move under itself, into another edition, or against the order of levels.
        """
        moving = self._movable(goal)
        sibling = before or after
        if sibling is not None:
            beside = self.goal(sibling)
            if beside.kind == Kind.ROOT:
                raise Refused(_("Nothing can go beside the tree itself. Choose a goal in it."))
            parent = self.by_id.get(pk=beside.parent_id)
            at = beside.lft if before is not None else beside.rght + 1
        else:
            parent = self.root if under is None else self.goal(under)
            at = self._number_at(parent, position, leaving=moving)
        if moving.lft <= parent.lft <= moving.rght:
            raise Refused(
                _("“%(goal)s” cannot move below itself. Choose a place outside its own branch.")
                % {"goal": self.name(moving)}
            )
        self.check_place(moving.kind, parent, self.name(moving))
        place = self.place_of(moving)
        self._renumber_for_move(moving, parent, at)
        moved = self.by_id.get(pk=moving.pk)
        if (now := self.place_of(moved)) != place:
            self.record(Action.MOVE, moved.key, before=place, after=now)
        return moved

    def reorder(self, keys: Sequence[str], *, under: Goal | str | None = None) -> None:
        """Puts the children of ``under`` in the order of ``keys``.

        Raises Refused where ``keys`` are not exactly those children: somebody else has added or moved one.
        """
        parent = self.root if under is None else self.goal(under)
        children = {goal.key: goal for goal in self.by_id.filter(parent=parent).order_by("lft")}
        if sorted(keys) != sorted(children):
            raise Refused(
                _(
                    "The goals in this place are no longer the ones that you put in order. "
                    "Reload the tree and try again."
                )
            )
        if list(keys) == list(children):
            return
        shifts, start = [], parent.lft + 1
        for key in keys:
            goal = children[key]
            shifts.append((Q(lft__range=(goal.lft, goal.rght)), start - goal.lft))
            start += goal.rght - goal.lft + 1
        self._shift(Q(lft__gt=parent.lft, rght__lt=parent.rght), lft=shifts, rght=shifts)
        top = "" if parent.kind == Kind.ROOT else parent.key
        self.record(Action.REORDER, top, before={"order": list(children)}, after={"order": list(keys)})

    def delete(self, goal: Goal | str) -> int:
        """Deletes a goal with everything below it and returns how many goals that were.

        The whole branch and its place stay in the record, so that it can be restored.
        """
        doomed = self._movable(goal)
        self.record(Action.DELETE, doomed.key, before={**self.place_of(doomed), "branch": self.snapshot(doomed)})
        branch = self.rows.filter(lft__range=(doomed.lft, doomed.rght))
        width = doomed.rght - doomed.lft + 1
        branch._raw_delete(branch.db)
        gone = Q(rght__gt=doomed.rght)
        self._shift(gone, lft=[(Q(lft__gt=doomed.rght), -width)], rght=[(gone, -width)])
        return width // 2

    # -- numbers -----------------------------------------------------------------------------------

    def _movable(self, goal: Goal | str) -> Goal:
        found = self.goal(goal)
        if found.kind == Kind.ROOT:
            raise Refused(_("The tree itself stays where it is. Choose a goal in it."))
        return found

    def _number_at(self, parent: Goal, position: int | None, leaving: Goal | None = None) -> int:
        """The left number that a new child at ``position`` gets, as the tree is numbered now."""
        siblings = self.by_id.filter(parent=parent).order_by("lft")
        if leaving is not None:
            siblings = siblings.exclude(pk=leaving.pk)
        if position is None or position < 0:
            return parent.rght
        numbers = list(siblings.values_list("lft", flat=True)[position : position + 1])
        return numbers[0] if numbers else parent.rght

    def _shift(self, touched: Q, *, lft: list[tuple[Q, int]], rght: list[tuple[Q, int]]) -> None:
        """Adds to lft and rght of the rows ``touched``, in one statement."""
        self.rows.filter(touched).update(lft=_shifted("lft", lft), rght=_shifted("rght", rght))

    def _renumber_for_move(self, moving: Goal, parent: Goal, at: int) -> None:
        """Moves the numbers of a branch so that it starts at ``at`` (as numbered before the move)."""
        low, high, width = moving.lft, moving.rght, moving.rght - moving.lft + 1
        if at > high:
            by, between, back = at - high - 1, (high + 1, at - 1), -width
        else:
            by, between, back = at - low, (at, low - 1), width
        if by:
            first, last = min(low, between[0]), max(high, between[1])
            self._shift(
                Q(lft__range=(first, last)) | Q(rght__range=(first, last)),
                lft=[(Q(lft__range=(low, high)), by), (Q(lft__range=between), back)],
                rght=[(Q(rght__range=(low, high)), by), (Q(rght__range=between), back)],
            )
        deeper = parent.level + 1 - moving.level
        if deeper:
            self.rows.filter(lft__range=(low + by, high + by)).update(level=F("level") + deeper)
        if moving.parent_id != parent.pk:
            self.by_id.filter(pk=moving.pk).update(parent=parent.pk)

    def _check_branch(self, branch: Branch, above: Goal | Row) -> None:
        if not may_stand_under(branch.content["kind"], above.kind, self.order):
            name = self._title(above) if isinstance(above, Row) else self.name(above)
            raise self._misplaced(branch.content["kind"], self._title(branch), above.kind, name)

    def _title(self, branch: Branch | Row) -> str:
        title = branch.content.get(f"title_{self.edition.plan.municipality.language}")
        return str(branch.content.get("code") or title or Kind(branch.content["kind"]).label)

    def _keys(self, branches: Sequence[Branch]) -> Iterator[str]:
        """Fresh keys for every branch that brings none; no goal of the municipality has them."""
        wanted, given, stack = 0, [], list(branches)
        while stack:
            branch = stack.pop()
            if branch.key:
                given.append(branch.key)
            else:
                wanted += 1
            stack.extend(branch.children)
        self._check_given(given)
        keys = {new_key() for _number in range(wanted)}
        while True:
            taken = self._taken(keys)
            keys -= taken
            if len(keys) == wanted:
                return iter(keys)
            keys |= {new_key() for _number in range(wanted - len(keys))}

    def _check_given(self, keys: Sequence[str]) -> None:
        """Raises Refused where a key that a branch brings stands in the edition already, or comes twice."""
        seen: set[str] = set(self.rows.values_list("key", flat=True)) if keys else set()
        for key in keys:
            if key in seen:
                raise Refused(
                    _("The key %(key)s is used twice in this edition. Leave it out and the goal gets a new one.")
                    % {"key": key}
                )
            seen.add(key)

    def _taken(self, keys: set[str]) -> set[str]:
        of_town = unguarded_goals().filter(edition__plan__municipality=self.edition.plan.municipality_id)
        return set(of_town.filter(key__in=among(keys)).values_list("key", flat=True))


def _shifted(column: str, steps: list[tuple[Q, int]]) -> Case:
    whens = [When(where, then=F(column) + by) for where, by in steps]
    return Case(*whens, default=F(column), output_field=IntegerField())
