"""The table in which tries at signing in are counted, so that every web process knows of them.

As Django's `createcachetable` makes it; here, because migrating is what everybody does anyway.
"""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0001_identity_provider'),
    ]

    operations = [
        migrations.RunSQL(
            [
                'CREATE TABLE "access_cache" ("cache_key" varchar(255) NOT NULL PRIMARY KEY, '
                '"value" text NOT NULL, "expires" timestamp with time zone NOT NULL)',
                'CREATE INDEX "access_cache_expires" ON "access_cache" ("expires")',
            ],
            'DROP TABLE "access_cache"',
        ),
    ]
