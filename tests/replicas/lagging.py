"""A site with a primary and two hot standbys of its own: replay is paused, a standby dies, and then the primary does;
prints what was answered, and which database was asked.

Started by test_replication.py as ``python -m tests.replicas.lagging``.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from urllib.parse import urlsplit

import django
from django.conf import settings

from tests import postgres

TREE = "/nl/lindehoven/2020-2025/tree/"
Report = dict[str, Any]


def main() -> None:
    primary = postgres.start_own(synchronous_commit="on")
    standbys = [postgres.start_standby(primary) for _number in range(2)]
    try:
        os.environ |= {"DATABASE_URL": _postgres(primary), "REPLICA_DATABASE_URL": ",".join(map(_postgres, standbys))}
        os.environ |= {"REPLICA_LAG_SECONDS": "600"}
        django.setup()
        settings.DEBUG = False
        print(json.dumps(_Story(primary, standbys).told()))
    finally:
        postgres.stop()


def _postgres(address: str) -> str:
    return urlsplit(address)._replace(path="/postgres").geturl()


class _Story:
    def __init__(self, primary: str, standbys: list[str]) -> None:
        from django.core.management import call_command

        from strategy.replicas import replicas
        from tests.factories import make_plan, make_published, make_town, make_user

        self.primary, self.standbys = primary, standbys
        self.replicas = replicas()
        for replica in self.replicas:
            replica.looked = float("inf")  # nobody looks but we
        call_command("migrate", verbosity=0)
        self.published = make_published(make_plan(make_town("lindehoven")), "Safe city")
        self.officer = make_user("olga", self.published.plan.municipality, "officer")
        self.pages: dict[str, Any] = {}

    def told(self) -> Report:
        """Each part starts where the one before has ended."""
        self.catch_up()
        parts: list[Callable[[], Report]] = [
            self.in_step, self.behind, self.officers, self.too_far_behind, self.in_step_again, self.cut_off,
            self.one_dies, self.primary_dies,
        ]  # fmt: skip
        return {part.__name__: part() for part in parts}

    def in_step(self) -> Report:
        states = [replica.look() for replica in self.replicas]
        with self.counting() as asked:
            text = self.read("one")
        with self.counting() as by_api:
            tree = self.get("/api/v1/towns/lindehoven/plans/2020-2025/tree")
            found = self.get("/nl/search/?q=safe")
            everything = self.get("/api/v1/everything.ndjson")
        return {
            "states": states,
            "asked": asked,
            "text": text,
            "by_api": by_api,
            "found": [
                "Safe city" in page for page in (tree, found.replace("<mark>", "").replace("</mark>", ""), everything)
            ],
        }

    def behind(self) -> Report:
        """A publication that the replicas do not have yet: a kept page, and one that is made now."""
        from tests.factories import make_published

        self.on_standbys("SELECT pg_wal_replay_pause()")
        make_published(self.published.plan, "Green city")
        return {"kept": self.read("one"), "made": self.read("two"), "states": [r.look() for r in self.replicas]}

    def officers(self) -> Report:
        """What somebody writes is there when they look, and nobody asks a replica for it."""
        from django.test import Client

        from strategy.models import Edition
        from tests.factories import make_draft

        newest = Edition.objects.order_by("-number").first()
        draft = make_draft(self.published.plan, "Quiet city")
        client = Client(SERVER_NAME="localhost")
        with self.counting() as asked:
            client.force_login(self.officer)
            pages = [
                client.get(address).content.decode()
                for address in (
                    "/admin/",
                    f"/admin/strategy/edition/{newest.pk}/tree/",
                    f"/preview/edition/{draft.pk}/nl/tree/",
                    "/nl/lindehoven/feedback/",
                )
            ]
        return {
            "asked": asked,
            "tree": "Green city" in pages[1],
            "preview": "Quiet city" in pages[2],
            "feedback": "<form" in pages[3],
        }

    def too_far_behind(self) -> Report:
        """Where a replica may not be behind at all, the primary answers."""
        settings.REPLICA_LAG_SECONDS = 0
        states = [replica.look() for replica in self.replicas]
        with self.counting() as asked:
            text = self.read("three")
        ready = self.get("/readyz")
        settings.REPLICA_LAG_SECONDS = 600
        return {"states": states, "asked": asked, "text": text, "ready": ready}

    def in_step_again(self) -> Report:
        self.on_standbys("SELECT pg_wal_replay_resume()")
        self.catch_up()
        states = [replica.look() for replica in self.replicas]
        with self.counting() as asked:
            texts = [self.read(worker) for worker in ("one", "two", "three")]
            self.read("one")
        return {"states": states, "asked": asked, "texts": texts, "counts": self.pages["one"][1]}

    def cut_off(self) -> Report:
        """The replicas drop every connection, and go on."""
        terminate = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend'"
        self.on_standbys(f"{terminate} AND pid <> pg_backend_pid()")
        text, state = self.read("four"), self.replicas[0].state
        states = [replica.look() for replica in self.replicas]
        with self.counting() as asked:
            self.read("five")
        return {"text": text, "state": state, "states": states, "asked": asked}

    def one_dies(self) -> Report:
        first = self.replicas[0]
        number = int(first.alias.removeprefix("replica-"))
        postgres.stop_one(self.standbys.pop(number - 1))
        text, state = self.read("six"), first.state
        looked = first.look()
        with self.counting() as asked:
            again = self.read("seven")
        return {
            "texts": [text, again],
            "state": state,
            "looked": looked,
            "other": asked,
            "alias": self.replicas[1].alias,
        }

    def primary_dies(self) -> Report:
        """What is public can still be read."""
        postgres.stop_one(self.primary)
        return {"state": self.replicas[1].look(), "text": self.read("eight"), "kept": self.read("six")}

    # -- how ---------------------------------------------------------------------------------------

    def read(self, worker: str) -> list[str]:
        """What the tree says in a ``worker`` with kept pages of its own, a second after it looked last."""
        from django.core.handlers.wsgi import WSGIHandler

        from strategy.public.keeping import KeptPages

        if worker not in self.pages:
            counts: Counter[str] = Counter()
            self.pages[worker] = KeptPages(WSGIHandler(), hold=1, count=lambda answer: counts.update([answer])), counts
            self.pages[worker][0].watch.looked = float("inf")
        application = self.pages[worker][0]
        for page in application.shelf.pages.values():
            page.checked -= 1
        text = self.get(TREE, application)
        return [words for words in ("Safe city", "Green city") if words in text]

    def get(self, path: str, application: Any = None) -> str:
        from django.test import RequestFactory

        from config.wsgi import django_application

        status: list[str] = []
        environ = RequestFactory().get(path, HTTP_HOST="localhost").environ
        answer = (application or django_application)(environ, lambda line, headers, *more: status.append(line))
        body = b"".join(answer).decode()
        getattr(answer, "close", lambda: None)()
        return body if status == ["200 OK"] else f"{status} {body}"

    @contextmanager
    def counting(self) -> Iterator[Counter[str]]:
        """How many questions went to which database."""
        from django.db import connections

        counts: Counter[str] = Counter()

        def wrapper(alias: str) -> Callable[..., Any]:
            def counted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
                counts[alias] += 1
                return execute(sql, params, many, context)

            return counted

        with ExitStack() as stack:
            for alias in connections:
                stack.enter_context(connections[alias].execute_wrapper(wrapper(alias)))
            yield counts

    def on_standbys(self, statement: str) -> None:
        import psycopg

        for standby in self.standbys:
            with psycopg.connect(_postgres(standby), autocommit=True) as connection:
                connection.execute(statement)

    def catch_up(self) -> None:
        """Waits until the standbys have all that is written."""
        import psycopg
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_lsn()::text")
            (written,) = cursor.fetchone()
        for standby in self.standbys:
            with psycopg.connect(_postgres(standby), autocommit=True) as one:
                while not one.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", [written]).fetchone()[0]:
                    pass


if __name__ == "__main__":
    main()
