"""Row-level security for who leads for a child, and advocates: see `web.row_locks`."""

from django.db import migrations

from homeward.web import row_locks


def install(apps, schema_editor):
    row_locks.install()


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0015_locks_of_safeguarding"),
        ("safeguarding", "0002_leads_and_advocates"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
