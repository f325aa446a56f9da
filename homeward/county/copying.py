"""Writing many rows at once: PostgreSQL's COPY, with every constraint and trigger on.

Columns are read from the model, and what is not given is the field's default: a field that an area adds with
a default needs no word here. `save` is not called, so whoever writes people writes their name words too.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import NOT_PROVIDED


IDS_AT_ONCE = 2_000
ONE_AT_A_TIME = 903_000_002  # advisory lock: ids are taken in blocks, by one process after another


class Sheet:
    """The rows of one table."""

    def __init__(self, model: type[models.Model], moment: datetime) -> None:
        self.model = model
        self.fields = [
            field for field in model._meta.local_concrete_fields if field.db_default is NOT_PROVIDED
        ]
        self.defaults = {field.attname: _default(field, moment) for field in self.fields}
        self.places = {name: place for place, name in enumerate(self.defaults)}
        self.rows: list[list[Any]] = []
        self.ids = _ids(model)

    def add(self, **values: Any) -> int:
        """One row; gives its id."""
        values["id"] = next(self.ids)
        row = {**self.defaults, **values}
        if len(row) != len(self.fields):
            unknown = set(row) - set(self.defaults)
            raise ValueError(f"{self.model._meta.label} has no {', '.join(sorted(unknown))}.")
        self.rows.append(list(row.values()))
        return values["id"]

    def change(self, row: list[Any], **values: Any) -> None:
        """Change a row that was added and is not sent yet."""
        for name, value in values.items():
            row[self.places[name]] = value

    def held(self, row: list[Any], name: str) -> Any:
        return row[self.places[name]]

    def write(self) -> int:
        """Send the rows. Gives how many there were."""
        quote = connection.ops.quote_name
        names = ", ".join(quote(field.column) for field in self.fields)
        table = quote(self.model._meta.db_table)
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({names}) FROM STDIN") as out,
        ):
            for row in self.rows:
                out.write_row(row)
        written = len(self.rows)
        self.rows.clear()
        return written


class Sheets:
    """The rows of a batch, table by table. `moment` is when a row was made that does not say when."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment
        self.sheets: dict[type[models.Model], Sheet] = {}

    def of(self, model: type[models.Model]) -> Sheet:
        if model not in self.sheets:
            self.sheets[model] = Sheet(model, self.moment)
        return self.sheets[model]

    def add(self, model: type[models.Model], **values: Any) -> int:
        return self.of(model).add(**values)

    def write(self) -> int:
        """Send everything, inside the caller's transaction. Gives the number of rows."""
        return sum(sheet.write() for sheet in self.sheets.values())


def days(start: date, end: date | None = None) -> str:
    """A period as the database reads it: up to, not including, its end."""
    return f"[{start},{end or ''})"


def _default(field: models.Field, moment: datetime) -> Any:
    if getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False):
        return moment
    default = field.get_default()
    if isinstance(field, models.JSONField):
        return "{}" if default == {} else "[]"
    if isinstance(field, ArrayField):
        return "{}"
    return default


def _ids(model: type[models.Model]) -> Iterator[int]:
    """Ids that nobody else gets, a block at a time from the table's own sequence."""
    key = model._meta.pk
    while True:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
            cursor.execute(
                "SELECT setval(s, nextval(s) + %s) FROM (SELECT pg_get_serial_sequence(%s, %s)::regclass s) of_table",
                [IDS_AT_ONCE - 1, model._meta.db_table, key.column],
            )
            (last,) = cursor.fetchone()
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
        yield from range(last - IDS_AT_ONCE + 1, last + 1)
