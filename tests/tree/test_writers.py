"""Many people at once: no tree breaks, no word is lost, nobody sees a deadlock. And what happens without the lock."""

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import connection

from municipalities.roles import Role
from strategy.models import Change, tree_guard
from strategy.tree.checking import faults
from tests.factories import make_draft, make_plan, make_town, make_user
from tests.outline import outline

from .paper import replayed

PROJECT = Path(__file__).resolve().parents[2]
ACTS = 200
"""That each of the eight tries, in each test."""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(transactional_db):
    return make_town("lindehoven")


def drafts(town, count):
    return [make_draft(make_plan(town, slug=f"plan-{n}", starts_in=None, ends_in=None)) for n in range(count)]


def people(town, count):
    return [make_user("", town, Role.OFFICER) for _number in range(count)]


def let_write(editions, actors, *, acts, seconds=None, is_locked=True, database=None):
    """Runs a process for each of the actors; returns what each reports."""
    job = {
        "database": str(database or connection.settings_dict["NAME"]),
        "editions": [edition.pk for edition in editions],
        "actors": [actor.pk for actor in actors],
        "acts": acts,
        "seconds": seconds,
        "is_locked": is_locked,
    }
    command = [sys.executable, "-m", "tests.tree.writers", json.dumps(job)]
    answer = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=300)
    assert answer.returncode == 0, answer.stderr[-2000:]
    return json.loads(answer.stdout)


@contextmanager
def as_file(path):
    """SQLite: the tests' rows, which live in memory, as a file that processes share; and back again."""
    with closing(sqlite3.connect(path)) as there:
        connection.connection.backup(there)
    yield path
    with closing(sqlite3.connect(path)) as there:
        there.backup(connection.connection)


def assert_nothing_is_lost(editions, reports):
    assert [error for report in reports for error in report["errors"]] == []
    for edition in editions:
        edition.refresh_from_db()
        record = list(edition.changes.all())
        assert faults(edition.pk) == []
        assert outline(edition) == replayed(record).outline()
        assert sorted(change.revision for change in record) == list(range(1, edition.revision + 1))
    for report in reports:
        told = [(act, key) for act, _edition, key, _title in report["done"]]
        written = Change.objects.filter(actor=report["actor"]).order_by("pk").values_list("action", "key")
        assert [act for act in written if act[0] != "move"] == [act for act in told if act[0] != "move"]
        assert sum(act == "move" for act, _key in written) <= sum(act == "move" for act, _key in told)


@pytest.mark.postgresql
@pytest.mark.parametrize("count", [1, 5], ids=["in-one-edition", "across-five-editions"])
def test_eight_writers_lose_nothing_and_break_nothing(town, count):
    editions = drafts(town, count)
    reports = let_write(editions, people(town, 8), acts=ACTS)
    assert_nothing_is_lost(editions, reports)
    assert all(len(report["done"]) > ACTS / 2 for report in reports)


@contextmanager
def without_the_databases_guard():
    with connection.cursor() as cursor:
        for name in tree_guard.ON_GOALS:
            cursor.execute(f"ALTER TABLE strategy_goal DISABLE TRIGGER {name}")
    assert not tree_guard.are_installed(connection)
    yield
    with connection.cursor() as cursor:
        for name in tree_guard.ON_GOALS:
            cursor.execute(f"ALTER TABLE strategy_goal ENABLE TRIGGER {name}")
    assert tree_guard.are_installed(connection)


@pytest.mark.postgresql
def test_without_the_lock_the_same_writers_break_the_tree(town):
    [edition] = drafts(town, 1)
    bound = time.monotonic() + 60
    with without_the_databases_guard():
        while True:
            let_write([edition], people(town, 8), acts=ACTS, seconds=3, is_locked=False)
            damage = faults(edition.pk)
            if damage or time.monotonic() > bound:
                break
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE strategy_goal")
    assert damage


@pytest.mark.sqlite
def test_three_writers_on_one_file_lose_nothing(town, tmp_path):
    editions, actors = drafts(town, 2), people(town, 3)
    with as_file(tmp_path / "shared.sqlite3") as file:
        reports = let_write(editions, actors, acts=60, database=file)
    assert_nothing_is_lost(editions, reports)
