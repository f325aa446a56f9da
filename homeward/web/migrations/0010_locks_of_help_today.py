"""Row-level security for help today, safety plans and eligibility: see `web.row_locks`."""

from django.db import migrations

from homeward.web import row_locks


def install(apps, schema_editor):
    row_locks.install()


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0009_locks_of_measures"),
        ("support", "0014_safety_plans"),
        ("referrals", "0010_eligibility"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
