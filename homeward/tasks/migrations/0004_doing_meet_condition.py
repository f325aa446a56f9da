"""A task can wait for a condition of the panel to be met."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0003_doing_review_waiting'),
    ]

    operations = [
        migrations.AlterField(
            model_name='task',
            name='doing',
            field=models.CharField(blank=True, choices=[('', 'BY_HAND'), ('allocate', 'ALLOCATE'), ('answer', 'ANSWER'), ('agree', 'AGREE'), ('review plan', 'REVIEW_PLAN'), ('complete decision', 'COMPLETE_DECISION'), ('review waiting', 'REVIEW_WAITING'), ('meet condition', 'MEET_CONDITION')], max_length=20),
        ),
    ]
