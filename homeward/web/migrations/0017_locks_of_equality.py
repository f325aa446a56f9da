"""Row-level security for what is said of a child's background: see `web.row_locks`."""

from django.db import migrations

from homeward.web import row_locks


def install(apps, schema_editor):
    row_locks.install()


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0016_locks_of_leads"),
        ("people", "0004_equality_answers"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
