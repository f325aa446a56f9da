"""For whom the service is: what the criteria say of a referral, that they advise only, and which version held."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st
from time_machine import travel

from homeward.access.guard import Refused
from homeward.referrals import actions, queries, rules
from homeward.referrals.models import Criterion as Kept
from homeward.referrals.models import Eligibility, EligibilityCheck, Screening
from homeward.referrals.rules import Advice, Criterion, CriterionKind, Judged, Judgement, Outcome
from homeward.support import actions as support
from homeward.trail.models import Entry
from tests.support.today import asked


MONDAY = date(2026, 10, 5)
AGED = Criterion(CriterionKind.AGE, "A child from 8 to 15", 8, 15)
FEARED = Criterion(
    CriterionKind.FEARED, "rows at home; drink or drugs", any_of=("rows at home", "drink or drugs")
)
AT_HOME = Criterion(CriterionKind.LIVING, "At home, or with family", number=7)
HURT = Criterion(CriterionKind.EXCLUDES, "A child is being hurt now", number=8)
MET, NOT_MET, NOT_KNOWN = Judgement.MET, Judgement.NOT_MET, Judgement.NOT_KNOWN


def judged(*criteria, born=(date(2015, 1, 1),), reasons=("rows at home",), answers=None):
    return rules.judge(criteria, born=born, reasons=reasons, day=MONDAY, answers=answers or {})


@pytest.mark.parametrize(
    ("born", "said"),
    [
        ([date(2018, 10, 5)], MET),  # eight that day
        ([date(2018, 10, 6)], NOT_MET),  # eight tomorrow
        ([date(2010, 10, 6)], MET),  # sixteen tomorrow
        ([date(2010, 10, 5)], NOT_MET),
        ([date(2024, 1, 1), date(2012, 1, 1)], MET),  # one of the family is enough
        ([], NOT_KNOWN),
    ],
)
def test_ages_are_of_the_day_on_which_it_was_sent(born, said):
    assert judged(AGED, born=born)[0].judgement == said


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        (["rows at home", "something else"], MET),
        (["a child goes missing"], NOT_MET),
        (["a child goes missing", "something else"], NOT_KNOWN),
        ([], NOT_KNOWN),
    ],
)
def test_something_else_is_not_known_and_not_a_no(reasons, said):
    assert judged(FEARED, reasons=reasons)[0].judgement == said


@pytest.mark.parametrize(
    ("answers", "advice"),
    [
        ({7: MET, 8: NOT_MET}, Advice.FITS),
        ({7: NOT_MET, 8: NOT_MET}, Advice.DOES_NOT_FIT),
        ({7: MET, 8: MET}, Advice.DOES_NOT_FIT),
        ({7: NOT_KNOWN, 8: MET}, Advice.DOES_NOT_FIT),
        ({7: MET}, Advice.CANNOT_SAY),
        ({}, Advice.CANNOT_SAY),
    ],
)
def test_what_excludes_turns_the_answer_round(answers, advice):
    assert rules.advice(judged(AT_HOME, HURT, answers=answers)) == advice


ANSWERS = st.lists(
    st.builds(Judged, st.sampled_from([AGED, FEARED, AT_HOME, HURT]), st.sampled_from(Judgement)),
    min_size=1,
    max_size=6,
)


@given(ANSWERS)
def test_it_never_fits_while_something_is_not_known_or_speaks_against_it(found):
    if rules.advice(found) == Advice.FITS:
        assert all(one.judgement != NOT_KNOWN and not one.speaks_against for one in found)


@given(ANSWERS, st.sampled_from(Outcome))
def test_no_outcome_is_barred_to_who_says_why(found, outcome):
    assert rules.may_go_against(rules.advice(found), outcome, "We know this family.")


@given(st.sampled_from(Outcome))
def test_nobody_explains_what_cannot_be_said(outcome):
    assert rules.may_go_against(Advice.CANNOT_SAY, outcome, "")


@pytest.mark.parametrize(
    ("criteria", "may"),
    [
        ([AGED], True),
        ([], False),
        ([HURT], False),
        ([Criterion(CriterionKind.AGE, "x", 15, 8), AT_HOME], False),
    ],
)
def test_version_says_for_whom_the_service_is(criteria, may):
    assert bool(rules.may_be_agreed(criteria)) is may


# Agreeing


def agree(cast, *criteria, from_day=None, by=None) -> Eligibility:
    return actions.agree_eligibility(
        cast.partnership,
        criteria or [AGED, FEARED, AT_HOME, HURT],
        from_day=from_day or localdate(),
        decided_under="joint board, item 4",
        by=by or cast.morgan,
    )


def number_of(words: str) -> int:
    return Kept.objects.get(words=words).pk


@pytest.mark.parametrize("who", ["kit", "sam", "lee", "stranger"])
def test_heads_of_service_agree_it_and_nobody_else(cast, who):
    with pytest.raises(Refused):
        agree(cast, by=getattr(cast, who))

    assert not Eligibility.objects.exists()


def test_next_version_ends_the_one_before_and_changes_no_day_that_is_over(cast):
    first = agree(cast)
    second = agree(cast, AGED, from_day=localdate() + timedelta(days=9))

    first.refresh_from_db()
    assert (first.end, second.version) == (second.start, 2)
    with pytest.raises(Refused, match="days that are over"):
        agree(cast, from_day=localdate() - timedelta(days=1))


def test_referral_keeps_the_version_of_the_day_on_which_it_was_sent(cast):
    first = agree(cast)
    referral = cast.refer()
    agree(cast, HURT, AGED, from_day=localdate() + timedelta(days=2))
    with travel(localdate() + timedelta(days=3)):
        actions.screen_referral(referral, outcome=Outcome.TAKE_ON, reasons="It fits.", by=cast.kit)

    assert EligibilityCheck.objects.get().eligibility == first


# Screening


def screen(cast, referral, outcome=Outcome.TAKE_ON, answers=None, against="") -> Screening:
    return actions.screen_referral(
        referral,
        outcome=outcome,
        reasons="As we see it.",
        taken_back_by=cast.sam if outcome == Outcome.TOO_RISKY else None,
        answers=answers or {},
        against=against,
        by=cast.kit,
    )


def test_check_says_what_was_met_not_met_and_not_known(cast):
    agree(cast)
    screening = screen(cast, cast.refer(), answers={number_of(HURT.words): NOT_MET})

    check = screening.eligibility_check
    said = dict(check.answers.values_list("criterion__words", "judgement"))
    assert said == {
        AGED.words: "met",
        FEARED.words: "met",
        AT_HOME.words: "not known",
        HURT.words: "not met",
    }
    assert check.advice == Advice.CANNOT_SAY
    assert Entry.objects.filter(what="asked what was agreed about a referral").exists()


def test_who_goes_against_it_says_why_and_until_then_nothing_is_written(cast):
    agree(cast)
    referral, answers = cast.refer(), {number_of(HURT.words): MET}

    with pytest.raises(Refused, match="does not fit"):
        screen(cast, referral, answers=answers)
    assert not Screening.objects.exists()

    screen(cast, referral, answers=answers, against="He has moved out since.")
    assert EligibilityCheck.objects.get().against_because == "He has moved out since."


def test_who_turns_away_who_fits_says_why(cast):
    agree(cast, AGED)

    for outcome in (Outcome.NOT_ELIGIBLE, Outcome.TOO_RISKY):
        with pytest.raises(Refused, match="fits, and no reason"):
            screen(cast, cast.refer(), outcome=outcome)


def test_without_an_agreed_version_screening_goes_as_before(cast):
    screen(cast, cast.refer())

    assert not EligibilityCheck.objects.exists()


def test_panel_reads_what_was_said_and_why_it_was_seen_otherwise(cast):
    agree(cast)
    referral = cast.refer()
    screen(cast, referral, answers={number_of(HURT.words): MET}, against="He has moved out.")

    item = actions.bring_to_panel(referral, cast.sitting(), by=cast.kit)

    assert "does not fit" in item.papers["fits"]["says"]
    assert item.papers["fits"]["against"] == "He has moved out."


# Pages


def typed(**changes) -> dict:
    return {"outcome": "take on", "reasons": "It fits.", "redirected_to": "", **changes}


def test_screening_page_shows_what_the_record_says_and_asks_the_rest(cast, as_worker):
    agree(cast)
    referral = cast.refer()

    page = as_worker(cast.kit).get(reverse("referrals:screen", args=[referral.pk])).content.decode()

    assert "Aged" in page or "aged" in page
    assert AT_HOME.words in page
    assert "True of them" in page


def test_reason_for_seeing_it_otherwise_is_asked_on_the_page(cast, as_worker):
    agree(cast)
    referral = cast.refer()
    there = reverse("referrals:screen", args=[referral.pk])
    answers = {
        f"criterion_{number_of(AT_HOME.words)}": "met",
        f"criterion_{number_of(HURT.words)}": "met",
    }
    client = as_worker(cast.kit)

    asked = client.post(there, typed(**answers))
    assert "Write why you see it otherwise" in asked.content.decode()
    assert not Screening.objects.exists()

    client.post(there, typed(**answers, against="He has moved out."))
    page = client.get(reverse("referrals:referral", args=[referral.pk])).content.decode()
    assert "Seen otherwise, because:" in page
    assert "He has moved out." in page


def test_head_agrees_the_next_version_on_its_page(cast, as_worker):
    day = localdate()
    form = {
        "least": "8",
        "most": "15",
        "feared": ["rows at home"],
        "living": "At home\nWith family",
        "excludes": "A child is being hurt now",
        "from_day_0": day.day,
        "from_day_1": day.month,
        "from_day_2": day.year,
        "decided_under": "joint board, item 4",
    }

    as_worker(cast.morgan).post(reverse("referrals:agree_eligibility"), form)

    page = as_worker(cast.robin).get(reverse("referrals:eligibility")).content.decode()
    assert "A child from 8 to 15" in page
    assert "With family" in page
    assert Kept.objects.count() == 5


def test_another_partnership_reads_its_own(cast, as_worker):
    agree(cast)

    page = as_worker(cast.stranger).get(reverse("referrals:eligibility")).content.decode()

    assert AGED.words not in page
    assert queries.eligibility_on(cast.elsewhere.partnership_id, localdate()) is None


def test_crisis_that_does_not_fit_is_helped_and_the_panel_reads_why(cast):
    agree(cast, Criterion(CriterionKind.AGE, "A child from 0 to 1", 0, 1))

    support.say_who_goes(asked(cast), who=cast.robin, at=None, what="Sit in.", by=cast.kit)

    assert "Help was needed today" in EligibilityCheck.objects.get().against_because
