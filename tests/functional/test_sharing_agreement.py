"""Two leads extend the agreement that is about to end; and what a charity's worker sees when they did not in time."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate

from homeward.partnership.models import SharingAgreement
from homeward.sharing.models import Involvement
from tests.conftest import FOUNDED_ON
from tests.partnership.making import ends_in, in_days, leads
from tests.support.making import write_plan


def propose(lead, until) -> None:
    """From the warning on my day, by the link in it, on one short form."""
    lead.open("/")
    lead.follow("Propose to extend it")
    lead.finds_no_barrier()
    lead.date("to_day", until)
    lead.fill(why="The review is not done yet.", under="The trustees, 3 November, item 4")
    lead.send()
    lead.sees("It waits for the lead of Exampleshire County Council")


def agree(lead) -> None:
    lead.open("/")
    lead.follow("Agree to extend the sharing agreement")
    lead.finds_no_barrier()
    lead.fill(under="Information governance board, minute 9")
    lead.press("Agree")


@pytest.mark.parametrize("script", [True, False])
def test_two_leads_extend_an_agreement_that_is_about_to_end(cast, someone, script):
    ira, gale = leads(cast)
    ends_in(cast, 5)

    with someone(gale, width=320, script=script) as charitys:
        charitys.sees("(in 5 days)")
        charitys.sees("There is little time left")
        charitys.finds_no_barrier()
        propose(charitys, in_days(200))
    with someone(ira, script=script) as councils:
        agree(councils)
        councils.sees("Agreed. Version 2 holds from")
        councils.finds_no_barrier()
        councils.open("/")
        assert "sharing agreement ends" not in councils.page.locator("body").inner_text()

    made = SharingAgreement.objects.get(partnership=cast.partnership, version=2)
    assert (made.start, made.end) == (in_days(5), in_days(200))
    assert made.agreed_for_council == "Information governance board, minute 9"
    assert made.agreed_for_charity == "The trustees, 3 November, item 4"


def test_charitys_worker_who_fell_to_the_minimum_sees_again_after_the_extension(cast, someone):
    ira, gale = leads(cast)
    episode = cast.episode()
    write_plan(episode, by=cast.robin)
    # Robin's team has worked with the family for a week; the agreement ended yesterday.
    for involvement in Involvement.objects.filter(child__in=episode.children.all()):
        involvement.period = DateRange(localdate() - timedelta(days=7), involvement.end)
        involvement.save()
    ends_in(cast, -1)
    ash = f"/children/{episode.children.get(preferred_name='Ash').pk}/"

    with someone(cast.robin, width=320) as robin:
        robin.open(ash)
        robin.sees("What keeps Ash safe")
        robin.sees("Phone Nan.")
        robin.sees("The sharing agreement ended on")
        robin.finds_no_barrier()
    with someone(cast.morgan) as morgan:
        morgan.sees("Since then the workers of Samplehope see only what keeps a child safe")
    with someone(gale) as charitys:
        propose(charitys, in_days(200))
    with someone(ira) as councils:
        agree(councils)
    with someone(cast.robin) as robin:
        robin.open(ash)
        robin.sees("I want to stay at mum’s.")

    first, second = SharingAgreement.objects.filter(partnership=cast.partnership).order_by(
        "version"
    )
    assert (first.start, first.end) == (FOUNDED_ON, localdate() - timedelta(days=1))
    assert second.start == localdate()


def test_lead_proposes_a_version_by_ticking_boxes_on_a_telephone(cast, someone):
    ira, gale = leads(cast)
    held = ends_in(cast, 40)

    with someone(ira, width=320) as councils:
        councils.open("/sharing/")
        councils.finds_no_barrier()
        councils.follow("Propose a version that follows")
        councils.page.get_by_text("To oversee the service and its money:").click()
        councils.finds_no_barrier()
        councils.choose("grants", "oversight.council.data analyst.finance")
        councils.fill(why="The analyst reports what is spent.", under="The board, minute 2")
        councils.send()
        councils.sees("Data analyst, Exampleshire County Council")
        councils.finds_no_barrier()
        councils.follow("Take it back")
        councils.finds_no_barrier()
        councils.fill(because="The analyst reports it already.")
        councils.press("Take it back")
        councils.sees("It is taken back.")

    assert not SharingAgreement.objects.filter(partnership=cast.partnership).exclude(pk=held.pk)
