"""Supporting a family: each step works, refused it writes nothing, and it is in the trail."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.access.guard import Refused
from homeward.clocks.rules import months_after
from homeward.decisions.actions import Overtaken
from homeward.partnership.rules import Function
from homeward.support import actions
from homeward.support.models import EpisodeOfHelp, FollowUp, Happening, Plan, Visit
from homeward.support.rules import AFTER_HAPPENING, FOLLOW_UP_MONTHS, Happened
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail.actions import content_of
from homeward.trail.models import Content, Entry
from tests.support.making import begun, sent, signed, write_plan, write_visit


def happen(episode, by, kind=Happened.FAMILY_WITHDREW, child=None):
    return actions.record_happening(
        child or episode.children.first(),
        kind=kind,
        on=localdate(),
        what="Dee said no more.",
        episode=episode,
        by=by,
    )


def test_help_needs_the_panels_yes(cast):
    referral = cast.taken_on()

    with pytest.raises(Refused, match="panel has not taken"):
        actions.start_help(referral, key_worker=cast.robin, by=cast.kit)

    assert not EpisodeOfHelp.objects.exists()


def test_help_begins_and_the_task_to_allocate_goes(cast):
    referral = cast.agreed()
    assert Task.objects.open().filter(what="Allocate a key worker").count() == 1

    episode = actions.start_help(referral, key_worker=cast.robin, by=cast.kit)

    assert episode.allocations.get().worker == cast.robin
    assert not Task.objects.open().filter(what="Allocate a key worker").exists()
    assert Task.objects.open().filter(worker=cast.robin).exists()
    assert Entry.objects.filter(what="began an episode of help", worker=cast.kit).exists()


def test_help_begins_once(cast):
    episode = cast.episode()

    with pytest.raises(Refused, match="already"):
        actions.start_help(episode.referral, key_worker=cast.alex, by=cast.kit)

    assert EpisodeOfHelp.objects.count() == 1


@pytest.mark.parametrize("who", ["sam", "terry", "morgan"])
def test_key_worker_outside_the_team_is_refused_and_nothing_changes(cast, who):
    episode = cast.episode()

    with pytest.raises(Refused, match="not in North team"):
        actions.allocate(episode, key_worker=getattr(cast, who), by=cast.kit)

    assert episode.allocations.get().worker == cast.robin


def test_key_worker_is_chosen_by_the_manager_only(cast):
    episode = cast.episode()

    with pytest.raises(Refused, match="manager"):
        actions.allocate(episode, key_worker=cast.alex, by=cast.robin)

    assert episode.allocations.get().worker == cast.robin


def test_changing_the_key_worker_without_a_reason_is_refused_and_changes_nothing(cast):
    episode = cast.episode()

    with pytest.raises(Refused, match="no reason was given"):
        actions.allocate(episode, key_worker=cast.alex, by=cast.kit)

    assert episode.allocations.get().worker == cast.robin


def test_next_key_worker_comes_with_the_one_who_leaves(cast):
    with travel(now() - timedelta(days=30)):
        episode = cast.episode()

    actions.allocate(episode, key_worker=cast.alex, because="Robin moves away.", by=cast.kit)

    task = Task.objects.open().get(worker=cast.alex)
    assert task.what == "Visit the family together with Robin Testerton: a hello and a goodbye"
    assert episode.allocations.count() == 2
    told = Content.objects.filter(entry__what="allocated a key worker").last()
    assert content_of(told)["why_changed"] == "Robin moves away."


def test_agreement_is_recorded_with_its_words(cast):
    episode = cast.episode()

    actions.record_agreement(
        episode, who="Dee", agrees=False, words="Not now.", on=localdate(), by=cast.robin
    )

    assert episode.agreements.get().agrees is False
    assert Entry.objects.filter(what="recorded an agreement to engage").exists()


def test_overtaken_plan_writes_nothing(cast):
    episode = cast.episode()
    write_plan(episode, by=cast.alex)

    with pytest.raises(Overtaken):
        write_plan(episode, by=cast.robin, words="More Nan", seen_version=0)

    assert Plan.objects.get().written_by == cast.alex


def test_plan_without_a_goal_is_refused(cast):
    episode = cast.episode()

    with pytest.raises(Refused, match="at least one goal"):
        actions.write_plan(
            episode,
            starts_on=localdate(),
            review_on=months_after(localdate(), 1),
            if_it_goes_wrong="Phone Nan.",
            goals=[],
            seen_version=0,
            by=cast.robin,
        )

    assert not Plan.objects.exists()


def test_visit_writes_each_childs_part_under_that_child_only(cast):
    episode = cast.episode()
    ash, wren = episode.children.order_by("born")

    visit = write_visit(episode, by=cast.robin)

    told = {
        child: [
            content_of(c)
            for c in Content.objects.filter(child_id=child.pk, entry__what="wrote up a visit")
        ]
        for child in (ash, wren)
    }
    assert {about.child: about.words for about in visit.about.all()} == {
        ash: "Nan is fine.",
        wren: "A padlock for the cat.",
    }
    assert [held["words"] for held in told[ash]] == ["Nan is fine."]
    assert [held["words"] for held in told[wren]] == ["A padlock for the cat."]
    assert "padlock" not in str(told[ash])
    assert "Nan is fine" not in str(told[wren])


def test_visit_by_another_team_is_refused_and_writes_nothing(cast):
    episode = cast.episode()

    with pytest.raises(Refused):
        write_visit(episode, by=cast.sam)

    assert not Visit.objects.exists()
    assert not Entry.objects.filter(what="wrote up a visit").exists()


def test_unsafe_tonight_opens_an_urgent_task_of_the_council(cast):
    episode = cast.episode()

    write_visit(episode, by=cast.robin, unsafe=True)

    task = Task.objects.get(urgent=True)
    assert (task.team, task.due) == (cast.west, localdate())


@pytest.mark.parametrize("kind", Happened)
def test_happening_is_recorded_after_closing_and_opens_its_tasks(cast, kind):
    episode = cast.episode()
    happen(episode, cast.robin)
    actions.close_episode(episode, because="They withdrew.", by=cast.robin)
    before = Task.objects.count()

    happening = happen(episode, cast.sam, kind)

    assert happening.pk
    assert Task.objects.count() == before + len(AFTER_HAPPENING[kind])
    assert Entry.objects.filter(what=f"recorded what happened: {kind}", worker=cast.sam).exists()


def test_happening_to_a_child_without_help_goes_to_duty(cast):
    child = cast.refer().children.first()

    actions.record_happening(
        child, kind=Happened.WENT_MISSING, on=localdate(), what="Not home since four.", by=cast.sam
    )

    opened = Task.objects.filter(because__startswith="Went missing")
    assert {task.team for task in opened} == {cast.founded.duty}
    assert opened.count() == len(AFTER_HAPPENING[Happened.WENT_MISSING])


def test_event_is_recorded_for_each_child(cast):
    episode = cast.episode()

    actions.record_event(
        list(episode.children.all()),
        kind=Happened.MOVED,
        on=localdate(),
        what="To Nan’s.",
        episode=episode,
        by=cast.robin,
    )

    assert Happening.objects.count() == 2


def test_closing_without_decision_is_refused(cast):
    episode = cast.episode()

    with pytest.raises(Refused, match="signed decision"):
        actions.close_episode(episode, because="It is enough.", by=cast.robin)

    episode.refresh_from_db()
    assert episode.closed_at is None
    assert not FollowUp.objects.exists()


def test_closing_works_after_withdrawal(cast):
    episode = cast.episode()
    happen(episode, cast.robin)

    closed = actions.close_episode(episode, because="They withdrew.", by=cast.robin)

    assert closed.closed_by == cast.robin
    assert Entry.objects.filter(what="ended support", because="the family withdrew").exists()


def test_closing_works_after_the_decision_to_end(cast):
    episode = cast.episode()
    signed(sent(cast, episode, Function.END_SUPPORT), by=cast.morgan, code="end_support")

    closed = actions.close_episode(episode, because="The goals are met.", by=cast.robin)

    assert closed.closed_on == localdate()


def test_one_childs_death_does_not_end_the_siblings_support(cast):
    episode = cast.episode()
    happen(episode, cast.robin, Happened.DIED)

    with pytest.raises(Refused):
        actions.close_episode(episode, because="One child died.", by=cast.robin)

    episode.refresh_from_db()
    assert episode.closed_at is None


def test_follow_ups_are_made_for_each_child_at_their_months(cast):
    episode = cast.episode()
    happen(episode, cast.robin)

    actions.close_episode(episode, because="They withdrew.", by=cast.robin)

    for child in episode.children.all():
        made = {one.months: one.due for one in child.follow_ups.all()}
        assert made == {months: months_after(localdate(), months) for months in FOLLOW_UP_MONTHS}
    assert FOLLOW_UP_MONTHS == (1, 3, 6, 12, 24)


def test_follow_up_is_done_once_and_by_the_team(cast):
    episode = cast.episode()
    happen(episode, cast.robin)
    actions.close_episode(episode, because="They withdrew.", by=cast.robin)
    follow_up = episode.follow_ups.first()
    said = {"living": "At home", "in_care": False, "how_it_is": "“All right.”"}

    with pytest.raises(Refused):
        actions.record_follow_up(follow_up, **said, by=cast.sam)
    actions.record_follow_up(follow_up, **said, by=cast.alex)

    follow_up.refresh_from_db()
    assert follow_up.done_by == cast.alex
    with pytest.raises(Refused, match="did this"):
        actions.record_follow_up(follow_up, **said, by=cast.robin)


def test_preparing_a_decision_lets_its_decider_see_the_children(cast):
    episode = cast.episode()

    begun(cast, episode)

    assert EpisodeOfHelp.objects.visible_to(cast.morgan.on(localdate()), localdate()).exists()


def test_signing_to_come_into_care_opens_the_councils_urgent_task(cast):
    decision = sent(cast, cast.episode())

    signed(decision, by=cast.morgan, code="come_into_care")

    assert Task.objects.filter(urgent=True, team=cast.west, due=localdate()).exists()
    assert Task.objects.filter(what="Look again at the decision", team=cast.north).exists()


def test_one_event_of_two_children_opens_what_follows_once(cast):
    episode = cast.episode()
    children = list(episode.children.all())
    before = Task.objects.count()

    happenings = actions.record_event(
        children, kind=Happened.WENT_MISSING, on=localdate(), what="Not home by ten.", by=cast.robin
    )

    assert Task.objects.count() == before + len(AFTER_HAPPENING[Happened.WENT_MISSING])
    assert all(set(task.children.all()) == set(children) for task in happenings[0].tasks.all())


def test_new_plan_is_looked_at_again_on_its_day(cast):
    episode = cast.episode()

    plan = write_plan(episode, by=cast.robin)

    task = Task.objects.open().get(doing=Doing.REVIEW_PLAN)
    assert (task.due, task.worker) == (plan.review_on, cast.robin)


def test_nothing_about_the_plan_waits_when_support_has_ended(cast):
    episode = cast.episode()
    write_plan(episode, by=cast.robin)
    happen(episode, cast.robin)

    actions.close_episode(episode, because="They withdrew.", by=cast.robin)

    assert not Task.objects.open().exclude(doing=Doing.BY_HAND).exists()
