"""What both boards are told of breaches: counts, of which none is small enough to point to one."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.timezone import localdate, now
from hypothesis import given
from hypothesis import strategies as st

from homeward.analysis.disclosure import SMALLEST_SHOWN
from homeward.governance.actions.breaches import report_breach
from homeward.governance.queries.boards import noticed_in
from homeward.governance.rules import boards as rules
from homeward.governance.rules.boards import IN_TIME, LATE, NEED_NOT, OVER, STILL, Noticed
from homeward.governance.rules.breaches import Choice, Question, Standing
from tests.governance.making import WHAT, ira, judged, not_notified, notified, reported


NOTICED = datetime(2026, 10, 1, 9, tzinfo=UTC)
COUNTS = "/breaches/counts/"


def one(risk=None, notified=None, need_not=False) -> Noticed:
    answers = {Question.RISK: risk} if risk else {}
    if notified is not None:
        answers[Question.COMMISSIONER] = Choice.NOTIFIED
    elif need_not:
        answers[Question.COMMISSIONER] = Choice.NOT_NOTIFIED
    at = None if notified is None else NOTICED + timedelta(hours=notified)
    return Noticed(Standing(NOTICED, answers, {}), at)


@pytest.mark.parametrize(
    ("noticed", "hours", "said"),
    [
        (one(Choice.RISK, notified=72), 99, IN_TIME),
        (one(Choice.RISK, notified=73), 99, LATE),
        (one(Choice.UNLIKELY, need_not=True), 99, NEED_NOT),
        (one(Choice.HIGH, need_not=True), 99, OVER),
        (one(), 72, STILL),
        (one(), 73, OVER),
    ],
)
def test_each_is_counted_once_by_what_was_done(noticed, hours, said):
    assert noticed.notified(NOTICED + timedelta(hours=hours)) == said


@given(
    st.lists(
        st.builds(
            one,
            st.sampled_from([None, Choice.UNLIKELY, Choice.RISK, Choice.HIGH]),
            st.sampled_from([None, 3, 80]),
            st.booleans(),
        )
    )
)
def test_no_small_number_is_told(noticed):
    quarter = rules.counted(noticed, NOTICED + timedelta(hours=90))

    for counts in (quarter.risks, quarter.notified):
        shown = [count for count in counts.values() if count is not None]
        assert not any(0 < count < SMALLEST_SHOWN for count in shown)
        rest = len(noticed) - sum(shown)
        assert rest == 0 or rest >= SMALLEST_SHOWN or quarter.total is None


@pytest.mark.parametrize(
    ("who", "status"),
    [("morgan", 200), ("jo", 200), ("robin", 403), ("kit", 403), ("stranger", 403)],
)
def test_boards_and_who_counts_for_them_read_it(cast, as_worker, who, status):
    reported(cast)

    answer = as_worker(getattr(cast, who)).get(COUNTS)

    assert answer.status_code == status


def test_what_was_written_last_of_the_notification_counts(cast):
    lead, today = ira(cast), localdate()
    breach = reported(cast)
    judged(breach, lead)
    notified(breach, lead)

    not_notified(breach, lead)

    (counted,) = noticed_in(cast.partnership.pk, today - timedelta(days=1), today)
    assert counted.notified(now()) == NEED_NOT


def test_one_breach_is_few_and_another_partnerships_none(cast, as_worker):
    reported(cast)
    for _ in range(SMALLEST_SHOWN):
        report_breach(
            cast.elsewhere.partnership,
            what=WHAT,
            noticed_at=now(),
            goes_on=False,
            by=cast.stranger,
        )
    client = as_worker(ira(cast))
    this = client.get(COUNTS).context["form"].fields["quarter"].choices[0][0]

    told = client.get(COUNTS, {"quarter": this})

    assert told.context["quarter"].total is None
    assert "Few" in told.content.decode()
    assert "fewer than 5" in client.get(COUNTS, {"quarter": this, "as": "csv"}).content.decode()
