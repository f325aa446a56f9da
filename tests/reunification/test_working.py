"""On the way home and after it: what is agreed and planned, and what happened, which is never refused."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.partnership.models import Partnership
from homeward.partnership.rules import Function
from homeward.reunification import actions, queries
from homeward.reunification.models import (
    AgreementSigned,
    ClassWords,
    FamilyAgreement,
    LightShown,
    LookBack,
    ReturnCheck,
    StepHome,
)
from homeward.reunification.rules import Level, Light, Outcome, Stage, StepKind, Went, stage
from homeward.support import actions as support
from homeward.support.models import EarlyEnd, Happening, Promise
from homeward.support.rules import Happened, SafetyOutcome
from homeward.tasks.models import Task
from homeward.trail.models import Entry
from tests.reunification.making import (
    a_plan,
    ago,
    agreement,
    back_in_care,
    checked,
    comes_home,
    goal,
    in_days,
    learned,
    manager,
    signed,
    signed_off,
    step,
    to_return,
    to_work,
    told,
)
from tests.support import making as of_support


def test_lights_are_kept_one_after_the_other(cast):
    made = goal(cast, a_plan(cast))

    for light in (Light.RED, Light.AMBER):
        actions.show_light(
            made, light=light, on=localdate(), because="Supper was quiet.", by=cast.robin
        )

    assert [one.light for one in made.lights.all()] == ["red", "amber"]


def test_light_of_a_day_to_come_is_refused_and_writes_nothing(cast):
    made = goal(cast, a_plan(cast))

    with pytest.raises(Refused, match="still to come"):
        actions.show_light(made, light=Light.RED, on=in_days(1), because="x", by=cast.robin)

    assert not LightShown.objects.exists()


def test_agreement_keeps_the_words_as_they_were_signed(cast):
    plan = a_plan(cast)
    made = goal(cast, plan)
    signed_one = agreement(cast, plan)

    actions.drop_goal(made, because="It is done.", by=cast.robin)
    goal(cast, plan, "I phone Nan first")
    second = agreement(cast, plan)

    signed_one.refresh_from_db()
    assert signed_one.terms[0]["words"] == "I put the phone away at supper"
    assert [term["words"] for term in second.terms] == ["I phone Nan first"]
    assert (signed_one.version, second.version) == (1, 2)


def test_agreement_about_nothing_is_refused(cast):
    plan = a_plan(cast)

    with pytest.raises(Refused, match="nothing is written down yet that must change"):
        agreement(cast, plan)

    assert not FamilyAgreement.objects.exists()


def test_who_does_not_sign_is_recorded_with_their_words(cast):
    plan = a_plan(cast)
    goal(cast, plan)
    written = agreement(cast, plan)

    for who, signs in (("Dee, mum", True), ("Col, dad", False)):
        actions.note_signature(
            written, who=who, signs=signs, words="Fine.", on=localdate(), by=cast.robin
        )

    assert list(AgreementSigned.objects.values_list("who", "signs")) == [
        ("Dee, mum", True),
        ("Col, dad", False),
    ]
    assert Entry.objects.filter(what="somebody did not sign the family’s agreement").exists()


def test_nobody_signed_before_the_plan_was_begun(cast):
    plan = a_plan(cast)
    goal(cast, plan)

    with pytest.raises(Refused, match="not begun on that day"):
        actions.note_signature(
            agreement(cast, plan),
            who="Dee",
            signs=True,
            words="",
            on=localdate() - timedelta(days=1),
            by=cast.robin,
        )

    assert not AgreementSigned.objects.exists()


def test_step_waits_for_the_decision_and_what_happened_does_not(cast):
    plan = a_plan(cast)

    with pytest.raises(Refused, match="not decided yet to work towards home"):
        step(cast, plan)
    actions.tell_unplanned(plan, StepKind.NIGHT, told(), by=cast.robin)

    assert [one.was_planned for one in StepHome.objects.all()] == [False]


def test_step_is_told_once(cast):
    made = step(cast, to_work(cast))
    actions.tell_step(made, told(), by=cast.robin)

    with pytest.raises(Refused, match="written down already"):
        actions.tell_step(made, told(what="Again."), by=cast.robin)

    made.refresh_from_db()
    assert made.what_happened == "They cooked."


def test_coming_home_as_planned_is_one_event_with_its_urgent_tasks(cast):
    plan = to_return(cast)
    made = step(cast, plan, StepKind.HOME)

    actions.tell_step(made, told(), by=cast.robin)

    event = Happening.objects.get(kind=Happened.RETURNED_HOME)
    assert event.episode == plan.episode
    assert event.tasks.filter(urgent=True).count() == 2
    assert queries.facts_of_one(plan).is_home


def test_coming_home_that_was_recorded_already_is_not_recorded_twice(cast):
    plan = to_return(cast)
    made = step(cast, plan, StepKind.HOME)
    comes_home(cast, plan)

    actions.tell_step(made, told(), by=cast.robin)

    assert Happening.objects.filter(kind=Happened.RETURNED_HOME).count() == 1


def test_day_that_did_not_happen_brings_nobody_home(cast):
    plan = to_return(cast)

    actions.tell_step(step(cast, plan, StepKind.HOME), told(went=Went.NOT_AT_ALL), by=cast.robin)

    assert not Happening.objects.filter(kind=Happened.RETURNED_HOME).exists()
    assert stage(queries.facts_of_one(plan)) == Stage.GETTING_READY


def test_parent_who_takes_a_child_home_under_section_20_is_recorded_at_once(cast):
    plan = a_plan(cast, code="V2")

    comes_home(cast, plan, by=cast.sam)

    facts = queries.facts_of_one(plan)
    assert stage(facts) == Stage.HOME
    assert not facts.return_stands
    assert Task.objects.open().filter(urgent=True, team=cast.west).exists()
    assert Task.objects.open().filter(urgent=True, team=cast.north).exists()


def test_checks_are_of_one_coming_home(cast):
    with ago(60):
        plan = to_return(cast)
        comes_home(cast, plan)
    home_on = queries.facts_of_one(plan).home.home_on

    actions.record_check(plan, 1, checked(), by=cast.robin)

    assert ReturnCheck.objects.get().home_on == home_on
    with pytest.raises(Refused, match="done already"):
        actions.record_check(plan, 1, checked(), by=cast.robin)
    back_in_care(cast, plan, on=localdate() - timedelta(days=1))
    comes_home(cast, plan)
    assert queries.facts_of_one(plan).checks == frozenset()


def test_check_of_a_child_who_is_in_care_is_refused(cast):
    plan = to_return(cast)

    with pytest.raises(Refused, match="not at home"):
        actions.record_check(plan, 1, checked(), by=cast.robin)

    assert not ReturnCheck.objects.exists()


def test_looking_back_joins_the_same_plan_once(cast):
    with ago(60):
        plan = to_return(cast)
    comes_home(cast, plan, on=in_days(-3))

    with pytest.raises(Refused, match="not back in care"):
        actions.look_back(plan, learned(), by=cast.robin)
    back_in_care(cast, plan)
    made = actions.look_back(plan, learned(), by=cast.sam)

    assert (made.home_on, made.back_on) == (localdate() - timedelta(days=3), localdate())
    with pytest.raises(Refused, match="looked back at it already"):
        actions.look_back(plan, learned(), by=cast.robin)
    assert LookBack.objects.count() == 1


def promised(cast, plan, days=200) -> Promise:
    return support.promise_support(
        plan.episode, plan.child, what="Robin twice a week.", until=in_days(days), by=cast.robin
    )


def end_decided(cast, episode) -> None:
    decision = of_support.sent(cast, episode, Function.END_SUPPORT)
    of_support.signed(decision, by=cast.morgan, code=SafetyOutcome.END_SUPPORT)


def test_promised_support_does_not_end_by_one_organisations_decision(cast):
    plan = a_plan(cast)
    promised(cast, plan)
    end_decided(cast, plan.episode)

    with pytest.raises(Refused, match="support was promised up to") as no:
        support.close_episode(plan.episode, because="Enough.", by=cast.robin)

    plan.episode.refresh_from_db()
    assert plan.episode.closed_at is None
    assert "both organisations" in no.value.answer.instead


def test_both_organisations_end_promised_support_together(cast):
    council = manager(cast)
    plan = a_plan(cast)
    ending = support.propose_early_end(
        promised(cast, plan), because="They moved to Nan.", by=cast.kit
    )
    end_decided(cast, plan.episode)

    with pytest.raises(Refused, match="own side cannot agree"):
        support.agree_early_end(ending, by=cast.kit)
    with pytest.raises(Refused, match="support was promised"):
        support.close_episode(plan.episode, because="Enough.", by=cast.robin)
    support.agree_early_end(ending, by=council)
    support.close_episode(plan.episode, because="Enough.", by=cast.robin)

    plan.episode.refresh_from_db()
    assert plan.episode.closed_at is not None


def test_promise_that_is_kept_can_be_asked_about_again(cast):
    council = manager(cast)
    made = promised(cast, a_plan(cast))
    ending = support.propose_early_end(made, because="x", by=cast.kit)

    with pytest.raises(Refused, match="proposed already"):
        support.propose_early_end(made, because="y", by=council)
    support.keep_promise(ending, because="It is too soon.", by=council)
    support.propose_early_end(made, because="z", by=cast.kit)

    assert EarlyEnd.objects.waiting().count() == 1


def test_key_worker_proposes_no_early_end(cast):
    made = promised(cast, a_plan(cast))

    with pytest.raises(Refused, match="for the managers"):
        support.propose_early_end(made, because="x", by=cast.robin)

    assert not EarlyEnd.objects.exists()


def test_promise_is_made_longer_and_never_shorter(cast):
    plan = a_plan(cast)
    promised(cast, plan, 100)

    with pytest.raises(Refused, match="promised up to"):
        promised(cast, plan, 50)
    promised(cast, plan, 150)

    assert Promise.objects.count() == 2


def test_family_that_withdraws_is_not_held_by_a_promise(cast):
    plan = a_plan(cast)
    promised(cast, plan)
    of_support.happen(plan.episode, Happened.FAMILY_WITHDREW, cast.robin)

    support.close_episode(plan.episode, because="They withdrew.", by=cast.robin)

    plan.episode.refresh_from_db()
    assert plan.episode.closed_at is not None


CALLED = actions.Called("Very high", "High", "Middling", "Low")


def call(cast, *, days=0, by=None, called=CALLED):
    return actions.call_classes(
        cast.partnership,
        called,
        from_day=in_days(days),
        decided_under="Joint board, item 4",
        by=by or cast.morgan,
    )


def test_classes_are_called_as_agreed_from_the_day(cast):
    call(cast, days=7)

    words = queries.class_words(cast.partnership.pk, in_days(7))
    assert words[Level.SEVERE] == "Very high"
    assert queries.class_words(cast.partnership.pk, in_days(6))[Level.SEVERE] == "Severe"
    other = Partnership.objects.exclude(pk=cast.partnership.pk).get()
    assert queries.class_words(other.pk, in_days(7))[Level.SEVERE] == "Severe"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"days": -1}, "days that are over"),
        ({"called": actions.Called("High", "High", "Medium", "Low")}, "called the same"),
    ],
)
def test_words_that_cannot_be_are_refused_and_nothing_is_written(cast, changes, said):
    with pytest.raises(Refused, match=said):
        call(cast, **changes)

    assert not ClassWords.objects.exists()


def test_only_who_answers_for_the_service_calls_classes(cast):
    with pytest.raises(Refused, match="head of service"):
        call(cast, by=cast.kit)


def test_refused_returns_stay_refused_in_the_partnerships_own_words(cast):
    call(cast)
    plan = to_work(cast)
    signed_off(cast, plan, Level.SEVERE)

    with pytest.raises(Refused, match="judged “Very high”"):
        signed(cast, plan, Outcome.RETURN, by=cast.morgan)
