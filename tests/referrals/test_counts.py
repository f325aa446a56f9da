"""Counts that name nobody hold every family, whoever may see it: what is closed is not forgotten."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from homeward.referrals import actions
from homeward.referrals.rules import Need, Outcome, Waits
from homeward.sharing.actions import close_record
from homeward.sharing.rules import RestrictionKind
from tests.referrals.making import sign
from tests.referrals.samples import url


def seal(cast, referral):
    """To all but Sam."""
    for child in referral.children.all():
        close_record(
            child,
            kind=RestrictionKind.SEALED,
            named=[cast.sam],
            because="The family is known in the office.",
            until=localdate() + timedelta(days=90),
            by=cast.kit,
        )


def test_sitting_counts_families_whose_record_is_closed(cast, as_worker):
    item = cast.on_panel()
    sign(cast, item)
    seal(cast, item.referral)

    page = as_worker(cast.robin).get(url("panel")).content.decode()

    assert "1 (1 decided)" in page


def test_sitting_without_a_family_counts_none(cast, as_worker):
    cast.sitting()

    page = as_worker(cast.robin).get(url("panel")).content.decode()

    assert "0 (0 decided)" in page


def test_sittings_ask_as_often_for_many_as_for_one(cast, as_worker):
    cast.on_panel()
    robin = as_worker(cast.robin)
    robin.get(url("panel"))
    with CaptureQueriesContext(connection) as for_one:
        robin.get(url("panel"))
    for days in range(1, 5):
        day = localdate() + timedelta(days=days)
        actions.arrange_sitting(cast.north, held_on=day, chair=cast.lee, by=cast.kit)

    with CaptureQueriesContext(connection) as for_many:
        robin.get(url("panel"))

    assert len(for_many) == len(for_one)


def test_inbox_counts_every_referral_that_a_team_received(cast, as_worker):
    seal(cast, cast.taken_on())

    page = as_worker(cast.kit).get(url("inbox")).content.decode()

    assert "1 received: 1 taken on." in page
    assert "Nothing is with your teams now." in page
    assert "Sampleton" not in page


@pytest.mark.parametrize("who", ["kit", "robin"])
def test_inbox_counts_families_that_wait_and_are_closed(cast, as_worker, who):
    referral = cast.refer()
    waits = Waits(Need.SOON, localdate() + timedelta(days=7), "Early help phones on Mondays")
    actions.screen_referral(
        referral, outcome=Outcome.NO_CAPACITY, reasons="Nobody is free.", waits=waits, by=cast.kit
    )
    seal(cast, referral)
    client = as_worker(getattr(cast, who))

    inbox, listed = (client.get(url(name)).content.decode() for name in ("inbox", "waiting"))

    assert "1 family waits for a place" in inbox
    assert "Nobody that you can see waits for a place." in listed
