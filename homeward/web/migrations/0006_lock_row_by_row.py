"""Row-level security that asks of each row, and reads through no other table: see `web.row_locks`."""

from django.db import migrations

from homeward.web import row_locks


def install(apps, schema_editor):
    row_locks.install()


class Migration(migrations.Migration):
    dependencies = [("web", "0005_lock_governance")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
