"""Room for the key of each photo, and for who removed one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0001_initial"),
        ("people", "0001_initial"),
        ("support", "0008_feels_safe_at_visits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PhotoChild",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("wrapped_key", models.BinaryField()),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.child",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.partnership",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="about",
                        to="support.photo",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="photochild",
            constraint=models.UniqueConstraint(
                fields=("photo", "child"), name="child_once_in_a_photo"
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="removed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="photo", name="removed_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="photo",
            name="removed_because",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                name="photo_removed_by_someone_for_a_reason",
                condition=models.Q(
                    ("removed_at", None), ("removed_because", ""), ("removed_by", None)
                )
                | models.Q(("removed_at__isnull", False), ("removed_by__isnull", False))
                & ~models.Q(("removed_because", "")),
            ),
        ),
    ]
