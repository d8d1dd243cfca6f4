"""Writers on a PostgreSQL that crashes under them; prints what was acknowledged and what the database holds then.

Started by test_around.py as ``python -m tests.faults.crashed``, with a server in DATABASE_URL that nobody else uses.
"""

import json
import os
import signal
import threading

import django
from django.conf import settings

WRITERS, ACTS = 4, 25


def main() -> None:
    settings.DEBUG = False
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from strategy.models import Change, Edition, Goal
    from strategy.tree.checking import faults
    from tests.factories import make_draft

    call_command("migrate", verbosity=0)
    draft = make_draft(text="Safe city")
    acknowledged: list[str] = []
    troubles: list[str] = []
    half_way = threading.Event()
    threads = [threading.Thread(target=write, args=(draft, acknowledged, troubles, half_way)) for _n in range(WRITERS)]
    for thread in threads:
        thread.start()
    half_way.wait()
    crash()
    for thread in threads:
        thread.join()
    edition = Edition.objects.get()
    keys = list(Goal.objects.shown().filter(edition=edition).values_list("key", flat=True))
    report = {
        "acknowledged": acknowledged,
        "troubles": troubles,
        "keys": keys,
        "faults": faults(edition.pk),
        "recorded": list(Change.objects.filter(edition=edition, action="add").values_list("key", flat=True)),
    }
    print(json.dumps(report))
    connection.close()


def write(draft, acknowledged: list[str], troubles: list[str], half_way: threading.Event) -> None:
    from django.db import Error, connection

    from strategy.models import Edition
    from strategy.services.editing import add_goal

    done = 0
    while done < ACTS:
        try:
            edition = Edition.objects.get(pk=draft.pk)
            top = edition.goals.get(level=1)
            goal = add_goal(edition, actor=None, content={"kind": "objective", "title_nl": "Light"}, under=top.key)
        except Error as trouble:
            troubles.append(type(trouble).__name__)
            connection.close()
            continue
        acknowledged.append(goal.key)
        done += 1
        if len(acknowledged) >= WRITERS * ACTS // 2:
            half_way.set()
    connection.close()


def crash() -> None:
    """One server process dies by SIGKILL: PostgreSQL drops every connection and recovers from its log."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    os.kill(pid, signal.SIGKILL)
    connection.close()


if __name__ == "__main__":
    main()
