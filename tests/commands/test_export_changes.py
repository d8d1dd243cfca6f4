"""The record of a town's changes for an auditor: complete, of that town alone, harmless in a spreadsheet program."""

import csv
import datetime
import io
import json

import pytest
from django.core.management import CommandError
from django.utils import timezone

from strategy.models import Change
from tests.factories import make_draft, make_plan, make_user
from tests.outline import plant


@pytest.fixture
def changes(town, other_town, plan, officer, stranger):
    plant(make_draft(plan, actor=officer), "=1+1\n  Light", actor=officer)
    plant(make_draft(make_plan(other_town)), "Elsewhere", actor=stranger)
    return Change.objects.filter(edition__plan__municipality=town)


def test_every_change_of_the_town_and_of_no_other(run, changes):
    rows = [json.loads(line) for line in run("export_changes", "lindehoven", format="ndjson").splitlines()]
    assert len(rows) == changes.count() > 0
    assert {row["person"] for row in rows} == {"olga"}
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)
    assert "Elsewhere" not in json.dumps(rows)


def test_as_a_table(run, changes):
    rows = list(csv.DictReader(io.StringIO(run("export_changes", "lindehoven"))))
    assert len(rows) == changes.count()
    assert "=1+1" in "".join(row["after"] for row in rows)


def test_no_cell_is_a_formula(run, changes):
    changes_by = make_user("=cmd")
    Change.objects.update(actor=changes_by)
    rows = list(csv.DictReader(io.StringIO(run("export_changes", "lindehoven"))))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_between_two_days_both_included(run, changes):
    today = timezone.localdate()
    day = datetime.timedelta(days=1)

    def count(since, until) -> int:
        return len(run("export_changes", "lindehoven", since=since, until=until, format="ndjson").splitlines())

    assert count(today, today) == changes.count()
    assert count(today + day, None) == count(None, today - day) == 0


def test_an_unknown_town_is_said(run, db):
    with pytest.raises(CommandError, match="no town nowhere"):
        run("export_changes", "nowhere")
