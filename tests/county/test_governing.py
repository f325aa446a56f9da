"""What the county's information governance leads find, when there are any."""

from datetime import timedelta
from random import Random

from django.utils.timezone import localdate, now

from homeward.county import cast
from homeward.county.governing import govern
from homeward.governance.models import Assessment, Breach
from homeward.partnership.actions import add_member
from homeward.partnership.models import Worker
from homeward.partnership.rules import Role


def county():
    return cast.found(name=cast.NAME, children=0, rng=Random(1), today=localdate())


def give_leads(found, *employers):
    for number, employer in enumerate(employers):
        worker = Worker.objects.create_user(f"lead{number}@more.example", f"Lead {number} Placebo")
        add_member(
            found.teams["Leadership"],
            worker,
            role=Role.GOVERNANCE_LEAD,
            employer=employer,
            from_day=found.from_day,
            authorised_by="test",
        )
        found.people.setdefault(("Leadership", Role.GOVERNANCE_LEAD), []).append(worker)


def test_nothing_is_followed_up_where_an_organisation_has_no_lead(db):
    found = county()
    govern(found, now())
    give_leads(found, found.founded.council)

    govern(found, now())

    assert not Breach.objects.exists()
    assert not Assessment.objects.exists()


def test_one_breach_runs_one_is_closed_and_sharing_is_assessed(db):
    found = county()
    give_leads(found, found.founded.council, found.founded.charity)

    govern(found, now())

    closed, running = (breach.standing() for breach in Breach.objects.whole().order_by("pk"))
    assert closed.is_closed
    assert running.clock_runs
    assert now() < running.due_at < now() + timedelta(hours=24)
    assert Assessment.objects.whole().get().signed_off.number == 1
