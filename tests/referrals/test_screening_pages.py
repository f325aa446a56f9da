"""The inbox, the page of a referral, and screening it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from homeward.people.models import Adult
from homeward.referrals import actions
from homeward.referrals.models import Referral
from homeward.referrals.rules import Outcome
from homeward.trail.models import Entry
from tests.referrals.samples import url


def test_inbox_counts_every_outcome_and_shows_what_is_due(cast, as_worker):
    cast.refer()
    cast.taken_on()

    page = as_worker(cast.kit).get(url("inbox")).content.decode()

    assert "2 received: 1 taken on, 1 waiting to be screened." in page
    assert "North team screens it by" in page
    assert "Ash Sampleton, Wren Sampleton" in page


def test_late_screening_is_marked_and_on_top(cast, as_worker):
    cast.refer()
    late = cast.refer()
    Referral.objects.filter(pk=late.pk).update(screen_by=localdate() - timedelta(days=1))

    page = as_worker(cast.kit).get(url("inbox")).content.decode()

    assert "hw-tag--late" in page
    assert page.index(url("referral", late.pk)) < page.index(url("referral", late.pk - 1))


def test_inbox_asks_as_much_of_the_database_for_one_as_for_many(cast, as_worker):
    kit = as_worker(cast.kit)
    cast.taken_on()
    kit.get(url("inbox"))
    one = queries_of(kit, url("inbox"))
    for _ in range(3):
        cast.taken_on()

    many = queries_of(kit, url("inbox"))

    assert many == one


def queries_of(client, path):
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def test_list_and_page_are_in_the_trail(cast, as_worker):
    referral = cast.refer()
    kit = as_worker(cast.kit)

    kit.get(url("inbox"))
    kit.get(url("referral", referral.pk))

    reads = Entry.objects.filter(kind="read", worker=cast.kit)
    assert [entry.child_ids for entry in reads] == [sorted(referral.child_ids())] * 2


def test_childs_words_come_first(cast, as_worker):
    referral = cast.refer()

    page = as_worker(cast.kit).get(url("referral", referral.pk)).content.decode()

    assert page.index("I want to stay at mum’s.") < page.index("Waiting for North team")
    assert "Not asked: Wren was asleep" in page


def test_referring_team_reads_where_it_stands_and_why_it_cannot_screen(cast, as_worker):
    referral = cast.refer()
    sam = as_worker(cast.sam)

    page = sam.get(url("referral", referral.pk)).content.decode()
    refused = sam.post(url("screen", referral.pk), {"outcome": "take on", "reasons": "It fits."})

    assert "Screen this referral" not in page
    assert "The team that the referral was sent to screens it." in page
    assert refused.status_code == 403
    assert referral.outcome_now() is None


@pytest.mark.parametrize("who", ["terry", "stranger"])
@pytest.mark.parametrize("name", ["referral", "screen", "answer", "bring", "sent"])
def test_referral_of_others_is_not_there(cast, as_worker, who, name):
    referral = cast.refer()

    response = as_worker(getattr(cast, who)).get(url(name, referral.pk))

    assert response.status_code == 404


def test_too_risky_asks_for_the_officer_and_keeps_the_reasons(cast, as_worker):
    referral = cast.refer()
    given = {"outcome": Outcome.TOO_RISKY, "reasons": "A threat was made."}

    page = as_worker(cast.kit).post(url("screen", referral.pk), given).content.decode()

    assert "Choose the council officer who takes the family back" in page
    assert "A threat was made." in page
    assert referral.outcome_now() is None


def test_only_council_officers_can_be_named(cast, as_worker):
    referral = cast.refer()

    page = as_worker(cast.kit).get(url("screen", referral.pk)).content.decode()

    assert "Morgan Specimen, head of service" in page
    assert "Robin Testerton, key worker" not in page
    assert "Jo Standin" not in page
    assert "Val Elsewhere" not in page


def test_second_screener_is_told_and_loses_nothing(cast, as_worker):
    referral = cast.refer()
    actions.screen_referral(referral, outcome=Outcome.NOT_ELIGIBLE, reasons="Full.", by=cast.robin)

    response = as_worker(cast.kit).post(
        url("screen", referral.pk), {"outcome": "take on", "reasons": "There is room on Monday."}
    )

    assert response.status_code == 403
    assert "screened already" in response.content.decode()
    assert "There is room on Monday." in response.content.decode()


def test_safe_way_to_contact_ends_with_one_full_stop(cast, as_worker):
    referral = cast.refer()
    Adult.objects.update(safe_contact="Only by phone, never by letter.", interpreter="Polish.")

    page = as_worker(cast.kit).get(url("referral", referral.pk)).content.decode()

    assert "<strong>Only by phone, never by letter.</strong> <a" in page
    assert "Interpreter: Polish.<" in page


def test_missing_safe_way_to_contact_is_said(cast, as_worker):
    referral = cast.refer()
    Adult.objects.update(safe_contact="")

    page = as_worker(cast.kit).get(url("referral", referral.pk)).content.decode()

    assert "No safe way is written down. <a" in page


def test_service_redirected_to_ends_with_one_full_stop(cast, as_worker):
    referral = cast.refer()
    actions.screen_referral(
        referral,
        outcome=Outcome.REDIRECTED,
        reasons="It fits better.",
        redirected_to="Early help, West.",
        by=cast.kit,
    )

    page = as_worker(cast.kit).get(url("referral", referral.pk)).content.decode()

    assert "Redirected to Early help, West.<" in page
    assert "Redirected to <strong>Early help, West.</strong><" in page


def test_list_of_referrals_is_taken_away_with_where_each_stands(cast, as_worker):
    referral = cast.refer()

    response = as_worker(cast.kit).get(url("inbox"), {"as": "csv"})

    text, told = response.content.decode("utf-8-sig"), Entry.objects.filter(kind="read").last()
    assert "Ash Sampleton, Wren Sampleton,West team,North team" in text.replace('"', "")
    assert "Waiting for North team to screen it." in text
    assert told.what == "took away the list of referrals as a file"
    assert told.child_ids == sorted(referral.child_ids())


@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_file_of_referrals_holds_no_other_teams_families(cast, as_worker, who):
    cast.refer()

    response = as_worker(getattr(cast, who)).get(url("inbox"), {"as": "csv"})

    assert "Sampleton" not in response.content.decode("utf-8-sig")


def test_page_of_referrals_offers_its_file_once_there_is_something_in_it(cast, as_worker):
    kit = as_worker(cast.kit)
    before = kit.get(url("inbox")).content.decode()
    cast.refer()

    after = kit.get(url("inbox")).content.decode()

    assert "as=xlsx" not in before
    assert "as=xlsx" in after


def test_page_that_screens_says_where_it_stands_and_then_the_clock(cast, as_worker):
    referral = cast.refer()

    page = as_worker(cast.kit).get(url("screen", referral.pk)).content.decode()

    assert "to screen it. Screening is due by" in page
