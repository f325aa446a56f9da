"""Offers, invitations, meetings and plans of a family: kept, told in the trail, refused without a trace."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from homeward.access.guard import Overtaken, Refused
from homeward.clocks.rules import working_days_after
from homeward.family import actions
from homeward.family.models import DutyLine, FamilyPlan, GroupChild, Invitation, Meeting, Offer
from homeward.family.queries import duty_of, family_first, offers_owed
from homeward.family.rules import Agrees, Came, Comes, Said
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail.actions import content_of
from homeward.trail.models import Content, Entry
from tests.family import making
from tests.family.making import answered, begun, dee, held, in_days, nan, offered, planned


def waiting(doing, subject):
    return Task.objects.open().filter(doing=doing, subject_id=subject.pk)


def told(what, child=None):
    """What the trail kept of the last entry of this name."""
    entry = Entry.objects.filter(what=what).last()
    contents = Content.objects.filter(entry=entry)
    return entry, content_of(contents.filter(child_id=child.pk).get() if child else contents[0])


@pytest.fixture
def group(cast):
    return begun(cast)


# Beginning


def test_family_begins_with_whom_the_record_knows_and_a_child_is_in_one(cast, group):
    ash = group.children.get(preferred_name="Ash")

    with pytest.raises(Refused, match="the family of one of them is asked already"):
        actions.begin_group([ash], by=cast.sam)
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupChild.objects.create(partnership=group.partnership, group=group, child=ash)

    assert dee(group).adult.phone == "01632 960155"
    assert group.about.count() == 2


def test_children_of_another_partnership_are_not_begun_with(cast, group):
    children = list(cast.refer().children.all())

    with pytest.raises(Refused, match="not all of these children"):
        actions.begin_group(children, by=cast.stranger)

    assert not Entry.objects.filter(what="began to ask the family", worker=cast.stranger).exists()
    assert GroupChild.objects.count() == 2


# The duty


def test_day_of_the_duty_is_a_line_that_the_head_writes_and_the_newest_holds(cast):
    making.duty_since(cast, in_days(30))
    making.duty_since(cast, None)
    entries = Entry.objects.count()

    with pytest.raises(Refused, match="head of service"):
        actions.set_duty(cast.partnership, since=localdate(), source="-", by=cast.kit)
    with pytest.raises(Refused, match="says already"):
        making.duty_since(cast, None)

    assert DutyLine.objects.count() == 2
    assert duty_of(cast.partnership.pk).since is None
    assert Entry.objects.count() == entries


# The offer


def test_yes_to_the_offer_asks_the_council_for_a_meeting_once(cast, group):
    offer = offered(group, cast.robin)
    offered(group, cast.robin, on=in_days(-1))

    task = waiting(Doing.HOLD_FAMILY_GROUP, group).get()
    entry, kept = told("offered a family group meeting")
    assert (task.team, task.due) == (cast.west, working_days_after(localdate(), 20))
    assert (entry.worker, kept["words"]) == (cast.robin, "If Nan comes.")
    assert "Sampleton" not in entry.what + entry.because
    assert Offer.objects.filter(pk=offer.pk, said=Said.ACCEPTS).exists()


@pytest.mark.parametrize("said", [Said.DECLINES, Said.LATER, Said.NO_ANSWER])
def test_what_is_not_a_yes_asks_for_no_meeting(cast, group, said):
    offered(group, cast.sam, said=said)

    assert not waiting(Doing.HOLD_FAMILY_GROUP, group).exists()


def test_offer_in_time_to_come_is_refused_and_writes_nothing(cast, group):
    entries = Entry.objects.count()

    with pytest.raises(Refused, match="still to come"):
        offered(group, cast.sam, on=in_days(1))

    assert not Offer.objects.exists()
    assert Entry.objects.count() == entries


def test_only_what_was_offered_to_those_whom_the_law_means_counts(cast, group):
    offered(group, cast.sam, to=nan(group, cast.sam))
    before = offers_owed(group, localdate())
    offered(group, cast.sam, said=Said.DECLINES, on=in_days(-3))
    offered(group, cast.sam)

    (after,) = offers_owed(group, localdate())
    assert before == [[]]
    assert [one.said for one in after] == [Said.DECLINES, Said.ACCEPTS]


# Inviting


def test_who_is_not_invited_has_the_reason_and_may_be_invited_later(cast, group):
    with pytest.raises(Refused, match="why they are not invited"):
        actions.invite(dee(group), by=cast.sam)
    assert not Invitation.objects.exists()

    actions.invite(dee(group), not_because="An order of the court.", by=cast.sam)
    actions.invite(
        dee(group), on=localdate(), who="Fay", way="By text", comes=Comes.YES, by=cast.sam
    )

    assert making.people(group)["Dee Sampleton"].invitation.way == "By text"
    assert Invitation.objects.filter(not_because="An order of the court.").exists()


# The meeting


def test_meeting_ends_its_task_and_asks_for_the_plan(cast, group):
    offered(group, cast.sam)

    meeting = held(group, cast.sam, came=[dee(group), nan(group, cast.sam)])

    _, kept = told("held a family group meeting")
    assert not waiting(Doing.HOLD_FAMILY_GROUP, group).exists()
    assert waiting(Doing.WRITE_FAMILY_PLAN, meeting).get().due == working_days_after(localdate(), 2)
    assert meeting.came.count() == 2
    assert kept["words"] == "We want to know whom to ring."


def test_meeting_without_time_alone_has_the_reason_in_the_database(cast, group):
    meeting = held(group, cast.sam, not_alone_because="Dee asked me to stay.")

    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(not_alone_because="")

    assert meeting.alone is False


# The plan


def test_plan_asks_the_council_to_answer_and_everybody_to_look_again(cast, group):
    meeting = held(group, cast.sam)

    plan = planned(meeting, cast.robin)

    _, kept = told("wrote version 1 of the family’s plan")
    assert kept["words"] == "When it is loud we ring Nan."
    assert not waiting(Doing.WRITE_FAMILY_PLAN, meeting).exists()
    assert waiting(Doing.ANSWER_FAMILY_PLAN, plan).get().team == cast.west
    assert waiting(Doing.REVIEW_FAMILY_PLAN, plan).get().due == in_days(21)


@pytest.mark.parametrize(
    "changes",
    [
        {"words": "We sleep at 7 Inventory Lane."},
        {"otherwise": "Ring 01632 960 988."},
        {"steps": [actions.Step("Nan", "opens the door in Sampleford", "every Friday")]},
    ],
)
def test_plan_that_tells_the_family_where_somebody_lives_is_refused(cast, group, changes):
    nan(group, cast.sam)
    meeting = held(group, cast.sam)
    entries = Entry.objects.count()

    with pytest.raises(Refused, match="somebody in it is reached"):
        planned(meeting, cast.sam, **changes)

    assert not FamilyPlan.objects.exists()
    assert Entry.objects.count() == entries


def test_council_answers_without_anybodys_address_too(cast, group):
    nan(group, cast.sam)
    plan = planned(held(group, cast.sam), cast.sam)

    with pytest.raises(Refused, match="is reached"):
        answered(plan, cast.sam, Agrees.PART, "Not at 7 Inventory Lane.")

    assert FamilyPlan.objects.get().answered_at is None


def test_second_who_writes_from_the_same_version_is_told(cast, group):
    meeting = held(group, cast.sam)
    planned(meeting, cast.sam)

    with pytest.raises(Overtaken):
        planned(meeting, cast.robin, seen_version=0)

    assert group.plans.count() == 1


def test_next_version_takes_the_tasks_of_the_one_before(cast, group):
    meeting = held(group, cast.sam)
    first = planned(meeting, cast.sam)

    second = planned(meeting, cast.sam)

    assert not Task.objects.open().filter(doing__contains="family plan", subject_id=first.pk)
    assert waiting(Doing.REVIEW_FAMILY_PLAN, second).exists()


def test_council_says_what_it_agrees_to_and_the_charity_cannot(cast, group):
    plan = planned(held(group, cast.sam), cast.robin)
    entries = Entry.objects.count()

    with pytest.raises(Refused, match="officer of the council"):
        answered(plan, cast.robin)
    assert Entry.objects.count() == entries
    answered(plan, cast.sam, Agrees.PART, "No nights yet.")
    with pytest.raises(Refused, match="the council answered this plan"):
        answered(plan, cast.sam)

    plan.refresh_from_db()
    task = Task.objects.open().get(what__startswith="Tell the family what the council agrees")
    assert (plan.answered_by, plan.not_because) == (cast.sam, "No nights yet.")
    assert not waiting(Doing.ANSWER_FAMILY_PLAN, plan).exists()
    assert (task.team, task.due) == (cast.north, working_days_after(localdate(), 1))


def test_no_without_a_reason_is_refused_by_the_database(cast, group):
    plan = planned(held(group, cast.sam), cast.sam)

    with pytest.raises(IntegrityError), transaction.atomic():
        answered(plan, cast.sam, Agrees.NOTHING, "")


@pytest.mark.parametrize(
    ("came", "opens"),
    [
        (Came.HOLDS, "Look at the family’s plan again"),
        (Came.CHANGED, "Write down the family’s plan as they change it"),
        (Came.BROKEN, "Decide with the family what happens now"),
        (Came.DID_IT, ""),
    ],
)
def test_what_came_of_the_plan_opens_what_follows(cast, group, came, opens):
    plan = planned(held(group, cast.sam), cast.sam)
    before = set(Task.objects.values_list("pk", flat=True))

    actions.review_plan(
        plan,
        on=localdate(),
        who="All",
        how="Every Friday but one.",
        came=came,
        next_on=in_days(28) if came == Came.HOLDS else None,
        by=cast.robin,
    )

    new = Task.objects.exclude(pk__in=before)
    assert [task.what.startswith(opens) for task in new] == ([True] if opens else [])
    assert waiting(Doing.REVIEW_FAMILY_PLAN, plan).exists() is (came == Came.HOLDS)


def test_childs_page_tells_how_far_it_has_come(cast, group):
    child, worker = group.children.first(), cast.robin.on(localdate())

    def first():
        return family_first(child, worker, localdate())

    offered(group, cast.sam, on=localdate() - timedelta(days=2))
    accepted = first()
    meeting = held(group, cast.sam)
    met = first()
    planned(meeting, cast.sam)

    assert (accepted.waits, met.waits, met.meeting) == (True, False, meeting)
    assert first().plan.version == 1
    assert family_first(child, cast.stranger.on(localdate()), localdate()).group is None
