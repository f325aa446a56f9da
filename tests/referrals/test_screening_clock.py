"""What is said of the screening clock, by what was agreed; and agreeing other numbers."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils.timezone import localdate, make_aware
from hypothesis import given
from hypothesis import strategies as st
from time_machine import travel

from homeward.access.guard import Refused
from homeward.clocks.rules import Clock, Stop
from homeward.referrals import actions, rules
from homeward.referrals.models import Referral, ScreeningStandard
from homeward.referrals.rules import FIRST_SCREENING, Outcome, ScreeningFacts, ScreeningTerms
from homeward.trail.models import Entry
from tests.referrals.samples import day_of, url


WEDNESDAY = date(2026, 11, 25)
TUESDAY, THURSDAY = WEDNESDAY - timedelta(days=1), WEDNESDAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("known", "stops", "today", "sentence"),
    [
        ({}, True, TUESDAY, "Screening is due by 25 November 2026."),
        (
            {},
            True,
            THURSDAY,
            "Screening is late: it was due by 25 November 2026, 1 working day ago.",
        ),
        (
            {"asked_on": TUESDAY},
            True,
            THURSDAY,
            "The screening clock is stopped since 24 November 2026, when more was asked for.",
        ),
        (
            {"asked_on": TUESDAY},
            False,
            WEDNESDAY,
            "Screening is due by 25 November 2026. Asking for more does not stop the clock.",
        ),
        (
            {"asked_on": THURSDAY},
            True,
            THURSDAY,
            "Screening is late: it was due by 25 November 2026, 1 working day ago.",
        ),
        (
            {"asked_on": WEDNESDAY},
            True,
            WEDNESDAY,
            "Screening is due by 25 November 2026. Asking for more on the last day does not stop the clock.",
        ),
        (
            {"asked_on": WEDNESDAY},
            True,
            THURSDAY,
            "Screening is late: it was due by 25 November 2026, 1 working day ago.",
        ),
        (
            {"screened_on": WEDNESDAY},
            True,
            THURSDAY,
            "Screened on 25 November 2026, in time: it was due by 25 November 2026.",
        ),
        (
            {"screened_on": date(2026, 11, 30)},
            True,
            date(2026, 12, 9),
            "Screened on 30 November 2026, 3 working days late: it was due by 25 November 2026.",
        ),
    ],
)
def test_clock_is_told_in_a_sentence(known, stops, today, sentence):
    facts = ScreeningFacts(due=WEDNESDAY, asking_stops=stops, **known)

    assert rules.screening_in_words(facts, today) == sentence


@pytest.mark.parametrize(
    ("screened_on", "said"),
    [
        (date(2026, 11, 27), "Screened on 27 November 2026, in time"),
        (date(2026, 11, 28), "Screened on 28 November 2026, late, on a day off"),
        (date(2026, 11, 30), "Screened on 30 November 2026, 1 working day late"),
    ],
)
def test_what_was_due_on_a_friday_and_screened_on_saturday_is_late(screened_on, said):
    facts = ScreeningFacts(date(2026, 11, 27), asking_stops=True, screened_on=screened_on)

    sentence = rules.screening_in_words(facts, date(2026, 12, 9))

    assert sentence == f"{said}: it was due by 27 November 2026."


@given(
    received=st.datetimes(datetime(2026, 11, 2), datetime(2026, 12, 31)),
    asked_after=st.integers(0, 10),
    days=st.integers(1, 5),
)
def test_page_says_stopped_exactly_when_the_clock_stands_still(received, asked_after, days):
    clock, asked = Clock(days, time(16)), received + timedelta(days=asked_after)
    facts = ScreeningFacts(clock.due(received), asking_stops=True, asked_on=asked.date())

    stands_still = clock.due(received, [Stop(asked)]) is None

    assert bool(facts.stopped_since) is stands_still


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (
            FIRST_SCREENING,
            "Screened within 2 working days, and what comes at 4pm or later counts as the next working "
            "day. Asking for more stops the clock until it is answered; an answer is due within 2 working "
            "days.",
        ),
        (
            ScreeningTerms(1, None, False, 3),
            "Screened within 1 working day. Asking for more does not stop it; an answer is due within 3 "
            "working days.",
        ),
    ],
)
def test_what_was_agreed_is_told_in_words(terms, words):
    assert terms.in_words == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [(time(16), "4pm"), (time(9, 30), "9.30am"), (time(12), "12pm"), (time(0, 5), "12.05am")],
)
def test_an_hour_is_said_as_people_say_it(moment, words):
    assert rules.clock.said_time(moment) == words


def moment(day, hour):
    return make_aware(datetime(2026, 11, day, hour))


def agree(cast, **changes):
    given = {
        "team": None,
        "from_day": localdate(),
        "decided_under": "Board, 3 November",
        "by": cast.morgan,
    }
    terms = ScreeningTerms(5, None, False, 2)
    return actions.set_screening_standard(cast.partnership, terms, **{**given, **changes})


@pytest.mark.parametrize(("hour", "due"), [(10, 25), (17, 26)])
def test_referral_after_the_cut_off_is_due_a_day_later(cast, hour, due):
    with travel(moment(23, hour), tick=False):
        referral = cast.refer()

    assert referral.screen_by == date(2026, 11, due)


@pytest.mark.parametrize(("stops", "due"), [(True, 30), (False, 25)])
def test_answer_moves_the_due_day_where_asking_stops_the_clock(cast, stops, due):
    with travel(moment(23, 10), tick=False):
        agree(cast, from_day=date(2026, 11, 23)) if not stops else None
        ScreeningStandard.objects.update(days=2)
        referral = cast.refer()
    with travel(moment(24, 10), tick=False):
        actions.screen_referral(
            referral, outcome=Outcome.ASK_FOR_MORE, reasons="School?", by=cast.kit
        )
    with travel(moment(27, 10), tick=False):
        actions.answer_question(referral, words="Worried too.", by=cast.sam)

    referral.refresh_from_db()
    assert referral.screen_by == date(2026, 11, due)


def test_team_with_a_line_of_its_own_does_not_follow_the_partnership(cast):
    agree(cast)
    agree(cast, team=cast.north, from_day=localdate() + timedelta(days=7))

    now = ScreeningStandard.objects.in_force(cast.north, localdate())
    later = ScreeningStandard.objects.in_force(cast.north, localdate() + timedelta(days=7))

    assert (now.team, later.team) == (None, cast.north)


def test_new_line_leaves_older_referrals_as_they_were(cast):
    before = cast.refer()
    tomorrow = localdate() + timedelta(days=1)

    line = agree(cast, from_day=tomorrow)

    before.refresh_from_db()
    assert before.standard.days == FIRST_SCREENING.days
    assert before.standard.end == line.start == tomorrow
    assert Entry.objects.filter(what="agreed new numbers", worker=cast.morgan).exists()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"by": "kit"}, "the head of service changes"), ({"days": -1}, "days that are over")],
)
def test_refused_line_writes_nothing(cast, changes, reason):
    given = {"by": getattr(cast, changes.get("by", "morgan"))}
    given["from_day"] = localdate() + timedelta(days=changes.get("days", 1))

    with pytest.raises(Refused, match=reason):
        agree(cast, **given)

    assert not ScreeningStandard.objects.exists()


def test_referral_page_says_how_the_clock_stands(cast, as_worker):
    with travel(moment(23, 10), tick=False):
        referral = cast.refer()
        actions.screen_referral(
            referral, outcome=Outcome.ASK_FOR_MORE, reasons="School?", by=cast.kit
        )

        page = as_worker(cast.kit).get(url("referral", referral.pk)).content.decode()

    assert "The screening clock is stopped since 23 November 2026" in page
    assert "what comes at 4pm or later counts as the next working day" in page


def test_head_of_service_agrees_other_numbers_on_the_page(cast, as_worker):
    typed = {
        "days": "3",
        "cut_off": "5pm",
        "asking_stops": "no",
        "answer_days": "2",
        "decided_under": "Board, 3 November",
        **day_of("from_day", 0),
    }

    page = as_worker(cast.morgan).post(url("set_screening"), typed, follow=True).content.decode()

    assert "Screened within 3 working days, and what comes at 5pm or later" in page
    with travel(make_aware(datetime.combine(localdate(), time(9))), tick=False):
        assert cast.refer().standard.days == 3
    assert Referral.objects.count() == 1


def test_others_read_what_was_agreed_and_who_changes_it(cast, as_worker):
    kit = as_worker(cast.kit)

    page = kit.get(url("standards")).content.decode()
    posted = kit.post(url("set_screening"), {})

    assert "Screened within 2 working days" in page
    assert "The head of service changes what was agreed." in page
    assert posted.status_code == 403


def test_another_partnership_reads_its_own(cast, as_worker):
    agree(cast)

    page = as_worker(cast.stranger).get(url("standards")).content.decode()

    assert "Screened within 5 working days" not in page


@pytest.mark.parametrize("team", [None, "north"])
def test_referral_before_the_first_agreed_day_keeps_what_a_partnership_begins_with(cast, team):
    later = localdate() + timedelta(days=7)
    first = agree(cast, team=team and getattr(cast, team), from_day=later)

    referral = cast.refer()

    kept = referral.standard
    assert (kept.days, kept.start) == (FIRST_SCREENING.days, None)
    assert kept.end == (None if team else first.start)


def test_page_of_what_was_agreed_says_what_holds_until_the_first_agreed_day(cast, as_worker):
    later = localdate() + timedelta(days=7)
    agree(cast, from_day=later)

    page = as_worker(cast.kit).get(url("standards")).content.decode()

    assert "Screened within 2 working days" in page
    assert f"until {later.day} {later:%B %Y}" in page
    assert "Screened within 5 working days" in page


def test_who_asks_for_more_reads_how_long_was_agreed_for_the_answer(cast, as_worker):
    terms = ScreeningTerms(5, None, False, 4)
    actions.set_screening_standard(
        cast.partnership,
        terms,
        team=None,
        from_day=localdate(),
        decided_under="Board",
        by=cast.morgan,
    )
    referral = cast.refer()

    page = as_worker(cast.kit).get(url("screen", referral.pk)).content.decode()

    assert "gets your question and 4 working days to answer" in page
    assert "gets your question and 2 working days" not in page
