"""What in a migration would break the release before it, which goes on working while the database changes.

Old workers insert without columns that they do not know, read and write columns that are gone, and wait for locks.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations
from django.db.migrations.state import ProjectState
from django.db.models import Field, ManyToManyField
from django.db.models.fields import NOT_PROVIDED

HARMLESS = (
    AddIndexConcurrently,
    migrations.AlterModelManagers,
    migrations.AlterModelOptions,
    migrations.CreateModel,
    migrations.RemoveConstraint,
    migrations.RemoveIndex,
    migrations.RenameIndex,
)
GONE = "the release before still asks for it: stop using it first, and take it away one release later"
LOCKS = "nobody can write while it is made: use AddIndexConcurrently in a migration with atomic = False"
JUDGE = "nobody can tell from here what it does: read it, and say in ALLOWED why it is safe"


def troubles(migration: migrations.Migration, before: ProjectState) -> Iterator[str]:
    """What is unsafe in ``migration``, a sentence each. ``before`` is the state in front of it, and is carried on."""
    new: set[str] = set()
    for operation in _flat(migration.operations):
        if isinstance(operation, migrations.CreateModel):
            new.add(operation.name_lower)
        is_about_new = getattr(operation, "model_name_lower", None) in new
        if not is_about_new and (trouble := _trouble(operation, before, migration.app_label)):
            yield f"{migration.app_label} {migration.name}, {operation.describe()}: {trouble}."
        operation.state_forwards(migration.app_label, before)


def _flat(operations: list[Any]) -> Iterator[Any]:
    for operation in operations:
        inner = operation.database_operations if isinstance(operation, migrations.SeparateDatabaseAndState) else None
        yield from _flat(inner) if inner else [operation]


def _trouble(operation: Any, before: ProjectState, app: str) -> str:
    if isinstance(operation, HARMLESS):
        return ""
    for kind, judge in JUDGES.items():
        if isinstance(operation, kind):
            return judge(operation, before, app)
    return JUDGE


def _added(operation: migrations.AddField, before: ProjectState, app: str) -> str:
    field = operation.field
    if field.null or isinstance(field, ManyToManyField) or field.db_default is not NOT_PROVIDED:
        return "it is unique, and making that sure locks the table" if field.unique and not field.null else ""
    return "the release before inserts rows without it: give it db_default, or null=True"


def _altered(operation: migrations.AlterField, before: ProjectState, app: str) -> str:
    new = operation.field
    old = before.models[app, operation.model_name_lower].fields[operation.name]
    if old.null and not new.null:
        return "the release before may still write NULL"
    if old.get_internal_type() != new.get_internal_type() or _room(new) < _room(old):
        return "the release before writes what no longer fits, and the table is locked while it is rewritten"
    if (new.unique and not old.unique) or (new.db_index and not old.db_index):
        return LOCKS
    return ""


def _room(field: Field) -> float:
    return getattr(field, "max_length", None) or float("inf")


def _always(sentence: str) -> Callable[[Any, ProjectState, str], str]:
    return lambda operation, before, app: sentence


JUDGES: dict[type, Callable[[Any, ProjectState, str], str]] = {
    migrations.AddField: _added,
    migrations.AlterField: _altered,
    migrations.RemoveField: _always(GONE),
    migrations.DeleteModel: _always(GONE),
    migrations.RenameField: _always(GONE),
    migrations.RenameModel: _always(GONE),
    migrations.AlterModelTable: _always(GONE),
    migrations.AddIndex: _always(LOCKS),
    migrations.AddConstraint: _always(
        "the release before may break it, and the table is locked while it is checked: "
        "add it NOT VALID by SQL, one release after the code that keeps it"
    ),
    migrations.AlterUniqueTogether: _always(LOCKS),
}
