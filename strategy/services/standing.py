"""Which acts of an edition stand, which are undone, and which one "undo" and "redo" would take. Reads alone."""

from __future__ import annotations

import uuid

from ..models import Edition
from ..vocabulary import Action

UNDOABLE = (Action.ADD, Action.BUILD, Action.EDIT, Action.CONFIRM, Action.MOVE, Action.REORDER, Action.DELETE)
"""Actions that change a tree or its texts; all others (copied, published, …) stay as they are."""


def latest_act(edition: Edition) -> uuid.UUID | None:
    """The batch that undoing the last step takes back: the latest that stands and is no undoing itself; or None."""
    undoings = markers(edition)
    acts = edition.changes.filter(action__in=UNDOABLE).exclude(before__has_key="repaired")
    acts = acts.exclude(batch__in={*undoings, *_undone(undoings)})
    return acts.order_by("-pk").values_list("batch", flat=True).first()


def latest_undoing(edition: Edition) -> uuid.UUID | None:
    """The batch that redoing takes back: the latest undoing that stands, unless somebody did something since."""
    undoings = markers(edition)
    undone = _undone(undoings)
    standing = [batch for batch, target in undoings.items() if batch not in undone and target not in undoings]
    if not standing:
        return None
    last = edition.changes.filter(batch=standing[-1]).order_by("-pk").values_list("pk", flat=True)[0]
    since = edition.changes.filter(action__in=UNDOABLE, pk__gt=last).exclude(batch__in=undoings)
    return None if since.exists() else uuid.UUID(standing[-1])


def undone_batches(edition: Edition) -> set[str]:
    """The batches that do not stand any more: undone, and not brought back by undoing that."""
    return _undone(markers(edition))


def markers(edition: Edition) -> dict[str, str]:
    """Batch of each undoing -> batch that it took back, in the order in which it was done."""
    rows = edition.changes.filter(action=Action.UNDO).order_by("pk").values_list("batch", "after")
    return {str(batch): after["undoes"] for batch, after in rows}


def _undone(undoings: dict[str, str]) -> set[str]:
    undone: set[str] = set()
    for batch, target in reversed(undoings.items()):
        if batch not in undone:
            undone.add(target)
    return undone
