"""The index of whose record an entry is about, kept up with each entry.

With a pending list, which is the default, every search reads the whole list, and one writer in some thousands
waits while it is worked off: seen as single pages of 60 ms more in `make bench`.
"""

import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("trail", "0003_happened_on")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    [
                        "ALTER INDEX trail_entry_children SET (fastupdate = off)",
                        "SELECT gin_clean_pending_list('trail_entry_children')",
                    ],
                    "ALTER INDEX trail_entry_children RESET (fastupdate)",
                )
            ],
            state_operations=[
                migrations.RemoveIndex("entry", "trail_entry_children"),
                migrations.AddIndex(
                    "entry",
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["child_ids"], name="trail_entry_children"
                    ),
                ),
            ],
        )
    ]
