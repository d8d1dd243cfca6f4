"""Several processes that write in the same editions at once, with random acts through the services.

Started by test_writers.py as ``python -m tests.tree.writers JOB`` with the job as JSON; prints what each writer did.
"""

import json
import math
import multiprocessing
import random
import sys
import time
from typing import Any

import django
from django.conf import settings

KINDS = ("vision",) * 9 + ("theme", "objective", "action")
"""Mostly visions: they can stand under each other to any depth, so that most random moves are allowed."""

WEIGHTS = [(1, 0, 0, 0), (30, 30, 25, 15), (25, 30, 25, 20), (15, 30, 25, 30)]
"""Of add, move, edit and delete, in a tree of fewer than 20, 40, 60 goals, and more."""


def main() -> None:
    job = json.loads(sys.argv[1])
    settings.DEBUG = False  # else every statement is kept
    database = settings.DATABASES["default"]
    database["NAME"] = job["database"]
    database["OPTIONS"].pop("pool", None)
    django.setup()
    with multiprocessing.get_context("fork").Pool(len(job["actors"])) as pool:
        reports = pool.map(write, [{**job, "actor": actor} for actor in job["actors"]], chunksize=1)
    print(json.dumps(reports))


def write(job: dict[str, Any]) -> dict[str, Any]:
    """Does the job's acts as ``actor``; tells the acts that were acknowledged, in order, and what went wrong."""
    from django.db import connections

    from municipalities.models import User
    from strategy import tree
    from strategy.models import Edition
    from strategy.refusal import Refused

    if not job["is_locked"]:
        tree.lock = lambda pk: Edition.objects.select_related("plan__municipality").get(pk=pk)
    dice = random.Random(job["actor"])
    actor = User.objects.get(pk=job["actor"])
    editions = list(Edition.objects.filter(pk__in=job["editions"]))
    done, refused, errors = [], 0, []
    deadline = time.monotonic() + (job["seconds"] or math.inf)
    for number in range(job["acts"]):
        if time.monotonic() > deadline:
            break
        try:
            done.append(_act(dice, dice.choice(editions), actor, number))
        except Refused:
            refused += 1
        except Exception as error:  # whatever it is, it is what we look for
            errors.append(f"{type(error).__name__}: {error}".splitlines()[0])
    connections.close_all()
    return {"actor": actor.pk, "done": done, "refused": refused, "errors": errors}


def _act(dice: random.Random, edition, actor, number: int) -> list[Any]:
    """One random act: [what was done, edition, key, title]."""
    from strategy.models import Goal
    from strategy.refusal import Refused
    from strategy.services import editing

    goals = list(Goal.objects.shown().filter(edition=edition).values_list("key", flat=True))
    act = dice.choices(["add", "move", "edit", "delete"], WEIGHTS[min(len(goals) // 20, 3)])[0]
    title = f"{actor.username} {number}"
    other = dice.choice([None, *goals])
    if act != "add":
        goal = Goal.objects.filter(edition=edition, key=dice.choice(goals)).first()
        if goal is None:
            raise Refused("deleted in this moment")
        goal.edition = edition
    if act == "add":
        content = {"kind": dice.choice(KINDS), "title_nl": title}
        goal = editing.add_goal(edition, actor=actor, content=content, under=other, position=dice.randrange(4))
    elif act == "move":
        where = dice.choice(["under", "before", "after"] if other else ["under"])
        editing.move_goal(goal, actor=actor, **{where: other})
    elif act == "edit":
        editing.edit_goal(goal, actor=actor, changes={"title_nl": title})
    else:
        editing.delete_goal(goal, actor=actor)
    return [act, edition.pk, goal.key, title]


if __name__ == "__main__":
    main()
