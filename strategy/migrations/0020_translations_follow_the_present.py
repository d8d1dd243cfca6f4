"""Every translation of a plan's own text that there is counts as made from the present authentic text.

Beside this release the one before goes on writing: what it changes in the meantime has another hash than is noted
here, or none, and shows as behind, which somebody then confirms.
"""

import hashlib

from django.db import migrations

LANGUAGES = ("nl", "fr", "de", "en", "da")
TEXTS = {
    "plan": ("title", "question", "introduction"),
    "level": ("singular", "plural", "lead_in"),
    "milestone": ("title", "text", "picture_text"),
    "attachment": ("title",),
    "edition": ("reason",),
}


def note(apps, schema_editor):
    for name, texts in TEXTS.items():
        model = apps.get_model("strategy", name)
        town = "municipality__language" if name == "plan" else "plan__municipality__language"
        columns = [f"{text}_{code}" for text in texts for code in LANGUAGES]
        rows = model._base_manager.using(schema_editor.connection.alias)
        for row in rows.values("pk", town, *columns):
            authentic = row[town]
            noted = {}
            for text in texts:
                source = hashlib.sha256((row[f"{text}_{authentic}"] or "").encode()).hexdigest()[:16]
                codes = [code for code in LANGUAGES if code != authentic and row[f"{text}_{code}"]]
                if codes:
                    noted[text] = dict.fromkeys(codes, source)
            if noted:
                rows.filter(pk=row["pk"]).update(translated_from=noted)


class Migration(migrations.Migration):

    dependencies = [
        ("strategy", "0019_what_translations_follow"),
    ]

    operations = [
        migrations.RunPython(note, migrations.RunPython.noop, elidable=False),
    ]
