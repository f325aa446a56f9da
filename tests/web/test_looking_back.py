"""What we thought, and what happened: the panel's own families back, and sealed words only when open."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import make_aware
from time_machine import travel

from homeward.referrals import actions as referrals
from homeward.referrals.models import Expectation, Interest
from homeward.referrals.rules import Expected, Path, PlacementKind
from homeward.support import actions as support
from homeward.support.rules import Happened
from homeward.trail.models import Entry
from homeward.web.looking_back import Counted
from tests.referrals.making import sign


PAGE = reverse("web:looking_back")
WORDS = "Nobody sleeps at night there."
CARE = Expected(Path.CARE, "over 5000", 70, WORDS, PlacementKind.CHILDRENS_HOME)


def at(year, month, day):
    return travel(make_aware(datetime(year, month, day, 10)), tick=False)


@pytest.fixture
def family(cast):
    """Decided on 15 January 2026, Alex having sealed; support ended on 16 March, the family withdrew."""
    with at(2026, 1, 15):
        item = cast.on_panel()
        referrals.seal_expectation(item, CARE, by=cast.alex)
        condition = referrals.add_condition(
            item, what="Ask school", owner=cast.robin, by_day=item.sitting.held_on, by=cast.kit
        )
        sign(cast, item, "conditions")
        episode = support.start_help(item.referral, key_worker=cast.robin, by=cast.kit)
    with at(2026, 3, 16):
        support.record_happening(
            episode.children.first(),
            kind=Happened.FAMILY_WITHDREW,
            on=datetime(2026, 3, 16).date(),
            what="They said no more.",
            episode=episode,
            by=cast.robin,
        )
        support.close_episode(episode, because="They withdrew.", by=cast.robin)
    assert condition.pk
    return episode


def follow_up(cast, episode):
    for due in episode.follow_ups.filter(months=6):
        support.record_follow_up(
            due, living="At home with mum", in_care=False, how_it_is="Back at school", by=cast.robin
        )


def read(as_worker, who):
    return as_worker(who).get(PAGE).content.decode()


def test_family_does_not_come_back_before_six_months(cast, family, as_worker):
    with at(2026, 7, 14):
        page = read(as_worker, cast.alex)

    assert "No family comes back yet." in page


def test_sealed_words_are_their_writers_alone_until_they_open(cast, family, as_worker):
    with at(2026, 7, 20):
        own, chairs = read(as_worker, cast.alex), read(as_worker, cast.lee)

    assert WORDS in own
    assert WORDS not in chairs
    assert (
        "sealed until the six-month follow-up of every child is done, or until 15 January 2027"
        in chairs
    )
    assert "Nobody has followed up yet." in chairs


def test_six_month_follow_up_opens_them_beside_what_happened(cast, family, as_worker):
    with at(2026, 9, 20):
        follow_up(cast, family)

        page = read(as_worker, cast.lee)

    assert WORDS in page
    assert "Comes into care: a children’s home" in page
    assert "6 months after support ended" in page
    assert "At home with mum" in page
    assert "Nobody wrote that it was met" in page
    assert "does not show what would have happened without it" in page


def test_one_childs_follow_up_does_not_open_what_is_about_both(cast, family, as_worker):
    with at(2026, 9, 20):
        due = family.follow_ups.filter(months=6).first()
        support.record_follow_up(due, living="", in_care=None, how_it_is="", by=cast.robin)

        page = read(as_worker, cast.lee)

    assert WORDS not in page


def test_a_year_opens_them_whatever_was_followed_up(cast, family, as_worker):
    with at(2027, 1, 15):
        page = read(as_worker, cast.lee)

    assert WORDS in page


@pytest.mark.parametrize("who", ["sam", "terry", "stranger", "morgan"])
def test_who_did_not_sit_gets_nothing_back(cast, family, as_worker, who):
    with at(2027, 1, 15):
        page = read(as_worker, getattr(cast, who))

    assert "Sampleton" not in page


def test_recused_member_gets_that_family_not_back(cast, family, as_worker):
    Interest.objects.filter(worker=cast.robin).update(then=Interest.Then.LEAVES)

    with at(2027, 1, 15):
        page = read(as_worker, cast.robin)

    assert "Sampleton" not in page


@pytest.fixture
def sat_for_another_team(cast):
    """Terry, of the East team, sat on 15 January 2026; a child of the family came into care in March."""
    with at(2026, 1, 15):
        item = cast.on_panel()
        named = [cast.kit, cast.robin, cast.alex, cast.terry]
        referrals.name_members(item.sitting, named, by=cast.kit)
        sign(cast, item)
        episode = support.start_help(item.referral, key_worker=cast.robin, by=cast.kit)
    with at(2026, 3, 16):
        support.record_happening(
            episode.children.first(),
            kind=Happened.ENTERED_CARE,
            on=datetime(2026, 3, 16).date(),
            what="With foster carers.",
            episode=episode,
            by=cast.robin,
        )
    return cast.terry


def test_who_sat_for_another_team_is_told_what_was_decided_and_not_of_whom(
    sat_for_another_team, as_worker
):
    with at(2026, 7, 20):
        page = read(as_worker, sat_for_another_team)

    assert "1 family you decided about and no longer see" in page
    assert "Take the family on: 1" in page
    assert "What came of so few is not shown" in page
    assert "No family comes back yet." not in page
    assert "Sampleton" not in page
    assert "came into care" not in page


def test_family_that_is_not_seen_any_more_is_not_in_the_trail(sat_for_another_team, as_worker):
    with at(2026, 7, 20):
        read(as_worker, sat_for_another_team)

    assert not Entry.objects.filter(what="looked back at the panel's families").exists()


@pytest.mark.parametrize("who", ["lee", "morgan"])
def test_family_that_is_seen_or_was_others_is_not_counted(
    cast, sat_for_another_team, as_worker, who
):
    with at(2026, 7, 20):
        page = read(as_worker, getattr(cast, who))

    assert "no longer see" not in page


@pytest.mark.parametrize(
    ("families", "in_care", "words"),
    [
        (12, 5, "Of 5 of them a child came into care."),
        (12, 0, "Of none of them a child came into care."),
        (12, 4, "What came of so few is not shown, because it would point to a child."),
        (12, 8, "What came of so few is not shown, because it would point to a child."),
        (3, 0, "What came of so few is not shown, because it would point to a child."),
    ],
)
def test_small_numbers_of_what_came_of_families_are_hidden(families, in_care, words):
    assert Counted(families, [], in_care).came_of_it == words


def test_looking_back_is_in_the_trail_of_each_child(cast, family, as_worker):
    with at(2027, 1, 15):
        read(as_worker, cast.lee)

    entry = Entry.objects.filter(what="looked back at the panel's families").last()
    assert entry.child_ids == sorted(family.children.values_list("pk", flat=True))


def test_page_asks_as_many_questions_for_three_families_as_for_one(cast, family, as_worker):
    with at(2027, 1, 15):
        lee = as_worker(cast.lee)
        lee.get(PAGE)
        with CaptureQueriesContext(connection) as for_one:
            lee.get(PAGE)
    with at(2026, 1, 15):
        for _ in range(2):
            referrals.seal_expectation(item := cast.on_panel(), CARE, by=cast.robin)
            sign(cast, item)
            support.start_help(item.referral, key_worker=cast.robin, by=cast.kit)

    with at(2027, 1, 15), CaptureQueriesContext(connection) as for_three:
        page = lee.get(PAGE).content.decode()

    assert page.count("Ash Sampleton") == 3
    assert len(for_three) == len(for_one)


def test_answer_changed_after_it_was_sealed_says_so_where_it_opens(cast, family, as_worker):
    with at(2027, 1, 15):
        before = read(as_worker, cast.lee)
        Expectation.objects.update(confidence=10)

        after = read(as_worker, cast.lee)

    assert "The seal does not hold" not in before
    assert "Alex Fictional. The seal does not hold: this was changed after it was sealed." in after


def test_sitting_at_the_end_of_a_month_comes_back_at_the_end_of_a_shorter_one(cast, as_worker):
    with at(2025, 8, 31):
        sign(cast, cast.on_panel())

    with at(2026, 2, 28):
        page = read(as_worker, cast.lee)

    assert "Ash Sampleton" in page
