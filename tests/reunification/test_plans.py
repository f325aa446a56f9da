"""A return plan begins and ends: each act works, is told, and refused it writes nothing."""

import pytest
from django.db import IntegrityError, transaction

from homeward.access.guard import Refused
from homeward.reunification import actions
from homeward.reunification.models import (
    Assessment,
    ReturnPlan,
)
from homeward.reunification.rules import Stage
from homeward.trail.models import Entry
from tests.reunification.making import (
    a_plan,
    ago,
    ash_of,
    assessed,
    back_in_care,
    begun,
    comes_home,
    in_days,
    stands,
    to_return,
)


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
