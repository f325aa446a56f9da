"""Proposing and agreeing the collaboration agreement, the steps before it, and its pages."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from homeward.access.guard import Refused
from homeward.partnership.actions import take_back
from homeward.partnership.actions.collaboration import (
    agree_collaboration,
    record_review,
    record_step,
)
from homeward.partnership.models import CollaborationAgreement, CollaborationStep, Term
from homeward.partnership.rules.collaboration import Offer, StepKind
from homeward.trail.models import Entry
from tests.partnership.agreeing import (
    CHARITY,
    COUNCIL,
    a_collaboration,
    an_agreement,
    both_committees,
    charitys_head,
    committee,
    days,
    wording,
)
from tests.support.making import boxes


def at(name: str, pk: int | None = None) -> str:
    return reverse(f"partnership:{name}", args=[] if pk is None else [pk])


def read(client, *where) -> str:
    return client.get(at(*where)).content.decode()


def test_a_version_holds_when_both_committees_and_the_other_side_have_agreed(cast):
    proposed = a_collaboration(cast)
    both_committees(cast)
    pat = charitys_head(cast)

    agreed = agree_collaboration(proposed, by=pat)

    assert agreed.agreed_by == pat
    assert agreed.wording() == wording()
    told = Entry.objects.filter(
        subject_id=agreed.pk, what__contains="a version of the collaboration agreement"
    )
    assert [entry.worker for entry in told.order_by("pk")] == [cast.morgan, pat]


@pytest.mark.parametrize(
    ("who", "says"),
    [("morgan", "its own side cannot agree"), ("kit", "heads of service and directors")],
)
def test_agreeing_for_another_is_refused_and_writes_nothing(cast, who, says):
    proposed = a_collaboration(cast)
    both_committees(cast)
    before = Entry.objects.count()

    with pytest.raises(Refused, match=says):
        agree_collaboration(proposed, by=getattr(cast, who))

    proposed.refresh_from_db()
    assert proposed.agreed_at is None
    assert Entry.objects.count() == before


def test_a_version_that_one_committee_declined_is_not_agreed(cast):
    proposed = a_collaboration(cast)
    both_committees(cast)
    committee(cast, CHARITY, StepKind.DECLINED)

    with pytest.raises(Refused, match="the charity’s committee declined"):
        agree_collaboration(proposed, by=charitys_head(cast))

    assert not CollaborationAgreement.objects.agreed().exists()


def test_a_yes_to_one_version_is_no_yes_to_the_next(cast):
    first = a_collaboration(cast)
    both_committees(cast)
    take_back(first, because="A room is missing.", by=charitys_head(cast))
    second = a_collaboration(cast)

    with pytest.raises(Refused, match="no agreement of the council’s committee"):
        agree_collaboration(second, by=charitys_head(cast))


def test_the_next_version_ends_the_one_before_and_leaves_its_words(cast):
    first = an_agreement(cast, from_day=days(0))

    second = an_agreement(
        cast, wording=wording(notice_months=12), from_day=days(30), reviews=[days(60)]
    )

    first.refresh_from_db()
    assert (first.end, second.start) == (days(30), days(30))
    assert first.wording() == wording()
    assert second.version == 2


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"to_day": days(-1)}, "ends before it begins"),
        ({"wording": wording(duties={COUNCIL: ("Refers",)})}, "no duty of the charity"),
        ({"reviews": []}, "look at it"),
        ({"reviews": [days(5000)]}, "not between"),
    ],
)
def test_a_proposal_that_cannot_be_is_refused_and_writes_nothing(cast, changes, says):
    before = Entry.objects.count()

    with pytest.raises(Refused, match=says):
        a_collaboration(cast, **changes)

    assert not CollaborationAgreement.objects.exists()
    assert not Term.objects.exists()
    assert Entry.objects.count() == before


def test_a_second_proposal_waits_for_the_first(cast):
    a_collaboration(cast)

    with pytest.raises(Refused, match="version 1 is proposed already"):
        a_collaboration(cast)


def test_a_version_that_was_overtaken_by_its_day_is_refused(cast):
    an_agreement(cast, from_day=days(0))
    overlapping = a_collaboration(cast, from_day=days(-5))
    both_committees(cast)

    with pytest.raises(Refused, match="begin in the past"):
        agree_collaboration(overlapping, by=charitys_head(cast))

    overlapping.refresh_from_db()
    assert overlapping.agreed_at is None


def test_the_database_holds_no_two_agreed_versions_of_one_day(cast):
    first = an_agreement(cast)
    second = a_collaboration(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        CollaborationAgreement.objects.filter(pk=second.pk).update(
            agreed_at=first.agreed_at, agreed_by=charitys_head(cast)
        )


def test_who_leads_nothing_records_no_step_and_a_stranger_none_here(cast):
    for who in (cast.robin, cast.stranger):
        with pytest.raises(Refused, match="heads of service and directors"):
            committee(cast, COUNCIL, StepKind.TALKS, by=who)

    assert not CollaborationStep.objects.exists()


def test_what_happened_before_any_text_is_recorded_by_either_side(cast):
    step = record_step(
        cast.partnership,
        kind=StepKind.APPROACH,
        side=CHARITY,
        on=days(-900),
        minute="",
        words="A letter came.",
        by=charitys_head(cast),
    )

    assert (step.agreement, step.organisation.kind, step.on) == (None, CHARITY, days(-900))
    assert Entry.objects.filter(subject_id=step.pk, what__startswith="recorded a step").exists()


def test_a_review_is_recorded_and_the_next_one_follows(cast):
    agreement = an_agreement(cast)
    review = agreement.reviews.get()

    record_review(
        review, held_on=days(0), found="Referrals come in time.", next_on=days(200), by=cast.morgan
    )

    assert [r.due for r in agreement.reviews.filter(done_at=None)] == [days(200)]
    with pytest.raises(Refused, match="recorded already"):
        record_review(review, held_on=days(0), found="Again.", next_on=None, by=cast.morgan)


# Pages


def test_everyone_reads_what_both_agreed_and_who_agreed_where(cast, as_worker):
    an_agreement(cast)

    page = read(as_worker(cast.terry), "collaboration")

    for words in (
        "Version 1 of the collaboration agreement is in force",
        "Sees each child every week",
        "Decides within ten working days",
        "Two rooms at the Sample Street hub (about £9,500 a year)",
        "Sample committee, minute 7",
        "6 months, by either",
        "The council keeps the record",
    ):
        assert words in page
    assert "Propose a version" not in page
    assert "Record a step" not in page


def test_nothing_agreed_is_said_and_the_way_is_open_to_heads(cast, as_worker):
    page = read(as_worker(cast.morgan), "collaboration")

    assert "No collaboration agreement is in force today" in page
    assert "Propose a version" in page


def test_a_stranger_finds_neither_version_nor_review(cast, as_worker):
    agreement = an_agreement(cast)
    client = as_worker(cast.stranger)

    assert client.get(at("collaboration_version", agreement.pk)).status_code == 404
    assert client.get(at("record_review", agreement.reviews.get().pk)).status_code == 404
    assert "Sees each child" not in read(client, "collaboration")


def typed(**changes) -> dict:
    return {
        "aims": "Children stay at home\nFamilies say how it goes",
        "council_duties": "Refers in time",
        "charity_duties": "Sees each child",
        "council_offers": "Two rooms, £9,500",
        "notice_months": "6",
        "exit_families": "They meet the next one first.",
        "exit_records": "The council keeps them.",
        **boxes("from_day", days(0)),
        **boxes("review_1", days(90)),
        **changes,
    }


def test_a_head_proposes_on_the_page_and_the_other_agrees(cast, as_worker):
    as_worker(cast.morgan).post(at("propose_collaboration"), typed())
    proposed = CollaborationAgreement.objects.get()
    assert "no agreement of the council’s committee" in read(
        as_worker(cast.morgan), "collaboration_version", proposed.pk
    )
    both_committees(cast)

    client = as_worker(charitys_head(cast))
    answer = client.post(at("agree_collaboration", proposed.pk), follow=True)

    proposed.refresh_from_db()
    assert "Both have agreed to it" in answer.content.decode()
    assert proposed.agreed_at is not None
    assert proposed.wording().offers[COUNCIL] == (Offer("Two rooms", 9500),)


def test_a_proposal_that_ends_before_it_begins_keeps_what_was_typed(cast, as_worker):
    client = as_worker(cast.morgan)

    answer = client.post(
        at("propose_collaboration"), typed(**boxes("to_day", days(-3)), aims="One aim to keep")
    )

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "ends before it begins" in page
    assert "One aim to keep" in page
    assert not CollaborationAgreement.objects.exists()


def test_who_leads_nothing_is_told_why_there_is_no_form(cast, as_worker):
    page = read(as_worker(cast.robin), "propose_collaboration")

    assert "heads of service and directors" in page
    assert "<textarea" not in page


def test_a_step_without_its_minute_is_told_and_nothing_is_recorded(cast, as_worker):
    a_collaboration(cast)
    client = as_worker(cast.morgan)

    answer = client.post(
        at("record_step"), {"kind": "agreed", "side": "council", **boxes("on", days(0))}
    )

    assert answer.status_code == 403
    assert "where it was decided" in answer.content.decode()
    assert not CollaborationStep.objects.exists()


def test_what_changed_between_two_versions_is_shown(cast, as_worker):
    an_agreement(cast)
    a_collaboration(cast, wording=wording(notice_months=12), from_day=days(30))
    client = as_worker(cast.robin)

    page = read(client, "collaboration_changes")

    assert "From version 1" in page
    assert "12 months" in page
    assert "Sees each child every week" not in page
    assert client.get(at("collaboration_changes"), {"from": "1", "to": "9"}).status_code == 404
    assert client.get(at("collaboration_changes"), {"from": "x", "to": "²"}).status_code == 404


def test_the_page_asks_as_much_of_many_versions_as_of_one(
    cast, as_worker, django_assert_max_num_queries
):
    for number in range(12):
        proposed = a_collaboration(cast, from_day=days(number))
        committee(cast, COUNCIL)
        take_back(proposed, because=f"No {number}", by=cast.morgan)
    an_agreement(cast)
    client = as_worker(cast.terry)

    with django_assert_max_num_queries(22):
        page = read(client, "collaboration")

    assert "No 11" in page


def test_a_review_that_is_due_is_shown_as_late(cast, as_worker):
    agreement = an_agreement(cast)
    agreement.reviews.update(due=days(-3))

    assert "3 days late" in read(as_worker(cast.robin), "collaboration")


def test_a_review_that_is_due_stands_on_the_day_of_those_who_lead_alone(cast, as_worker):
    an_agreement(cast, reviews=[days(5)])

    told = {
        who: "Review the collaboration" in as_worker(who).get("/").content.decode()
        for who in (cast.morgan, charitys_head(cast), cast.kit, cast.robin)
    }

    assert list(told.values()) == [True, True, False, False]
