"""Extensions from before there were proposals are proposals now, with all that they held."""

from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import now

from homeward.partnership.models import Proposal, SharingAgreement
from tests.migrating import back, forth
from tests.partnership.making import (
    CHARITY,
    MINUTE,
    agree,
    ends_in,
    extension,
    in_days,
    leads,
    version,
)
from tests.partnership.setting import settled


BEFORE = ("partnership", "0005_register_decided_under")
BEFORE_REASONS = ("partnership", "0009_policies")


def test_extension_keeps_who_proposed_and_who_agreed(cast):
    ira, gale = leads(cast)
    held = ends_in(cast, 40)
    SharingAgreement.objects.update(agreed_for_council="Cabinet", agreed_for_charity="Trustees")
    made = SharingAgreement.objects.create(
        partnership=cast.partnership,
        version=2,
        extends=held,
        period=DateRange(in_days(40), in_days(90)),
    )
    before = back(BEFORE).get_model("partnership", "Extension")
    shared = {"partnership_id": cast.partnership.pk, "proposed_by_id": gale.pk}
    agreed = before.objects.create(
        **shared,
        agreement_id=held.pk,
        to_day=in_days(90),
        why="The review.",
        agreed_by_id=ira.pk,
        agreed_at=now(),
    )
    waits = before.objects.create(**shared, agreement_id=made.pk, to_day=in_days(120), why="Again.")
    before.objects.update(proposed_at=now() - timedelta(days=3))

    forth(BEFORE)

    old, new = Proposal.objects.get(pk=agreed.pk), Proposal.objects.get(pk=waits.pk)
    assert (old.follows, old.became, old.to_day, old.why) == (
        held,
        made,
        in_days(90),
        "The review.",
    )
    assert (old.proposed_by, old.proposed_for.kind, old.proposed_under) == (
        gale,
        CHARITY,
        "Trustees",
    )
    assert (old.agreed_by, old.agreed_under) == (ira, "Cabinet")
    assert old.is_extension
    assert (new.follows, new.agreed_at, new.became) == (made, None, None)


def test_backwards_extensions_are_what_is_left(cast):
    ira, gale = leads(cast)
    held = ends_in(cast, 40)
    version(held, by=ira)
    agreed = extension(held, by=gale)
    agree(agreed, by=ira)

    before = back(BEFORE).get_model("partnership", "Extension")
    kept = list(before.objects.values_list("pk", "agreement_id", "agreed_by_id"))
    forth(BEFORE)

    assert kept == [(agreed.pk, held.pk, ira.pk)]
    assert Proposal.objects.get().proposed_under == held.agreed_for_charity != MINUTE


def test_what_was_withdrawn_is_taken_back_without_a_reason_that_nobody_was_asked_for(cast):
    ira, gale = leads(cast)
    proposal = extension(ends_in(cast, 40), by=gale)
    one = settled(cast)
    before = back(BEFORE_REASONS)
    before.get_model("partnership", "Proposal").objects.update(
        withdrawn_by_id=ira.pk, withdrawn_at=now()
    )
    kind = before.get_model("partnership", "Proposal").objects.get().proposed_for

    forth(BEFORE_REASONS)

    proposal.refresh_from_db()
    one.refresh_from_db()
    assert kind == CHARITY
    assert proposal.proposed_for == cast.founded.charity
    assert (proposal.taken_back_by, proposal.taken_back_because) == (ira, "not written down")
    assert one.agreed_under == "not written down"
