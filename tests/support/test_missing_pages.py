"""Who is missing, on the pages of those who work with the child; and the pages of the interview."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.partnership.models import Grant
from homeward.partnership.rules import DataGroup, Role
from homeward.referrals.actions import ReferredChild
from homeward.support import actions
from homeward.support.models import Happening, InterviewOffer, ReturnInterview
from homeward.support.queries import interviews_waiting, missing_children, told_lately
from homeward.support.rules import Happened, Said
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail.models import Entry
from tests.support.making import address, boxes, happen, held, offered


SINCE = "Missing since"
FORMS = ["offer_interview", "hold_interview", "interview_not_held"]


def read(client, name, *where) -> str:
    return client.get(reverse(name, args=where)).content.decode()


@pytest.fixture
def episode(cast):
    return cast.episode()


@pytest.fixture
def ash(episode):
    return episode.children.get(preferred_name="Ash")


@pytest.fixture
def found(cast, episode):
    yesterday = localdate() - timedelta(days=1)
    return happen(episode, Happened.FOUND, cast.robin, on=yesterday, at=time(8))


def typed_offer(**changes):
    given = {**boxes("on", localdate()), "at": "12.01am", "who": "Sam", "said": "accepts"}
    return {**given, "words": "Not at home.", **changes}


def typed_talk(**changes):
    given = {**boxes("on", localdate()), "who": "Bell Talkwell", "independent": "yes"}
    more = {"where": "The park", "words": "It was loud.", "themes": ["rows"], "follows": "Ask Dee."}
    return {**given, **more, **changes}


# Missing


def test_every_page_of_the_child_says_so_until_somebody_records_that_they_were_found(
    cast, as_worker, episode, ash
):
    pages = ["web:child", "web:timeline", "web:who_looked", "web:who_could"]
    happen(episode, Happened.WENT_MISSING, cast.kit, at=time(0, 1))
    client = as_worker(cast.robin)

    while_missing = [SINCE in read(client, name, ash.pk) for name in pages]
    happen(episode, Happened.FOUND, cast.sam, at=time(0, 2))
    after = [SINCE in read(client, name, ash.pk) for name in pages]

    assert all(while_missing)
    assert not any(after)


def test_my_day_of_those_who_work_with_the_child_begins_with_it(cast, as_worker, episode, ash):
    happen(episode, Happened.WENT_MISSING, cast.robin)

    told = {
        name: read(as_worker(getattr(cast, name)), "web:home")
        for name in ("robin", "kit", "sam", "terry", "stranger", "jo")
    }

    for name in ("robin", "kit", "sam"):
        assert told[name].index("Missing now") < told[name].index("hw-grid")
        assert reverse("support:child_happened", args=[ash.pk]) in told[name]
    for name in ("terry", "stranger", "jo"):
        assert "Missing now" not in told[name]
    assert Task.objects.filter(what__startswith="Make sure that police").count() == 1


def test_it_goes_from_my_day_when_the_child_is_found(cast, as_worker, episode):
    happen(episode, Happened.WENT_MISSING, cast.robin)

    happen(episode, Happened.FOUND, cast.robin)

    assert "Missing now" not in read(as_worker(cast.kit), "web:home")


def test_who_does_not_see_what_keeps_a_child_safe_is_not_told_by_what_they_wrote_themselves(
    cast, as_worker, episode, ash
):
    """The second lock shows Robin that Robin wrote Ash went missing, and not that Kit wrote Ash was found."""
    happen(episode, Happened.WENT_MISSING, cast.robin)
    Grant.objects.filter(role=Role.KEY_WORKER, data_group=DataGroup.SAFETY).delete()
    happen(episode, Happened.FOUND, cast.kit)
    client = as_worker(cast.robin)

    assert SINCE not in read(client, "web:child", ash.pk)
    assert "Missing now" not in read(client, "web:home")
    assert "None of the children you work with is missing" in read(client, "support:missing")


def test_who_is_missing_takes_two_queries_for_many(cast, episode, django_assert_max_num_queries):
    for child in episode.children.all():
        happen(episode, Happened.WENT_MISSING, cast.robin, child=child)
        happen(episode, Happened.FOUND, cast.robin, child=child)
    names = ("Pip", "Lou", "Kim", "Max")
    pips = [ReferredChild(name, "Sampleton", date(2015, 1, 6), says="-") for name in names]
    for child in cast.refer(children=pips).children.all():
        happen(None, Happened.WENT_MISSING, cast.robin, child=child)
    today = localdate()
    worker = cast.sam.on(today)

    with django_assert_max_num_queries(2):
        missing = missing_children(worker, today)

    assert len(missing) == 4


def test_time_still_to_come_is_sent_back(cast, as_worker, ash):
    typed = {
        **boxes("on", localdate()),
        "kind": Happened.WENT_MISSING,
        "what": "Out.",
        "at": "11.59pm",
    }

    page = as_worker(cast.robin).post(address("child_happened", ash.pk), typed)

    assert "The time must be now or earlier" in page.content.decode()
    assert not Happening.objects.exists()


# The interview


@pytest.mark.parametrize("name", ["interview", *FORMS])
@pytest.mark.parametrize("who", ["terry", "stranger"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_interview_is_not_there_for_someone_with_no_part_in_it(
    cast, as_worker, found, name, who, method
):
    response = getattr(as_worker(getattr(cast, who)), method)(address(name, found.pk))

    assert response.status_code == 404


@pytest.mark.parametrize("name", ["interview", *FORMS])
def test_only_who_was_found_has_an_interview(cast, as_worker, episode, name):
    gone = happen(episode, Happened.WENT_MISSING, cast.robin)

    assert as_worker(cast.robin).get(address(name, gone.pk)).status_code == 404


@pytest.mark.parametrize("name", ["interview", *FORMS])
def test_every_page_of_it_opens_for_either_organisation_and_is_in_the_trail(
    cast, as_worker, found, name
):
    for worker in (cast.robin, cast.sam):
        response = as_worker(worker).get(address(name, found.pk))

        entry = Entry.objects.filter(kind="read", worker=worker).last()
        assert response.status_code == 200
        assert entry.child_ids == [found.child_id]


def test_task_leads_to_the_offer_and_the_offer_to_the_talk(cast, as_worker, found, ash):
    client = as_worker(cast.sam)
    assert address("offer_interview", found.pk) in read(client, "web:home")

    client.post(address("offer_interview", found.pk), typed_offer())

    assert InterviewOffer.objects.get().said == Said.ACCEPTS
    assert address("hold_interview", found.pk) in read(client, "tasks:list")

    client.post(address("hold_interview", found.pk), typed_talk())

    assert ReturnInterview.objects.get().themes == ["rows"]
    assert address("hold_interview", found.pk) not in read(client, "tasks:list")
    assert "It was loud." in read(client, "web:child", ash.pk)


def test_offer_before_the_child_was_found_is_sent_back_with_everything_typed(
    cast, as_worker, found
):
    early = boxes("on", localdate() - timedelta(days=2))

    page = as_worker(cast.sam).post(address("offer_interview", found.pk), typed_offer(**early))

    assert page.status_code == 403
    assert "The child was found on" in page.content.decode()
    assert "Not at home." in page.content.decode()
    assert not InterviewOffer.objects.exists()


@pytest.mark.parametrize("missing", ["who", "independent", "where", "themes", "follows"])
def test_talk_needs_to_be_whole(cast, as_worker, found, missing):
    typed = typed_talk()
    del typed[missing]

    page = as_worker(cast.sam).post(address("hold_interview", found.pk), typed)

    assert page.status_code == 200
    assert not ReturnInterview.objects.exists()


def test_why_it_was_not_held_is_read_beside_what_was_tried(cast, as_worker, found):
    offered(found, by=cast.sam)
    client = as_worker(cast.robin)

    client.post(address("interview_not_held", found.pk), {"because": "Ash went out again."})

    page = read(client, "support:interview", found.pk)
    assert "Ash went out again." in page
    assert "It was offered again" in page
    assert Task.objects.open().filter(doing=Doing.HOLD_INTERVIEW).count() == 0


def test_talk_by_who_is_not_independent_is_shown_with_what_the_guidance_asks(
    cast, as_worker, found
):
    held(found, independent=False, by=cast.robin)

    page = read(as_worker(cast.sam), "support:interview", found.pk)

    assert "It was not held by somebody independent." in page
    assert "who is not involved in caring for the child" in page


def test_no_page_of_the_child_shows_the_talk_to_who_does_not_see_what_keeps_the_child_safe(
    cast, as_worker, found, ash
):
    held(found, by=cast.kit)
    Grant.objects.filter(role=Role.KEY_WORKER, data_group=DataGroup.SAFETY).delete()
    client = as_worker(cast.robin)

    assert client.get(address("interview", found.pk)).status_code == 404
    for name in ("web:child", "web:timeline"):
        assert "It was loud." not in read(client, name, ash.pk)


# The list


def test_list_shows_who_is_missing_whose_interview_waits_and_what_was_said(
    cast, as_worker, episode, found
):
    wren = episode.children.get(given_name="Wren")
    happen(episode, Happened.WENT_MISSING, cast.robin, child=wren)
    before = read(as_worker(cast.sam), "support:missing")

    held(found, by=cast.sam)
    after = read(as_worker(cast.sam), "support:missing")

    assert "Wren Sampleton" in before
    assert "Not offered yet" in before
    assert "Not offered yet" not in after
    assert "It was loud." in after
    assert "Sampleton" not in read(as_worker(cast.terry), "support:missing")


@pytest.mark.parametrize(
    ("steps", "waits"),
    [
        ([], True),
        ([Said.DECLINES], False),
        ([Said.DECLINES, Said.LATER], True),
        ([Said.ACCEPTS, "not held"], False),
        (["not held", Said.ACCEPTS], True),
        ([Said.ACCEPTS, "held"], False),
    ],
)
def test_interview_waits_until_it_was_held_or_said_no_to(cast, found, steps, waits):
    for step in steps:
        if step == "held":
            held(found, by=cast.sam)
        elif step == "not held":
            actions.note_not_held(found, because="Out again.", by=cast.sam)
        else:
            offered(found, said=step, by=cast.sam)
    today = localdate()

    assert bool(interviews_waiting(cast.sam.on(today), today, 9)) is waits


def test_list_takes_as_many_queries_for_many_as_for_one(
    cast, episode, found, django_assert_max_num_queries
):
    for _ in range(4):
        more = happen(episode, Happened.FOUND, cast.robin)
        held(more, by=cast.sam)
        happen(episode, Happened.FOUND, cast.robin)
    today = localdate()
    worker = cast.sam.on(today)

    with django_assert_max_num_queries(5):
        waiting = interviews_waiting(worker, today, 50)
        told = list(told_lately(worker, today))

    assert (len(waiting), len(told)) == (5, 4)
