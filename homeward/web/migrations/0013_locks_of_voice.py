"""Row-level security for the voice of children and families: see `web.row_locks`."""

from django.db import migrations

from homeward.web import row_locks


def install(apps, schema_editor):
    row_locks.install()


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0012_locks_of_letters"),
        ("voice", "0001_first_facts"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
