"""Lock letters to families."""

from django.db import migrations

from homeward.web import row_locks


def install(apps, schema_editor):
    row_locks.install()


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0008_locks_of_files"),
        ("letters", "0001_letters"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
