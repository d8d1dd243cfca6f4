"""What "undo" and "do it again" would take back on an edition, in words; the tree and its answers show it."""

import uuid
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Edition
from ..services.standing import UNDOABLE, latest_act, latest_undoing
from ..vocabulary import Action
from .change_words import Teller


@dataclass
class StepBack:
    """``sentence`` says what the act did, and who it was where that is somebody else."""

    batch: uuid.UUID
    sentence: str


@dataclass
class StepsBack:
    undo: StepBack | None
    redo: StepBack | None


def steps_back(request: HttpRequest, edition: Edition) -> StepsBack:
    undo, undoing = latest_act(edition), latest_undoing(edition)
    return StepsBack(
        _told(request, edition, undo, undo) if undo else None,
        _told(request, edition, undoing, _undone_by(edition, undoing)) if undoing else None,
    )


def _undone_by(edition: Edition, undoing: uuid.UUID) -> uuid.UUID:
    marker = edition.changes.get(batch=undoing, action=Action.UNDO)
    return uuid.UUID(marker.after["undoes"])


def _told(request: HttpRequest, edition: Edition, batch: uuid.UUID, act: uuid.UUID) -> StepBack:
    """``batch`` is what the button takes back, ``act`` what its sentence tells."""
    changes = edition.changes.filter(batch=act, action__in=(Action.IMPORT, *UNDOABLE)).select_related("actor")
    change = changes.filter(action=Action.IMPORT).first() or changes.order_by("pk")[0]
    sentence = Teller(edition, [change]).told(change).sentence
    more = 0 if change.action == Action.IMPORT else changes.count() - 1
    if more:
        sentence = ngettext(
            "%(sentence)s (and %(count)d more change)", "%(sentence)s (and %(count)d more changes)", more
        ) % {"sentence": sentence, "count": more}
    if change.actor_id not in (None, request.user.pk):
        sentence = _("%(person)s: %(sentence)s") % {"person": change.actor, "sentence": sentence}
    return StepBack(batch, sentence)
