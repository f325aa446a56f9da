"""Row-level security told once a request which referrals are seen in part: see `web.row_locks`."""

from django.db import migrations

from homeward.web import row_locks


def install(apps, schema_editor):
    row_locks.install()


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0007_lock_interviews"),
    ]

    operations = [
        migrations.RunPython(install, migrations.RunPython.noop),
        migrations.RunSQL("DROP FUNCTION IF EXISTS homeward_partly_seen()", migrations.RunSQL.noop),
    ]
