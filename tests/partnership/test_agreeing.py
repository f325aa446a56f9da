"""What one lead proposes the other agrees to. What held stays as it was, and a refusal writes nothing."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, now

from homeward.access.guard import Refused
from homeward.partnership.actions import take_back
from homeward.partnership.models import (
    Grant,
    Membership,
    Proposal,
    ProposedGrant,
    SharingAgreement,
    agreements_of,
)
from homeward.partnership.rules import FIRST_GRANTS, DataGroup, Purpose, Role
from homeward.trail.models import Entry
from tests.conftest import FOUNDED_ON
from tests.partnership.making import (
    CHARITY,
    COUNCIL,
    MINUTE,
    ONE_LINE,
    agree,
    ends_in,
    extension,
    in_days,
    leads,
    version,
)


@pytest.fixture
def two(cast):
    return leads(cast)


@pytest.fixture
def ira(two):
    return two[0]


@pytest.fixture
def gale(two):
    return two[1]


@pytest.fixture
def held(cast):
    """It ends in forty days."""
    return ends_in(cast, 40)


def written() -> list:
    """All that an agreement can change."""
    return [
        list(model.objects.order_by("pk").values_list())
        for model in (SharingAgreement, Grant, Proposal, ProposedGrant)
    ]


def refused(says: str, act, *arguments, **more) -> None:
    before = written()
    with pytest.raises(Refused, match=says):
        act(*arguments, **more)
    assert written() == before


def test_extension_goes_on_where_the_version_ends_and_shares_the_same(held, ira, gale):
    proposal = extension(held, by=gale)

    made = agree(proposal, by=ira)

    proposal.refresh_from_db()
    assert (made.version, made.extends, made.start, made.end) == (
        2,
        held,
        in_days(40),
        in_days(400),
    )
    assert made.shares == held.shares == frozenset(FIRST_GRANTS)
    assert made.legal_basis == held.legal_basis
    assert made.agreed_for_charity == MINUTE
    assert made.agreed_for_council == "The trustees, item 4"
    assert (proposal.agreed_by, proposal.became) == (ira, made)


def test_each_step_is_in_the_trail(held, ira, gale):
    agree(extension(held, by=gale), by=ira)
    later = extension(SharingAgreement.objects.get(version=2), by=ira, days=500)
    take_back(later, because="The review is done.", by=ira)

    told = Entry.objects.filter(kind="change", worker__in=[ira, gale]).order_by("pk")
    assert list(told.values_list("what", "worker")) == [
        ("proposed to extend the sharing agreement", gale.pk),
        ("extended the sharing agreement", ira.pk),
        ("proposed to extend the sharing agreement", ira.pk),
        ("took back a proposal about the sharing agreement", ira.pk),
    ]
    assert (
        told.last().because == "you are information governance lead of one of the two organisations"
    )


def test_proposal_alone_changes_nothing_that_is_shared(cast, held, ira):
    before = agreements_of([cast.partnership.pk])

    extension(held, by=ira)
    version(held, by=ira)

    assert agreements_of([cast.partnership.pk]) == before


def test_extension_agreed_after_the_end_begins_on_that_day(cast, ira, gale):
    held = ends_in(cast, -5)

    made = agree(extension(held, by=ira), by=gale)

    assert made.start == localdate()
    held.refresh_from_db()
    assert held.end == in_days(-5)


def test_version_ends_the_one_before_and_shares_what_was_proposed(held, ira, gale):
    made = agree(version(held, by=ira), by=gale)

    held.refresh_from_db()
    assert (held.start, held.end) == (FOUNDED_ON, in_days(10))
    assert (made.start, made.end, made.extends) == (in_days(10), in_days(400), None)
    assert made.shares == {ONE_LINE}
    assert made.legal_basis == "Children Act 1989, section 27"


def test_version_of_an_agreement_without_an_end_gives_it_one(cast, ira, gale):
    held = SharingAgreement.objects.get(partnership=cast.partnership)

    agree(version(held, by=gale), by=ira)

    held.refresh_from_db()
    assert held.end == in_days(10)


def test_version_after_the_end_is_agreed_when_the_one_before_was_extended_until_then(
    held, ira, gale
):
    """While the leads talk about a new version, a later end keeps the charity from falling."""
    proposed = version(held, by=ira, from_day=in_days(60))
    refused("no more than the safety minimum", agree, proposed, by=gale)
    agree(extension(held, by=gale, days=100), by=ira)

    made = agree(proposed, by=gale)

    assert (made.version, made.start) == (3, in_days(60))
    assert SharingAgreement.objects.get(version=2).end == in_days(60)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"from_day": date(2025, 1, 1)}, "begin in the past"),
        ({"to_day": date(2026, 1, 1)}, "ends before it begins"),
        ({"grants": []}, "nothing would be shared"),
    ],
)
def test_version_that_cannot_be_is_refused_and_nothing_is_written(held, ira, changes, says):
    refused(says, version, held, by=ira, **changes)


def test_adoption_can_be_granted_to_whom_the_two_leads_agree(held, ira, gale):
    grant = (Purpose.SUPPORT, CHARITY, Role.SOCIAL_WORKER, DataGroup.ADOPTION)

    made = agree(version(held, by=ira, grants=[ONE_LINE, grant]), by=gale)

    assert grant in made.shares


@pytest.mark.parametrize(
    ("ends", "to_day", "says"),
    [(40, 40, "no later than now"), (40, 39, "no later than now"), (-9, 0, "before it begins")],
)
def test_extension_to_no_later_day_is_refused(cast, ira, ends, to_day, says):
    held = ends_in(cast, ends)

    refused(says, extension, held, by=ira, days=to_day)


def test_agreement_without_an_end_is_not_extended(cast, ira):
    held = SharingAgreement.objects.get(partnership=cast.partnership)

    refused("has no end", extension, held, by=ira)


def test_version_that_is_to_come_is_not_followed_by_an_earlier_one(held, ira, gale):
    coming = agree(version(held, by=ira), by=gale)

    refused("begins on", version, coming, by=ira, from_day=in_days(10))


@pytest.mark.parametrize("who", ["kit", "morgan", "stranger"])
def test_only_the_leads_of_the_partnership_propose_agree_and_take_back(cast, held, ira, who):
    worker = getattr(cast, who)
    proposal = extension(held, by=ira)

    refused("information governance leads keep", extension, held, by=worker)
    refused("information governance leads keep", version, held, by=worker)
    refused("information governance leads keep", agree, proposal, by=worker)
    refused("information governance leads keep", take_back, proposal, because="No.", by=worker)


def test_own_proposal_is_not_agreed_to_by_oneself_nor_by_a_colleague(cast, held, ira):
    colleague = cast.join("Ivo Secondly", cast.east, Role.GOVERNANCE_LEAD, cast.founded.council)
    both = cast.join("Bo Twofold", cast.east, Role.GOVERNANCE_LEAD, cast.founded.council)
    Membership.objects.create(
        partnership=cast.partnership,
        worker=both,
        team=cast.north,
        role=Role.GOVERNANCE_LEAD,
        employer=cast.founded.charity,
        authorised_by="test",
        period=(FOUNDED_ON, None),
    )
    proposal = extension(held, by=ira)
    of_both = extension(held, by=both, days=500)

    refused("the council proposed it", agree, proposal, by=ira)
    refused("the council proposed it", agree, proposal, by=colleague)
    refused("the council proposed it", agree, of_both, by=both)


def test_version_agreed_meanwhile_stands_in_the_way_of_what_was_proposed_before(held, ira, gale):
    older = version(held, by=ira)
    extended = extension(held, by=ira)
    agree(version(held, by=gale, from_day=in_days(20)), by=ira)

    refused("version 2 was agreed meanwhile", agree, older, by=gale)
    refused("version 2 was agreed meanwhile", agree, extended, by=gale)
    refused("version 2 was agreed since", extension, held, by=gale)


def test_later_proposal_is_the_one_that_counts(held, ira, gale):
    older = extension(held, by=ira)
    later = extension(held, by=gale, days=500)

    refused("a later proposal waits, by Gale Leadsome", agree, older, by=gale)
    take_back(later, because="Too long.", by=gale)

    assert agree(older, by=gale).end == in_days(400)


def test_proposal_is_agreed_or_taken_back_once(held, ira, gale):
    agreed, gone = version(held, by=ira), extension(held, by=ira)
    take_back(gone, because="No.", by=ira)
    agree(agreed, by=gale)

    refused("agreed to it already", agree, agreed, by=gale)
    refused("agreed to it already", take_back, agreed, because="No.", by=ira)
    refused("was taken back", agree, gone, by=gale)
    refused("was taken back", take_back, gone, because="No.", by=ira)


def test_other_organisation_takes_back_what_it_will_not_agree_to(held, ira, gale):
    proposal = extension(held, by=ira)

    take_back(proposal, because="The trustees declined.", by=gale)

    proposal.refresh_from_db()
    assert (proposal.taken_back_by, proposal.taken_back_because) == (gale, "The trustees declined.")
    refused("was taken back", agree, proposal, by=gale)


def test_version_whose_first_day_has_passed_is_not_agreed(held, ira, gale):
    proposal = version(held, by=ira)

    with time_machine.travel(now() + timedelta(days=11)):
        refused("begin in the past", agree, proposal, by=gale)


def test_proposal_of_who_is_lead_no_more_can_be_agreed_still(cast, held, ira, gale):
    proposal = extension(held, by=ira)
    Membership.objects.filter(worker=ira).update(period=(FOUNDED_ON, localdate()))

    assert agree(proposal, by=gale).agreed_for_council == MINUTE


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("proposal_agreed_by_someone", "nobody"),
        ("proposal_agreed_by_another", "proposer"),
        ("proposal_agreed_became_a_version", "nothing"),
        ("proposal_taken_back_by_someone", {"taken_back_at": now()}),
        ("proposal_taken_back_by_someone", "both"),
        ("proposal_ends_after_it_begins", {"from_day": date(2999, 1, 1)}),
    ],
)
def test_database_refuses_what_the_rules_refuse(held, ira, gale, name, changes):
    proposal = extension(held, by=ira)
    done = {
        "agreed_at": now(),
        "agreed_by": gale,
        "agreed_under": MINUTE,
        "became": held,
    }
    if changes == "proposer":
        changes = done | {"agreed_by": ira}
    if changes == "both":
        changes = done | {
            "taken_back_at": now(),
            "taken_back_by": ira,
            "taken_back_because": "No.",
        }
    if changes == "nobody":
        changes = done | {"agreed_by": None}
    if changes == "nothing":
        changes = done | {"became": None}

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(**changes)


def test_for_whom_a_lead_proposed_is_kept(held, ira, gale):
    assert extension(held, by=ira).proposed_for.kind == COUNCIL
    assert extension(held, by=gale).proposed_for.kind == CHARITY
