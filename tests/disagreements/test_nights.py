"""What the job does each night: those who are there are asked, and an open disagreement waits for somebody."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.access.guard import Refused
from homeward.disagreements import actions
from homeward.disagreements.actions import asking
from homeward.disagreements.models import Disagreement
from homeward.disagreements.rules import Level
from homeward.disagreements.tasks import ask_about_disagreements
from homeward.partnership.models import Membership
from homeward.partnership.rules import Role
from homeward.sharing.models import Involvement
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from tests.at_once import meanwhile
from tests.conftest import FOUNDED_ON
from tests.disagreements.making import (
    answered,
    asked,
    director,
    raised,
    sees,
    west_manager,
)


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
    cast.kit.is_active = False
    cast.kit.save()

    ask_about_disagreements(0)

    assert disagreement.levels.order_by("-level")[0].level == Level.HEADS
    assert cast.morgan.name in asked(disagreement)


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


def test_what_a_night_did_about_one_stays_when_it_fails_with_another(cast, monkeypatch):
    fails, other = raised(cast), raised(cast)
    wilma = west_manager(cast)
    ask = asking.ask

    def ask_but_one(disagreement, *args, **kwargs):
        if disagreement == fails:
            raise RuntimeError
        ask(disagreement, *args, **kwargs)

    monkeypatch.setattr(asking, "ask", ask_but_one)
    with pytest.raises(RuntimeError):
        ask_about_disagreements(0)

    assert [one.pk for one in Disagreement.objects.all()] == [other.pk, fails.pk]
    assert wilma.name in asked(other)


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
