"""Row-level security for return interviews: see `web.row_locks`."""

from django.db import migrations

from homeward.web import row_locks


def install(apps, schema_editor):
    row_locks.install()


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0006_lock_row_by_row"),
        ("support", "0013_return_interviews"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
