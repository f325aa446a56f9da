"""What was told once shows before a form asks again; asking again needs a reason and is counted."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.support import actions as support
from homeward.support.rules import Happened
from homeward.trail.models import Entry
from homeward.voice.actions import retelling as actions
from homeward.voice.models import AlreadyTold, AskedAgain
from homeward.voice.rules.retelling import Permission, Why
from tests.support.making import begun, boxes
from tests.voice.making import address, told_once


FACT = "The door was kicked in while they slept."


@pytest.fixture
def child(cast):
    return cast.episode().children.get(preferred_name="Ash")


def test_fact_is_written_once_and_not_in_the_timeline(cast, child, as_worker):
    client = as_worker(cast.robin)
    typed = {
        "about": "The night in May",
        "fact": FACT,
        "teller": "Dee",
        "source": "To Robin",
        "permission": "no",
        "team": cast.north.pk,
        **boxes("told_on", localdate()),
    }

    client.post(address("write_fact", child.pk), typed)

    told = AlreadyTold.objects.get()
    assert (told.allowed, told.team) == (Permission.NO, cast.north)
    assert FACT in client.get(address("already_told", child.pk)).content.decode()
    assert FACT not in client.get(f"/children/{child.pk}/timeline/").content.decode()


def test_what_stays_with_a_team_others_see_only_that_it_was_told(cast, child, as_worker):
    told_once(cast, child, permission=Permission.NO)

    page = as_worker(cast.sam).get(address("already_told", child.pk)).content.decode()

    assert "The night in May" in page
    assert FACT not in page
    assert "stays with the team that was told" in page


def forms(cast, child):
    """Where somebody might ask for it."""
    episode = child.episodes_of_help.get()
    found = support.record_happening(
        child, kind=Happened.FOUND, on=localdate(), what="Back.", episode=episode, by=cast.robin
    )
    decision = begun(cast, episode)
    return [
        f"/support/{episode.pk}/visits/new/",
        f"/support/happenings/{found.pk}/interview/hold/",
        reverse("decisions:add_evidence", args=[decision.pk]),
    ]


def test_forms_that_might_ask_again_show_it_first(cast, child, as_worker):
    told_once(cast, child)
    client = as_worker(cast.robin)

    for path in forms(cast, child):
        page = client.get(path).content.decode()
        assert FACT in page, path
        assert page.index(FACT) < page.index('<form method="post" novalidate'), path


def test_asking_again_writes_why_and_who(cast, child, as_worker):
    told = told_once(cast, child)
    client = as_worker(cast.sam)

    client.post(
        address("ask_again", told.pk), {"why": "court", "reason": "The court asks for the day."}
    )

    again = AskedAgain.objects.get()
    assert (again.because, again.asked_by) == (Why.COURT, cast.sam)
    assert (
        "The court asks for the day."
        in client.get(address("already_told", child.pk)).content.decode()
    )
    assert Entry.objects.filter(what="asked again what was told before").exists()


def test_asking_again_without_a_reason_writes_nothing(cast, child, as_worker):
    told = told_once(cast, child)

    page = as_worker(cast.sam).post(address("ask_again", told.pk), {"why": "safety", "reason": " "})
    with pytest.raises(Refused, match="no reason was given"):
        actions.ask_again(told, why=Why.SAFETY, reason=" ", by=cast.sam)

    assert "Enter what you need to know" in page.content.decode()
    assert not AskedAgain.objects.exists()
    assert not Entry.objects.filter(what="asked again what was told before").exists()


def test_those_who_told_it_may_think_again(cast, child, as_worker):
    told = told_once(cast, child)

    as_worker(cast.robin).post(address("change_permission", told.pk), {"permission": "no"})
    refused = as_worker(cast.sam).post(address("change_permission", told.pk), {"permission": "yes"})

    told.refresh_from_db()
    assert told.allowed == Permission.NO
    assert refused.status_code == 403
    assert "the team that was told" in refused.content.decode().lower()


def test_queries_do_not_grow_with_what_was_told(
    cast, child, as_worker, django_assert_max_num_queries
):
    for _ in range(12):
        actions.ask_again(told_once(cast, child), why=Why.SAFETY, reason="x", by=cast.robin)
    client = as_worker(cast.robin)

    with django_assert_max_num_queries(16):
        client.get(address("already_told", child.pk))
