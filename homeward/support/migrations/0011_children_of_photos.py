"""Whose file a photo is in is told by where its key is kept, and no longer beside it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("support", "0010_encipher_photos"),
    ]

    operations = [
        migrations.RemoveField(model_name="photo", name="children"),
        migrations.AddField(
            model_name="photo",
            name="children",
            field=models.ManyToManyField(
                related_name="photos", through="support.PhotoChild", to="people.child"
            ),
        ),
    ]
