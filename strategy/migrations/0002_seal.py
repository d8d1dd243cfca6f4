"""The database refuses changes to a sealed edition (DESIGN: sealed means sealed)."""

from django.db import migrations

from strategy.models import triggers


class Migration(migrations.Migration):
    dependencies = [("strategy", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: triggers.install(schema_editor.connection), migrations.RunPython.noop
        )
    ]
