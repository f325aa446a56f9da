"""How help ends: by what came last, for everybody whose reason ends with it, and with nothing left running."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.access.guard import Refused
from homeward.clocks.rules import Duty, Limit, Unit
from homeward.limits.actions import agree_limit
from homeward.partnership.models import Worker
from homeward.partnership.rules import Function, OrganisationKind, Post, Role, WorkerOnDay
from homeward.sharing.models import Involvement
from homeward.support import actions, rules
from homeward.support.models import EpisodeOfHelp, FollowUp, Happening, Intensity
from homeward.support.queries import same_event
from homeward.support.rules import AFTER_HAPPENING, Happened, Phase, Turn, Turned
from homeward.tasks.models import Task
from homeward.trail.actions import content_of
from homeward.trail.models import Content, Entry
from tests.support.making import (
    address,
    begun,
    ended,
    happen,
    in_days,
    sees,
    sent,
    signed,
    withdrawn,
    write_plan,
)


AT = datetime(2026, 3, 2, 12, tzinfo=UTC)


stored = import_module("homeward.support.migrations.0007_what_was_stored_before")


def turned(day, turn, hour=12):
    return Turned(date(2026, 3, day), AT.replace(day=day, hour=hour), turn, "something")


@pytest.mark.parametrize(
    ("turns", "decided", "happened"),
    [
        ([], False, []),
        ([turned(1, Turn.END_DECIDED)], True, []),
        ([turned(1, Turn.WITHDREW)], False, [Happened.FAMILY_WITHDREW]),
        ([turned(1, Turn.END_DECIDED), turned(2, Turn.GOES_ON)], False, []),
        ([turned(1, Turn.WITHDREW), turned(2, Turn.GOES_ON)], False, []),
        ([turned(3, Turn.WITHDREW), turned(2, Turn.GOES_ON)], False, [Happened.FAMILY_WITHDREW]),
        ([turned(1, Turn.GOES_ON, 9), turned(1, Turn.END_DECIDED, 10)], True, []),
        ([turned(1, Turn.END_DECIDED, 9), turned(1, Turn.GOES_ON, 10)], False, []),
    ],
)
def test_only_what_came_last_ends_help(turns, decided, happened):
    ending = rules.ending(turns, children=[1, 2], died=[1])

    assert (ending.decided, ending.happened) == (decided, happened)
    assert bool(ending.since) is (bool(turns) and not decided and not happened)


def test_death_of_every_child_ends_help_whatever_came_later():
    ending = rules.ending([turned(2, Turn.GOES_ON)], children=[1, 2], died=[1, 2])

    assert ending.happened == [Happened.DIED]


@pytest.mark.parametrize("kind", sorted(rules.ASKS_AGAIN))
def test_decision_to_end_does_not_stand_when_something_grave_came_after(cast, kind):
    with travel(now() - timedelta(days=3)):
        episode = cast.episode()
        signed(sent(cast, episode, Function.END_SUPPORT), by=cast.morgan, code="end_support")
    happen(episode, kind, cast.robin)

    with pytest.raises(Refused, match="it has to be decided again"):
        actions.close_episode(episode, because="The goals are met.", by=cast.robin)

    episode.refresh_from_db()
    assert episode.closed_at is None


def test_decision_to_end_does_not_stand_after_a_later_one_to_go_on(cast):
    with travel(now() - timedelta(days=3)):
        episode = cast.episode()
        signed(sent(cast, episode, Function.END_SUPPORT), by=cast.morgan, code="end_support")
    signed(sent(cast, episode), by=cast.morgan, code="stay_at_home")

    with pytest.raises(Refused, match="decided again"):
        actions.close_episode(episode, because="The goals are met.", by=cast.robin)

    assert not FollowUp.objects.exists()


def test_family_that_came_back_after_withdrawing_goes_on(cast, as_worker):
    episode = withdrawn(cast, before=timedelta(days=3))
    actions.record_agreement(
        episode, who="Dee", agrees=True, words="We try again.", on=localdate(), by=cast.robin
    )

    page = as_worker(cast.robin).get(address("close", episode.pk)).content.decode()

    assert "Dee agreed to go on" in page
    with pytest.raises(Refused, match="decided again"):
        actions.close_episode(episode, because="They withdrew.", by=cast.robin)


def test_family_that_withdraws_again_is_let_go(cast):
    episode = withdrawn(cast, before=timedelta(days=3))
    write_plan(episode, by=cast.robin)
    happen(episode, Happened.FAMILY_WITHDREW, cast.robin)

    closed = actions.close_episode(episode, because="They withdrew.", by=cast.robin)

    assert closed.closed_on == localdate()


def test_nobody_is_allocated_to_a_family_whose_support_ended(cast, as_worker):
    episode = ended(cast)
    tasks = Task.objects.count()
    typed = {"key_worker": cast.alex.pk, "because": "Robin goes on leave."}

    answer = as_worker(cast.kit).post(address("allocate", episode.pk), typed)

    assert answer.status_code == 403
    assert "nobody is allocated to it now" in answer.content.decode()
    assert not episode.allocations.filter(worker=cast.alex).exists()
    assert Task.objects.count() == tasks


def hours(episode, from_day, by):
    return actions.set_intensity(
        episode,
        phase=Phase.INTENSIVE,
        hours_a_week=6,
        because="Nights are hard.",
        from_day=from_day,
        by=by,
    )


def test_hours_planned_for_later_fall_away_with_support(cast):
    episode = withdrawn(cast, before=timedelta(days=9))
    hours(episode, in_days(-8), cast.robin)
    hours(episode, in_days(5), cast.robin)

    actions.close_episode(episode, because="They withdrew.", by=cast.robin)

    told = content_of(Content.objects.filter(entry__what="ended support").first())
    assert [one.period.upper for one in Intensity.objects.all()] == [localdate()]
    assert "6 hours a week" in str(told["hours_that_fell_away"])


def test_what_began_on_the_day_support_ended_ends_too(cast):
    episode = withdrawn(cast)
    hours(episode, localdate(), cast.robin)

    actions.close_episode(episode, because="They withdrew.", by=cast.robin)

    assert episode.intensities.get().period.upper == in_days(1)
    assert episode.allocations.get().period.upper == in_days(1)


def test_nobody_is_asked_how_a_child_is_who_died(cast):
    episode = cast.episode()
    ash, wren = episode.children.order_by("born")
    happen(episode, Happened.DIED, cast.robin, child=ash)
    happen(episode, Happened.FAMILY_WITHDREW, cast.robin)

    actions.close_episode(episode, because="They withdrew.", by=cast.robin)

    assert not ash.follow_ups.exists()
    assert wren.follow_ups.count() == len(rules.FOLLOW_UP_MONTHS)


def test_follow_ups_to_do_go_when_a_child_dies_and_those_done_stay(cast):
    episode = ended(cast)
    ash, wren = episode.children.order_by("born")
    done = ash.follow_ups.get(months=1)
    said = {"living": "At home", "in_care": False, "how_it_is": "“All right.”"}
    actions.record_follow_up(done, **said, by=cast.robin)

    happen(episode, Happened.DIED, cast.sam, child=ash)

    took = Entry.objects.filter(what__startswith="took away the follow-up", worker=cast.sam)
    assert list(ash.follow_ups.all()) == [done]
    assert wren.follow_ups.count() == len(rules.FOLLOW_UP_MONTHS)
    assert took.count() == len(rules.FOLLOW_UP_MONTHS) - 1
    assert all(entry.child_ids == [ash.pk] for entry in took)


def test_follow_up_of_a_child_who_died_meanwhile_is_refused_with_the_reason(cast):
    episode = ended(cast)
    ash = episode.children.order_by("born").first()
    due = ash.follow_ups.get(months=1)
    happen(episode, Happened.DIED, cast.sam, child=ash)

    with pytest.raises(Refused, match="the child died") as no:
        actions.record_follow_up(
            due, living="At home", in_care=False, how_it_is="“All right.”", by=cast.robin
        )

    assert "Nobody is asked any more" in no.value.answer.instead


def test_signing_to_stay_at_home_finds_nobody_a_new_place(cast):
    decision = sent(cast, cast.episode(), Function.ACCOMMODATE)

    made = signed(decision, by=cast.morgan, code="stay_at_home")

    assert made.outcome.what == "Stay at home, with support"
    assert not Task.objects.filter(what__startswith="Find where the child will live").exists()


def test_every_option_of_a_question_says_one_thing_wherever_it_is_asked():
    said = {}
    for _question, options in rules.QUESTIONS.values():
        for code, what in options:
            said.setdefault(code, set()).add(what)

    assert all(len(words) == 1 for words in said.values())


@pytest.mark.parametrize("late", [0, 5])
def test_return_interview_is_due_72_hours_from_being_found(cast, late):
    episode = cast.episode()
    friday = date(2026, 5, 1)  # before a bank holiday on Monday

    with travel(datetime(2026, 5, 1 + late, 12, tzinfo=UTC)):
        happen(episode, Happened.WENT_MISSING, cast.robin, on=friday)
        missing = Task.objects.filter(what__contains="return interview").count()
        happen(episode, Happened.FOUND, cast.robin, on=friday)

    task = Task.objects.get(what__contains="return interview")
    assert missing == 0
    assert (task.due, task.team) == (date(2026, 5, 4), cast.west)
    assert AFTER_HAPPENING[Happened.FOUND]


def test_return_interview_is_due_sooner_where_that_was_agreed(cast):
    agree_limit(
        cast.partnership,
        Duty.RETURN_INTERVIEW,
        Limit(24, Unit.HOURS),
        from_day=localdate(),
        decided_under="Joint board, item 2",
        by=cast.morgan,
    )
    episode = cast.episode()

    happen(episode, Happened.FOUND, cast.robin, on=in_days(-1))
    happen(episode, Happened.FOUND, cast.robin, on=localdate())

    due = Task.objects.filter(what__contains="return interview").values_list("due", flat=True)
    assert set(due) == {in_days(2), in_days(1)}  # 72 hours from yesterday, 24 from today


def test_entries_of_one_event_are_tied_whatever_was_written(cast):
    episode = cast.episode()
    children = list(episode.children.all())
    given = {"kind": Happened.MOVED, "on": localdate(), "what": "To Nan’s.", "by": cast.robin}

    one = actions.record_event(children, **given, episode=episode)
    other = actions.record_event(children[:1], **given, episode=episode)

    assert set(same_event(one[1])) == set(same_event(one[0])) == set(one)
    assert list(same_event(other[0])) == other


def test_day_on_which_a_follow_up_was_done_is_the_day_here():
    half_past_midnight = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    post = Post(1, "North", 1, Role.KEY_WORKER, 1, "Samplehope", OrganisationKind.CHARITY)
    follow_up = FollowUp(
        episode=EpisodeOfHelp(team_id=1),
        done_at=half_past_midnight,
        done_by=Worker(name="Robin Testerton"),
    )

    answer = rules.may_follow_up(WorkerOnDay(7, "Robin Testerton", (post,)), follow_up)

    assert "1 July 2026" in answer.reason


def test_follow_up_shows_whether_the_child_feels_safe(cast, as_worker):
    episode = ended(cast)
    follow_up = episode.follow_ups.first()
    actions.record_follow_up(
        follow_up,
        living="At home",
        in_care=False,
        how_it_is="Well.",
        feels_safe=False,
        by=cast.robin,
    )

    page = as_worker(cast.robin).get(address("follow_up", follow_up.pk)).content.decode()

    assert 'Feels safe</dt><dd class="govuk-summary-list__value">No</dd>' in page


def test_what_was_stored_before_is_brought_to_what_is_written_now(cast):
    episode = cast.episode()
    decision = begun(cast, episode, Function.END_SUPPORT)
    decision.options.filter(code="go_on").update(code="stay_at_home")
    Involvement.objects.filter(team=cast.leadership).update(passing=False)
    event = actions.record_event(
        list(episode.children.all()),
        kind=Happened.MOVED,
        on=localdate(),
        what="To Nan’s.",
        episode=episode,
        by=cast.robin,
    )
    Happening.objects.update(first=None)

    stored.own_codes(apps, None)
    stored.tie_events(apps, None)
    stored.let_deciders_go(apps, None)

    assert {option.code for option in decision.options.all()} == {"end_support", "go_on"}
    assert Happening.objects.get(pk=event[1].pk).first == event[0]
    assert all(
        one.passing and one.end is None for one in Involvement.objects.filter(team=cast.leadership)
    )


def test_what_outlived_support_before_is_ended(cast):
    episode = withdrawn(cast, before=timedelta(days=9))
    decision = sent(cast, episode)
    signed(decision, by=cast.morgan, code="stay_at_home")
    happen(episode, Happened.FAMILY_WITHDREW, cast.robin)
    actions.close_episode(episode, because="They withdrew.", by=cast.robin)
    Involvement.objects.filter(team=cast.leadership).update(period=(in_days(-9), None))
    planned = {"partnership": cast.partnership, "phase": Phase.INTENSIVE, "hours_a_week": 6}
    episode.intensities.create(**planned, decided_by=cast.robin, period=(in_days(3), None))
    episode.allocations.update(period=(localdate(), None))
    ash = episode.children.first()
    Happening.objects.create(
        partnership=cast.partnership,
        child=ash,
        kind=Happened.DIED,
        on=localdate(),
        what="-",
        recorded_by=cast.sam,
    )

    stored.end_with_support(apps, None)
    stored.ask_no_more(apps, None)
    stored.let_deciders_go(apps, None)

    assert not episode.intensities.exists()
    assert episode.allocations.get().end == in_days(1)
    assert not ash.follow_ups.exists()
    assert not sees(cast.morgan, episode, in_days(1))
    assert Entry.objects.filter(what="stopped working with the child", worker=None).exists()
