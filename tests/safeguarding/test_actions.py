"""Recording where a child stands, and telling those who work with the child once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.partnership.rules import DataGroup, Role
from homeward.safeguarding import actions
from homeward.safeguarding.models import ChildInNeed, ProtectionPlan, ReviewConference
from homeward.safeguarding.queries import holding, plans_of, who_is_told
from homeward.safeguarding.rules import Category
from homeward.support import actions as support
from homeward.support.models import Happening
from homeward.support.rules import Happened
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail.models import Entry
from tests.reunification.making import into_care
from tests.safeguarding.making import ago, ash_of, need, plan
from tests.support.making import leaves


@pytest.fixture
def episode(cast):
    return cast.episode()


@pytest.fixture
def ash(episode):
    return ash_of(episode)


def to_read(worker=None):
    tasks = Task.objects.open().filter(doing=Doing.READ_STATUS)
    return tasks.filter(worker=worker) if worker else tasks


def sees_all(group: DataGroup):
    return True


def sees_core(group: DataGroup):
    return group == DataGroup.CORE


def test_plan_is_kept_with_its_category_and_told_in_the_trail_without_a_name(cast, ash):
    made = plan(ash, cast.sam)

    (line,) = plans_of(ash, localdate())
    entry = Entry.objects.get(what="recorded a child protection plan")
    assert [category.kinds for category in line.categories] == [["neglect"]]
    assert (entry.subject_id, entry.child_ids) == (made.pk, [ash.pk])
    assert "Ash" not in entry.what + entry.because


@pytest.mark.parametrize("who", ["robin", "kit"])
def test_charitys_workers_record_no_status_and_a_refusal_writes_nothing(cast, ash, who):
    before = Entry.objects.count()

    with pytest.raises(Refused):
        plan(ash, getattr(cast, who))
    with pytest.raises(Refused):
        need(ash, getattr(cast, who))

    assert not ProtectionPlan.objects.exists()
    assert not ChildInNeed.objects.exists()
    assert Entry.objects.count() == before


@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_who_does_not_work_with_the_child_records_nothing(cast, ash, who):
    with pytest.raises(Refused):
        need(ash, getattr(cast, who))

    assert not ChildInNeed.objects.exists()


def test_second_plan_at_one_time_is_refused_in_words(cast, ash):
    plan(ash, cast.sam)

    with pytest.raises(Refused, match="one at a time"):
        plan(ash, cast.sam, start=ago(10))

    assert ProtectionPlan.objects.count() == 1


def test_database_holds_one_plan_at_a_time_as_well(cast, ash):
    made = plan(ash, cast.sam)
    made.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


def test_plan_that_began_while_the_family_is_helped_asks_an_end_to_be_decided_again(cast, ash):
    plan(ash, cast.sam, start=ago(1))

    happening = Happening.objects.get(child=ash, kind=Happened.PROTECTION_PLAN)
    assert happening.on == ago(1)


def test_plan_somebody_told_of_before_is_not_told_twice(cast, episode, ash):
    support.record_happening(
        ash,
        kind=Happened.PROTECTION_PLAN,
        on=ago(1),
        what="Dee told us.",
        episode=episode,
        by=cast.robin,
    )

    plan(ash, cast.sam, start=ago(1))

    assert Happening.objects.filter(kind=Happened.PROTECTION_PLAN).count() == 1


def test_change_reaches_the_key_worker_and_the_councils_worker_once_and_nobody_else(cast, ash):
    pat = cast.join("Pat Madeup", cast.west, Role.SOCIAL_WORKER, cast.founded.council)

    need(ash, pat)

    assert {task.worker for task in to_read()} == {cast.robin, cast.sam}
    assert to_read().count() == 2


def test_who_wrote_it_down_is_not_told(cast, ash):
    need(ash, cast.sam)

    assert [task.worker for task in to_read()] == [cast.robin]


def test_new_plan_is_one_thing_on_the_key_workers_day(cast, ash):
    """What follows from a plan is opened for the team already: it is not brought to the key worker twice."""
    plan(ash, cast.sam)

    assert not to_read(cast.robin).exists()
    assert Task.objects.open().filter(what__contains="plan and this help fit together").count() == 1


def test_councils_team_is_told_when_who_referred_has_left(cast, ash):
    leaves(cast.sam)

    told = who_is_told(ash, localdate())

    assert [(one.team, one.worker) for one in told] == [
        (cast.north, cast.robin),
        (cast.west, None),
    ]


def test_change_that_was_read_goes_from_the_day_of_who_read_it_alone(cast, ash):
    pat = cast.join("Pat Madeup", cast.west, Role.SOCIAL_WORKER, cast.founded.council)
    need(ash, pat)

    actions.read_changes(ash, by=cast.robin)

    assert [task.worker for task in to_read()] == [cast.sam]


def test_nothing_to_read_is_refused(cast, ash):
    with pytest.raises(Refused, match="nothing new"):
        actions.read_changes(ash, by=cast.robin)


def test_status_is_shown_as_it_stood_on_a_day(cast, ash):
    made = plan(ash, cast.sam, start=ago(90))
    actions.change_category(made, since=ago(20), kinds=[Category.EMOTIONAL], by=cast.sam)
    actions.end_status(made, on=ago(5), because="It is calm at home.", by=cast.sam)

    then = {
        days: [one.more for one in holding(ash, ago(days), sees_all)] for days in (91, 90, 20, 5)
    }

    assert then == {91: [], 90: ["neglect"], 20: ["emotional abuse"], 5: []}


def test_care_is_read_from_the_record_of_care(cast, episode, ash):
    into_care(cast, episode, on=ago(40))

    (held,) = holding(ash, ago(40), sees_all)
    assert (held.what, held.since, held.more) == ("In care", ago(40), "full care order")
    assert holding(ash, ago(41), sees_all) == []
    assert holding(ash, ago(40), sees_core)[0].more == ""


def test_who_does_not_see_what_is_about_safety_sees_no_plan(cast, ash):
    plan(ash, cast.sam)

    assert holding(ash, localdate(), sees_core) == []


def test_status_of_today_is_one_statement(cast, ash, django_assert_num_queries):
    plan(ash, cast.sam)
    need(ash, cast.sam)

    with django_assert_num_queries(1):
        held = holding(ash, localdate(), sees_all)

    assert [one.what for one in held] == ["Child protection plan", "Child in need"]


def test_review_conferences_are_kept_and_say_when_the_next_is_due(cast, ash):
    made = plan(ash, cast.sam, start=ago(200))
    late = plans_of(ash, localdate())[0].is_late

    actions.record_review(made, held_on=ago(110), what="The plan goes on.", by=cast.sam)

    (line,) = plans_of(ash, localdate())
    assert late
    assert not line.is_late
    assert line.due.day > localdate()


def test_same_conference_is_not_recorded_twice(cast, ash):
    made = plan(ash, cast.sam)
    actions.record_review(made, held_on=ago(3), what="It goes on.", by=cast.sam)

    with pytest.raises(Refused, match="in the record already"):
        actions.record_review(made, held_on=ago(3), what="It goes on.", by=cast.sam)

    assert ReviewConference.objects.count() == 1


def test_status_does_not_end_before_what_is_known_of_it(cast, ash):
    made = plan(ash, cast.sam)
    actions.record_review(made, held_on=ago(3), what="It goes on.", by=cast.sam)

    with pytest.raises(Refused, match="after that day"):
        actions.end_status(made, on=ago(4), because="Over.", by=cast.sam)

    made.refresh_from_db()
    assert made.end is None


def test_what_was_never_so_is_taken_out_and_leaves_its_days_free(cast, ash):
    made = plan(ash, cast.sam)

    actions.take_out(made, because="It was another child’s.", by=cast.sam)

    assert holding(ash, localdate(), sees_all) == []
    assert plan(ash, cast.sam).pk != made.pk
    assert ProtectionPlan.objects.count() == 2


def test_what_was_taken_out_is_not_written_in_any_more(cast, ash):
    made = plan(ash, cast.sam)
    actions.take_out(made, because="It was another child’s.", by=cast.sam)

    with pytest.raises(Refused, match="taken out"):
        actions.end_status(made, on=localdate() - timedelta(days=1), because="Over.", by=cast.sam)
