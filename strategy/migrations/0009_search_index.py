"""The database's own text index on the rows of the search. The rows themselves come after migrate (search.keeping)."""

from django.db import migrations

from strategy.models import search_index


class Migration(migrations.Migration):
    dependencies = [("strategy", "0008_search_rows")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: search_index.install(schema_editor.connection), migrations.RunPython.noop
        )
    ]
