"""Lock how adults of a family belong together."""

from django.db import migrations

from homeward.web import row_locks


def install(apps, schema_editor):
    row_locks.install()


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0014_locks_of_reunification"),
        ("people", "0004_family_ties"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
