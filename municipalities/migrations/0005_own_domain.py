import municipalities.domains
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('municipalities', '0004_forgotten'),
    ]

    operations = [
        migrations.AddField(
            model_name='municipality',
            name='domain',
            field=models.CharField(blank=True, help_text='A host name of the municipality that leads to this site, for example plan.aalst.be.', max_length=253, validators=[municipalities.domains.validate_domain], verbose_name='own domain'),
        ),
        migrations.AddConstraint(
            model_name='municipality',
            constraint=models.UniqueConstraint(condition=models.Q(('domain', ''), _negated=True), fields=('domain',), name='municipality_domain_once', violation_error_message='Another municipality already has this domain.'),
        ),
        migrations.AddConstraint(
            model_name='municipality',
            constraint=models.CheckConstraint(condition=models.Q(('domain', ''), ('domain__regex', '^[a-z0-9-]+(\\.[a-z0-9-]+)+$'), _connector='OR'), name='municipality_domain_is_a_host_name'),
        ),
    ]
