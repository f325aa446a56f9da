"""Row-level security for child in need and child protection plans: see `web.row_locks`."""

from django.db import migrations

from homeward.web import row_locks


def install(apps, schema_editor):
    row_locks.install()


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0014_locks_of_reunification"),
        ("safeguarding", "0001_first_facts"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
