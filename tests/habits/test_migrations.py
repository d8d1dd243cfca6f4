"""Migrations leave the release before them working: it serves visitors while they run (docs/running.md)."""

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from .migrations import troubles

BEFORE_THE_FIRST_RELEASE = {"strategy": 17, "municipalities": 9}
"""The number of the last migration that no older release ever works beside, since there is none."""

ALLOWED: dict[str, str] = {
    "strategy 0018_withdrawn_decisions, Create constraint decision_withdrawal_says_why on model decision: "
    "the release before may break it, and the table is locked while it is checked: "
    "add it NOT VALID by SQL, one release after the code that keeps it.": (
        "it is about columns that come in the same migration: the release before leaves them empty, which it allows, "
        "and a register of decisions has tens of rows, so the lock lasts no time"
    ),
    "strategy 0020_translations_follow_the_present, Raw Python operation: nobody can tell from here what it does: "
    "read it, and say in ALLOWED why it is safe.": "it fills a column that only the new release reads, row by row",
}
"""What ``troubles`` says -> why it is safe all the same."""


def test_the_release_before_works_with_every_migration():
    loader = MigrationLoader(None)
    found, state, done = set(), ProjectState(), set()
    for leaf in sorted(loader.graph.leaf_nodes()):
        for node in loader.graph.forwards_plan(leaf):
            if node in done:
                continue
            done.add(node)
            app, name = node
            said = set(troubles(loader.graph.nodes[node], state))
            if app in BEFORE_THE_FIRST_RELEASE and int(name[:4]) > BEFORE_THE_FIRST_RELEASE[app]:
                found |= said
    assert found == set(ALLOWED)


WORD = models.CharField(max_length=20)
RARE = models.Index(fields=["word"], name="by_word")


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        (migrations.AddField("goal", "extra", models.CharField(max_length=9, default="")), "inserts rows without it"),
        (migrations.AddField("goal", "extra", models.CharField(max_length=9, db_default="")), ""),
        (migrations.AddField("goal", "extra", models.IntegerField(null=True)), ""),
        (migrations.AddField("goal", "extra", models.IntegerField(db_default=0, unique=True)), "it is unique"),
        (migrations.RemoveField("goal", "word"), "still asks for it"),
        (migrations.RenameField("goal", "word", "words"), "still asks for it"),
        (migrations.DeleteModel("goal"), "still asks for it"),
        (migrations.RenameModel("goal", "aim"), "still asks for it"),
        (migrations.AlterField("goal", "word", models.CharField(max_length=40)), ""),
        (migrations.AlterField("goal", "word", models.CharField(max_length=10)), "no longer fits"),
        (migrations.AlterField("goal", "word", models.IntegerField()), "no longer fits"),
        (migrations.AlterField("goal", "word", models.CharField(max_length=20, db_index=True)), "nobody can write"),
        (migrations.AlterField("goal", "maybe", models.IntegerField()), "may still write NULL"),
        (migrations.AddIndex("goal", RARE), "nobody can write"),
        (AddIndexConcurrently("goal", RARE), ""),
        (migrations.AddConstraint("goal", models.UniqueConstraint(fields=["word"], name="one")), "may break it"),
        (migrations.RunSQL("SELECT 1"), "nobody can tell"),
        (migrations.RunPython(migrations.RunPython.noop), "nobody can tell"),
        (migrations.SeparateDatabaseAndState([migrations.RunSQL("SELECT 1")]), "nobody can tell"),
        (migrations.CreateModel("aim", [("id", models.BigAutoField(primary_key=True))]), ""),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, migrations.operations.base.Operation) else None,
)
def test_what_would_break_it_is_refused_with_the_reason(operation, reason):
    state = ProjectState()
    fields = [("id", models.BigAutoField(primary_key=True)), ("word", WORD), ("maybe", models.IntegerField(null=True))]
    state.add_model(ModelState("strategy", "goal", fields))
    migration = migrations.Migration("9999_next", "strategy")
    migration.operations = [operation]
    found = list(troubles(migration, state))
    assert [reason in trouble for trouble in found] == ([True] if reason else [])


def test_a_table_that_nobody_knows_yet_can_be_made_in_any_way():
    migration = migrations.Migration("9999_next", "strategy")
    migration.operations = [
        migrations.CreateModel("aim", [("id", models.BigAutoField(primary_key=True))]),
        migrations.AddField("aim", "word", models.CharField(max_length=9, default="")),
        migrations.AddIndex("aim", RARE),
    ]
    assert list(troubles(migration, ProjectState())) == []
