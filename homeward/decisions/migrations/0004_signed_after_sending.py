"""What is signed was sent before: the rule now holds also where nothing says when it was sent."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0003_decision_waiting'),
        ('partnership', '0002_remove_screening_working_days'),
        ('people', '0003_equality_facts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='decision',
            name='decision_signed_after_sending',
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('signed_at', None), models.Q(('sent_at__isnull', False), ('signed_at__gte', models.F('sent_at'))), _connector='OR'), name='decision_signed_after_sending'),
        ),
    ]
