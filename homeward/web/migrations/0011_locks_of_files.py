"""Lock what belongs to children's records as files."""

from django.db import migrations

from homeward.web import row_locks


def install(apps, schema_editor):
    row_locks.install()


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0010_locks_of_help_today"),
        ("files", "0001_files"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
