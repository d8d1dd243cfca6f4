"""Each German Land has a body of its own: nobody keeps the name that stood for all of them."""

from django.db import migrations


def clear(apps, schema_editor):
    apps.get_model("municipalities", "AccessibilityStatement").objects.filter(enforcement="germany").update(
        enforcement=""
    )


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0007_who_enforces")]

    operations = [migrations.RunPython(clear, migrations.RunPython.noop)]
