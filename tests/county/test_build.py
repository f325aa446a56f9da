"""Making the county: the same from the same seed, on any day, with the clock put right again."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.care.models import Placement
from homeward.county.build import build
from homeward.county.stages import STAGES
from homeward.partnership.models import Worker
from homeward.people.models import Child, Relationship
from homeward.referrals.models import Referral
from homeward.support.models import EpisodeOfHelp
from homeward.trail.models import Entry


LONDON = ZoneInfo("Europe/London")


def digest(partnership):
    """Names, dates and states, without the ids and references that the database and chance give."""
    children = Child.objects.filter(partnership=partnership)
    referrals = Referral.objects.filter(partnership=partnership).with_latest()
    return {
        "workers": sorted(
            Worker.objects.filter(memberships__partnership=partnership).values_list("name")
        ),
        "children": sorted(children.values_list("given_name", "family_name", "born", "sex")),
        "adults": sorted(
            Relationship.objects.filter(partnership=partnership).values_list(
                "child__given_name", "child__family_name", "adult__name", "kind", "period"
            ),
            key=str,
        ),
        "referrals": sorted(
            (
                str(r.from_team),
                r.sent_at.date(),
                r.screen_by,
                str(r.latest_outcome),
                r.panel_decided() or "",
            )
            for r in referrals
        ),
        "help": sorted(
            EpisodeOfHelp.objects.filter(partnership=partnership).values_list(
                "started_on", "closed_on", "visits__on", "visits__what_happened"
            ),
            key=str,
        ),
        "care": sorted(
            Placement.objects.filter(partnership=partnership).values_list(
                "child__born", "period", "place"
            ),
            key=str,
        ),
        "trail": sorted(
            (localdate(at), what)
            for at, what in Entry.objects.filter(partnership=partnership).values_list("at", "what")
        ),
    }


def test_same_seed_makes_the_same_county(db):
    noon = datetime(2026, 6, 10, 12, tzinfo=LONDON)
    with travel(noon):
        one = build(children=18, seed=7, name="One")

    with travel(noon):
        other = build(children=18, seed=7, name="Other")

    assert digest(one) == digest(other)


def test_another_seed_makes_another_county(db):
    one = digest(build(children=8, seed=7, name="One"))

    other = digest(build(children=8, seed=8, name="Other"))

    assert all(one[part] != other[part] for part in ("children", "adults", "workers"))


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 12, 26, 23, 59, 30, tzinfo=LONDON),
        datetime(2028, 2, 29, 0, 0, 10, tzinfo=LONDON),
    ],
    ids=["the last seconds of a bank holiday", "the first seconds of a leap day"],
)
def test_every_story_can_be_lived_at_any_hour(db, moment):
    with travel(moment):
        county = build(children=len(STAGES) * 5 // 4 + 1)

    stories = Referral.objects.filter(partnership=county)
    last = Entry.objects.filter(partnership=county).latest("at")
    assert stories.count() >= len(STAGES)
    assert localdate(last.at) == moment.date()


def test_clock_is_right_whenever_progress_is_told(db):
    told = []
    began = now()

    build(children=4, progress=lambda made, of: told.append(now()))

    assert began < told[0] <= told[-1] < now()
