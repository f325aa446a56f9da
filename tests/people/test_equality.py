"""What a child says of where they belong: asked, not asked, and prefers not to say are three things."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.people.actions import record_equality
from homeward.people.models import EqualityAnswer
from homeward.people.queries import equality_of
from homeward.people.rules import About, Said, Whose, may_answer
from homeward.trail.models import Entry


BORN, TODAY = date(2013, 5, 4), date(2026, 11, 23)
MIXED = {About.ETHNICITY: Said("MWBC", "Jamaican and Scottish")}


@pytest.fixture
def ash(cast):
    return cast.episode().children.get(preferred_name="Ash")


def said(child, answers, by, *, days=0):
    asked_on = localdate() - timedelta(days=days)
    return record_equality(child, answers, whose=Whose.CHILD, asked_on=asked_on, by=by)


def lines(child) -> dict[About, str]:
    return {line.about: line.in_words for line in equality_of(child)}


@pytest.mark.parametrize(
    ("answers", "asked_on", "allowed"),
    [
        (MIXED, TODAY, True),
        ({About.RELIGION: Said(prefers_not=True)}, TODAY, True),
        ({}, TODAY, False),
        ({About.RELIGION: Said("Hindu", prefers_not=True)}, TODAY, False),
        ({About.ETHNICITY: Said("", "Jamaican")}, TODAY, False),
        (MIXED, TODAY + timedelta(days=1), False),
        (MIXED, BORN - timedelta(days=1), False),
    ],
)
def test_answer_is_one_thing_on_a_day_in_the_childs_life(answers, asked_on, allowed):
    assert bool(may_answer(answers, asked_on, BORN, TODAY)) is allowed


def test_not_asked_prefers_not_and_no_are_three_things(cast, ash):
    said(ash, {About.DISABILITY: Said("no"), About.RELIGION: Said(prefers_not=True)}, cast.robin)

    shown = lines(ash)

    assert shown[About.DISABILITY] == "Not disabled"
    assert shown[About.RELIGION] == "Prefers not to say"
    assert shown[About.LANGUAGE] == "Not asked"


def test_what_the_returns_read_is_what_was_said(cast, ash):
    said(
        ash,
        {**MIXED, About.LANGUAGE: Said("Polish"), About.DISABILITY: Said("yes", "Deaf")},
        cast.robin,
    )

    ash.refresh_from_db()
    assert (ash.ethnicity, ash.language, ash.disabled) == ("MWBC", "Polish", True)
    assert "Jamaican and Scottish" in lines(ash)[About.ETHNICITY]


def test_who_prefers_not_to_say_is_so_in_the_returns(cast, ash):
    said(ash, MIXED, cast.robin, days=9)

    said(ash, {About.ETHNICITY: Said(prefers_not=True)}, cast.robin)

    ash.refresh_from_db()
    assert ash.ethnicity == "REFU"
    assert EqualityAnswer.objects.count() == 2


def test_earlier_answer_written_down_later_does_not_stand(cast, ash):
    said(ash, MIXED, cast.robin)

    said(ash, {About.ETHNICITY: Said("WBRI")}, cast.robin, days=400)

    ash.refresh_from_db()
    assert ash.ethnicity == "MWBC"


@pytest.mark.parametrize(("held", "shown"), [("REFU", "Prefers not to say"), ("NOBT", "Not asked")])
def test_what_a_return_said_before_anybody_asked_is_shown_as_that(cast, ash, held, shown):
    ash.ethnicity = held
    ash.save()

    assert lines(ash)[About.ETHNICITY] == shown


@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_others_neither_read_nor_write_it(cast, as_worker, ash, who):
    before = Entry.objects.count()

    with pytest.raises(Refused):
        said(ash, MIXED, getattr(cast, who))

    assert not EqualityAnswer.objects.exists()
    assert Entry.objects.count() == before
    page = as_worker(getattr(cast, who)).get(reverse("people:equality", args=[ash.pk]))
    assert page.status_code == 404


def test_it_is_asked_on_a_page_and_what_is_left_empty_stays(cast, as_worker, ash):
    said(ash, {About.LANGUAGE: Said("Polish")}, cast.robin, days=5)
    page = reverse("people:equality", args=[ash.pk])
    today = localdate()
    typed = {
        "whose": "child",
        "asked_on_0": today.day,
        "asked_on_1": today.month,
        "asked_on_2": today.year,
        "religion": "Hindu",
        "disability": "prefers not",
    }

    as_worker(cast.robin).post(page, typed)

    shown = lines(ash)
    assert shown[About.LANGUAGE] == "Polish"
    assert (shown[About.RELIGION], shown[About.DISABILITY]) == ("Hindu", "Prefers not to say")
    assert shown[About.ETHNICITY] == "Not asked"


def test_two_answers_to_one_question_are_refused_and_nothing_is_lost(cast, as_worker, ash):
    page = reverse("people:equality", args=[ash.pk])
    today = localdate()
    typed = {
        "whose": "child",
        "asked_on_0": today.day,
        "asked_on_1": today.month,
        "asked_on_2": today.year,
        "religion": "Hindu",
        "religion_not": "on",
    }

    answer = as_worker(cast.robin).post(page, typed)

    assert answer.status_code == 403
    assert "Keep one of the two" in answer.content.decode()
    assert "Hindu" in answer.content.decode()
    assert not EqualityAnswer.objects.exists()


def test_what_was_said_is_in_the_trail_and_not_in_words_that_stay_readable(cast, ash):
    said(ash, MIXED, cast.robin)

    entry = Entry.objects.latest("pk")
    assert entry.child_ids == [ash.pk]
    assert "Jamaican" not in entry.what + entry.because
