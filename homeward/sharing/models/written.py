"""Conditions that Django writes as SQL once and that are used as written from then on.

A page asks a dozen times which children its reader sees. Put together anew each time from the querysets of
`sight`, resolved, renamed and compiled, the condition took longer than the database needs for the answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.fields import DateTimeRangeField
from django.core.exceptions import EmptyResultSet
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import BigIntegerField, BooleanField, Expression, F, QuerySet
from django.utils.timezone import localtime

from homeward.sharing.rules import during


CHILD = "{child}"


class TheChild(Expression):
    """In a condition to be written: the child of whom it will be asked."""

    output_field = BigIntegerField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return CHILD, []


class During(Expression):
    """In a condition to be written: the time for which a day is asked, told when it is asked."""

    output_field = DateTimeRangeField()

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day = day

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", [self]

    def told(self) -> DateTimeTZRange:
        return DateTimeTZRange(*during(self.day, localtime()))


@dataclass(frozen=True)
class Statement:
    sql: str
    params: tuple[Any, ...]

    def __and__(self, other: "Statement") -> "Statement":
        return Statement(f"({self.sql} AND {other.sql})", self.params + other.params)

    def __or__(self, other: "Statement") -> "Statement":
        return Statement(f"({self.sql} OR {other.sql})", self.params + other.params)

    def __invert__(self) -> "Statement":
        return Statement(f"NOT {self.sql}", self.params)


def any_of(queryset: QuerySet) -> Statement:
    """Whether there is a row. Its table goes by a name of its own, so that the child whom another row names is
    meant also where that row is of the same table."""
    query = queryset.values("pk").query.clone()
    table = queryset.model._meta.db_table
    query.change_aliases({table: f"sight_{table}"})
    try:
        sql, params = query.sql_with_params()
    except EmptyResultSet:
        return Statement("FALSE", ())
    return Statement(f"EXISTS ({sql})", params)


def listed(queries: Iterable[QuerySet]) -> Statement:
    """All that these select, as one list."""
    first, *others = queries
    try:
        sql, params = first.union(*others).query.sql_with_params()
    except EmptyResultSet:
        return Statement("(SELECT NULL::bigint WHERE FALSE)", ())
    return Statement(f"({sql})", params)


class Written(Expression):
    """A statement as part of a query: as a list to compare with or, with the field that names the child, as a
    condition of each row."""

    conditional = True

    def __init__(self, statement: Statement, child: str = "") -> None:
        super().__init__(output_field=BooleanField() if child else BigIntegerField())
        self.statement = statement
        self.child = F(child) if child else None

    def get_source_expressions(self) -> list[Any]:
        return [self.child] if self.child else []

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        if exprs:
            [self.child] = exprs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        sql = self.statement.sql
        if self.child:
            column, _ = compiler.compile(self.child)
            sql = sql.replace(CHILD, column)
        params = [
            value.told() if isinstance(value, During) else value for value in self.statement.params
        ]
        return sql, params
