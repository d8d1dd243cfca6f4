"""The door to the database for pages: rows as they are stored, without language rewriting and model instances."""

from typing import Any

from django.db.models import Model, QuerySet


def rows_of(model: type[Model]) -> "QuerySet[Any, Any]":
    return QuerySet(model)
