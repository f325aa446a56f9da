"""Whether a page and its query by hand are about the same rows, so that their times may be compared.

For pages that are made of several kinds of rows: what the page was rendered with is told row by row, and so is
what the query fetched.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from unittest.mock import patch

from django.http import HttpResponse
from django.template.base import Template
from django.test.utils import instrumented_test_render


Rows = Counter[tuple[Any, ...]]
Shown = Callable[[Mapping[str, Any]], Rows]
Fetched = Callable[[Iterable[tuple[Any, ...]]], Rows]
Same = tuple[Shown, Fetched]


class OtherRowsError(RuntimeError):
    """The page shows other rows than the query by hand fetches."""


def check(name: str, same: Same, open_page: Callable[[], HttpResponse], rows: Any) -> None:
    """Open the page once, untimed and with what it is rendered with, and compare."""
    with patch.object(Template, "_render", instrumented_test_render):
        answer = open_page()
    shown, fetched = same[0](answer.context), same[1](rows())
    if shown != fetched:
        raise OtherRowsError(
            f"{name}: the query by hand does not fetch what the page shows, so their times cannot be compared. "
            f"Mend the query in bench/hand. Only on the page: {sorted(map(str, shown - fetched))[:3]}; "
            f"only by hand: {sorted(map(str, fetched - shown))[:3]}."
        )


def _row(part: str, day: Any, children: Iterable[int] | None, number: int = 0) -> tuple[Any, ...]:
    return part, day, tuple(sorted(children or ())), number


def my_day(shown: Mapping[str, Any]) -> Rows:
    day = shown["day"]
    return Counter(
        [
            *(_row("to do", item.due, item.child_ids) for item in day.items),
            _row("later", None, (), day.later),
            *(
                _row("to sign", decision.due, (child.pk for child in decision.children.all()))
                for decision in shown["to_sign"]
            ),
            *(_row("changed", None, [one.child.pk], one.count) for one in shown["changed"]),
            *(_row("without", one.since, one.child_ids) for one in shown["unallocated"]),
            *(_row("begun", None, ()) for _ in shown["begun"]),
        ]
    )


def service(shown: Mapping[str, Any]) -> Rows:
    told = shown["figures"]
    return Counter({("referred",): told.referred, ("taken on",): told.taken_on.count})


def fetched_day(rows: Iterable[tuple[Any, ...]]) -> Rows:
    return Counter(_row(part, day, children, number) for part, day, children, number, *_ in rows)


def fetched_service(rows: Iterable[tuple[Any, ...]]) -> Rows:
    taken_on = [was for _, was, *_ in rows]
    return Counter({("referred",): len(taken_on), ("taken on",): taken_on.count(True)})


MY_DAY: Same = (my_day, fetched_day)
SERVICE: Same = (service, fetched_service)
