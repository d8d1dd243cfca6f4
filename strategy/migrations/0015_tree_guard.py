"""PostgreSQL looks itself whether two goals of a tree have the same number, before the indexes that did so go; and pages
of goals are filled by half, so that a goal's new numbers can stand beside its old ones."""

from django.db import migrations

from strategy.models import tree_guard


def set_fillfactor(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE strategy_goal SET (fillfactor = 50)")


def reset_fillfactor(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE strategy_goal RESET (fillfactor)")


class Migration(migrations.Migration):
    dependencies = [("strategy", "0014_import_stages")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: tree_guard.install(schema_editor.connection), migrations.RunPython.noop
        ),
        migrations.RunPython(set_fillfactor, reset_fillfactor),
    ]
