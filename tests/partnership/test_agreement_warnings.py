"""Who is told that the agreement ends, how strongly, and where it leads: on my day and on the agreement's page."""

import pytest
from django.urls import reverse

from homeward.partnership.models import SharingAgreement
from tests.partnership.making import agree, ends_in, extension, in_days, leads, queries_of, version


@pytest.fixture
def two(cast):
    return leads(cast)


def day_of(client) -> str:
    return client.get("/").content.decode()


@pytest.mark.parametrize("who", [0, 1])
@pytest.mark.parametrize(
    ("days", "said", "level"),
    [
        (90, "(in 90 days)", 'class="hw-message"'),
        (30, "(in 30 days)", 'class="hw-message hw-message--soon"'),
        (7, "(in 7 days)", 'class="hw-message hw-message--late"'),
    ],
)
def test_both_leads_are_warned_each_time_more_strongly(
    cast, as_worker, two, who, days, said, level
):
    held = ends_in(cast, days)

    page = day_of(as_worker(two[who]))

    assert "The sharing agreement ends on" in page
    assert said in page
    assert level in page
    assert "the workers of Samplehope" in page
    assert "what keeps a child safe" in page
    assert reverse("partnership:propose_extension", args=[held.pk]) in page


def test_nobody_is_warned_while_the_end_is_far_away(cast, as_worker, two):
    ends_in(cast, 91)

    assert "sharing agreement ends" not in day_of(as_worker(two[0]))


@pytest.mark.parametrize(("days", "told"), [(31, False), (30, True), (0, True), (-3, True)])
def test_heads_of_service_are_told_from_thirty_days_on_and_offered_nothing(
    cast, as_worker, days, told
):
    ends_in(cast, days)

    page = day_of(as_worker(cast.morgan))

    assert ("The sharing agreement end" in page) is told
    assert "Propose" not in page


@pytest.mark.parametrize("who", ["robin", "kit", "sam", "jo"])
def test_others_find_it_on_the_page_of_the_agreement_and_not_on_their_day(cast, as_worker, who):
    ends_in(cast, 5)
    client = as_worker(getattr(cast, who))

    assert "sharing agreement ends" not in day_of(client)
    assert "The sharing agreement ends on" in client.get("/sharing/").content.decode()


@pytest.mark.parametrize("days", [0, -40])
def test_at_the_end_and_after_it_says_what_has_happened(cast, as_worker, two, days):
    held = ends_in(cast, days)

    page = day_of(as_worker(two[1]))

    assert "The sharing agreement ended on" in page
    assert "Since then the workers of Samplehope see only what keeps a child safe" in page
    assert "The council’s workers go on as before" in page
    assert reverse("partnership:propose_extension", args=[held.pk]) in page


def test_warning_says_what_is_proposed_and_goes_when_it_is_agreed(cast, as_worker, two):
    ira, gale = two
    proposal = extension(ends_in(cast, 5), by=gale)

    waiting = day_of(as_worker(ira))
    agree(proposal, by=ira)

    assert "is proposed by Gale Leadsome, and waits for the lead of the council" in waiting
    assert "sharing agreement ends" not in day_of(as_worker(ira))
    assert "sharing agreement ends" not in day_of(as_worker(gale))


def test_what_the_other_proposed_waits_on_the_days_of_its_leads_alone(cast, as_worker, two):
    ira, gale = two
    held = ends_in(cast, 80)
    of_version = version(held, by=ira)
    extension(held, by=ira)
    later = extension(held, by=ira, days=500)

    page = day_of(as_worker(gale))

    assert "Agree to extend the sharing agreement" in page
    assert page.count("Agree to extend the sharing agreement") == 1
    assert "Agree to what is shared from then on" in page
    for proposal in (of_version, later):
        assert reverse("partnership:proposal", args=[proposal.pk]) in page
    assert "Agree to" not in day_of(as_worker(ira))
    assert "Agree to" not in day_of(as_worker(cast.morgan))


def test_gap_before_a_version_that_is_agreed_is_told_and_not_extended(cast, as_worker, two):
    ira, gale = two
    held = ends_in(cast, -2)
    agree(version(held, by=ira, from_day=in_days(3)), by=gale)
    coming = SharingAgreement.objects.get(version=2)

    page = day_of(as_worker(gale))

    assert "A version that is agreed already begins on" in page
    assert reverse("partnership:propose_extension", args=[coming.pk]) not in page


def test_lead_of_another_partnership_is_not_told(cast, as_worker):
    ends_in(cast, 5)

    assert "sharing agreement ends" not in day_of(as_worker(cast.stranger))


def test_day_of_a_lead_asks_no_more_however_much_waits(cast, as_worker, two):
    ira, gale = two
    held = ends_in(cast, 5)
    client = as_worker(gale)
    extension(held, by=ira)
    few = queries_of(client, "/")
    for days in range(401, 411):
        extension(held, by=ira, days=days)

    assert queries_of(client, "/") == few
