"""How safe a return home is judged to be: on evidence, signed off by the council, overridden by a named officer."""

import pytest
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.reunification import actions, queries
from homeward.reunification.models import (
    Classification,
    Factor,
    Override,
)
from homeward.reunification.rules import Kind, Level, Outcome
from homeward.tasks.models import Task
from tests.reunification.making import (
    a_plan,
    ago,
    assessed,
    director,
    factor,
    in_days,
    judged,
    manager,
    sent,
    sign,
    signed_off,
    to_assess,
    to_work,
)
from tests.support.making import sees


def test_nothing_is_judged_without_its_evidence(cast):
    plan = a_plan(cast)
    assessed(cast, plan)

    with pytest.raises(Refused, match="nothing is written down yet"):
        judged(cast, plan)

    assert not Classification.objects.exists()
    with pytest.raises(Refused, match="without how it is known"):
        actions.add_factor(
            plan, kind=Kind.RISK, what="Rows", evidence=" ", source="School", by=cast.robin
        )
    assert not Factor.objects.exists()


def test_class_is_a_judgement_and_the_mismatch_is_kept_beside_it(cast):
    plan = a_plan(cast)
    assessed(cast, plan)
    factor(cast, plan)

    made = judged(cast, plan, Level.LOW)

    assert made.level == Level.LOW
    assert "points to “Severe”" in made.pointed
    assert (made.risks, made.protects, made.changes) == (1, 0, 0)


def test_what_is_no_longer_so_counts_no_more_and_stays(cast):
    plan = a_plan(cast)
    risk = factor(cast, plan)

    actions.end_factor(risk, because="Nobody shouts since May.", by=cast.robin)

    assert queries.inputs_of(plan).risks == 0
    assert Factor.objects.get().over_because == "Nobody shouts since May."
    with pytest.raises(Refused, match="no longer so"):
        actions.end_factor(risk, because="Twice.", by=cast.robin)


def test_council_has_a_task_to_sign_off_and_does_it(cast):
    council = manager(cast)
    plan = to_assess(cast)
    made = judged(cast, plan)
    task = Task.objects.get(doing="sign off risk")

    actions.sign_off_class(made, signed_name=council.name, by=council)

    made.refresh_from_db()
    task.refresh_from_db()
    assert task.team == cast.west
    assert made.signed_off_by == council
    assert "arrangement" in made.signed_off_under
    assert task.done_by == council


@pytest.mark.parametrize("who", ["kit", "sam", "robin"])
def test_nobody_else_signs_it_off(cast, who):
    manager(cast)
    made = judged(cast, to_assess(cast))
    worker = getattr(cast, who)

    with pytest.raises(Refused):
        actions.sign_off_class(made, signed_name=worker.name, by=worker)

    made.refresh_from_db()
    assert made.signed_off_at is None


def test_who_judged_it_does_not_sign_it_off(cast):
    council = manager(cast)
    made = judged(cast, to_assess(cast), by=council)

    with pytest.raises(Refused, match="you judged it"):
        actions.sign_off_class(made, signed_name=council.name, by=council)


def test_class_that_was_judged_again_is_signed_off_no_more(cast):
    plan = to_assess(cast)
    first = judged(cast, plan)
    judged(cast, plan, Level.HIGH)

    with pytest.raises(Refused, match="judged again since"):
        actions.sign_off_class(first, signed_name="Toni Managely", by=manager(cast))

    assert Task.objects.open().filter(doing="sign off risk").count() == 1


def test_override_of_one_class_is_none_of_the_next(cast):
    boss = director(cast)
    plan = to_work(cast)
    made = signed_off(cast, plan, Level.HIGH)
    actions.override_class(made, reasons="Nan lives there.", signed_name=boss.name, by=boss)
    signed_off(cast, plan, Level.SEVERE)
    decision = sent(cast, plan)

    with pytest.raises(Refused, match="judged “Severe”"):
        sign(decision, Outcome.RETURN, by=cast.morgan)

    decision.refresh_from_db()
    assert decision.signed_at is None


@pytest.mark.parametrize("who", ["morgan", "kit", "robin"])
def test_nobody_but_the_officer_of_the_register_overrides(cast, who):
    director(cast)
    made = signed_off(cast, to_work(cast), Level.HIGH)
    worker = getattr(cast, who)

    with pytest.raises(Refused, match="director of children's services, council, decides"):
        actions.override_class(made, reasons="x", signed_name=worker.name, by=worker)

    assert not Override.objects.exists()


def test_officer_who_is_asked_sees_the_child_until_it_is_answered(cast):
    boss = director(cast)
    with ago(2):
        plan = to_work(cast)
    made = signed_off(cast, plan, Level.HIGH)
    before = sees(boss, plan.episode, localdate())

    actions.ask_for_override(made, by=cast.robin)

    task = Task.objects.get(doing="override risk")
    asked = sees(boss, plan.episode, localdate())
    actions.override_class(made, reasons="Nan.", signed_name=boss.name, by=boss)
    task.refresh_from_db()
    assert (before, asked) == (False, True)
    assert task.done_by == boss
    assert not sees(boss, plan.episode, in_days(1))


def test_override_that_nobody_may_give_is_not_asked_for(cast):
    made = signed_off(cast, to_work(cast), Level.HIGH)

    with pytest.raises(Refused, match="nobody of the council may override"):
        actions.ask_for_override(made, by=cast.robin)

    assert not Task.objects.filter(doing="override risk").exists()
