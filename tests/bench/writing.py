"""Writing a plan, against PostgreSQL's COPY of the very rows: import through the services, copy, move.

Each is timed with its commit, when the deferred checks of the tree run.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from django.db import connection, transaction
from django.db.models import QuerySet

from strategy.models import Edition, Goal
from strategy.models.goal import unguarded_goals
from strategy.services.editing import build_branches, move_goal
from strategy.services.publishing import discard_edition, publish_edition, start_draft
from strategy.vocabulary import Kind

from . import data

ROUNDS = {300: 9, 10_000: 5}


@dataclass
class Writing:
    size: int
    copy: float
    """Seconds that COPY takes."""
    imported: float
    copied: float
    moved: float
    """Seconds that the move of a goal within its theme takes, from the front to the end."""
    moved_through: float
    """The same for the first theme, with everything in it, through the whole edition: every goal gets new numbers."""
    others: int
    """Rows of other editions that import and move have changed."""


def writing(size: int) -> Writing:
    """Measured in turns, medians. Leaves nothing behind but a town with one draft."""
    town = data.make_town(f"writing-{size}", ("nl", "en"))
    draft = start_draft(data.make_plan(town), actor=None)
    branches = data.branches(size, town.languages)
    others = _fingerprint(draft)
    copies, imports, moves, throughs, editions = [], [], [], [], []
    for _round in range(ROUNDS[size]):
        imports.append(_timed(lambda: build_branches(draft, branches, actor=None)))
        moves.append(_move(draft, below=_goals(draft).first()))
        throughs.append(_move(draft, below=unguarded_goals().get(edition=draft, kind=Kind.ROOT)))
        copies.append(_copy(draft))
        _empty(draft)
    changed = int(_fingerprint(draft) != others)
    build_branches(draft, branches, actor=None)
    publish_edition(draft, actor=None)
    for _round in range(ROUNDS[size]):
        editions.append(_timed(lambda: start_draft(draft.plan, actor=None)))
        discard_edition(draft.plan.editions.order_by("-number").first(), actor=None)
    return Writing(size, median(copies), median(imports), median(editions), median(moves), median(throughs), changed)


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _goals(edition: Edition) -> QuerySet:
    return unguarded_goals().filter(edition=edition, level=1).order_by("lft")


def _move(edition: Edition, below: Goal) -> float:
    """Moves the first goal below ``below`` behind the last one."""
    children = list(unguarded_goals().filter(edition=edition, parent=below).order_by("lft"))
    return _timed(lambda: move_goal(children[0], actor=None, after=children[-1]))


def _copy(edition: Edition) -> float:
    """Takes the edition's goals out and COPYs them back."""
    table, names = _table()
    with (
        connection.cursor() as cursor,
        cursor.copy(
            f"COPY (SELECT {names} FROM {table} WHERE edition_id = {edition.pk} AND level > 0 ORDER BY lft) TO STDOUT"  # noqa: S608
        ) as out,
    ):
        rows = b"".join(out)
    _empty(edition)

    def back() -> None:
        with (
            transaction.atomic(),
            connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({names}) FROM STDIN") as to,
        ):
            to.write(rows)

    return _timed(back)


def _table() -> tuple[str, str]:
    return Goal._meta.db_table, ", ".join(column.column for column in Goal._meta.concrete_fields)


def _empty(edition: Edition) -> None:
    goals = unguarded_goals().filter(edition=edition)
    goals.filter(kind=Kind.ROOT).update(rght=2)
    goals.exclude(kind=Kind.ROOT)._raw_delete(goals.db)


def _fingerprint(edition: Edition) -> list[tuple]:
    """The physical place of every row of other editions: any write would change it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, ctid::text FROM {_table()[0]} WHERE edition_id <> %s ORDER BY id", [edition.pk])  # noqa: S608
        return cursor.fetchall()
