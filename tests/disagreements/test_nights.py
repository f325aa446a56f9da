"""What the job does each night: those who are there are asked, and an open disagreement waits for somebody."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.access.guard import Refused
from homeward.disagreements import actions
from homeward.disagreements.actions import asking
from homeward.disagreements.models import Settlement
from homeward.disagreements.rules import Level
from homeward.disagreements.tasks import ask_about_disagreements
from homeward.partnership.models import Membership
from homeward.partnership.rules import Role
from homeward.sharing.models import Involvement
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail.models import Entry
from tests.at_once import meanwhile
from tests.conftest import FOUNDED_ON
from tests.disagreements.making import (
    answered,
    asked,
    charity_head,
    director,
    raised,
    sees,
    west_manager,
)
from tests.support.making import sent, signed


def gone(*workers):
    for worker in workers:
        worker.is_active = False
        worker.save()


def asked_whether_enough(disagreement):
    tasks = Task.objects.open().filter(doing=Doing.WEIGH_ANSWER, subject_id=disagreement.pk)
    return {task.worker.name for task in tasks}


def test_at_night_those_who_came_into_post_are_asked_once(cast):
    disagreement = raised(cast)
    wilma = west_manager(cast)

    ask_about_disagreements(0)
    ask_about_disagreements(0)

    assert asked(disagreement) == {cast.kit.name, wilma.name}
    assert Task.objects.filter(doing=Doing.ANSWER_DISAGREEMENT).count() == 2


def test_at_night_it_goes_on_when_nobody_is_left_to_answer(cast):
    disagreement = raised(cast)
    gone(cast.kit)

    ask_about_disagreements(0)

    assert disagreement.levels.order_by("-level")[0].level == Level.HEADS
    assert cast.morgan.name in asked(disagreement)
    told = Entry.objects.get(what="raised a disagreement further")
    assert (told.worker, told.subject_id) == (None, disagreement.pk)
    assert told.child_ids == list(disagreement.child_ids())


def test_at_night_those_who_have_not_answered_go_on_seeing_the_child(cast):
    with travel(now() - timedelta(days=30)):
        disagreement = raised(cast)
    with travel(now() - timedelta(days=21)):
        actions.raise_further(disagreement, because="Nobody answered.", by=cast.robin)
    with travel(now() - timedelta(days=10)):
        ask_about_disagreements(0)

    assert sees(cast.morgan, disagreement.children.get())
    assert Involvement.objects.filter(worker=cast.morgan).count() == 1


def test_at_night_it_goes_on_and_nothing_of_the_level_before_is_left(cast):
    """Morgan was asked and let see: then she leaves, and it goes to the directors."""
    with travel(now() - timedelta(days=9)):
        disagreement = raised(cast)
    actions.raise_further(disagreement, because="Nobody answered.", by=cast.robin)
    dana, child = director(cast), disagreement.children.get()
    gone(cast.morgan)

    ask_about_disagreements(0)

    assert dana.name in asked(disagreement)
    assert cast.morgan.name not in asked(disagreement)
    over = Task.objects.get(worker=cast.morgan, doing=Doing.ANSWER_DISAGREEMENT)
    assert (over.done_by, over.done_how) == (None, "It was raised to the next level")
    with travel(now() + timedelta(days=1)):
        assert not sees(cast.morgan, child)
        assert sees(dana, child)


@pytest.mark.django_db(transaction=True)
def test_at_night_what_is_raised_further_meanwhile_is_raised_once(cast):
    with travel(now() - timedelta(days=9)):
        disagreement = raised(cast)
    gone(cast.kit)

    with meanwhile(lambda: ask_about_disagreements(0)):
        actions.raise_further(disagreement, because="Nobody answered.", by=cast.robin)

    assert [level.level for level in disagreement.levels.all()] == [Level.TEAMS, Level.HEADS]
    assert asked(disagreement) == {cast.morgan.name}


def test_night_that_fails_with_one_goes_on_with_those_before_and_after_it(cast, monkeypatch):
    before, fails, after = raised(cast), raised(cast), raised(cast)
    wilma = west_manager(cast)
    ask = asking.ask

    def ask_but_one(disagreement, *args, **kwargs):
        if disagreement == fails:
            raise RuntimeError
        ask(disagreement, *args, **kwargs)

    monkeypatch.setattr(asking, "ask", ask_but_one)
    with pytest.raises(ExceptionGroup) as told:
        ask_about_disagreements(0)

    assert [type(one) for one in told.value.exceptions] == [RuntimeError]
    assert wilma.name in asked(before) & asked(after)
    assert wilma.name not in asked(fails)


@pytest.mark.parametrize("how", ["left", "has no post"])
def test_at_night_the_manager_is_asked_for_who_raised_it_and_is_gone(cast, how):
    disagreement = raised(cast)
    answered(disagreement, west_manager(cast))
    if how == "left":
        gone(cast.robin)
    else:
        posts = Membership.objects.filter(worker=cast.robin)
        posts.update(period=(FOUNDED_ON, localdate()))

    ask_about_disagreements(0)
    ask_about_disagreements(0)
    actions.raise_further(disagreement, because="Friday was worse.", by=cast.kit)

    task = Task.objects.get(worker=cast.kit, doing=Doing.WEIGH_ANSWER)
    assert "Robin Testerton can no longer open it" in task.because
    assert disagreement.levels.order_by("-level")[0].level == Level.HEADS
    assert asked_whether_enough(disagreement) == set()


def test_the_manager_does_not_act_for_who_raised_it_and_is_there(cast):
    disagreement = raised(cast)
    answered(disagreement, west_manager(cast))

    ask_about_disagreements(0)

    assert asked_whether_enough(disagreement) == {cast.robin.name}
    with pytest.raises(Refused, match="only who raised it"):
        actions.raise_further(disagreement, because="Friday was worse.", by=cast.kit)


def test_where_the_manager_is_gone_too_the_head_of_their_organisation_acts(cast):
    hari = cast.join("Hari Pretend", cast.leadership, Role.HEAD_OF_SERVICE, cast.founded.charity)
    disagreement = raised(cast)
    child = disagreement.children.get()
    answered(disagreement, west_manager(cast))
    assert not sees(hari, child)
    gone(cast.robin, cast.kit)

    ask_about_disagreements(0)

    assert hari.name in asked_whether_enough(disagreement)
    assert sees(hari, child)
    settlement = actions.withdraw_disagreement(disagreement, because="Nan moved in.", by=hari)
    assert settlement.ended_by == hari
    with travel(now() + timedelta(days=1)):
        assert not sees(hari, child)


def test_manager_who_answered_does_not_weigh_the_answer_for_who_is_gone(cast):
    hari = charity_head(cast)
    disagreement = raised(cast)
    answered(disagreement, cast.kit)
    gone(cast.robin)

    ask_about_disagreements(0)

    assert asked_whether_enough(disagreement) == {cast.robin.name, hari.name}
    with pytest.raises(Refused, match="only who raised it"):
        actions.withdraw_disagreement(disagreement, because="It is settled.", by=cast.kit)


def test_who_signed_the_decision_does_not_withdraw_for_who_is_gone(cast):
    decision = signed(sent(cast, cast.episode()), by=cast.morgan, code="stay_at_home")
    disagreement = raised(cast, decision, by=cast.sam, with_team=cast.north)
    gone(cast.sam)

    with pytest.raises(Refused, match="only who raised it"):
        actions.withdraw_disagreement(disagreement, because="It is settled.", by=cast.morgan)

    assert not Settlement.objects.exists()


def test_at_night_it_goes_on_when_nobody_is_left_to_weigh_the_answer(cast):
    """Kit alone leads for the charity, and answered."""
    disagreement = raised(cast)
    answered(disagreement, cast.kit)
    gone(cast.robin)

    ask_about_disagreements(0)

    assert disagreement.levels.order_by("-level")[0].level == Level.HEADS
    assert asked(disagreement) == {cast.morgan.name}
    assert asked_whether_enough(disagreement) == set()
