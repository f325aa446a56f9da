"""What may be agreed about time limits. No database."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.clocks.rules import LIMITS, Duty, Limit, Sure, Unit, in_force
from homeward.limits.rules import may_be_agreed


LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 11, 23)
ASSESSMENT = in_force(Duty.ASSESSMENT, TODAY)
VISIT = in_force(Duty.VISIT_FIRST_YEAR, TODAY)
PLAN = in_force(Duty.NEED_PLAN_REVIEW, TODAY)
FOUR = time(16)


@pytest.mark.parametrize(
    ("law", "limit", "said"),
    [
        (None, Limit(5, Unit.WORKING_DAYS), "nothing is to be done in time on that day"),
        (ASSESSMENT, Limit(35, Unit.WORKING_DAYS), ""),
        (ASSESSMENT, Limit(45, Unit.WORKING_DAYS), ""),
        (ASSESSMENT, Limit(46, Unit.WORKING_DAYS), "gives 45 working days at most"),
        (ASSESSMENT, Limit(44, Unit.WORKING_DAYS, FOUR), ""),
        (ASSESSMENT, Limit(45, Unit.WORKING_DAYS, FOUR), "gives one more"),
        (ASSESSMENT, Limit(5, Unit.WEEKS), "cannot be compared"),
        (ASSESSMENT, Limit(0, Unit.WORKING_DAYS), "one day or longer"),
        (VISIT, Limit(28, Unit.DAYS), ""),
        (VISIT, Limit(42, Unit.DAYS), ""),
        (VISIT, Limit(43, Unit.DAYS), "gives 6 weeks at most"),
        (PLAN, Limit(6, Unit.MONTHS), ""),
    ],
)
def test_less_than_the_law_gives_may_be_agreed_and_more_may_not(law, limit, said):
    answer = may_be_agreed(law, limit)

    assert bool(answer) is not bool(said)
    assert said in answer.reason


@given(
    st.sampled_from([law for law in LIMITS if law.sure != Sure.PRACTICE]),
    st.integers(1, 60),
    st.sampled_from(Unit),
    st.sampled_from([None, time(12), FOUR]),
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31)),
)
def test_what_may_be_agreed_never_ends_later_than_the_law(law, count, unit, cut_off, began):
    limit = Limit(count, unit, cut_off if unit == Unit.WORKING_DAYS else None)
    began = began.replace(tzinfo=LONDON)

    if may_be_agreed(law, limit):
        assert limit.due(began).day <= law.limit.due(began).day
