"""Long work on an import, in a process of its own: it takes no turn from anybody who waits for a page, its memory goes
with it, and it can be stopped at any moment. No broker: what it does, and how far it is, stands in the PendingImport.

What is short is done at once. A worker that is gone is noticed, because it no longer says that it is there.
"""

from __future__ import annotations

import datetime
import logging
import subprocess
import sys
import tempfile
import threading
import uuid
from typing import IO

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from municipalities.models import Municipality, User

from ..models import Edition, PendingImport
from ..models.pending_import import Stage
from ..refusal import Refused
from . import accepting, beginning

log = logging.getLogger(__name__)

SHORT_BYTES = 48 * 1024
SHORT_ROWS = 2_000
"""What is no more than this is read, or written, within the request."""

PATIENCE = 2.0
"""Seconds that a request waits for a worker: what is done by then needs no page that shows progress."""

SILENT = datetime.timedelta(seconds=30)
"""How long nothing may be heard of a worker. While it writes, SQLite lets it say nothing; that takes seconds."""

MOST_AT_ONCE = 4
"""Imports that are worked on at the same time, of all people together."""

AT_WORK = (Stage.READING, Stage.WRITING)


def start_reading(
    data: bytes, name: str, town: Municipality, *, actor: User, format: str, edition: Edition | None, under: str
) -> PendingImport:
    """Like beginning.begin, for any size: what takes long comes back READING, and goes on by itself.

    Raises Refused, with a sentence, for what cannot be read, as far as that is known by now.
    """
    if len(data) <= SHORT_BYTES:
        return beginning.begin(data, name, town, actor=actor, format=format, edition=edition, under=under)
    _check_there_is_room()
    PendingImport.objects.outdated().delete()
    pending = PendingImport.objects.create(
        municipality=town, actor=actor, edition=edition, under=under, source=name[:200], stage=Stage.READING,
        claim=uuid.uuid4(), beat_at=timezone.now(), choices={"format": format},
    )  # fmt: skip
    with tempfile.TemporaryFile() as file:  # without a name: it is gone when nobody has it open any more
        file.write(data)
        file.seek(0)
        _launch(pending, file)
    pending.refresh_from_db()
    if pending.stage == Stage.REFUSED:
        pending.delete()
        raise Refused(pending.said)
    return pending


def start_writing(pending: PendingImport, *, actor: User, may_decide: bool) -> None:
    """Like accepting.accept, for any size; afterwards the import is DONE, or WRITING and goes on by itself."""
    if len(pending.rows) <= SHORT_ROWS:
        accepting.accept(pending, actor=actor, may_decide=may_decide)
        return
    _check_there_is_room()
    pending.claim = accepting.claimed(pending)
    _launch(pending, None, "--may-decide" if may_decide else "--may-not-decide")
    pending.refresh_from_db()
    if pending.stage == Stage.READY and pending.said:
        raise Refused(pending.said)


def cancel(pending: PendingImport) -> bool:
    """Stops the work on an import; False where it was done already. What was read is thrown away, what was about to
    be written goes back to its person: nothing of it is in the plan."""
    if pending.stage == Stage.READING:
        return bool(PendingImport.objects.filter(pk=pending.pk, stage=Stage.READING).delete()[0])
    said = _("The saving was cancelled. Nothing was saved.")
    return pending.claim is not None and accepting.release(pending.pk, pending.claim, said)


def noticed(pending: PendingImport) -> PendingImport:
    """The import as it stands; one whose worker has not been heard of for long is given back, with a sentence."""
    silent = pending.stage in AT_WORK and (pending.beat_at is None or pending.beat_at < timezone.now() - SILENT)
    if silent and pending.claim is not None:
        _give_up(pending.pk, pending.claim)
        pending.refresh_from_db()
    return pending


def _give_up(pk: int, claim: uuid.UUID) -> None:
    said = _("The work on this stopped halfway, perhaps because the server was restarted. Nothing was saved.")
    if not accepting.release(pk, claim, said):
        PendingImport.objects.filter(pk=pk, claim=claim, stage=Stage.READING).update(
            stage=Stage.REFUSED, claim=None, said=said
        )


def _check_there_is_room() -> None:
    heard = PendingImport.objects.filter(stage__in=AT_WORK, beat_at__gte=timezone.now() - SILENT)
    if heard.count() >= MOST_AT_ONCE:
        raise Refused(_("Other imports are being worked on at this moment. Try again in a minute."))


# -- the process -----------------------------------------------------------------------------------------


def command(pending: PendingImport, *options: str) -> list[str]:
    """What the worker runs: the command work_on_import of this installation."""
    language = get_language() or settings.LANGUAGE_CODE
    return [
        sys.executable, "-m", "django", "work_on_import", str(pending.pk), str(pending.claim),
        "--language", language, *options,
    ]  # fmt: skip


def _launch(pending: PendingImport, file: IO[bytes] | None, *options: str) -> None:
    """Starts the worker and waits for it a little. Its end is awaited in any case, and one that failed is noticed."""
    if transaction.get_connection().in_atomic_block:
        raise RuntimeError("a worker would not see what this transaction has written")
    work = subprocess.Popen(
        command(pending, *options), stdin=file or subprocess.DEVNULL, cwd=settings.BASE_DIR, start_new_session=True
    )
    try:
        _ended(pending, work.wait(PATIENCE))
    except subprocess.TimeoutExpired:
        threading.Thread(target=lambda: _ended_later(pending, work), daemon=True).start()


def _ended(pending: PendingImport, code: int) -> None:
    if code and pending.claim is not None:
        log.error("the worker of import %s ended with %s", pending.pk, code)
        _give_up(pending.pk, pending.claim)


def _ended_later(pending: PendingImport, work: subprocess.Popen) -> None:
    from django.db import close_old_connections, connection

    try:
        _ended(pending, work.wait())
    finally:
        close_old_connections()
        connection.close()
