"""Row-level security for return plans and promised support: see `web.row_locks`."""

from django.db import migrations

from homeward.web import row_locks


def install(apps, schema_editor):
    row_locks.install()


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0013_locks_of_voice"),
        ("support", "0016_promises"),
        ("reunification", "0001_first_facts"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
