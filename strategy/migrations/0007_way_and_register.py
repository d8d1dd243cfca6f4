"""Proposals that the public reads, times of publication, and decisions that correct others."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from strategy.models import triggers


class Migration(migrations.Migration):

    dependencies = [
        ('municipalities', '0001_initial'),
        ('strategy', '0006_preview_links'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # on SQLite these tables are made anew; the triggers come back when migrate ends
        migrations.RunPython(
            lambda apps, schema_editor: triggers.remove(schema_editor.connection), migrations.RunPython.noop
        ),
        migrations.AddField(
            model_name='decision',
            name='correction_reason',
            field=models.TextField(blank=True, editable=False, verbose_name='what was wrong'),
        ),
        migrations.AddField(
            model_name='decision',
            name='corrects',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='strategy.decision', verbose_name='corrects the record'),
        ),
        migrations.AddField(
            model_name='edition',
            name='is_proposal_public',
            field=models.BooleanField(default=False, editable=False, verbose_name='shown to the public as a proposal'),
        ),
        migrations.AddField(
            model_name='edition',
            name='publish_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='is to be published at'),
        ),
        migrations.AddField(
            model_name='edition',
            name='remarks_until',
            field=models.DateField(editable=False, null=True, verbose_name='open for remarks until'),
        ),
        migrations.AddField(
            model_name='edition',
            name='scheduled_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='time set by'),
        ),
        migrations.AlterField(
            model_name='change',
            name='action',
            field=models.CharField(choices=[('add', 'added'), ('edit', 'edited'), ('move', 'moved'), ('reorder', 'reordered'), ('delete', 'deleted'), ('build', 'built'), ('copy', 'copied'), ('propose', 'proposed'), ('return', 'returned'), ('show', 'shown to the public'), ('schedule', 'publication set'), ('call_off', 'publication called off'), ('not_published', 'not published'), ('publish', 'published'), ('decide', 'decision recorded'), ('import', 'imported'), ('undo', 'undone')], max_length=20, verbose_name='action'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(condition=models.Q(('publish_at__isnull', False)), fields=['publish_at'], name='edition_publish_at'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('correction_reason', ''), ('corrects', None)), models.Q(('corrects__isnull', False), models.Q(('correction_reason', ''), _negated=True)), _connector='OR'), name='decision_correction_says_why'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'proposed'), models.Q(('is_proposal_public', False), ('publish_at', None)), _connector='OR'), name='edition_only_a_proposal_is_shown_or_due'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('is_proposal_public', True), ('remarks_until', None), _connector='OR'), name='edition_remarks_on_what_is_shown'),
        ),
    ]
