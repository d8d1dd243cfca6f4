"""The only writer of tree shape (DESIGN section 5): lock the edition, re-read, check, change, record.

Says *where* a goal stands. Who may ask is decided by access, whether the state allows it by the services;
the one state that this module knows itself is that only a draft can be rearranged.
"""

from __future__ import annotations

import base64
import secrets
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import connections, transaction
from django.db.models import Case, F, IntegerField, Q, When
from django.utils.translation import gettext as _

from .models import Change, Edition, Goal, Level
from .models.goal import CONTENT_FIELDS, Sealed, unguarded_goals
from .refusal import Refused
from .vocabulary import Action, Kind, Status, may_stand_under, step_order

if TYPE_CHECKING:
    from municipalities.models import User

BATCH = 1000
"""Rows per INSERT."""


@dataclass
class Branch:
    """A goal that does not exist yet, with its children: what ``Tree.build`` plants.

    ``content`` maps names of CONTENT_FIELDS to values; ``key`` is kept where it is given.
    """

    content: dict[str, Any]
    key: str = ""
    children: list[Branch] = field(default_factory=list)


def new_key() -> str:
    """A key: 8 characters of lower-case base32 (40 random bits)."""
    return base64.b32encode(secrets.token_bytes(5)).decode().lower()


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


def plant_root(edition: Edition) -> None:
    """Gives a new edition its hidden root. Its tree_id is the edition's own id, never a maximum plus one."""
    root = Goal(edition=edition, kind=Kind.ROOT, key=new_key(), tree_id=edition.pk, lft=1, rght=2, level=0)
    unguarded_goals().bulk_create([root])


class Tree:
    """A locked edition's tree. Made by ``rearranging``; every method re-reads what it touches."""

    def __init__(self, edition: Edition, actor: User | None, batch: uuid.UUID) -> None:
        self.edition = edition
        self.actor = actor
        self.batch = batch
        self.rows = unguarded_goals().filter(tree_id=edition.pk)
        self.order = step_order(list(Level.objects.filter(plan=edition.plan_id).values_list("kind", flat=True)))
        self._changes: list[Change] = []

    def close(self) -> None:
        """Writes the record and the new revision; called once by ``rearranging``."""
        if not self._changes:
            return
        self.edition.revision += 1
        for change in self._changes:
            change.revision = self.edition.revision
        Change.objects.bulk_create(self._changes)
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
            raise Refused(_("That goal belongs to another edition. Choose one of this edition's own goals."))
        found = self.rows.filter(Q(pk=goal.pk) if isinstance(goal, Goal) else Q(key=goal)).first()
        if found is None:
            raise Refused(_("That goal is no longer there: somebody deleted it. Reload the tree and try again."))
        return found

    def place_of(self, goal: Goal) -> dict[str, Any]:
        """{"parent": key of the parent, or "" at the top, "position": number of siblings before it}."""
        parent = self.rows.get(pk=goal.parent_id)
        position = self.rows.filter(parent=parent, lft__lt=goal.lft).count()
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
        if may_stand_under(kind, parent.kind, self.order):
            return
        raise Refused(
            _(
                "“%(goal)s” (%(kind)s) cannot stand under “%(parent)s” (%(parent_kind)s). "
                "From top to bottom this plan has: %(order)s; mission, vision and values stand at the top."
            )
            % {
                "goal": name,
                "kind": Kind(kind).label,
                "parent": self.name(parent),
                "parent_kind": Kind(parent.kind).label,
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
        layers = self._number(branches, parent, at)
        width = 2 * sum(len(layer) for layer in layers)
        self._shift(Q(rght__gte=at), lft=[(Q(lft__gte=at), width)], rght=[(Q(rght__gte=at), width)])
        for layer in layers:
            for goal in layer:
                goal.parent_id = goal.parent.pk
            unguarded_goals().bulk_create(layer, batch_size=BATCH)
        for top in layers[0]:
            action = Action.ADD if top.rght == top.lft + 1 else Action.BUILD
            self.record(action, top.key, after={**self.place_of(top), "branch": self.snapshot(top)})
        return layers[0]

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
                raise Refused(_("Nothing can stand beside the tree itself. Choose a goal in it."))
            parent = self.rows.get(pk=beside.parent_id)
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
        moved = self.rows.get(pk=moving.pk)
        if (now := self.place_of(moved)) != place:
            self.record(Action.MOVE, moved.key, before=place, after=now)
        return moved

    def reorder(self, keys: Sequence[str], *, under: Goal | str | None = None) -> None:
        """Puts the children of ``under`` in the order of ``keys``.

        Raises Refused where ``keys`` are not exactly those children: somebody else has added or moved one.
        """
        parent = self.root if under is None else self.goal(under)
        children = {goal.key: goal for goal in self.rows.filter(parent=parent).order_by("lft")}
        if sorted(keys) != sorted(children):
            raise Refused(
                _("The goals in this place are no longer the ones you ordered. Reload the tree and try again.")
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
        siblings = self.rows.filter(parent=parent).order_by("lft")
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
            self.rows.filter(pk=moving.pk).update(parent=parent.pk)

    def _number(self, branches: Sequence[Branch], parent: Goal, at: int) -> list[list[Goal]]:
        """New Goal rows for ``branches`` as one list per level, numbered from ``at``; parents come first."""
        layers: list[list[Goal]] = []
        fresh = self._keys(branches)
        number = at
        stack: list[tuple[Branch | Goal, Goal]] = [(branch, parent) for branch in reversed(branches)]
        while stack:
            item, above = stack.pop()
            if isinstance(item, Goal):  # all its children are numbered
                item.rght, number = number, number + 1
                continue
            self.check_place(item.content["kind"], above, self._title(item))
            goal = Goal(
                edition=self.edition,
                parent=above,
                key=item.key or next(fresh),
                tree_id=self.edition.pk,
                lft=number,
                level=above.level + 1,
                **item.content,
            )
            number += 1
            depth = goal.level - parent.level - 1
            if depth == len(layers):
                layers.append([])
            layers[depth].append(goal)
            stack.append((goal, above))
            stack.extend((child, goal) for child in reversed(item.children))
        return layers

    def _title(self, branch: Branch) -> str:
        title = branch.content.get(f"title_{self.edition.plan.municipality.language}")
        return str(branch.content.get("code") or title or Kind(branch.content["kind"]).label)

    def _keys(self, branches: Sequence[Branch]) -> Iterator[str]:
        """Fresh keys for every branch that brings none; no goal of the municipality has them."""
        wanted, stack = 0, list(branches)
        while stack:
            branch = stack.pop()
            wanted += not branch.key
            stack.extend(branch.children)
        keys = {new_key() for _number in range(wanted)}
        while True:
            taken = self._taken(keys)
            keys -= taken
            if len(keys) == wanted:
                return iter(keys)
            keys |= {new_key() for _number in range(wanted - len(keys))}

    def _taken(self, keys: set[str]) -> set[str]:
        town = self.edition.plan.municipality_id
        ordered, taken = list(keys), set()
        for start in range(0, len(ordered), BATCH):
            chunk = ordered[start : start + BATCH]
            of_town = unguarded_goals().filter(edition__plan__municipality=town, key__in=chunk)
            taken |= set(of_town.values_list("key", flat=True))
        return taken


def copy_tree(source: Edition, target: Edition) -> int:
    """Copies every goal of ``source`` into ``target``, which must have no tree yet: same keys, same numbers.

    The rows never leave the database: one INSERT … SELECT for each level. Returns how many goals were copied.
    """
    table = Goal._meta.db_table
    own = {"id", "edition_id", "parent_id", "tree_id"}
    columns = [f.column for f in Goal._meta.concrete_fields if f.column not in own]
    connection = connections[Goal.objects.db]
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    copied = ", ".join(f"old.{connection.ops.quote_name(name)}" for name in columns)
    statement = (
        f"INSERT INTO {table} (edition_id, tree_id, parent_id, {names}) "  # noqa: S608 - names are the model's own
        f"SELECT %s, %s, parent.id, {copied} FROM {table} old "
        f"LEFT JOIN {table} above ON above.id = old.parent_id "
        f"LEFT JOIN {table} parent ON parent.edition_id = %s AND parent.key = above.key "
        "WHERE old.edition_id = %s AND old.level = %s"
    )
    total, level = 0, 0
    with transaction.atomic(), connection.cursor() as cursor:
        while True:
            cursor.execute(statement, [target.pk, target.pk, target.pk, source.pk, level])
            if not cursor.rowcount:
                return total
            total, level = total + cursor.rowcount, level + 1


def outline_of(edition_id: int) -> list[tuple[int, int | None, int, int, int]]:
    """(id, parent id, lft, rght, level) of every goal of an edition, by lft."""
    rows = unguarded_goals().filter(edition_id=edition_id).order_by("lft", "pk")
    return list(rows.values_list("pk", "parent_id", "lft", "rght", "level"))


def faults(edition_id: int) -> list[str]:
    """What is wrong with an edition's tree, a sentence each; empty where numbers and parents agree."""
    rows = outline_of(edition_id)
    expected = _numbers_by_parents(rows)
    found = []
    if len(expected) != len(rows):
        found.append(f"{len(rows) - len(expected)} goals cannot be reached from the root")
    for pk, _parent, lft, rght, level in rows:
        if pk in expected and (lft, rght, level) != expected[pk]:
            found.append(f"goal {pk} has numbers {(lft, rght, level)} but its parents say {expected[pk]}")
    return found


def repair(edition: Edition) -> int:
    """Renumbers a draft's tree by its parent pointers; goals cut off from the root go to the top, last.

    Returns how many rows changed. Raises Refused for an edition that is not a draft.
    """
    with rearranging(edition, actor=None) as tree:
        rows = outline_of(edition.pk)
        expected = _numbers_by_parents(rows)
        root = tree.root.pk
        while lost := [pk for pk, *_row in rows if pk not in expected]:
            # one at a time: what hangs below it comes back with it
            tree.rows.filter(pk=lost[0]).update(parent=root)
            rows = outline_of(edition.pk)
            expected = _numbers_by_parents(rows)
        wrong = [pk for pk, _parent, *numbers in rows if tuple(numbers) != expected[pk]]
        for pk in wrong:
            lft, rght, level = expected[pk]
            tree.rows.filter(pk=pk).update(lft=lft, rght=rght, level=level)
        if wrong:
            tree.record(Action.REORDER, "", before={"repaired": len(wrong)})
        return len(wrong)


def _shifted(column: str, steps: list[tuple[Q, int]]) -> Case:
    whens = [When(where, then=F(column) + by) for where, by in steps]
    return Case(*whens, default=F(column), output_field=IntegerField())


def _numbers_by_parents(rows: Sequence[tuple[int, int | None, int, int, int]]) -> dict[int, tuple[int, int, int]]:
    """What (lft, rght, level) of each goal should be by the parent pointers; siblings keep their order.

    Goals that cannot be reached from the root are missing in the answer.
    """
    children: dict[int | None, list[int]] = {}
    for pk, parent, *_numbers in rows:
        children.setdefault(parent, []).append(pk)
    numbers: dict[int, tuple[int, int, int]] = {}
    counter = 1
    stack: list[tuple[int, int, int]] = [(pk, 0, 0) for pk in children.get(None, [])[:1]]
    while stack:
        pk, level, lft = stack.pop()
        if lft:
            numbers[pk] = (lft, counter, level)
        else:
            stack.append((pk, level, counter))
            stack.extend((child, level + 1, 0) for child in reversed(children.get(pk, [])))
        counter += 1
    return numbers
