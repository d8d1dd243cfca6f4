"""Undoing an import wholly: its goals by their record, and what it made beside them unless somebody changed that."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from municipalities.models import User

from ..models import Attachment, Change, Decision, Edition, Goal, Level, Milestone
from ..services.deciding import delete_decision
from ..services.planning import touch
from ..services.publishing import discard_edition
from ..services.undoing import undo_batch
from ..vocabulary import Action
from .beside import Made

MODELS: dict[str, type[Model]] = {
    "decisions": Decision,
    "milestones": Milestone,
    "attachments": Attachment,
    "levels": Level,
}


@dataclass
class TakenBack:
    """``notes`` are sentences on what stays; ``gone`` is what is no longer there: "plan", "edition" or nothing."""

    notes: list[str]
    gone: str = ""


def signed(made: Made) -> dict[str, dict[str, str]]:
    """The rows that were made, each with a signature of what it says."""
    return {
        name: {str(row.pk): _signature(row) for row in MODELS[name]._default_manager.filter(pk__in=keys)}
        for name, keys in made.items()
        if keys
    }


def is_import(edition: Edition, batch: str) -> bool:
    return _record(edition, batch) is not None


def undo_import(edition: Edition, batch: str, *, actor: User | None, may_decide: bool) -> TakenBack:
    """Takes back what the import with this batch did: all of its goals, or Refused and nothing at all.

    Levels, milestones and files that it made go too, as do decisions for those who may record them; what somebody
    changed since stays, and is said. A plan or an edition that it made goes where nothing is left in it.
    """
    with transaction.atomic():
        record = _record(edition, batch)
        taken = TakenBack(list(undo_batch(edition, batch, actor=actor).notes))
        if record is None:
            return taken
        for name, rows in record.after.get("made", {}).items():
            _take_back(name, rows, edition, actor, may_decide, taken)
        touch(edition.plan)
        if not Goal.objects.filter(edition=edition).shown().exists():
            _clear_away(edition, record.after.get("is_new", ""), actor, taken)
    return taken


def _record(edition: Edition, batch: str) -> Change | None:
    try:
        return edition.changes.filter(batch=uuid.UUID(str(batch)), action=Action.IMPORT).first()
    except ValueError:
        return None


def _take_back(
    name: str, rows: dict[str, str], edition: Edition, actor: User | None, may_decide: bool, taken: TakenBack
) -> None:
    for row in MODELS[name]._default_manager.filter(pk__in=rows):
        if _signature(row) != rows[str(row.pk)]:
            taken.notes.append(_("“%(name)s” has been changed since, so it stays.") % {"name": row})
        elif not isinstance(row, Decision):
            row.delete()
        elif may_decide:
            delete_decision(row, actor=actor)
        else:
            taken.notes.append(_("The decision “%(name)s” stays: the council secretary can delete it.") % {"name": row})


def _clear_away(edition: Edition, is_new: str, actor: User | None, taken: TakenBack) -> None:
    """An edition or a plan that the import made, and that has nothing in it any more."""
    plan = edition.plan
    if not is_new or edition.decisions.exists():
        return
    if is_new == "plan" and (plan.milestones.exists() or plan.attachments.exists() or plan.editions.count() > 1):
        return
    discard_edition(edition, actor=actor)
    if is_new == "plan":
        plan.delete()
    taken.gone = is_new


def _signature(row: Model) -> str:
    """Of all that a row says; two rows with the same one say the same."""
    said: dict[str, Any] = model_to_dict(row, fields=[field.name for field in row._meta.concrete_fields])
    return hashlib.sha256(json.dumps(said, default=str, sort_keys=True).encode()).hexdigest()[:16]
