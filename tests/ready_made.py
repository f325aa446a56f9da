"""A database with all tables in it, made once and copied for every test process: to make them anew by the migrations
takes most of a minute each time."""

import hashlib
from pathlib import Path

from django.core.management import call_command
from django.db import connection


BASE = Path(__file__).resolve().parent.parent
PREFIX = "ready_made_"
MAKING = 903_000_002  # PostgreSQL advisory lock: one process makes it, the others wait

# What the migrations are made of, and what they read while they run.
OF_MIGRATIONS = (
    "homeward/**/migrations/*.py",
    "homeward/locks/*.py",
    "homeward/web/row_locks.py",
    "requirements/*.txt",
)


def digest() -> str:
    held = hashlib.sha256()
    for pattern in OF_MIGRATIONS:
        for path in sorted(BASE.glob(pattern)):
            held.update(str(path.relative_to(BASE)).encode() + path.read_bytes())
    return held.hexdigest()[:16]


def template() -> str:
    """The name of one that is made of the migrations as they stand now. Older ones are dropped."""
    name = PREFIX + digest()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MAKING])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        there = {found for (found,) in cursor.fetchall()}
        if name not in there:
            for old in there:
                cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')
            half = f"{name}_half"
            cursor.execute(f'CREATE DATABASE "{half}"')
            _migrate(half)
            cursor.execute(f'ALTER DATABASE "{half}" RENAME TO "{name}"')
        cursor.execute("SELECT pg_advisory_unlock(%s)", [MAKING])
    return name


def _migrate(database: str) -> None:
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own
