"""check_trees, verify_seals, export_plan and import_plan, as an operator runs them."""

import json

import pytest
from django.core.management import CommandError
from django.db import connection

from strategy.models import Edition, Goal, triggers
from strategy.models.goal import unguarded_goals
from strategy.tree.checking import faults
from tests.factories import make_draft, make_published
from tests.outline import outline

pytestmark = pytest.mark.django_db


def test_check_trees_is_content_with_whole_trees(run, published, draft_of_three):
    assert "2 trees checked, 0 broken" in run("check_trees")


@pytest.fixture
def draft_of_three(plan, published):
    return make_draft(plan, "Green city\n  Trees\n  Parks")


def test_check_trees_names_a_broken_tree_and_repairs_it(run, draft_of_three):
    before = outline(draft_of_three)
    broken = unguarded_goals().filter(edition=draft_of_three, title_nl="Parks")
    broken.update(level=7)

    with pytest.raises(CommandError, match="--repair"):
        run("check_trees")
    assert "0 broken" in run("check_trees", "--repair")

    assert faults(draft_of_three.pk) == []
    assert outline(draft_of_three) == before


def test_check_trees_brings_a_cut_off_branch_back(run, draft_of_three):
    top = Goal.objects.get(edition=draft_of_three, title_nl="Green city")
    unguarded_goals().filter(pk=top.pk).update(parent=Goal.objects.get(edition=draft_of_three, title_nl="Trees").pk)

    assert "0 broken" in run("check_trees", "--repair")

    assert faults(draft_of_three.pk) == []
    assert Goal.objects.filter(edition=draft_of_three).shown().count() == 5


def test_verify_seals_finds_a_changed_word(run, published):
    assert "1 seals verified, 0 broken" in run("verify_seals")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")  # as its owner could, by hand
        triggers.remove(connection)
        cursor.execute("UPDATE strategy_goal SET title_nl = 'Unsafe city' WHERE title_nl = 'Safe city'")
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = origin")
    triggers.install(connection)

    with pytest.raises(CommandError, match="A sealed text has changed"):
        run("verify_seals")


def test_verify_seals_says_when_the_triggers_are_gone(run, published):
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TRIGGER strategy_goal_sealed_update ON strategy_goal"
            if connection.vendor == "postgresql"
            else "DROP TRIGGER strategy_goal_sealed_update"
        )
    with pytest.raises(CommandError, match="run migrate"):
        run("verify_seals")


def test_export_gives_the_edition_in_force_and_any_other_by_number(run, plan):
    make_published(plan, "First")
    make_published(plan, "Second")
    make_draft(plan, "Third")

    def titles(*words):
        return [goal["title"] for goal in json.loads(run("export_plan", "lindehoven/2020-2025", *words))["goals"]]

    assert titles() == ["First", "Second"]
    assert titles("--edition", "1") == ["First"]
    assert titles("--edition", "3") == ["First", "Second", "Third"]


def test_export_says_which_plan_is_not_there(run, town):
    with pytest.raises(CommandError, match="TOWN/PLAN"):
        run("export_plan", "lindehoven/2030")


def test_an_exported_file_is_imported_and_exported_as_the_same_bytes(run, published, tmp_path):
    file = tmp_path / "plan.json"
    run("export_plan", "lindehoven/2020-2025", "-o", file)

    assert "2 goals are in edition 2 (draft)" in run("import_plan", file, "--municipality", "lindehoven")

    run("export_plan", "lindehoven/2020-2025", "--edition", 2, "-o", tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == file.read_bytes()


def test_a_dry_run_prints_one_json_object_and_writes_nothing(run, published, tmp_path):
    file = tmp_path / "plan.json"
    run("export_plan", "lindehoven/2020-2025", "-o", file)

    answer = json.loads(run("import_plan", file, "--municipality", "lindehoven", "--dry-run", "--json"))

    assert answer["municipality"] == "lindehoven"
    assert answer["period"] == [2020, 2025]
    assert answer["goals"][0]["children"][0]["title"] == "Light in every street"
    assert answer["warnings"] == []
    assert Edition.objects.count() == 1


def test_a_dry_run_needs_no_municipality(run, published, tmp_path):
    file = tmp_path / "plan.json"
    run("export_plan", "lindehoven/2020-2025", "-o", file)

    assert json.loads(run("import_plan", file, "--municipality", "nowhere", "--dry-run", "--json"))["goals"]
    with pytest.raises(CommandError, match="no municipality"):
        run("import_plan", file, "--municipality", "nowhere")


def test_a_file_that_is_not_there_gets_a_sentence(run, town, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run("import_plan", tmp_path / "none.json", "--municipality", "lindehoven")
