"""Whether a page and its query by hand are about the same rows, so that their times may be compared.

For pages that are made of several kinds of rows: what the page was rendered with is told row by row, and so is
what the query fetched. The page that tells how the service is going shows figures alone: they are made again
from what the query fetched, by the product's own rules.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any
from unittest.mock import patch

from django.http import HttpResponse
from django.template.base import Template
from django.test.utils import instrumented_test_render
from django.utils.timezone import localdate, localtime

from homeward.analysis.cohort import Safety, ServiceFigures, Span, figures
from homeward.insight.queries.cohort import Held, Outcomes, counted


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
    return _figures(shown["figures"])


def fetched_day(rows: Iterable[tuple[Any, ...]]) -> Rows:
    return Counter(_row(part, day, children, number) for part, day, children, number, *_ in rows)


def fetched_service(rows: Iterable[tuple[Any, ...]]) -> Rows:
    """The page's figures again, made from what the query by hand fetched of each child."""
    children = [
        (known, *_held(referrals, *facts)) for _, _, _, _, _, referrals, *facts, known in rows
    ]
    days = [referral["on"] for _, held, _ in children for referral in held.referrals]
    window, today = (min(days), max(days)), localdate()
    return _figures(
        figures(
            [
                counted(held, {}, outcomes, window, known or date.min, today)
                for known, held, outcomes in children
            ],
            today,
        )
    )


def _held(
    referrals: list[Any], periods: Any, missing: Any, events: Any, told: Any, answers: Any
) -> tuple[Held, Outcomes]:
    held, outcomes = Held(), Outcomes({}, {}, {})
    for pk, sent_at, reasons, screened, code, signed_at, closed_on, was_decided in referrals:
        held.was_referred(pk, datetime.fromisoformat(sent_at), reasons)
        if screened:
            outcomes.screened[pk] = screened
        if code:
            signed_on = localtime(datetime.fromisoformat(signed_at)).date()
            outcomes.decided[pk] = code, signed_on
        outcomes.helped[pk] = _day(closed_on), bool(was_decided)
    held.spans += [Span(date.fromisoformat(start), _day(end)) for start, end in periods or ()]
    held.events[Safety.MISSING] += missing or ()
    for kind, on in events or ():
        held.happened(kind, date.fromisoformat(on))
    for at, in_care, feels_safe in told or ():
        held.followed_up(datetime.fromisoformat(at), in_care, feels_safe)
    held.feels_safe += [(date.fromisoformat(on), feels_safe) for on, feels_safe in answers or ()]
    return held, outcomes


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _figures(told: ServiceFigures) -> Rows:
    return Counter(
        [
            *(("path", path, count) for path, count in told.paths.items()),
            *(("ending", ending, count) for ending, count in told.endings.items()),
            *(("care", a.months, a.base, a.in_care, a.not_known) for a in told.in_care),
            *(("safety", measure.what, measure.found) for measure in told.safety),
        ]
    )


MY_DAY: Same = (my_day, fetched_day)
SERVICE: Same = (service, fetched_service)
