"""How a worker usually looks at a list is kept in drafts, below every area that has a list.

The table is renamed with its rows; drafts 0003 takes it over.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("web", "0001_usual_filters")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AlterModelTable(name="UsualFilter", table="drafts_usualfilter")
            ],
            state_operations=[migrations.DeleteModel(name="UsualFilter")],
        )
    ]
