"""The server is killed in the middle, at every statement of an import, a publication and a copy: all or nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from municipalities.roles import Role
from strategy.models import Edition
from strategy.vocabulary import Status
from tests.factories import make_draft, make_plan, make_published, make_town, make_user
from tests.outline import outline

PROJECT = Path(__file__).resolve().parents[2]
DOCUMENT = PROJECT / "strategy" / "demo" / "herenthout.json"
TREE = "Safe city\n  Light in every street\n  Wide pavements\nGreen city\n"

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town(transactional_db):
    return make_town("lindehoven")


@pytest.fixture
def officer(town):
    return make_user("olga", town, Role.OFFICER)


def killed_at_every_statement(act, officer, **job):
    """Kills the act before its first, second, … statement, until it comes to its end. Every time nothing must have
    changed; the last time everything has."""
    job = {"act": act, "database": str(connection.settings_dict["NAME"]), "actor": officer.pk, **job}
    command = [sys.executable, "-m", "tests.faults.killed", json.dumps(job)]
    answer = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=300)
    assert answer.returncode == 0, answer.stderr[-2000:]
    before, *killed, done = json.loads(answer.stdout)
    assert len(killed) >= 5
    assert [one["statement"] for one in killed if one["state"] != before["state"]] == []
    assert done["ended"]
    assert done["state"] != before["state"]
    call_command("check_trees")
    call_command("verify_seals")


def test_a_killed_publication_publishes_nothing(town, officer):
    edition = make_draft(make_plan(town), TREE)
    killed_at_every_statement("publish", officer, edition=edition.pk)
    assert Edition.objects.get().status == Status.PUBLISHED


def test_a_killed_copy_leaves_no_draft(town, officer):
    edition = make_published(make_plan(town), TREE)
    killed_at_every_statement("copy", officer, plan=edition.plan_id)
    assert outline(Edition.objects.get(status=Status.DRAFT)) == outline(edition)


def test_a_killed_import_leaves_nothing(town, officer):
    killed_at_every_statement("import", officer, town=town.pk, file=str(DOCUMENT))
    assert outline(Edition.objects.get()).count("\n") >= 30
