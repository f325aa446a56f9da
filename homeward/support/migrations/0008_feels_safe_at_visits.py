"""Whether a child says that they feel safe, asked at a visit. Before, nobody was asked there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support", "0007_what_was_stored_before")]

    operations = [
        migrations.AddField(
            model_name="visitchild",
            name="feels_safe",
            field=models.BooleanField(null=True),
        ),
        migrations.AddConstraint(
            model_name="visitchild",
            constraint=models.CheckConstraint(
                name="child_asked_was_seen",
                condition=models.Q(
                    models.Q(("seen", "not seen"), _negated=True),
                    ("feels_safe", None),
                    _connector="OR",
                ),
            ),
        ),
    ]
