"""Row-level security for what a family can do, and for the edge of court: see `web.row_locks`."""

from django.db import migrations

from homeward.web import row_locks


def install(apps, schema_editor):
    row_locks.install()


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0018_locks_of_family_ties"),
        ("family", "0001_first_facts"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
