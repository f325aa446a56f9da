"""Raising, answering, raising further and ending a disagreement; and whom each act lets see."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, localtime, now
from time_machine import travel

from homeward.access.guard import Refused
from homeward.disagreements import actions
from homeward.disagreements.models import Disagreement, LevelReached, Settlement, Side
from homeward.disagreements.rules import Answered, Level
from homeward.partnership.rules import Role
from homeward.sharing import actions as sharing
from homeward.sharing.rules import RestrictionKind
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail.models import Entry
from tests.disagreements.making import (
    answered,
    ash,
    asked,
    charity_head,
    director,
    raised,
    sees,
    west_manager,
)
from tests.support.making import sent, signed


def written():
    return [
        model.objects.count() for model in (Disagreement, LevelReached, Side, Settlement, Task)
    ] + [Entry.objects.filter(kind="change").count()]


def test_raising_asks_the_managers_of_both_teams_within_a_working_day(cast):
    wilma = west_manager(cast)

    disagreement = raised(cast)

    assert asked(disagreement) == {cast.kit.name, wilma.name}
    due = Task.objects.filter(doing=Doing.ANSWER_DISAGREEMENT).values_list("due", flat=True)
    assert set(due) == {Level.TEAMS.clock.due(localtime())}
    entry = Entry.objects.get(what="raised a disagreement")
    assert entry.worker == cast.robin
    assert entry.child_ids == disagreement.child_ids()


def test_on_a_decision_it_is_about_all_its_children_and_changes_nothing_in_it(cast):
    decision = signed(sent(cast, cast.episode()), by=cast.morgan, code="stay_at_home")

    disagreement = raised(cast, decision)

    before = decision.version, decision.signed_at, decision.outcome_id
    decision.refresh_from_db()
    assert (decision.version, decision.signed_at, decision.outcome_id) == before
    assert set(disagreement.children.all()) == set(decision.children.all())
    assert disagreement.with_kind == "council"


def test_a_disagreement_holds_no_decision_back(cast):
    decision = sent(cast, cast.episode())
    raised(cast, decision)

    signed(decision, by=cast.morgan, code="stay_at_home")

    decision.refresh_from_db()
    assert decision.signed_by == cast.morgan
    assert Disagreement.objects.open().count() == 1


def test_whoever_does_not_see_the_child_raises_nothing(cast):
    child = ash(cast)
    before = written()

    for worker in (cast.terry, cast.stranger):
        with pytest.raises(Refused):
            raised(cast, child, by=worker)

    assert written() == before


def test_team_of_another_partnership_is_refused_and_nothing_is_written(cast):
    child = ash(cast)
    before = written()

    with pytest.raises(Refused, match="another partnership"):
        raised(cast, child, with_team=cast.elsewhere)

    assert written() == before


def test_upheld_settles_it_and_closes_every_task(cast):
    wilma = west_manager(cast)
    disagreement = raised(cast)

    answered(disagreement, wilma, Answered.UPHELD, "West comes on Saturdays from this week.")

    assert Settlement.objects.get(disagreement=disagreement).ended_by == wilma
    assert asked(disagreement) == set()
    assert not Disagreement.objects.open().exists()
    assert Entry.objects.filter(what="answered a disagreement", worker=wilma).exists()


def test_nobody_settles_for_an_organisation_that_said_nothing(cast):
    disagreement = raised(cast)
    before = written()

    with pytest.raises(Refused, match="the council has not been heard"):
        answered(disagreement, cast.kit, Answered.UPHELD)

    assert written() == before

    actions.add_side(disagreement, words="We have nobody at weekends.", by=cast.sam)
    answered(disagreement, cast.kit, Answered.OTHERWISE, "Sam phones on Saturdays.")
    assert Settlement.objects.filter(disagreement=disagreement).exists()


@pytest.mark.parametrize("who", ["robin", "sam", "lee", "terry", "stranger"])
def test_only_those_who_are_asked_answer(cast, who):
    disagreement = raised(cast)
    before = written()

    with pytest.raises(Refused):
        answered(disagreement, getattr(cast, who))

    assert written() == before


def test_manager_who_raised_it_does_not_answer_it(cast):
    wilma = west_manager(cast)
    disagreement = raised(cast, by=cast.kit)

    with pytest.raises(Refused, match="you raised it yourself"):
        answered(disagreement, cast.kit)

    assert asked(disagreement) == {wilma.name}


def test_not_upheld_is_raised_to_the_heads_by_who_raised_it(cast):
    hari = charity_head(cast)
    disagreement = raised(cast)
    answered(disagreement, cast.kit)

    actions.raise_further(disagreement, because="Friday was worse.", by=cast.robin)

    assert asked(disagreement) == {hari.name, cast.morgan.name}
    assert sees(cast.morgan, disagreement.children.get())
    heads = disagreement.levels.get(level=Level.HEADS)
    assert heads.because == "Friday was worse."
    assert not Task.objects.open().filter(doing=Doing.WEIGH_ANSWER).exists()


def test_who_raised_it_has_a_task_to_weigh_an_answer(cast):
    disagreement = raised(cast)

    answered(disagreement, cast.kit)

    task = Task.objects.open().get(doing=Doing.WEIGH_ANSWER)
    assert task.worker == cast.robin
    assert asked(disagreement) == set()


def test_it_is_not_raised_further_while_an_answer_is_in_time(cast):
    disagreement = raised(cast)
    before = written()

    with pytest.raises(Refused, match="an answer is due by"):
        actions.raise_further(disagreement, because="Now.", by=cast.robin)

    assert written() == before


def test_no_answer_in_time_may_be_raised_further(cast):
    with travel(now() - timedelta(days=9)):
        disagreement = raised(cast)

    actions.raise_further(disagreement, because="Nobody answered.", by=cast.robin)

    assert disagreement.levels.order_by("-level")[0].level == Level.HEADS


def test_signatory_of_the_decision_is_passed_over(cast):
    """Morgan signed, and is the only head there is: the heads cannot answer, and it goes to the next level."""
    dana = director(cast)
    decision = signed(sent(cast, cast.episode()), by=cast.morgan, code="stay_at_home")
    disagreement = raised(cast, decision)
    answered(disagreement, cast.kit)

    actions.raise_further(disagreement, because="They did not ask Ash.", by=cast.robin)

    passed = disagreement.levels.get(level=Level.HEADS)
    assert "signed" in passed.passed_because
    assert passed.due is None
    assert asked(disagreement) == {dana.name}


def test_record_that_is_closed_to_a_manager_goes_to_the_other(cast):
    wilma = west_manager(cast)
    child = ash(cast)
    sharing.close_record(
        child,
        kind=RestrictionKind.RELATIVE,
        because="A cousin.",
        named=[cast.kit],
        until=localdate() + timedelta(days=60),
        by=wilma,
    )

    disagreement = raised(cast, child)

    assert asked(disagreement) == {wilma.name}
    with pytest.raises(Refused, match="the record is closed to you"):
        answered(disagreement, cast.kit)


def test_at_the_last_level_both_are_heard_before_it_ends(cast):
    dana = director(cast)
    with travel(now() - timedelta(days=20)):
        disagreement = raised(cast)
    with travel(now() - timedelta(days=12)):
        actions.raise_further(disagreement, because="Nobody answered.", by=cast.robin)
    actions.raise_further(disagreement, because="Nobody answered.", by=cast.robin)

    with pytest.raises(Refused, match="the council has not been heard yet"):
        answered(disagreement, dana)
    actions.add_side(disagreement, words="We have nobody at weekends.", by=cast.sam)
    answered(disagreement, dana, words="Help stays as it is. Duty is told.")

    assert Settlement.objects.get(disagreement=disagreement).words.startswith("Help stays")


def test_who_was_let_see_to_answer_sees_until_midnight_of_the_day_it_ends(cast):
    charity_head(cast)
    with travel(now() - timedelta(days=9)):
        disagreement = raised(cast)
    child = disagreement.children.get()
    assert not sees(cast.morgan, child)
    actions.raise_further(disagreement, because="Nobody answered.", by=cast.robin)
    actions.add_side(disagreement, words="We cannot.", by=cast.sam)

    answered(disagreement, cast.morgan, Answered.UPHELD, "West comes on Saturdays.")

    assert sees(cast.morgan, child)
    with travel(now() + timedelta(days=1)):
        assert not sees(cast.morgan, child)


def test_withdrawing_says_why_and_is_only_for_who_raised_it(cast):
    disagreement = raised(cast)
    before = written()

    with pytest.raises(Refused, match="only who raised it"):
        actions.withdraw_disagreement(disagreement, because="No.", by=cast.kit)
    assert written() == before

    settlement = actions.withdraw_disagreement(disagreement, because="Nan moved in.", by=cast.robin)
    assert settlement.withdrawn
    assert asked(disagreement) == set()


def test_settled_after_an_answer_that_was_not_enough(cast):
    disagreement = raised(cast)
    answered(disagreement, cast.kit)
    actions.add_side(disagreement, words="We can come on Sundays.", by=cast.sam)

    settlement = actions.settle_disagreement(
        disagreement, words="West comes on Sundays; Robin agrees.", by=cast.kit
    )

    assert not settlement.withdrawn
    assert Entry.objects.filter(what="settled a disagreement").exists()
    assert not Task.objects.open().filter(doing=Doing.WEIGH_ANSWER).exists()


def test_what_ended_stays_as_it_is(cast):
    disagreement = raised(cast)
    actions.withdraw_disagreement(disagreement, because="Nan moved in.", by=cast.robin)
    before = written()

    for act in (
        lambda: answered(disagreement, cast.kit),
        lambda: actions.raise_further(disagreement, because="More.", by=cast.robin),
        lambda: actions.settle_disagreement(disagreement, words="Agreed.", by=cast.kit),
        lambda: actions.withdraw_disagreement(disagreement, because="Again.", by=cast.robin),
        lambda: actions.add_side(disagreement, words="Late.", by=cast.sam),
    ):
        with pytest.raises(Refused, match="was withdrawn"):
            act()

    assert written() == before


def test_database_refuses_half_an_answer(cast):
    reached = raised(cast).levels.get()
    reached.answer, reached.words = Answered.UPHELD, "Yes."

    with pytest.raises(ValidationError):
        reached.validate_constraints()


def test_signing_ends_sight_for_signing_and_not_for_answering(cast):
    """Dana answers a disagreement on what Morgan signs: when it is signed, she still sees the child."""
    dana = cast.join("Dana Placebo", cast.west, Role.DIRECTOR, cast.founded.council)
    decision = sent(cast, cast.episode())
    disagreement = raised(cast, decision, with_team=cast.north)
    with travel(now() + timedelta(days=9)):
        actions.raise_further(disagreement, because="Nobody answered.", by=cast.robin)
    with travel(now() + timedelta(days=20)):
        actions.raise_further(disagreement, because="Nobody answered.", by=cast.robin)

        signed(decision, by=cast.morgan, code="stay_at_home")

        assert sees(dana, disagreement.children.first())
        assert dana.name in asked(disagreement)
