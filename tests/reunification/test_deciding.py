"""The three decisions of a return plan: who takes them, in which order, and what stands in the way."""

from datetime import date

import pytest
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.decisions import actions as decisions
from homeward.decisions.models import Decision
from homeward.partnership.rules import Function
from homeward.reunification import actions
from homeward.reunification.models import (
    Override,
    ReturnDecision,
)
from homeward.reunification.rules import Level, Outcome, Stage
from homeward.support import actions as support
from tests.reunification.making import (
    a_plan,
    begun,
    director,
    in_days,
    into_care,
    judged,
    manager,
    sent,
    sign,
    signed,
    signed_off,
    stands,
    to_assess,
    to_work,
)


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
