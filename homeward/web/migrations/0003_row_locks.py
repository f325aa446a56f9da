"""Row-level security for what pages read: see `web.row_locks`."""

from django.db import migrations

from homeward.web import row_locks


def install(apps, schema_editor):
    row_locks.install()


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0002_usual_filters_to_drafts"),
        ("care", "0002_stateddetails"),
        ("decisions", "0004_signed_after_sending"),
        ("referrals", "0008_questions_no_longer_open"),
        ("returns", "0001_initial"),
        ("sharing", "0004_entitled"),
        ("support", "0011_children_of_photos"),
        ("tasks", "0005_open_tasks"),
        ("trail", "0004_index_at_once"),
        ("access", "0002_cache"),
        ("drafts", "0003_usual_filters"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
