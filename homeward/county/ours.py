"""Whether the demonstration may use this database: only one that Homeward made, and only for the county."""

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from homeward.county.cast import DEMO_DOMAIN


NOT_OURS = (
    "This database holds tables that Homeward did not make, so the demonstration leaves it alone. "
    "Unset DATABASE_URL to use a database of its own, or name an empty one."
)
NOT_THE_COUNTY = (
    "This database holds a partnership that is not the county’s, so the demonstration leaves it alone. "
    "Set HOMEWARD_DATA to another directory, or DATABASE_URL to an empty database."
)


def why_not() -> str:
    """Why the demonstration may not use this database. Empty when it may. Nothing is written."""
    with connection.cursor() as cursor:
        tables = {table.name for table in connection.introspection.get_table_list(cursor)}
    if not tables:
        return ""
    if not _made_by_homeward() or any(not _is_known(table) for table in tables):
        return NOT_OURS
    return NOT_THE_COUNTY if _other_partnerships() else ""


def _made_by_homeward() -> bool:
    """Homeward's own migrations have been here. Another Django site's have not."""
    applied = MigrationRecorder(connection).applied_migrations()
    return any(app == "partnership" for app, _ in applied)


def _is_known(table: str) -> bool:
    """By the beginning of its name, so that a table of an older Homeward is known too."""
    labels = [
        config.label for config in apps.get_app_configs() if config.name in settings.INSTALLED_APPS
    ]
    return table == "django_migrations" or table.startswith(
        tuple(f"{label}_" for label in [*labels, "django", "auth", "procrastinate"])
    )


def _other_partnerships() -> bool:
    """In SQL, because the tables may be of an older Homeward that has not been migrated yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM partnership_partnership p WHERE NOT EXISTS ("
            " SELECT FROM partnership_membership m JOIN partnership_worker w ON w.id = m.worker_id"
            " WHERE m.partnership_id = p.id AND w.email LIKE %s))",
            ["%" + DEMO_DOMAIN],
        )
        return bool(cursor.fetchone()[0])
