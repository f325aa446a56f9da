"""Lock how adults of a family belong together."""

from django.db import migrations

from homeward.web import row_locks


def install(apps, schema_editor):
    row_locks.install()


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0017_locks_of_equality"),
        ("people", "0005_family_ties"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
