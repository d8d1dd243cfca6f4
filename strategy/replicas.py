"""Which database answers: the primary, or a replica of it where somebody only reads what is public.

A replica is behind, be it by milliseconds. So it is asked only within ``read``, which stands around the public pages,
the search and the API: what people write, and whatever they read while they sign in or edit, stays with the primary.
All that stands in one ``read`` asks the same database, so that the stamps of a page are never newer than its rows
(docs/adr/0013).
"""

from __future__ import annotations

import functools
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS as PRIMARY
from django.db import Error, connections
from django.dispatch import Signal

T = TypeVar("T")

EVERY = 5.0
"""Seconds between two looks of one process at a replica."""

OK, AWAY, BEHIND = "ok", "away", "behind"

has_read = Signal()
"""Sent after each ``read`` where there are replicas, with ``answer``: replica or primary."""

log = logging.getLogger(__name__)

_database: ContextVar[str | None] = ContextVar("database", default=None)
"""The database of the ``read`` that we are in, None outside."""


class Router:
    """Django's router: reads within ``read`` go to its database, everything else to the primary."""

    def db_for_read(self, model: type, **hints: Any) -> str:
        return _database.get() or PRIMARY

    def db_for_write(self, model: type, **hints: Any) -> str:
        """Whoever writes, though nobody should within ``read``, reads what was written from then on."""
        if _database.get():
            _database.set(PRIMARY)
        return PRIMARY

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == PRIMARY


def read(act: Callable[[], T]) -> T:
    """What ``act`` gives, asking a replica; asking the primary, from its beginning, where the replica fails. ``act``
    must only read. In a transaction it reads what that has written."""
    if _database.get() or not replicas() or connections[PRIMARY].in_atomic_block:
        return act()
    replica = next((replica for replica in replicas() if replica.is_well()), None)
    if replica:
        try:
            with _asking(replica.alias):
                result = act()
        except Error:
            log.exception("%s fails; the primary answers", replica.alias)
            replica.state = AWAY
        else:
            has_read.send(sender=Replica, answer="replica")
            return result
    with _asking(PRIMARY):
        result = act()
    has_read.send(sender=Replica, answer="primary")
    return result


def held(rows: Iterator[T]) -> Iterator[T]:
    """``rows``, which are read after the end of the ``read`` that made them, asked of its database."""
    return _held(rows, _database.get())


def _held(rows: Iterator[T], alias: str | None) -> Iterator[T]:
    while True:
        with _asking(alias):
            try:
                row = next(rows)
            except StopIteration:
                return
        yield row


@contextmanager
def _asking(alias: str | None) -> Iterator[None]:
    token = _database.set(alias)
    try:
        yield
    finally:
        _database.reset(token)


class Replica:
    """One replica, as one process knows it. Nobody waits while it is looked at: a thread does."""

    def __init__(self, alias: str) -> None:
        self.alias, self.state = alias, AWAY
        self.looked = float("-inf")
        self.lock = threading.Lock()

    def is_well(self) -> bool:
        """By the last look; where that was a while ago, the next one begins."""
        if time.monotonic() - self.looked >= EVERY and self.lock.acquire(blocking=False):
            self.looked = time.monotonic()
            threading.Thread(target=self._look_aside, daemon=True).start()
        return self.state == OK

    def look(self) -> str:
        """Asks the replica whether it answers, still follows, and has all but the last REPLICA_LAG_SECONDS. While the
        primary is away, it is enough that it answers."""
        before = self.state
        try:
            self.state = OK if _follows(self.alias, *_now()) else BEHIND
        except Error as error:
            self.state = AWAY
            log.warning("%s does not answer: %s", self.alias, error)
        if self.state != before:
            log.warning("%s is %s", self.alias, self.state)
        return self.state

    def _look_aside(self) -> None:
        try:
            self.look()
        finally:
            connections.close_all()
            self.lock.release()


def _now() -> tuple[str | None, str | None]:
    """Up to where the primary has written, and its clock; neither where it does not answer."""
    try:
        with connections[PRIMARY].cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_lsn()::text, clock_timestamp()::text")
            return cursor.fetchone()  # type: ignore[no-any-return]
    except Error:
        return None, None


def _follows(alias: str, written: str | None, clock: str | None) -> bool:
    """Whether this replica has all that was written, or everything but what is younger than it may be behind."""
    connection = connections[alias]
    pool = getattr(connection, "pool", None)
    if pool is not None:
        pool.open()
        pool.check()  # a replica that was away has left connections behind that lead nowhere
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT CASE WHEN NOT pg_is_in_recovery() THEN false ELSE"
            " %s::pg_lsn IS NULL OR coalesce(pg_last_wal_replay_lsn() >= %s::pg_lsn, true)"
            " OR pg_last_xact_replay_timestamp() > %s::timestamptz - %s * interval '1 second' END",
            [written, written, clock, settings.REPLICA_LAG_SECONDS],
        )
        return bool(cursor.fetchone()[0])


@functools.cache
def replicas() -> list[Replica]:
    """In the order in which this process asks them: the first that is well answers, and processes begin at others."""
    aliases = [alias for alias in settings.DATABASES if alias != PRIMARY]
    first = os.getpid() % len(aliases) if aliases else 0
    return [Replica(alias) for alias in aliases[first:] + aliases[:first]]
