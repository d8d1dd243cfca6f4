"""The stamps of towns as they are now, asked at a cost that kept pages can bear: over a connection that stays open and
has the question prepared, and once for everybody who came while the question before was under way. Nobody gets the
answer to a question that was sent before they came.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from django.db import Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from ..models import Plan
from .finding import stamps_of
from .places import Stamps

PREPARED = {"server_side_binding": True, "prepare_threshold": 0}
SECONDS = 5
"""How long PostgreSQL has to take a new connection, and to confirm what was sent."""


@dataclass
class Round:
    """Visitors who are told by one question. ``answers``: each town's stamps."""

    towns: set[str] = field(default_factory=set)
    answers: Future[dict[str, Stamps]] = field(default_factory=Future)


class Stamping:
    """Of one process; for all its threads."""

    def __init__(self) -> None:
        self.connections: dict[str, BaseDatabaseWrapper] = {}
        """By the alias of their database: the primary, or the replica that answers now."""
        self.coming = Round()
        self.lock, self.turn = threading.Lock(), threading.Lock()

    def of(self, town: str) -> Stamps:
        """What finding.stamps_of says at this moment. Raises django.db.Error where the database cannot be asked."""
        with self.lock:
            mine = self.coming
            is_first = not mine.towns
            mine.towns.add(town)
        if is_first:
            with self.turn:
                self._answer(mine)
        return mine.answers.result()[town]

    def _answer(self, mine: Round) -> None:
        """The first of a round asks for all of it; who comes from now on is of the next."""
        with self.lock:
            self.coming = Round()
        try:
            mine.answers.set_result(self._ask(mine.towns))
        except BaseException as problem:
            mine.answers.set_exception(problem)

    def _ask(self, towns: set[str]) -> dict[str, Stamps]:
        alias = Plan.objects.db
        try:
            if alias not in self.connections:
                self.connections[alias] = _connected(alias, PREPARED)
            return _stamps(towns, self.connections[alias])
        except Error:  # it was cut since, or a pooler between us and the database mixes prepared questions up
            self._let_go(alias)
        with closing(_connected(alias, {})) as connection:
            return _stamps(towns, connection)

    def _let_go(self, alias: str) -> None:
        connection = self.connections.pop(alias, None)
        if connection is not None:
            connection.close()


def _stamps(towns: set[str], connection: BaseDatabaseWrapper) -> dict[str, Stamps]:
    return {town: stamps_of(town, through=connection) for town in towns}


def _connected(alias: str, options: dict[str, Any]) -> BaseDatabaseWrapper:
    """A connection beside Django's own and its pool, for any thread; it is opened with the first question."""
    model = connections[alias]
    settings = dict(model.settings_dict)
    if model.vendor == "postgresql":
        limits = {"connect_timeout": SECONDS, "tcp_user_timeout": SECONDS * 1000}
        given = {name: value for name, value in settings["OPTIONS"].items() if name != "pool"}
        settings["OPTIONS"] = {**limits, **given, **options}
    connection: BaseDatabaseWrapper = type(model)(settings, model.alias)
    connection.inc_thread_sharing()
    return connection
