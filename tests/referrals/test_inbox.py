"""The inbox, narrowed by where a referral is, by a team at either end, and by what is late."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.referrals import actions, queries
from homeward.referrals.models import Referral
from homeward.referrals.rules import Need, Outcome, Stage, Waits
from homeward.trail.models import Entry
from tests.referrals.samples import url


def screened(cast, outcome, **more):
    referral = cast.refer()
    actions.screen_referral(referral, outcome=outcome, reasons="Because.", by=cast.kit, **more)
    return referral


@pytest.fixture
def everywhere(cast):
    """A referral in each stage, by its stage."""
    answered = screened(cast, Outcome.ASK_FOR_MORE)
    actions.answer_question(answered, words="School is worried too.", by=cast.sam)
    waits = Waits(Need.SOON, localdate() + timedelta(days=7), "Early help phones on Mondays")
    return {
        Stage.TO_SCREEN: {cast.refer(), answered},
        Stage.ASKED: {screened(cast, Outcome.ASK_FOR_MORE)},
        Stage.WAITS: {screened(cast, Outcome.NO_CAPACITY, waits=waits)},
        Stage.PANEL: {cast.taken_on(), cast.on_panel().referral},
        Stage.HELPED: {cast.agreed()},
        Stage.ENDED: {
            screened(cast, Outcome.FAMILY_DECLINED),
            screened(cast, Outcome.REDIRECTED, redirected_to="Early help"),
        },
    }


def shown(client, query):
    page = client.get(url("inbox") + query)
    return {line["referral"] for name in ("received", "sent") for line in page.context[name]}


def test_every_referral_is_in_one_stage_and_it_is_the_right_one(cast, as_worker, everywhere):
    client = as_worker(cast.kit)

    found = {stage: shown(client, f"?stage={stage}") for stage in Stage}

    assert found == everywhere
    assert sum(map(len, found.values())) == Referral.objects.count()


def test_what_ended_at_the_panel_has_ended_and_what_was_deferred_goes_there_again(cast, as_worker):
    ended, deferred = cast.on_panel(), cast.on_panel()
    for item, code in ((ended, "not agreed"), (deferred, "defer")):
        item.decision.refresh_from_db()
        actions.sign_panel_decision(
            item,
            outcome=item.decision.options.get(code=code),
            reasons="Other help fits better.",
            alternative="Early help phones." if code == "not agreed" else "",
            signed_name="Lee Specimen",
            version=item.decision.version,
            by=cast.lee,
        )
    client = as_worker(cast.kit)

    assert shown(client, "?stage=ended") == {ended.referral}
    assert shown(client, "?stage=panel") == {deferred.referral}


def test_late_is_what_has_the_tag_late(cast, as_worker):
    waits = Waits(Need.SOON, localdate() + timedelta(days=7), "Early help phones on Mondays")
    left = [
        cast.refer(),
        screened(cast, Outcome.ASK_FOR_MORE),
        screened(cast, Outcome.NO_CAPACITY, waits=waits),
    ]
    screened(cast, Outcome.FAMILY_DECLINED)
    with travel(now() + timedelta(days=30)):
        client = as_worker(cast.kit)
        fresh = cast.refer()
        page = client.get(url("inbox"))
        tagged = {
            line["referral"] for line in page.context["received"] if line["tag"] == ("Late", "late")
        }

        late = shown(client, "?late=late")
        asked = shown(client, "?late=late&stage=asked")

    assert late == tagged == set(left)
    assert asked == {left[1]}
    assert fresh not in late


def test_team_at_either_end_narrows_and_another_partnerships_does_not(cast, as_worker):
    wests = cast.refer()
    easts = cast.refer(from_team=cast.east, by=cast.terry)
    client = as_worker(cast.kit)

    assert shown(client, f"?team={cast.west.pk}") == {wests}
    assert shown(client, f"?team={cast.north.pk}") == {wests, easts}
    assert shown(client, f"?team={cast.elsewhere.pk}") == {wests, easts}


def test_file_holds_what_the_inbox_shows_and_pages_keep_what_was_chosen(
    cast, as_worker, monkeypatch
):
    asked = [screened(cast, Outcome.ASK_FOR_MORE) for _ in range(2)]
    cast.refer()
    client = as_worker(cast.kit)
    monkeypatch.setattr("homeward.referrals.views.referrals.A_PAGE", 1)

    page = client.get(url("inbox") + "?stage=asked").content.decode()
    file = client.get(url("inbox") + "?stage=asked&as=csv").content.decode("utf-8-sig")

    assert "?stage=asked&amp;received_page=2" in page
    assert "?stage=asked&amp;as=csv" in page
    rows = list(csv.reader(io.StringIO(file)))
    assert {row[0] for row in rows if row} >= {str(referral) for referral in asked}
    assert sum("asked for more" in ",".join(row) for row in rows) == 2
    took = Entry.objects.filter(what="took away the list of referrals as a file").last()
    assert set(took.child_ids) == {pk for referral in asked for pk in referral.child_ids()}


def test_inbox_that_shows_none_says_so_and_offers_all(cast, as_worker):
    cast.refer()

    page = as_worker(cast.kit).get(url("inbox") + "?stage=helped").content.decode()

    assert "No referral of your teams is like that." in page
    assert "Nothing is with your teams now" not in page


def test_narrowed_inbox_asks_as_often_whatever_the_number_of_what_is_late(cast, everywhere):
    with travel(now() + timedelta(days=30)):
        worker, today = cast.kit.on(localdate()), localdate()
        everything = {"late": "late", "stage": "screen", "team": str(cast.west.pk)}

        def ask():
            with CaptureQueriesContext(connection) as asked:
                found = queries.narrowed(queries.received(worker, today), everything, today)
                late = list(found)
            return len(late), len(asked)

        few, for_few = ask()
        with travel(now() - timedelta(days=20)):
            for _ in range(3):
                cast.refer()

        many, for_many = ask()

    assert (few, many) == (2, 5)
    assert for_many == for_few
