"""Row-level security for breaches: see `web.row_locks`."""

from django.db import migrations

from homeward.web import row_locks


def install(apps, schema_editor):
    row_locks.install()


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0004_lock_disagreements"),
        ("governance", "0001_breaches"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
