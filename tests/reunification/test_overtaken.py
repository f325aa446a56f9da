"""Something else happened meanwhile: what was asked, decided or promised before stands, or stands no more."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.reunification import actions, queries
from homeward.reunification.rules import Level, Outcome, Stage, StepKind
from homeward.support import actions as support
from homeward.support.models import Promise
from homeward.support.rules import Happened
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from tests.reunification.making import (
    a_plan,
    address,
    ago,
    back_in_care,
    begun,
    checked,
    comes_home,
    director,
    in_days,
    judged,
    manager,
    sent,
    sign,
    signed_off,
    stands,
    step,
    to_return,
    to_work,
)
from tests.support.making import happen, sees


def waits(worker) -> list[str]:
    return [one.what for one in queries.waiting(worker.on(localdate()), localdate())]


def test_return_that_was_asked_before_the_child_came_back_is_not_signed(cast):
    with ago(5):
        plan = to_work(cast)
        signed_off(cast, plan, Level.MEDIUM)
        decision = sent(cast, plan)
    comes_home(cast, plan, on=in_days(-3))
    back_in_care(cast, plan)

    with pytest.raises(Refused, match="back in care since it was asked"):
        sign(decision, Outcome.RETURN, by=cast.morgan)
    decision.refresh_from_db()
    assert decision.signed_at is None
    sign(decision, Outcome.STAY, by=cast.morgan)

    assert stands(plan) == Stage.BACK


def test_return_is_not_signed_on_a_plan_that_ended(cast):
    plan = to_work(cast)
    signed_off(cast, plan, Level.MEDIUM)
    decision = sent(cast, plan)
    actions.end_plan(plan, because="Dee moved away.", by=cast.robin)

    with pytest.raises(Refused, match="this return plan has ended since"):
        sign(decision, Outcome.RETURN, by=cast.morgan)

    decision.refresh_from_db()
    assert decision.signed_at is None


def test_home_a_second_time_is_decided_a_second_time(cast):
    with ago(60):
        plan = to_return(cast)
        comes_home(cast, plan)
    with ago(10):
        back_in_care(cast, plan)
    comes_home(cast, plan)

    assert "Decide whether it is safe and right at home" in waits(cast.robin)
    assert not queries.facts_of_one(plan).return_stands
    signed_off(cast, plan, Level.MEDIUM)
    sign(sent(cast, plan), Outcome.RETURN, by=cast.morgan)
    assert "Decide whether it is safe and right at home" not in waits(cast.robin)


def test_judged_of_a_highest_class_at_home_it_is_to_be_decided_again(cast):
    with ago(10):
        plan = to_return(cast)
        comes_home(cast, plan)
    before = waits(cast.robin)

    judged(cast, plan, Level.SEVERE)

    assert "Decide whether it is safe and right at home" not in before
    assert "Decide whether it is safe and right at home" in waits(cast.robin)


def test_nothing_waits_and_the_plan_ends_when_the_child_died(cast):
    with ago(40):
        plan = to_return(cast)
        step(cast, plan, StepKind.NIGHT)
        comes_home(cast, plan)
    happen(plan.episode, Happened.DIED, cast.robin, child=plan.child)

    assert waits(cast.robin) == []
    assert stands(plan) == Stage.ENDED
    actions.end_plan(plan, because="Ash died.", by=cast.robin)


def test_looking_back_waits_still_when_the_next_plan_has_begun(cast):
    with ago(60):
        plan = to_return(cast)
        comes_home(cast, plan)
    with ago(10):
        back_in_care(cast, plan)
    begun(cast, plan.child)

    assert "Look back together at the return home" in waits(cast.robin)


def test_return_that_goes_on_is_no_earlier_one(cast):
    with ago(200):
        plan = to_return(cast)
        comes_home(cast, plan)
    with ago(90):
        back_in_care(cast, plan)
    comes_home(cast, plan)

    (earlier,) = queries.earlier_returns(plan.child)

    assert earlier.home_on == localdate() - timedelta(days=200)


def test_officer_goes_when_it_is_judged_again_or_the_plan_ends(cast):
    boss = director(cast)
    with ago(2):
        plan = to_work(cast)
        actions.ask_for_override(signed_off(cast, plan, Level.HIGH), by=cast.robin)

    judged(cast, plan, Level.MEDIUM)

    assert not sees(boss, plan.episode, in_days(1))
    actions.end_plan(plan, because="Dee moved away.", by=cast.robin)
    asked = (Doing.SIGN_OFF_RISK, Doing.OVERRIDE_RISK)
    assert not Task.objects.open().filter(doing__in=asked).exists()


def test_officer_who_is_asked_stays_while_another_decision_is_signed(cast):
    boss = director(cast)
    with ago(2):
        plan = to_work(cast)
        made = signed_off(cast, plan, Level.HIGH)
        decision = sent(cast, plan)
    actions.ask_for_override(made, by=cast.robin)

    sign(decision, Outcome.STAY, by=cast.morgan)

    assert sees(boss, plan.episode, in_days(1))


def test_child_who_does_not_feel_safe_at_a_check_is_talked_with_today(cast, as_worker):
    with ago(60):
        plan = to_return(cast)
        comes_home(cast, plan)

    actions.record_check(plan, 1, checked(feels_safe=False), by=cast.robin)

    task = Task.objects.get(what__startswith="Talk with the child, who does not feel safe")
    page = as_worker(cast.robin).get(f"/children/{plan.child_id}/")
    assert (task.urgent, task.due, list(task.children.all())) == (True, localdate(), [plan.child])
    assert page.context["safe"].answered is False


def test_every_promise_that_holds_is_shown_and_can_be_asked_about(cast, as_worker):
    council, plan = manager(cast), a_plan(cast)
    for what, days in (("Robin twice a week.", 100), ("A night at Nan’s.", 150)):
        made = support.promise_support(
            plan.episode, plan.child, what=what, until=in_days(days), by=cast.robin
        )
    ending = support.propose_early_end(made, because="Nan is ill.", by=cast.kit)
    support.agree_early_end(ending, by=council)

    page = as_worker(cast.kit).get(address("plan", plan.pk)).content.decode()

    shorter = Promise.objects.get(what="Robin twice a week.")
    assert "Robin twice a week." in page
    assert f"/promises/{shorter.pk}/" in page
