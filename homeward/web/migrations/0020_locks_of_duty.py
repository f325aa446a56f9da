"""Row-level security for what duty reads and writes: see `web.row_locks`."""

from django.db import migrations

from homeward.web import row_locks


def install(apps, schema_editor):
    row_locks.install()


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0019_locks_of_family"),
        ("duty", "0001_first_facts"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
