"""The numbers of goals stand in no index any more (0015 guards them). The release before works without them too."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("strategy", "0015_tree_guard")]

    operations = [
        migrations.RemoveConstraint(model_name="goal", name="goal_lft_once"),
        migrations.RemoveConstraint(model_name="goal", name="goal_rght_once"),
    ]
