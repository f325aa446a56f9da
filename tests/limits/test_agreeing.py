"""Agreeing a time limit: the action, what holds on a day, and the pages."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

import homeward
from homeward.access.guard import Refused
from homeward.clocks.rules import LIMITS, Duty, Limit, Unit
from homeward.limits.actions import agree_limit
from homeward.limits.models import LocalLimit
from homeward.limits.queries import limit_on
from homeward.limits.rules import WATCHED
from homeward.reunification.rules import law
from homeward.trail.models import Entry


def in_days(days):
    return localdate() + timedelta(days=days)


def agree(cast, count=48, *, days=0, by=None, duty=Duty.RETURN_INTERVIEW):
    return agree_limit(
        cast.partnership,
        duty,
        Limit(count, Unit.HOURS),
        from_day=in_days(days),
        decided_under="Joint board, item 4",
        by=by or cast.morgan,
    )


def held(cast, days, duty=Duty.RETURN_INTERVIEW):
    return limit_on(cast.partnership.pk, duty, in_days(days))


def test_what_was_agreed_holds_from_its_day_and_the_law_before(cast):
    line = agree(cast, 48, days=7)

    told = Entry.objects.get(what="agreed a time limit")
    assert held(cast, 6) == Limit(72, Unit.HOURS)
    assert held(cast, 7) == Limit(48, Unit.HOURS)
    assert (told.worker, told.subject_id) == (cast.morgan, line.pk)


def test_next_line_ends_the_one_before_and_the_past_stays(cast):
    agree(cast, 48)
    agree(cast, 24, days=10)

    assert held(cast, 9) == Limit(48, Unit.HOURS)
    assert held(cast, 10) == Limit(24, Unit.HOURS)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"count": 73}, "at most"),
        ({"duty": Duty.ASSESSMENT}, "does not run by this limit"),
        ({"days": -1}, "days that are over"),
        ({"by": "kit"}, "head of service"),
        ({"by": "stranger"}, "head of service"),
    ],
)
def test_what_may_not_be_agreed_writes_nothing(cast, changes, said):
    if "by" in changes:
        changes["by"] = getattr(cast, changes["by"])
    before = Entry.objects.count()

    with pytest.raises(Refused, match=said):
        agree(cast, **changes)

    assert not LocalLimit.objects.exists()
    assert Entry.objects.count() == before


def test_database_keeps_one_line_at_a_time(cast):
    line = agree(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        LocalLimit.objects.create(
            partnership=cast.partnership,
            duty=line.duty,
            count=10,
            unit=Unit.HOURS,
            decided_under="x",
            period=DateRange(in_days(3), None),
            written_by=cast.morgan,
        )


def test_other_partnership_has_limits_of_its_own(cast):
    agree(cast, 48)

    theirs = limit_on(cast.elsewhere.partnership_id, Duty.RETURN_INTERVIEW, localdate())
    assert theirs == Limit(72, Unit.HOURS)


def test_page_names_every_limit_with_its_source(cast, as_worker):
    page = as_worker(cast.robin).get(reverse("limits:limits")).content.decode()

    assert all(law.does in page for law in LIMITS)
    assert "Working Together to Safeguard Children (2023)" in page
    assert "Agree another" not in page
    assert "the head of service changes what was agreed" in page.lower()


def test_head_agrees_a_limit_on_its_page(cast, as_worker):
    client = as_worker(cast.morgan)
    address = reverse("limits:agree_limit", args=["return-interview"])
    day = in_days(3)
    typed = {
        "count": "36",
        "unit": "hour",
        "cut_off": "",
        "from_day_0": day.day,
        "from_day_1": day.month,
        "from_day_2": day.year,
        "decided_under": "Joint board, 3 November 2026, item 4",
    }

    too_long = client.post(address, {**typed, "count": "80"})
    half = client.post(address, {**typed, "unit": "week", "cut_off": "4pm"})
    done = client.post(address, typed, follow=True).content.decode()

    assert too_long.status_code == 403
    assert "at most" in too_long.content.decode()
    assert "Leave it empty" in half.content.decode()
    assert "36 hours" in done
    assert "Joint board, 3 November 2026, item 4" in done
    assert LocalLimit.objects.get().start == day


def test_limit_that_is_not_there_or_not_watched_has_no_page(cast, as_worker):
    client = as_worker(cast.morgan)

    for slug in ("nothing-of-ours", Duty.ASSESSMENT.slug):
        assert client.get(f"/limits/{slug}/").status_code == 404


def test_page_asks_as_often_for_many_lines_as_for_one(cast, as_worker, django_assert_num_queries):
    client, address = as_worker(cast.robin), reverse("limits:limits")
    agree(cast)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for days in (3, 5):
        agree(cast, days=days)

    with django_assert_num_queries(len(one)):
        client.get(address)


def test_law_that_grew_stricter_holds_over_what_was_agreed_before(cast):
    line = agree(cast, 48)
    LocalLimit.objects.filter(pk=line.pk).update(count=96)

    assert held(cast, 0) == Limit(72, Unit.HOURS)


def test_what_is_watched_is_what_the_product_runs_by():
    files = set(Path(homeward.__file__).parent.rglob("*.py"))
    files.remove(Path(law.__file__))  # which tells of the council's own visits, and runs by none
    named = {name for file in files for name in re.findall(r"\bDuty\.([A-Z_]+)", file.read_text())}

    assert {Duty[name] for name in named} == WATCHED
