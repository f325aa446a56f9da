"""The waiting list: nobody waits without help meanwhile, without a day to look again, or unseen."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from time_machine import travel

from homeward.access.guard import Refused
from homeward.referrals import actions, rules
from homeward.referrals.models import Screening, Waiting, WaitingReview
from homeward.referrals.rules import Need, Outcome, Waits
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail.models import Entry
from tests.referrals.samples import day_of, url


TODAY = date(2026, 10, 12)


def days(count):
    return TODAY + timedelta(days=count)


@pytest.mark.parametrize(
    ("waits", "allowed"),
    [
        (Waits(Need.SOON, days(7), "Early help phones"), True),
        (Waits(Need.SOON, days(28), "Nothing: they asked for nothing"), True),
        (Waits(Need.SOON, days(7), ""), False),
        (Waits(Need.SOON, days(0), "Early help phones"), False),
        (Waits(Need.SOON, days(29), "Early help phones"), False),
        (None, False),
    ],
)
def test_family_waits_with_help_meanwhile_and_a_day_to_look_again(waits, allowed):
    assert rules.may_wait(waits, TODAY).allowed is allowed


@pytest.mark.parametrize(
    ("before", "after", "why", "allowed"),
    [
        (Need.SOON, Need.SOON, "", True),
        (Need.SOON, Need.FIRST, "", False),
        (Need.SOON, Need.FIRST, "Dad has moved out", True),
    ],
)
def test_family_is_moved_on_the_list_with_a_reason(before, after, why, allowed):
    assert rules.may_move(before, after, why).allowed is allowed


@pytest.mark.parametrize(
    ("latest", "outcome", "allowed"),
    [
        (None, Outcome.NO_CAPACITY, True),
        (Outcome.NO_CAPACITY, Outcome.NO_CAPACITY, False),
        (Outcome.NO_CAPACITY, Outcome.ASK_FOR_MORE, False),
        (Outcome.NO_CAPACITY, Outcome.TAKE_ON, True),
        (Outcome.NO_CAPACITY, Outcome.FAMILY_DECLINED, True),
    ],
)
def test_family_leaves_the_list_with_a_final_outcome(latest, outcome, allowed):
    assert rules.may_follow(latest, outcome).allowed is allowed


@pytest.mark.parametrize(
    ("since", "words"),
    [(0, "since today"), (-1, "1 day"), (-13, "13 days"), (-14, "2 weeks"), (-40, "5 weeks")],
)
def test_how_long_a_family_waits_is_said_in_words(since, words):
    assert rules.waits_in_words(days(since), TODAY) == words


@pytest.mark.parametrize(
    ("waiting", "overdue", "words"),
    [
        (0, 0, "Nobody waits for a place."),
        (1, 0, "1 family waits for a place; each has a day when we look again."),
        (3, 1, "3 families wait for a place; 1 was to be looked at again before today."),
    ],
)
def test_inbox_says_how_many_wait_and_who_was_forgotten(waiting, overdue, words):
    assert rules.waiting_in_words(waiting, overdue) == words


def on_list(cast, need=Need.SOON, review_in=7):
    referral = cast.refer()
    actions.screen_referral(
        referral,
        outcome=Outcome.NO_CAPACITY,
        reasons="Nobody is free.",
        waits=waits(need, review_in),
        by=cast.kit,
    )
    return referral


def waits(need=Need.SOON, review_in=7):
    return Waits(need, localdate() + timedelta(days=review_in), "Early help phones on Mondays")


def review(cast, referral, **changes):
    given = {"words": "Calmer.", "waits": waits(), "why_moved": "", "by": cast.kit}
    return actions.review_waiting(referral.waiting, **{**given, **changes})


def test_no_capacity_without_help_meanwhile_is_refused_and_writes_nothing(cast):
    referral = cast.refer()

    with pytest.raises(Refused, match="help that the family has meanwhile"):
        actions.screen_referral(referral, outcome=Outcome.NO_CAPACITY, reasons="Full.", by=cast.kit)

    assert not Screening.objects.exists()
    assert not Waiting.objects.exists()


def test_waiting_family_is_to_be_looked_at_again_by_a_day(cast):
    referral = on_list(cast)

    task = Task.objects.get(doing=Doing.REVIEW_WAITING)

    assert (task.team, task.due) == (cast.north, referral.waiting.review_on)
    assert task.get_absolute_url() == url("review_waiting", referral.pk)
    assert Entry.objects.filter(what="screened a referral: no capacity").exists()


def test_looking_again_ends_the_task_and_opens_the_next(cast):
    referral = on_list(cast)

    review(cast, referral, waits=waits(review_in=14))

    open_tasks = Task.objects.open().filter(doing=Doing.REVIEW_WAITING)
    assert [task.due for task in open_tasks] == [localdate() + timedelta(days=14)]
    assert Entry.objects.filter(what="looked again at a family on the waiting list").exists()


def test_move_on_the_list_keeps_its_reason(cast):
    referral = on_list(cast)

    moved = review(
        cast, referral, waits=waits(Need.FIRST), why_moved="Dad has moved out of the house"
    )

    assert moved.moved == "Moved from “Soon” to “Next place”"
    assert Waiting.objects.get().need == Need.FIRST


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"by": "sam"}, "the team on whose list"),
        ({"need": Need.FIRST}, "needs a reason"),
        ({"review_in": 60}, "nobody waits more than"),
    ],
)
def test_refused_look_writes_nothing(cast, changes, reason):
    referral = on_list(cast)
    looked = waits(changes.get("need", Need.SOON), changes.get("review_in", 7))

    with pytest.raises(Refused, match=reason):
        review(cast, referral, waits=looked, by=getattr(cast, changes.get("by", "kit")))

    assert not WaitingReview.objects.exists()
    assert Waiting.objects.get().need == Need.SOON


def test_database_refuses_a_move_without_a_reason(cast):
    referral = on_list(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        WaitingReview.objects.create(
            partnership=cast.partnership,
            waiting=referral.waiting,
            words="x",
            need_before=3,
            need=1,
            by=cast.kit,
        )


@pytest.mark.parametrize("outcome", [Outcome.TAKE_ON, Outcome.FAMILY_DECLINED])
def test_family_taken_on_or_withdrawn_leaves_the_list(cast, outcome):
    referral = on_list(cast)

    actions.screen_referral(referral, outcome=outcome, reasons="Now.", by=cast.kit)

    assert not Waiting.objects.now().exists()
    assert Waiting.objects.get().left_by == cast.kit
    assert not Task.objects.open().filter(doing=Doing.REVIEW_WAITING).exists()
    assert referral.outcome_now() == outcome


def test_family_taken_on_from_the_list_goes_to_the_panel(cast):
    referral = on_list(cast)
    actions.screen_referral(referral, outcome=Outcome.TAKE_ON, reasons="Now.", by=cast.kit)
    sitting = actions.arrange_sitting(cast.north, held_on=localdate(), chair=cast.lee, by=cast.kit)

    item = actions.bring_to_panel(referral, sitting, by=cast.kit)

    assert [paper["outcome"] for paper in item.papers["screening"]] == ["no capacity", "take on"]


def test_list_goes_by_need_and_then_by_how_long(cast, as_worker):
    with travel(localdate() - timedelta(days=20)):
        longest = on_list(cast, Need.CAN_WAIT, review_in=28)
    later, first = on_list(cast, Need.CAN_WAIT), on_list(cast, Need.FIRST)

    page = as_worker(cast.kit).get(url("waiting")).content.decode()

    places = [page.index(f'id="family-{referral.pk}"') for referral in (first, longest, later)]
    assert places == sorted(places)
    assert "Early help phones on Mondays." in page


def test_family_that_nobody_looked_at_is_late_and_counted(cast, as_worker):
    with travel(localdate() - timedelta(days=20)):
        on_list(cast)
    kit = as_worker(cast.kit)

    listed = kit.get(url("waiting")).content.decode()
    inbox = kit.get(url("inbox")).content.decode()

    assert "Late" in listed
    assert "1 family waits for a place; 1 was to be looked at again before today." in inbox


def test_no_capacity_asks_how_they_wait_and_keeps_what_was_typed(cast, as_worker):
    referral = cast.refer()
    kit = as_worker(cast.kit)

    asked = kit.post(
        url("screen", referral.pk),
        {"outcome": Outcome.NO_CAPACITY, "reasons": "Nobody is free until May."},
        follow=True,
    )
    page = asked.content.decode()
    kit.post(
        url("wait", referral.pk),
        {
            "reasons": "Nobody is free until May.",
            "need": "2",
            "interim_what": "Early help phones on Mondays",
            "interim_who": "Early help",
            **day_of("review_on", 7),
        },
    )

    assert asked.redirect_chain[0][0] == url("wait", referral.pk)
    assert "Nobody is free until May." in page
    assert referral.waiting.interim_who == "Early help"


def test_looking_again_through_the_page_asks_why_a_family_is_moved(cast, as_worker):
    referral = on_list(cast)
    typed = {
        "words": "Worse.",
        "need": "1",
        "why_moved": "",
        "interim_what": "Early help phones",
        "interim_who": "",
        **day_of("review_on", 7),
    }
    kit = as_worker(cast.kit)

    refused = kit.post(url("review_waiting", referral.pk), typed).content.decode()
    moved = {**typed, "why_moved": "Dad moved out"}
    listed = kit.post(url("review_waiting", referral.pk), moved, follow=True).content.decode()

    assert "Say what has changed, so that others know why they wait" in refused
    assert "Moved from “Soon” to “Next place”: Dad moved out." in listed


def test_referring_team_sees_the_list_and_not_the_way_to_change_it(cast, as_worker):
    referral = on_list(cast)
    sam = as_worker(cast.sam)

    listed = sam.get(url("waiting")).content.decode()
    page = sam.get(url("review_waiting", referral.pk)).content.decode()

    assert "Ash Sampleton" in listed
    assert url("review_waiting", referral.pk) not in listed
    assert "the team on whose list the family is looks again" in page


@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_list_of_others_is_empty(cast, as_worker, who):
    on_list(cast)

    page = as_worker(getattr(cast, who)).get(url("waiting")).content.decode()

    assert "Nobody that you can see waits for a place." in page


def test_list_asks_as_many_questions_for_many_as_for_one(
    cast, as_worker, django_assert_max_num_queries
):
    for _ in range(4):
        on_list(cast)
    kit = as_worker(cast.kit)
    kit.get(url("waiting"))

    with django_assert_max_num_queries(14):
        kit.get(url("waiting"))
