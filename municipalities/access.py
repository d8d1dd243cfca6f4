"""Fetch and authorise in one call: a stranger gets 404, a member without the right 403."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404

from .models import Municipality, User
from .roles import Right

M = TypeVar("M", bound=Model)


def visible_to(user: User, rows: QuerySet[M], path: str) -> QuerySet[M]:
    """``rows`` of the towns in which ``user`` has any role; ``path`` leads from the model to its municipality
    ("plan__municipality"), or is "" for municipalities themselves."""
    if user.is_active and user.is_superuser:
        return rows
    towns = user.towns_with(Right.READ) if user.is_authenticated and user.is_active else set()
    return rows.filter(**{f"{path}__in" if path else "pk__in": towns})


def fetch(user: User, rows: QuerySet[M], path: str, right: Right, **lookup: object) -> M:
    """The one row that ``lookup`` names, if ``user`` has ``right`` in its town.

    Raises Http404 where no town of the user has it, PermissionDenied where a role there does not give the right.
    """
    row = visible_to(user, rows, path).filter(**lookup).first()
    if row is None:
        raise Http404
    require(user, right, row)
    return row


def require(user: User, right: Right, row: Model) -> None:
    """Raises PermissionDenied unless ``user`` has ``right`` in the municipality of ``row``."""
    if not user.has_perm(f"municipalities.{right.value}", row):
        raise PermissionDenied


def town_for(user: User, slug: str, right: Right) -> Municipality:
    return fetch(user, Municipality.objects.all(), "", right, slug=slug)
