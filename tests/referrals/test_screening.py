"""Screening a referral: every outcome, what it promises, and asking for more."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.referrals import actions
from homeward.referrals.models import (
    Reply,
    Screening,
)
from homeward.referrals.rules import Need, Outcome, Waits
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail.models import Entry


def screen(cast, referral, outcome, **more):
    return actions.screen_referral(
        referral, outcome=outcome, reasons="Because.", by=more.pop("by", cast.kit), **more
    )


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome.TAKE_ON,
        Outcome.ASK_FOR_MORE,
        Outcome.NOT_ELIGIBLE,
        Outcome.FAMILY_DECLINED,
    ],
)
def test_every_outcome_is_kept_and_told(cast, outcome):
    referral = cast.refer()

    screen(cast, referral, outcome)

    assert referral.outcome_now() == outcome
    assert Entry.objects.filter(what=f"screened a referral: {outcome}", worker=cast.kit).exists()


def test_redirected_says_where(cast):
    referral = cast.refer()

    screen(cast, referral, Outcome.REDIRECTED, redirected_to="Early help")

    assert referral.screenings.get().redirected_to == "Early help"


def test_redirected_to_nowhere_is_refused_and_writes_nothing(cast):
    referral = cast.refer()

    with pytest.raises(Refused, match="redirected needs the service"):
        screen(cast, referral, Outcome.REDIRECTED)

    assert not Screening.objects.exists()


@pytest.mark.parametrize("officer", [None, "kit", "alex", "stranger"])
def test_too_risky_without_a_council_officer_writes_nothing(cast, officer):
    referral = cast.refer()
    before = (Task.objects.count(), Entry.objects.count())

    with pytest.raises(Refused, match="named council officer"):
        screen(
            cast,
            referral,
            Outcome.TOO_RISKY,
            taken_back_by=getattr(cast, officer) if officer else None,
        )

    assert not Screening.objects.exists()
    assert (Task.objects.count(), Entry.objects.count()) == before


def test_too_risky_goes_back_to_the_named_officer_today(cast):
    referral = cast.refer()

    screen(cast, referral, Outcome.TOO_RISKY, taken_back_by=cast.morgan)

    task = Task.objects.get(worker=cast.morgan)
    assert task.urgent
    assert task.due == localdate()


def test_second_screening_is_refused(cast):
    referral = cast.refer()
    screen(cast, referral, Outcome.NOT_ELIGIBLE)

    with pytest.raises(Refused, match="screened already: not eligible"):
        screen(cast, referral, Outcome.TAKE_ON)

    assert referral.screenings.count() == 1


def test_referring_team_does_not_screen_its_own_referral(cast):
    referral = cast.refer()

    with pytest.raises(Refused, match="the team that the referral was sent to screens it"):
        screen(cast, referral, Outcome.TAKE_ON, by=cast.sam)

    assert not Screening.objects.exists()


def test_question_is_answered_once_and_then_screened(cast):
    referral = cast.refer()
    screen(cast, referral, Outcome.ASK_FOR_MORE)

    actions.answer_question(referral, words="School is worried too.", by=cast.sam)
    with pytest.raises(Refused, match="nothing is being asked"):
        actions.answer_question(referral, words="Again.", by=cast.sam)
    screen(cast, referral, Outcome.TAKE_ON)

    assert Reply.objects.get().words == "School is worried too."
    assert referral.outcome_now() == Outcome.TAKE_ON


@pytest.mark.parametrize(
    ("outcome", "more"),
    [
        (Outcome.TAKE_ON, {}),
        (Outcome.FAMILY_DECLINED, {}),
        (
            Outcome.NO_CAPACITY,
            {"waits": Waits(Need.SOON, localdate() + timedelta(days=7), "Early help phones")},
        ),
    ],
)
def test_question_waits_for_no_answer_once_the_referral_is_screened(cast, outcome, more):
    referral, other = cast.refer(), cast.refer()
    for asked in (referral, other):
        screen(cast, asked, Outcome.ASK_FOR_MORE)

    screen(cast, referral, outcome, **more)

    ended = Task.objects.get(doing=Doing.ANSWER, subject_id=referral.pk)
    assert ended.done_by == cast.kit
    assert ended.done_how == f"No answer is needed now: {outcome}"
    assert Entry.objects.filter(what="did a task", subject_id=ended.pk).exists()
    assert Task.objects.open().get(doing=Doing.ANSWER).subject_id == other.pk


def test_questions_left_open_by_a_screening_before_are_ended_when_updated(cast):
    screened, asked = cast.refer(), cast.refer()
    for referral in (screened, asked):
        screen(cast, referral, Outcome.ASK_FOR_MORE)
    screen(cast, screened, Outcome.FAMILY_DECLINED)
    tasks = Task.objects.filter(doing=Doing.ANSWER)
    tasks.update(done_at=None, done_by=None, done_how="")

    import_module("homeward.referrals.migrations.0008_questions_no_longer_open").end_questions(
        apps, None
    )

    assert tasks.open().get().subject_id == asked.pk
    assert tasks.get(subject_id=screened.pk).done_by == cast.kit
    assert Entry.objects.filter(because="the referral was screened since").count() == 1


def test_second_question_waits_for_the_answer_to_the_first(cast):
    referral = cast.refer()
    screen(cast, referral, Outcome.ASK_FOR_MORE)

    with pytest.raises(Refused, match="not answered yet"):
        screen(cast, referral, Outcome.ASK_FOR_MORE)
    asked = referral.screenings.count()
    actions.answer_question(referral, words="School is worried too.", by=cast.sam)
    screen(cast, referral, Outcome.ASK_FOR_MORE)

    assert asked == 1
    assert referral.screenings.count() == 2
