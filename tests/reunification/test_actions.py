"""A return plan from its beginning to the decision: each act works, is told, and refused it writes nothing."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.decisions import actions as decisions
from homeward.decisions.models import Decision
from homeward.partnership.rules import Function
from homeward.reunification import actions, queries
from homeward.reunification.models import (
    Assessment,
    Classification,
    Factor,
    Override,
    ReturnDecision,
    ReturnPlan,
)
from homeward.reunification.rules import Kind, Level, Outcome, Stage, stage
from homeward.support import actions as support
from homeward.tasks.models import Task
from homeward.trail.models import Entry
from tests.reunification.making import (
    a_plan,
    ago,
    ash_of,
    assessed,
    back_in_care,
    begun,
    comes_home,
    director,
    factor,
    in_days,
    into_care,
    judged,
    manager,
    sent,
    sign,
    signed,
    signed_off,
    to_assess,
    to_return,
    to_work,
)
from tests.support.making import sees


def stands(plan) -> Stage:
    plan.refresh_from_db()
    return stage(queries.facts_of_one(plan))


def test_plan_belongs_to_one_child_in_the_familys_episode(cast):
    plan = a_plan(cast)

    told = Entry.objects.get(what="began a return plan")
    assert plan.episode == ash_of(plan.episode).episodes_of_help.get()
    assert (told.child_ids, told.worker) == ([plan.child_id], cast.robin)
    assert stands(plan) == Stage.IDENTIFIED


def test_sister_has_a_plan_of_her_own(cast):
    plan = a_plan(cast)
    wren = plan.episode.children.get(given_name="Wren")

    hers = begun(cast, wren)

    assert hers.after is None
    assert hers.episode == plan.episode


def test_second_plan_of_a_child_is_refused_and_nothing_is_written(cast):
    plan = a_plan(cast)

    with pytest.raises(Refused, match="has a return plan already"):
        begun(cast, plan.child)

    assert list(ReturnPlan.objects.all()) == [plan]


def test_database_holds_one_plan_at_a_time(cast):
    plan = a_plan(cast)

    with pytest.raises(IntegrityError, match="one_return_plan_at_a_time"), transaction.atomic():
        ReturnPlan.objects.create(
            partnership=plan.partnership,
            child=plan.child,
            episode=plan.episode,
            home_to="Nan",
            why="Again",
            begun_by=cast.robin,
        )


def test_child_whom_nobody_helps_has_no_plan(cast):
    child = cast.refer().children.get(preferred_name="Ash")

    with pytest.raises(Refused, match="nobody helps this family") as no:
        begun(cast, child)

    assert "Refer the family first" in no.value.answer.instead


def test_stranger_begins_no_plan(cast):
    episode = cast.episode()

    with pytest.raises(Refused, match="another partnership"):
        begun(cast, ash_of(episode), by=cast.stranger)

    assert not ReturnPlan.objects.exists()


def test_first_decision_is_the_councils_and_about_this_child_alone(cast):
    council = manager(cast)
    plan = a_plan(cast)

    decision = signed(cast, plan, Outcome.ASSESS, by=council)

    assert decision.function == Function.ASSESS_RETURN
    assert list(decision.children.all()) == [plan.child]
    assert decision.safety.episode == plan.episode
    assert stands(plan) == Stage.ASSESSING


def test_charity_prepares_and_does_not_decide(cast):
    manager(cast)
    decision = sent(cast, a_plan(cast))

    with pytest.raises(Refused, match="team manager, council, decides"):
        sign(decision, Outcome.ASSESS, by=cast.kit)

    decision.refresh_from_db()
    assert decision.signed_at is None


def test_no_to_the_first_question_ends_it_for_now_and_it_can_be_asked_again(cast):
    council = manager(cast)
    plan = a_plan(cast)

    signed(cast, plan, Outcome.NOT_NOW, by=council)

    assert stands(plan) == Stage.NOT_NOW
    signed(cast, plan, Outcome.ASSESS, by=council)
    assert stands(plan) == Stage.ASSESSING


def test_second_question_waits_for_a_class_that_is_signed_off(cast):
    plan = to_assess(cast)
    judged(cast, plan)

    with pytest.raises(Refused, match="not judged and signed off"):
        actions.ask_question(plan, due=in_days(7), by=cast.robin)

    assert ReturnDecision.objects.count() == 1
    assert Decision.objects.filter(function=Function.WORK_TO_RETURN).count() == 0


def test_one_question_is_asked_at_a_time(cast):
    plan = a_plan(cast)
    actions.ask_question(plan, due=in_days(7), by=cast.robin)

    with pytest.raises(Refused, match="being prepared already"):
        actions.ask_question(plan, due=in_days(7), by=cast.robin)


def test_whether_a_child_goes_home_is_asked_and_signed_nowhere_else(cast):
    episode = cast.episode()
    plan = begun(cast, into_care(cast, episode))
    decision = sent(cast, plan)

    with pytest.raises(Refused, match="asked on the child’s return plan"):
        support.prepare_safety_decision(
            episode, function=Function.RETURN_HOME, due=in_days(7), by=cast.robin
        )
    with pytest.raises(Refused, match="decided on the child’s return plan"):
        support.sign_safety_decision(
            decision,
            outcome=decision.options.first(),
            reasons="Now.",
            look_again_if="",
            look_again_by=in_days(7),
            dissent="",
            signed_name="Toni Managely",
            version=decision.version,
            by=manager(cast),
        )

    decision.refresh_from_db()
    assert decision.signed_at is None


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


def test_return_needs_a_judgement_since_the_work_began(cast):
    plan = to_work(cast)
    decision = sent(cast, plan)

    with pytest.raises(Refused, match="before the work began"):
        sign(decision, Outcome.RETURN, by=cast.morgan)

    assert stands(plan) == Stage.WORKING
    signed_off(cast, plan)
    sign(decision, Outcome.RETURN, by=cast.morgan)
    assert stands(plan) == Stage.GETTING_READY


def test_return_at_a_highest_class_is_decided_only_with_a_named_override(cast):
    boss = director(cast)
    plan = to_work(cast)
    made = signed_off(cast, plan, Level.HIGH)
    decision = sent(cast, plan)

    with pytest.raises(Refused, match="judged “High”"):
        sign(decision, Outcome.RETURN, by=cast.morgan)
    actions.override_class(made, reasons="Nan lives there now.", signed_name=boss.name, by=boss)
    sign(decision, Outcome.RETURN, by=cast.morgan)

    assert stands(plan) == Stage.GETTING_READY
    assert Override.objects.get().signed_by == boss


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


def test_option_in_own_words_is_held_to_the_same_when_it_is_about_going_home(cast):
    plan = to_work(cast)
    signed_off(cast, plan, Level.SEVERE)
    decision = sent(cast, plan)
    own = decisions.add_option(
        decision,
        what="Home in June",
        could_make_it_safe="Nan",
        could_go_wrong="Rows",
        version=decision.version,
        by=cast.robin,
    )

    decision.refresh_from_db()
    with pytest.raises(Refused, match="judged “Severe”"):
        actions.sign_return_decision(
            decision,
            outcome=own,
            reasons="Yes.",
            look_again_if="",
            look_again_by=in_days(9),
            dissent="",
            signed_name="Morgan Specimen",
            version=decision.version,
            by=cast.morgan,
        )


def test_staying_in_care_is_decided_at_any_class(cast):
    plan = to_work(cast)
    signed_off(cast, plan, Level.SEVERE)

    signed(cast, plan, Outcome.STAY, by=cast.morgan)

    assert stands(plan) == Stage.NOT_NOW


def test_return_of_who_is_sixteen_and_under_no_order_is_the_directors(cast):
    boss = director(cast)
    plan = to_work(cast, code="V2")
    signed_off(cast, plan)
    asked = sent(cast, plan)
    plan.child.born = date(localdate().year - 17, 1, 1)
    plan.child.save()

    with pytest.raises(Refused, match="director of children's services"):
        sign(asked, Outcome.RETURN, by=cast.morgan)
    anew = sent(cast, plan)
    sign(anew, Outcome.RETURN, by=boss)

    assert anew.function == Function.RETURN_AT_16
    assert "regulation 39" in anew.law
    assert stands(plan) == Stage.GETTING_READY


def test_plan_that_ended_is_written_in_no_more(cast):
    plan = a_plan(cast)
    actions.end_plan(plan, because="Ash would rather stay.", by=cast.robin)

    with pytest.raises(Refused, match="this return plan ended"):
        assessed(cast, plan)

    assert not Assessment.objects.exists()
    assert stands(plan) == Stage.ENDED


def test_plan_of_a_child_who_is_home_does_not_end(cast):
    plan = to_return(cast)
    comes_home(cast, plan)

    with pytest.raises(Refused, match="checks go on for two years"):
        actions.end_plan(plan, because="Done.", by=cast.robin)

    plan.refresh_from_db()
    assert plan.ended_at is None


def test_plan_after_coming_back_is_joined_to_the_one_before_in_the_same_episode(cast):
    with ago(60):
        plan = to_return(cast)
    comes_home(cast, plan, on=in_days(-1))
    back_in_care(cast, plan)

    again = begun(cast, plan.child)

    plan.refresh_from_db()
    assert again.after == plan
    assert again.episode == plan.episode
    assert plan.ended_at is not None
    assert stands(plan) == Stage.BACK
    assert stands(again) == Stage.IDENTIFIED
    assert again.episode.closed_at is None
    assert again.episode.allocations.get().worker == cast.robin
