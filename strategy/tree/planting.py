"""Many goals at once: branches become numbered rows, and rows go to the database in one stroke.

Part of strategy.tree, and like it called only under an edition's lock.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connections, transaction
from django.db.models import Field, Model
from django.db.models.expressions import RawSQL

from ..models import Change, Edition, Goal
from ..models.goal import TEXT_FIELDS
from ..telling import telling
from ..vocabulary import Kind

BATCH = 500
"""Rows per INSERT where the database has no COPY."""


@dataclass
class Branch:
    """A goal that does not exist yet, with its children: what ``Tree.build`` plants.

    ``content`` maps names of CONTENT_FIELDS to values; ``key`` is kept where it is given.
    """

    content: dict[str, Any]
    key: str = ""
    children: list[Branch] = field(default_factory=list)


@dataclass(slots=True)
class Row:
    """A goal with its place, ready to be stored. ``parent`` is the row above it, None for the top ones."""

    content: dict[str, Any]
    key: str
    parent: Row | None
    parent_pk: int
    level: int
    lft: int
    rght: int = 0
    pk: int = 0

    @property
    def kind(self) -> str:
        return self.content["kind"]


def new_key() -> str:
    """A key: 8 characters of lower-case base32 (40 random bits)."""
    return base64.b32encode(secrets.token_bytes(5)).decode().lower()


def numbered(
    branches: Sequence[Branch],
    parent: Goal,
    at: int,
    keys: Iterator[str],
    check: Callable[[Branch, Goal | Row], None],
) -> list[Row]:
    """Rows for ``branches`` as children of ``parent``, parents before children, numbered from ``at``.

    ``keys`` gives a key to each branch that brings none; ``check`` is asked for every branch and what it would
    stand under, and raises Refused.
    """
    rows: list[Row] = []
    number = at
    stack: list[tuple[Branch, Row | None] | Row] = [(branch, None) for branch in reversed(branches)]
    while stack:
        item = stack.pop()
        if isinstance(item, Row):  # all its children are numbered
            item.rght, number = number, number + 1
            continue
        branch, above = item
        check(branch, above or parent)
        level = (above or parent).level + 1
        row = Row(branch.content, branch.key or next(keys), above, parent.pk, level, number)
        number += 1
        rows.append(row)
        stack.append(row)
        stack.extend((child, row) for child in reversed(branch.children))
    return rows


def store(rows: Sequence[Row], edition: Edition) -> None:
    """Writes ``rows`` with all their columns: COPY on PostgreSQL, INSERT in batches elsewhere."""
    connection = connections[Goal.objects.db]
    for row, pk in zip(rows, _reserved(connection, len(rows)), strict=True):
        row.pk = pk
    write_rows(connection, Goal, Goal._meta.concrete_fields, telling(_values(rows, edition), len(rows)))


def note(changes: Sequence[Change]) -> None:
    """Writes new ``changes``. What an import leaves behind holds whole branches: as values of an INSERT, quoting
    them would cost more than the goals."""
    connection = connections[Change.objects.db]
    columns = [column for column in Change._meta.concrete_fields if not column.primary_key]
    records = (
        [column.get_db_prep_save(column.pre_save(change, add=True), connection) for column in columns]
        for change in changes
    )
    write_rows(connection, Change, columns, records)


def write_rows(connection: Any, model: type[Model], columns: Sequence[Field], records: Iterable[list[Any]]) -> None:
    """New rows of ``model``, each with values for ``columns``: COPY on PostgreSQL, INSERT elsewhere."""
    quoted = connection.ops.quote_name
    table, names = quoted(model._meta.db_table), ", ".join(quoted(column.column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for record in records:
                    copy.write_row(record)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(records))  # noqa: S608


def among(keys: Iterable[str]) -> RawSQL:
    """``keys``, for a filter with __in: one value for the database however many they are."""
    is_postgresql = connections[Goal.objects.db].vendor == "postgresql"
    rows = "SELECT json_array_elements_text(%s::json)" if is_postgresql else "SELECT value FROM json_each(%s)"
    return RawSQL(rows, [json.dumps(list(keys))])  # noqa: S611 - keys stand in the parameter


def as_snapshots(rows: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """The top rows' branches by key, each nested as ``Tree.snapshot`` gives them."""
    nodes: dict[str, dict[str, Any]] = {}
    tops: dict[str, dict[str, Any]] = {}
    for row in rows:
        node = {"key": row.key} | {name: value for name, value in row.content.items() if value} | {"children": []}
        nodes[row.key] = node
        if row.parent is None:
            tops[row.key] = node
        else:
            nodes[row.parent.key]["children"].append(node)
    return tops


def plant_root(edition: Edition) -> None:
    """Gives a new edition its hidden root. Its tree_id is the edition's own id, never a maximum plus one."""
    root = Row({"kind": Kind.ROOT.value}, new_key(), None, 0, 0, 1, 2)
    store([root], edition)


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


def _reserved(connection: Any, count: int) -> list[int]:
    """``count`` ids that no other row gets, so that children can name parents that are not stored yet."""
    table = Goal._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [pk for (pk,) in cursor.fetchall()]
        # the only writer at this moment: its transaction began IMMEDIATE
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return list(range(last + 1, last + 1 + count))


def _values(rows: Sequence[Row], edition: Edition) -> Iterator[list[Any]]:
    """Each row as values in the order of the model's columns."""
    fields = list(Goal._meta.concrete_fields)
    places = {column.attname: index for index, column in enumerate(fields)}
    empty = [None if column.null else column.get_default() for column in fields]
    authentic = edition.plan.municipality.language
    plain = [(places[name], f"{name}_{authentic}") for name in TEXT_FIELDS]
    for row in rows:
        record = list(empty)
        for name, value in row.content.items():
            record[places[name]] = value
        for place, name in plain:  # the columns without a language hold the authentic text
            record[place] = row.content.get(name) or ""
        record[places["translated_from"]] = json.dumps(row.content.get("translated_from") or {})
        record[places["id"]] = row.pk
        record[places["edition_id"]] = record[places["tree_id"]] = edition.pk
        record[places["parent_id"]] = row.parent.pk if row.parent else row.parent_pk or None
        record[places["key"]] = row.key
        record[places["lft"]], record[places["rght"]], record[places["level"]] = row.lft, row.rght, row.level
        yield record
