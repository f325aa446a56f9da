"""The interview after a child was missing: offered, held or not; refused it writes nothing; the trail; its tasks."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import localdate, localtime, make_aware, now
from time_machine import travel

from homeward.access.guard import Refused
from homeward.clocks.rules import Duty, Limit, Unit
from homeward.limits.actions import agree_limit
from homeward.partnership.models import Grant
from homeward.partnership.rules import DataGroup, Role
from homeward.support import actions
from homeward.support.models import Happening, InterviewOffer, ReturnInterview
from homeward.support.queries import interview_of, missing_of
from homeward.support.rules import Happened, Said, State
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail.actions import content_of
from homeward.trail.models import Content, Entry
from tests.support.making import happen, held, offered


def waiting(found, doing):
    return Task.objects.open().filter(doing=doing, subject_id=found.pk)


@pytest.fixture
def found(cast):
    """Ash was found yesterday at eight in the morning."""
    yesterday = localdate() - timedelta(days=1)
    episode = cast.episode()
    return happen(episode, Happened.FOUND, cast.robin, on=yesterday, at=time(8))


def test_found_asks_the_council_for_an_offer_within_72_hours(cast):
    episode = cast.episode()

    found = happen(episode, Happened.FOUND, cast.robin, on=date(2026, 10, 24), at=time(0, 30))

    task = waiting(found, Doing.OFFER_INTERVIEW).get()
    assert (task.team, list(task.children.all())) == (cast.west, [found.child])
    # The clocks go back that night: 72 hours end on the 26th.
    assert task.due == date(2026, 10, 26)


def test_each_child_that_was_found_is_offered_one_of_their_own(cast):
    episode = cast.episode()

    both = actions.record_event(
        list(episode.children.all()),
        kind=Happened.FOUND,
        on=localdate(),
        what="Both at Nan’s.",
        episode=episode,
        by=cast.robin,
    )

    for one in both:
        assert list(waiting(one, Doing.OFFER_INTERVIEW).get().children.all()) == [one.child]
        assert one.tasks.count() == 1


def test_offer_ends_its_task_and_opens_the_one_to_hold_it(cast, found):
    offer = offered(found, by=cast.sam)

    task = waiting(found, Doing.HOLD_INTERVIEW).get()
    told = Entry.objects.get(what="offered a return interview")
    (content,) = Content.objects.filter(entry=told)
    assert not waiting(found, Doing.OFFER_INTERVIEW).exists()
    assert (task.team, task.due) == (cast.west, localdate() + timedelta(days=2))
    assert task in found.tasks.all()
    assert (told.worker, told.subject_id, told.child_ids) == (
        cast.sam, offer.pk, [found.child_id]
    )  # fmt: skip
    assert content_of(content)["words"] == "Not at home."
    assert interview_of(found).said == "Offered in time"


def test_no_asks_for_no_talk_and_a_yes_after_it_does(cast, found):
    offered(found, said=Said.DECLINES, by=cast.sam)

    assert interview_of(found).state == State.DECLINED
    assert not waiting(found, Doing.HOLD_INTERVIEW).exists()

    offered(found, said=Said.LATER, by=cast.sam)

    assert interview_of(found).state == State.TO_HOLD
    assert waiting(found, Doing.HOLD_INTERVIEW).count() == 1


def test_no_after_a_yes_takes_the_task_away(cast, found):
    offered(found, by=cast.sam)

    offered(found, said=Said.DECLINES, by=cast.sam)

    assert not waiting(found, Doing.HOLD_INTERVIEW).exists()


def test_second_offer_opens_no_second_task_and_the_first_counts(cast, found):
    first = offered(found, by=cast.sam)
    offered(found, said=Said.LATER, at=now(), by=cast.sam)

    assert waiting(found, Doing.HOLD_INTERVIEW).count() == 1
    assert interview_of(found).offered_at == first.offered_at


@pytest.mark.parametrize(
    ("hours", "reason"), [(-1, "later than that"), (-40, "later than that"), (100, "still to come")]
)
def test_offer_that_cannot_have_been_is_refused_and_writes_nothing(cast, found, hours, reason):
    entries = Entry.objects.count()

    with pytest.raises(Refused, match=reason):
        offered(found, at=found.moment + timedelta(hours=hours), by=cast.sam)

    assert not InterviewOffer.objects.exists()
    assert waiting(found, Doing.OFFER_INTERVIEW).exists()
    assert Entry.objects.count() == entries


def test_offer_to_a_child_who_was_not_found_is_refused(cast):
    gone = happen(cast.episode(), Happened.WENT_MISSING, cast.robin)

    with pytest.raises(Refused, match="after a child was found"):
        offered(gone, by=cast.sam)


def test_talk_is_kept_with_its_words_and_nothing_waits_any_more(cast, found):
    offered(found, by=cast.sam)

    interview = held(found, by=cast.alex)

    told = Entry.objects.get(what="held a return interview")
    content = content_of(Content.objects.get(entry=told))
    assert not Task.objects.open().filter(subject_id=found.pk).exists()
    assert (told.worker, told.subject_id) == (cast.alex, interview.pk)
    assert content["words"] == "It was loud."
    assert "Sampleton" not in told.what + told.because
    assert interview.about == ["Away from rows at home", "To be with family or friends"]
    assert interview_of(found).state == State.HELD


def test_talk_by_somebody_who_is_not_independent_is_recorded_as_such(cast, found):
    interview = held(found, independent=False, by=cast.robin)

    assert interview.independent is False


def test_talk_without_an_offer_counts_as_offered_that_day(cast, found):
    held(found, by=cast.robin)

    assert not waiting(found, Doing.OFFER_INTERVIEW).exists()
    assert interview_of(found).said == "Offered in time"


@pytest.mark.parametrize("days", [-2, 1])
def test_talk_that_cannot_have_been_is_refused_and_writes_nothing(cast, found, days):
    with pytest.raises(Refused):
        held(found, on=localdate() + timedelta(days=days), by=cast.robin)

    assert not ReturnInterview.objects.exists()
    assert not Entry.objects.filter(what="held a return interview").exists()


def test_one_return_has_one_talk(cast, found):
    held(found, by=cast.robin)

    with pytest.raises(Refused, match="is in the record"):
        held(found, by=cast.sam)
    with pytest.raises(Refused, match="is in the record"):
        actions.note_not_held(found, because="Nobody came.", by=cast.sam)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReturnInterview.objects.create(
            partnership=found.partnership,
            found=found,
            child=found.child,
            held_on=localdate(),
            who="-",
            where="-",
            independent=True,
            recorded_by=cast.sam,
        )

    assert ReturnInterview.objects.count() == 1


def test_why_there_was_none_is_kept_and_it_can_be_held_all_the_same_later(cast, found):
    offered(found, by=cast.sam)

    actions.note_not_held(found, because="Ash went out again.", by=cast.sam)

    assert interview_of(found).state == State.NOT_HELD
    assert not Task.objects.open().filter(subject_id=found.pk).exists()
    assert Entry.objects.filter(what="wrote why a return interview was not held").exists()

    held(found, by=cast.sam)

    assert interview_of(found).state == State.HELD
    assert [one.not_held_because for one in interview_of(found).not_held] == ["Ash went out again."]


def test_offer_after_the_limit_is_recorded_and_shown_as_late(cast):
    episode = cast.episode()
    with travel(make_aware(datetime(2026, 10, 12, 12))):
        found = happen(episode, Happened.FOUND, cast.robin, on=date(2026, 10, 5), at=time(8))
        before = interview_of(found)
        offered(found, at=localtime(), by=cast.sam)
        after = interview_of(found)

    assert (before.said, before.is_late) == ("4 days late", True)
    assert (after.said, after.is_late) == ("Offered 4 days late", False)


def test_what_the_partnership_agreed_holds_instead(cast):
    agree_limit(
        cast.partnership,
        Duty.RETURN_INTERVIEW,
        Limit(24, Unit.HOURS),
        from_day=localdate(),
        decided_under="Joint board, item 4",
        by=cast.morgan,
    )

    found = happen(cast.episode(), Happened.FOUND, cast.robin, at=time(0, 1))

    due = interview_of(found).due
    assert due.moment == found.moment + timedelta(hours=24)
    assert waiting(found, Doing.OFFER_INTERVIEW).get().due == due.day


def test_nobody_is_asked_to_talk_with_a_child_who_died(cast, found):
    offered(found, by=cast.sam)

    happen(found.episode, Happened.DIED, cast.robin, child=found.child)

    assert not Task.objects.open().filter(subject_id=found.pk, doing=Doing.HOLD_INTERVIEW).exists()


def test_child_who_was_found_dead_is_offered_no_talk_whatever_is_written_first(cast):
    episode = cast.episode()
    happen(episode, Happened.DIED, cast.robin)

    found = happen(episode, Happened.FOUND, cast.robin)
    offered(found, by=cast.sam)

    interview = interview_of(found)
    assert not Task.objects.open().filter(subject_id=found.pk, doing__contains="interview").exists()
    assert (interview.state, interview.waits, interview.is_late) == (State.NOT_HELD, False, False)


def test_nothing_of_a_talk_that_was_never_offered_is_late_for_a_child_who_died(cast, found):
    happen(found.episode, Happened.DIED, cast.robin, child=found.child)

    with travel(now() + timedelta(days=9)):
        interview = interview_of(found)

    assert (interview.state, interview.said, interview.is_late) == (State.NOT_HELD, "", False)


def test_what_the_child_said_to_the_offer_is_in_no_list_of_things_to_do(cast, found):
    offered(found, by=cast.sam, said=Said.LATER)

    task = Task.objects.open().get(doing=Doing.HOLD_INTERVIEW)
    assert "later" not in f"{task.what} {task.because}".lower()


def test_page_of_what_happened_leads_to_interviews_that_its_reader_may_open(cast, as_worker, found):
    page = reverse("support:happening", args=[found.pk])
    link = reverse("support:interview", args=[found.pk])

    before = as_worker(cast.robin).get(page).content.decode()
    Grant.objects.filter(role=Role.KEY_WORKER, data_group=DataGroup.SAFETY).delete()
    after = as_worker(cast.robin).get(page).content.decode()

    assert link in before
    assert "What is known" in after
    assert link not in after


def test_task_done_on_a_page_of_safety_leads_there_only_who_sees_safety(cast, found):
    def address():
        worker = cast.sam.on(localdate())
        tasks = Task.objects.filter(doing=Doing.OFFER_INTERVIEW)
        return tasks.with_children(worker, localdate()).get().address

    before = address()
    Grant.objects.filter(role=Role.SOCIAL_WORKER, data_group=DataGroup.SAFETY).delete()

    assert before == reverse("support:offer_interview", args=[found.pk])
    assert address() != before


def test_time_at_which_it_happened_is_kept_and_in_the_trail(cast):
    gone = happen(cast.episode(), Happened.WENT_MISSING, cast.robin, at=time(0, 1))

    content = Content.objects.get(entry__subject_kind="support.happening")
    assert Happening.objects.get(pk=gone.pk).at == time(0, 1)
    assert content_of(content)["at"] == "00:01:00"
    assert missing_of(gone.child).since.at == time(0, 1)
