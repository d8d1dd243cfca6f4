"""All that is held about a person, as plain data (Regulation (EU) 2016/679, articles 15 and 20)."""

from collections.abc import Iterator

from django.core.serializers.python import Serializer
from django.db.models import ForeignObjectRel, Model, QuerySet

from municipalities.models import User

from ..models import Feedback

NEVER_GIVEN = frozenset({"password", "data", "session_key", "token", "digest"})
"""What proves that somebody is somebody: of no use to who asks, and dangerous in a file."""


def held_about(email: str) -> dict[str, list[dict]]:
    """Table -> rows that belong to ``email``: the account, every row that points to it, and messages sent with it."""
    people = User.objects.filter(email__iexact=email)
    held = {"municipalities.user": _rows(people)}
    for model, name in _pointing_to_people():
        rows = _rows(model._base_manager.filter(**{f"{name}__in": people}))
        held.setdefault(model._meta.label_lower, []).extend(rows)
    held[Feedback._meta.label_lower] += _rows(Feedback.objects.filter(email__iexact=email))
    return {label: rows for label, rows in held.items() if rows}


def _pointing_to_people() -> Iterator[tuple[type[Model], str]]:
    """Every table with a relation to accounts, those of a later release too."""
    for relation in User._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            yield relation.related_model, relation.field.name


def _rows(rows: QuerySet) -> list[dict]:
    serialized = Serializer().serialize(rows.order_by("pk"))
    return [{"id": row["pk"], **{n: v for n, v in row["fields"].items() if n not in NEVER_GIVEN}} for row in serialized]
