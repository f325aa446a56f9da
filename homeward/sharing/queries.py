"""What the database says that a worker may see: the lists of the second lock."""

from datetime import date, datetime

from django.db import connection

from homeward.partnership.rules import DataGroup
from homeward.sharing.rules import during


def seen_by(worker_id: int, day: date, moment: datetime) -> dict[str, str]:
    """For each group of data the ids of the children, with commas; `any` is all of them. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH entitled AS (SELECT * FROM homeward_entitled(%s, %s, tstzrange(%s, %s))) "
            "SELECT data_group, string_agg(child_id::text, ',') FROM entitled GROUP BY data_group "
            "UNION ALL SELECT 'any', string_agg(DISTINCT child_id::text, ',') FROM entitled",
            [worker_id, day, *during(day, moment)],
        )
        found = dict(cursor.fetchall())
    return {name: found.get(name) or "" for name in ("any", *DataGroup)}
