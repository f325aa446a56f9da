"""What the county's information governance leads find, when there are any."""

from random import Random

import pytest
from django.utils.timezone import localdate, now

from homeward.county import cast
from homeward.county.governing import govern
from homeward.governance.models import Assessment, Breach
from homeward.partnership.rules import Role


@pytest.fixture
def county(db):
    """Founded, with nobody's family in it."""
    return cast.found(name=cast.NAME, children=0, rng=Random(1), today=localdate())


def test_nothing_is_followed_up_where_an_organisation_has_no_lead(county):
    county.people["Governance", Role.GOVERNANCE_LEAD].pop()

    govern(county, now())

    assert not Breach.objects.exists()
    assert not Assessment.objects.exists()


def test_one_breach_runs_one_is_closed_and_sharing_is_assessed(county):
    govern(county, now())

    closed, running = (breach.standing() for breach in Breach.objects.whole().order_by("pk"))
    assert closed.is_closed
    assert running.clock_runs
    assert running.noticed_at < now()
    assert Assessment.objects.whole().get().signed_off.number == 1
