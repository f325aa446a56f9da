"""The rules of a breach, without the database: the clock, what holds, who closes it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.governance.rules import breaches as rules
from homeward.governance.rules.breaches import Choice, Question, Standing
from homeward.partnership.rules import OrganisationKind, Post, Role, WorkerOnDay


NOTICED = datetime(2026, 3, 27, 9, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


def lead(pk, *kinds, role=Role.GOVERNANCE_LEAD):
    posts = tuple(Post(1, "Leadership", 1, role, 1, "X", kind) for kind in kinds)
    return WorkerOnDay(pk, "Lead", posts)


IRA = lead(1, OrganisationKind.COUNCIL)
GALE = lead(2, OrganisationKind.CHARITY)
BOTH = lead(3, *OrganisationKind)
KIT = lead(4, OrganisationKind.CHARITY, role=Role.TEAM_MANAGER)
ALL = {
    Question.CONTAINED: None,
    Question.RISK: Choice.UNLIKELY,
    Question.COMMISSIONER: Choice.NOT_NOTIFIED,
    Question.PEOPLE: Choice.NOT_HIGH,
    Question.CAUSE: None,
    Question.CHANGE: None,
}


def standing(confirmed=None, **answers):
    held = ALL | {Question[name.upper()]: choice for name, choice in answers.items()}
    return Standing(NOTICED, held, confirmed or {})


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(LONDON)))
def test_seventy_two_hours_pass_whatever_the_clocks_show(noticed):
    passed = rules.due_at(noticed).timestamp() - noticed.timestamp()

    assert passed == 72 * 3600


def test_seventy_two_hours_over_a_weekend_in_which_the_clocks_change():
    noticed = datetime(2026, 3, 27, 17, tzinfo=LONDON)  # a Friday; summer begins on Sunday

    due = rules.due_at(noticed).astimezone(LONDON)

    assert due == datetime(2026, 3, 30, 18, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("hours", "late", "left"), [(0, False, 72), (71, False, 1), (72, False, 0), (75, True, 3)]
)
def test_clock_says_how_many_hours(hours, late, left):
    stands = Standing(NOTICED, {}, {})
    then = NOTICED + timedelta(hours=hours)

    assert stands.is_late(then) is late
    assert stands.hours_left(then) == left


def test_clock_stops_when_it_is_notified_or_need_not_be():
    assert standing().clock_runs is False
    assert standing(risk=Choice.HIGH, commissioner=Choice.NOTIFIED).clock_runs is False


@pytest.mark.parametrize(
    ("risk", "missing"),
    [
        (Choice.UNLIKELY, []),
        (Choice.RISK, [Question.COMMISSIONER]),
        (Choice.HIGH, [Question.COMMISSIONER, Question.PEOPLE]),
    ],
)
def test_a_risk_judged_higher_opens_again_what_rested_on_it(risk, missing):
    assert standing(risk=risk).missing == missing


@pytest.mark.parametrize("kept", [Choice.TOLD, Choice.PROTECTED, Choice.AVERTED, Choice.PUBLIC])
def test_high_risk_is_met_by_telling_or_by_a_case_of_article_34_3(kept):
    high = standing(risk=Choice.HIGH, commissioner=Choice.NOTIFIED, people=kept)

    assert high.missing == []
    assert rules.may_answer(IRA, 1, Question.PEOPLE, kept, Choice.HIGH)


@pytest.mark.parametrize(
    ("question", "choice", "risk", "said"),
    [
        (Question.COMMISSIONER, Choice.NOT_NOTIFIED, None, "not been judged"),
        (Question.COMMISSIONER, Choice.NOT_NOTIFIED, Choice.RISK, "Article 33(1)"),
        (Question.COMMISSIONER, Choice.NOT_NOTIFIED, Choice.HIGH, "Article 33(1)"),
        (Question.PEOPLE, Choice.NOT_HIGH, None, "not been judged"),
        (Question.PEOPLE, Choice.NOT_HIGH, Choice.HIGH, "Article 34(1)"),
        (Question.RISK, Choice.TOLD, None, "no answer"),
        (Question.RISK, None, None, "no answer"),
        (Question.CAUSE, Choice.TOLD, None, "no answer"),
    ],
)
def test_what_cannot_be_answered_so_is_refused_with_its_reason(question, choice, risk, said):
    answer = rules.may_answer(IRA, 1, question, choice, risk)

    assert not answer
    assert said in answer.reason
    assert answer.instead


@pytest.mark.parametrize("risk", [None, Choice.UNLIKELY, Choice.RISK, Choice.HIGH])
def test_what_was_done_is_never_refused_whatever_the_risk(risk):
    assert rules.may_answer(IRA, 1, Question.COMMISSIONER, Choice.NOTIFIED, risk)
    assert rules.may_answer(GALE, 1, Question.PEOPLE, Choice.TOLD, risk)


def test_only_leads_of_the_partnership_write_what_is_found():
    assert rules.may_answer(GALE, 1, Question.CAUSE, None, None)
    assert "leads" in rules.may_answer(KIT, 1, Question.CAUSE, None, None).reason
    assert not rules.may_answer(IRA, 2, Question.CAUSE, None, None)


@pytest.mark.parametrize(
    ("choice", "minutes", "said"),
    [
        (Choice.NOTIFIED, None, "not said when"),
        (Choice.TOLD, None, "not said when"),
        (Choice.NOTIFIED, 60, "future"),
        (Choice.NOTIFIED, -601, "noticed later"),
        (Choice.TOLD, -601, "noticed later"),
        (None, 60, "future"),
    ],
)
def test_moments_that_cannot_be_are_refused(choice, minutes, said):
    now = NOTICED + timedelta(minutes=600)
    at = None if minutes is None else now + timedelta(minutes=minutes)

    answer = rules.may_have_happened(choice, at, NOTICED, now)

    assert said in answer.reason
    assert answer.instead


def test_contained_it_may_have_been_before_anybody_noticed():
    before = NOTICED - timedelta(days=1)

    assert rules.may_have_happened(None, before, NOTICED, NOTICED)


@pytest.mark.parametrize(
    ("hours", "because", "allowed"),
    [(72, "", True), (73, "", False), (73, "The switchboard was shut.", True)],
)
def test_after_seventy_two_hours_the_reason_belongs_to_it(hours, because, allowed):
    at = NOTICED + timedelta(hours=hours)

    assert bool(rules.says_why_late(Choice.NOTIFIED, at, NOTICED, because)) is allowed


def test_nothing_is_noticed_in_the_future():
    assert "future" in rules.may_have_noticed(NOTICED + timedelta(minutes=1), NOTICED).reason
    assert rules.may_have_noticed(NOTICED, NOTICED)


def test_closes_when_the_leads_of_both_have_confirmed():
    council, charity = OrganisationKind
    assert rules.may_confirm(IRA, 1, standing())
    assert rules.may_confirm(GALE, 1, standing({council: 1}))

    assert not standing({council: 1}).is_closed
    assert standing({council: 1, charity: 2}).is_closed


@pytest.mark.parametrize(
    ("worker", "confirmed", "said"),
    [
        (KIT, {}, "leads of both organisations"),
        (IRA, {OrganisationKind.COUNCIL: 1}, "you confirmed"),
        (IRA, {OrganisationKind.COUNCIL: 9}, "your organisation confirmed"),
        (BOTH, {OrganisationKind.COUNCIL: 3}, "you confirmed"),
        (IRA, dict.fromkeys(OrganisationKind, 9), "both organisations confirmed"),
    ],
)
def test_who_cannot_confirm_is_told_why(worker, confirmed, said):
    answer = rules.may_confirm(worker, 1, standing(confirmed))

    assert not answer
    assert said in answer.reason


@given(st.dictionaries(st.sampled_from(Question), st.none(), max_size=5))
def test_nothing_closes_while_a_question_is_open(answers):
    """Whoever confirmed: `risk`, and what rests on it, is not answered by words alone."""
    answers.pop(Question.RISK, None)
    stands = Standing(NOTICED, answers, dict.fromkeys(OrganisationKind, 1))

    assert not stands.is_closed
    assert "not answered yet" in rules.may_confirm(IRA, 1, Standing(NOTICED, answers, {})).reason
