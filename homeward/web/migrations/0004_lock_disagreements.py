"""Row-level security for disagreements: see `web.row_locks`."""

from django.db import migrations

from homeward.web import row_locks


def install(apps, schema_editor):
    row_locks.install()


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0003_row_locks"),
        ("disagreements", "0001_disagreements"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
