"""Publications whose time has come, carried out by the server itself: no broker, no thread, no timer.

Nobody can tell an edition that was published at its time from one that is published when the first visitor after
that time asks. So every process asks the database every few seconds, at a visit, whether anything is due, and if so
publishes it before it answers. Several processes may find the same edition: services.scheduling lets one of them
publish it, under the edition's lock. `manage.py publish_due` does the same on a clock, for sites that want the moment
itself kept, or that nobody visits at night.
"""

from __future__ import annotations

import logging
import threading
import time

from django.db import Error
from django.utils import timezone

from ..models import Edition

EVERY = 5.0
"""Seconds between two looks of one process."""

log = logging.getLogger(__name__)


class Watch:
    """Of one process."""

    def __init__(self) -> None:
        self.looked = float("-inf")
        self.lock = threading.Lock()

    def look(self) -> bool:
        """Publishes what is due, unless somebody has just looked; whether the database was asked. A database that
        is away is the page's trouble, not ours."""
        if time.monotonic() - self.looked < EVERY or not self.lock.acquire(blocking=False):
            return False
        try:
            self.looked = time.monotonic()
            if is_any_due():
                _publish()
        except Error:
            log.exception("Whether a publication is due could not be seen; the next look is in %s seconds", EVERY)
            self.looked = time.monotonic()  # it may have taken long to say no
        finally:
            self.lock.release()
        return True


def is_any_due() -> bool:
    """Whether a publication's time has come. One query on an index that is all but empty."""
    return Edition.objects.due(timezone.now()).exists()


def _publish() -> None:
    from ..services.scheduling import publish_due  # here, since nearly always nothing is due

    publish_due()
