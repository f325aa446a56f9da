"""Nobody changes or removes what the trail holds: not the product, and not by mistake by hand.

ENABLE ALWAYS, because `session_replication_role = replica` walks past an ordinary trigger. An owner of the
tables can still take the triggers away: that is what the seals show.
"""

from django.db import migrations


FORBID = """
CREATE FUNCTION homeward_trail_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The trail is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;
END
$$;
"""
TABLES = ("trail_entry", "trail_content", "trail_seal")


def triggers(table: str) -> str:
    return f"""
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION homeward_trail_is_append_only();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION homeward_trail_is_append_only();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER no_change;
ALTER TABLE {table} ENABLE ALWAYS TRIGGER no_truncate;
"""


def without(table: str) -> str:
    return f"DROP TRIGGER no_change ON {table}; DROP TRIGGER no_truncate ON {table};"


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]

    operations = [
        migrations.RunSQL(
            FORBID + "".join(map(triggers, TABLES)),
            "".join(map(without, TABLES)) + "DROP FUNCTION homeward_trail_is_append_only();",
        )
    ]
