"""What the process of its own does with an import (strategy.exchange.working starts it): reads it, or writes it, and
says how far it is; it ends at once where its claim is gone, because then somebody cancelled."""

from __future__ import annotations

import os
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import PendingImport
from ..models.pending_import import Stage
from ..refusal import Refused
from ..telling import listening
from . import accepting, beginning
from .working import AT_WORK

BEAT = 1.0
GRACE = 3.0
"""Seconds for work that has just ended, and let go of its claim, to clear up."""

LONGEST = 15 * 60
"""Seconds after which a worker gives up."""

MOST_MEMORY = 3 * 1024**3
"""Bytes of addresses that a worker may take: a file that wants more is refused instead of starving the machine."""


class Progress:
    """How far the work is; ``beat`` writes it down and tells whether the import still is this worker's."""

    def __init__(self, pk: int, claim: uuid.UUID) -> None:
        self.pk, self.claim = pk, claim
        self.done = self.total = 0

    def heard(self, done: int, total: int) -> None:
        self.done, self.total = done, total

    def beat(self) -> bool:
        held = PendingImport.objects.filter(pk=self.pk, claim=self.claim)
        try:
            return bool(held.update(beat_at=timezone.now(), done=self.done, total=self.total))
        except DatabaseError:  # SQLite has one writer at a time, and that may be this very work
            return True


@contextmanager
def beating(progress: Progress) -> Iterator[None]:
    """Beats every second while the block runs, and ends the process where it is not wanted any more. The database
    takes back by itself what was not committed."""
    stop = threading.Event()

    def beats() -> None:
        waited = 0.0
        while not stop.wait(BEAT):
            waited += BEAT
            if waited > LONGEST:
                os._exit(1)
            if not progress.beat() and not stop.wait(GRACE):
                os._exit(0)
        connection.close()

    thread = threading.Thread(target=beats, daemon=True)
    thread.start()
    try:
        with listening(progress.heard):
            yield
    finally:
        stop.set()
        thread.join()


def read(pending: PendingImport, data: bytes) -> None:
    """Reads ``data`` into an import that is READING; what cannot be read makes it REFUSED, with the sentence."""
    claim = pending.claim
    changes: dict[str, object] = {"claim": None, "done": 0, "total": 0}
    try:
        beginning.fill(pending, data, pending.choices.get("format", ""))
        changes |= {"stage": Stage.READY, **{name: getattr(pending, name) for name in ("document", "rows", "choices")}}
    except Refused as refused:
        changes |= {"stage": Stage.REFUSED, "said": str(refused)}
    PendingImport.objects.filter(pk=pending.pk, claim=claim, stage=Stage.READING).update(**changes)


def write(pending: PendingImport, *, may_decide: bool) -> None:
    """Accepts an import that is WRITING; a refusal gives it back to its person, with the sentence."""
    try:
        accepting.accept(pending, actor=pending.actor, may_decide=may_decide, claim=pending.claim)
    except Refused as refused:
        PendingImport.objects.filter(pk=pending.pk, stage=Stage.READY).update(said=str(refused))


def work(pk: int, claim: uuid.UUID, data: bytes, *, may_decide: bool) -> None:
    """Does what the import waits for, where it still is claimed by ``claim``."""
    rows = PendingImport.objects.select_related("municipality", "edition__plan__municipality", "actor")
    pending = rows.filter(pk=pk, claim=claim, stage__in=AT_WORK).first()
    if pending is None:
        return
    with beating(Progress(pk, claim)):
        if pending.stage == Stage.READING:
            try:
                read(pending, data)
            except MemoryError:
                said = _("This file needs more memory than a plan should. Leave out pictures, or split it.")
                PendingImport.objects.filter(pk=pk, claim=claim).update(stage=Stage.REFUSED, said=said, claim=None)
        else:
            write(pending, may_decide=may_decide)
