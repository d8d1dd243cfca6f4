"""The door to the database for pages: rows as they are stored, without language rewriting and model instances.

A Question is a query whose SQL is worked out once, which costs the ORM more than asking costs the database.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, Expression, JSONField, Model, QuerySet, TextField


def rows_of(model: type[Model]) -> QuerySet[Any, Any]:
    return QuerySet(model)


class Given(Expression):
    """Stands in the filters of a Question for a value that comes with each asking."""

    def __init__(self, name: str) -> None:
        super().__init__(output_field=TextField())
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]

    def value(self, given: Any) -> Any:
        return given


class GivenIds(Given):
    """Stands behind ``__in`` for a set of ids: one value for the database, however many they are."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "SELECT value::bigint FROM json_array_elements_text(%s)", [self]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "SELECT value FROM json_each(%s)", [self]

    def value(self, given: Any) -> Any:
        return json.dumps(sorted(given))


class Question:
    """``rows``: a queryset with values(…), which answers with dicts, or values_list(…), which answers with tuples."""

    def __init__(self, rows: QuerySet[Any, Any], *, as_tuples: bool = False) -> None:
        self.rows, self.as_tuples = rows, as_tuples
        self.compiled: dict[str, tuple[str, tuple[Any, ...], dict[int, Any]]] = {}
        """Vendor of a database -> (SQL, its parameters, converters of columns)."""

    def ask(self, through: BaseDatabaseWrapper | None = None, **given: Any) -> list[Any]:
        """The rows, with ``given`` in the places of that name; ``through`` a connection other than Django's own."""
        connection = through or connections[self.rows.db]
        if connection.vendor not in self.compiled:
            self.compiled[connection.vendor] = self._compile(connection)
        sql, parameters, converters = self.compiled[connection.vendor]
        values = [value.value(given[value.name]) if isinstance(value, Given) else value for value in parameters]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            rows = cursor.fetchall()
        if converters:
            rows = [_converted(row, converters, connection) for row in rows]
        return rows if self.as_tuples else [dict(zip(self.names, row, strict=True)) for row in rows]

    def _compile(self, connection: Any) -> tuple[str, tuple[Any, ...], dict[int, Any]]:
        compiler = self.rows.query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        return sql, tuple(parameters), compiler.get_converters([column for column, _sql, _alias in compiler.select])

    @property
    def names(self) -> list[str]:
        return list(self.rows.query.selected)


class JsonRows(Aggregate):
    """Rows of another table inside one column, as a list of what is given for each."""

    function, name = "JSONB_AGG", "JsonRows"
    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **more)


def _converted(row: tuple[Any, ...], converters: dict[int, Any], connection: Any) -> list[Any]:
    values = list(row)
    for place, (functions, column) in converters.items():
        for function in functions:
            values[place] = function(values[place], column, connection)
    return values
