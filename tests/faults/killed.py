"""Does one act in a process of its own and kills it (SIGKILL) before its nth statement, for every n.

Started by test_killed.py as ``python -m tests.faults.killed JOB`` with the job as JSON; prints, for each n, whether the
process ended by itself and what the database held after it.
"""

import hashlib
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.conf import settings


def main() -> None:
    job = json.loads(sys.argv[1])
    settings.DEBUG = False
    database = settings.DATABASES["default"]
    database["NAME"] = job["database"]
    database["OPTIONS"].pop("pool", None)
    django.setup()
    report: list[dict[str, Any]] = [{"statement": None, "ended": False, "state": state()}]
    for number in range(1, 400):
        report.append({"statement": number, "ended": killed_before(number, job), "state": state()})
        if report[-1]["ended"]:
            break
    print(json.dumps(report))


def killed_before(number: int, job: dict[str, Any]) -> bool:
    """Whether the act came to its end; otherwise its process was killed when it was about to send statement
    ``number``, a COPY and the COMMIT counted too."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reads)
        act(number, writes, job)
        os._exit(0)
    os.close(writes)
    arrived = os.read(reads, 1) == b"x"
    if arrived:
        os.kill(child, signal.SIGKILL)
    os.close(reads)
    _, status = os.waitpid(child, 0)
    if not arrived and status:
        raise SystemExit(f"The act failed by itself, with status {status}.")
    return not arrived


def act(number: int, told: int, job: dict[str, Any]) -> None:
    from django.db import connection
    from django.db.backends.postgresql.base import DatabaseWrapper

    seen = 0

    def count() -> None:
        nonlocal seen
        seen += 1
        if seen == number:
            os.write(told, b"x")
            signal.pause()  # until the end

    def statement(execute: Callable[..., Any], *arguments: Any) -> Any:
        count()
        return execute(*arguments)

    commit = DatabaseWrapper._commit

    def counted_commit(self: DatabaseWrapper) -> Any:
        count()
        return commit(self)

    DatabaseWrapper._commit = counted_commit
    with connection.execute_wrapper(statement):
        ACTS[job["act"]](job)
    connection.close()


def publish(job: dict[str, Any]) -> None:
    from municipalities.models import User
    from strategy.models import Edition
    from strategy.services.publishing import publish_edition

    publish_edition(Edition.objects.get(pk=job["edition"]), actor=User.objects.get(pk=job["actor"]))


def copy(job: dict[str, Any]) -> None:
    from municipalities.models import User
    from strategy.models import Plan
    from strategy.services.publishing import start_draft

    start_draft(Plan.objects.get(pk=job["plan"]), actor=User.objects.get(pk=job["actor"]))


def bring_in(job: dict[str, Any]) -> None:
    from municipalities.models import Municipality, User
    from strategy.exchange.formats import plan_json
    from strategy.exchange.importing import import_document

    document = plan_json.load(Path(job["file"]).read_bytes())
    town = Municipality.objects.get(pk=job["town"])
    import_document(document, town, actor=User.objects.get(pk=job["actor"]))


ACTS: dict[str, Callable[[dict[str, Any]], None]] = {"publish": publish, "copy": copy, "import": bring_in}


def state() -> str:
    """A digest of everything that an act could have left behind, once the killed one's transaction is gone."""
    from django.db import connection
    from psycopg import sql

    content = sql.SQL("SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {} AS t")
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        # waits for the killed process's locks, which its server process holds until it notices
        cursor.execute("BEGIN")
        cursor.execute("LOCK TABLE strategy_plan, strategy_edition, strategy_goal, strategy_change IN SHARE MODE")
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("strategy_", "municipalities_")):
                cursor.execute(content.format(sql.Identifier(table)))
                digest.update(repr((table, cursor.fetchone())).encode())
        cursor.execute("COMMIT")
    connection.close()
    return digest.hexdigest()


if __name__ == "__main__":
    main()
