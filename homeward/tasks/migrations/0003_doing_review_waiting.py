"""A task can wait for somebody to look again at a family on the waiting list."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0002_children_and_doing'),
    ]

    operations = [
        migrations.AlterField(
            model_name='task',
            name='doing',
            field=models.CharField(blank=True, choices=[('', 'BY_HAND'), ('allocate', 'ALLOCATE'), ('answer', 'ANSWER'), ('agree', 'AGREE'), ('review plan', 'REVIEW_PLAN'), ('complete decision', 'COMPLETE_DECISION'), ('review waiting', 'REVIEW_WAITING')], max_length=20),
        ),
    ]
