"""Reporting a breach, finding out about it and closing it: what is written, and what a refusal leaves."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import now
from time_machine import travel

from homeward.access.guard import Overtaken, Refused
from homeward.governance.actions import breaches as actions
from homeward.governance.models import Breach, BreachChild, Confirmation, Finding
from homeward.governance.queries.breaches import OFFERED, breaches_of, waiting_for
from homeward.governance.rules.breaches import Choice, Question
from homeward.partnership.models import Worker
from homeward.trail.models import Entry
from tests.governance.making import answered, gale, ira, judged, notified, reported


def written():
    return [m.objects.count() for m in (Breach, BreachChild, Finding, Confirmation)] + [
        Entry.objects.filter(kind="change").count()
    ]


def today(worker: Worker):
    return worker.on(now().date())


def stands(breach):
    return Breach.objects.whole().get(pk=breach.pk).standing()


def test_reported_at_once_by_anybody_with_a_post(cast):
    child = cast.episode().children.get(preferred_name="Ash")

    breach = reported(cast, children=[child], workers=[cast.kit])

    assert breach.reported_by == cast.robin
    assert list(breach.children.all()) == [child]
    entry = Entry.objects.get(what="reported a breach")
    assert entry.child_ids == [child.pk]
    assert "Sampleton" not in entry.what + entry.because


@pytest.mark.parametrize("changed", ["future", "unseen child", "stranger", "unknown worker"])
def test_report_refused_writes_nothing(cast, changed):
    child = cast.episode().children.get(preferred_name="Ash")
    before = written()
    wrong = {
        "future": {"noticed_at": now() + timedelta(minutes=5)},
        "unseen child": {"children": [child], "by": cast.terry},
        "stranger": {"by": cast.stranger},
        "unknown worker": {"workers": [cast.stranger]},
    }

    with pytest.raises(Refused) as refused:
        reported(cast, **wrong[changed])

    assert refused.value.answer.instead
    assert written() == before


def test_finding_is_told_to_the_trail_without_its_words(cast):
    breach, lead = reported(cast), ira(cast)

    judged(breach, lead)

    entry = Entry.objects.get(what="judged the risk of a breach")
    assert entry.worker == lead
    assert "unopened" not in entry.what + entry.because


@pytest.mark.parametrize(
    "wrong",
    [
        {"by": "robin"},
        {"happened_at": timedelta(minutes=5)},
        {"happened_at": -timedelta(days=2)},
        {"choice": Choice.NOT_NOTIFIED},
    ],
)
def test_finding_refused_writes_nothing(cast, wrong):
    breach, lead = reported(cast), ira(cast)
    before = written()
    if "happened_at" in wrong:
        wrong = {"happened_at": now() + wrong["happened_at"]}
    by = cast.robin if wrong.pop("by", "") else lead

    with pytest.raises(Refused):
        notified(breach, by, **wrong)

    assert written() == before


def test_late_notification_is_taken_with_its_reason_alone(cast):
    lead = ira(cast)
    breach = reported(cast, ago=timedelta(hours=80))
    with pytest.raises(Refused, match="more than 72 hours"):
        notified(breach, lead)

    notified(breach, lead, late_because="It lay in a shared mailbox.")

    assert stands(breach).clock_runs is False


def test_closed_when_both_leads_confirmed_and_not_before(cast):
    one, other = ira(cast), gale(cast)
    breach = reported(cast)
    last = answered(breach, one)

    actions.confirm_breach(breach, version=last.pk, by=one)
    half = stands(breach).is_closed
    actions.confirm_breach(breach, version=last.pk, by=other)

    assert (half, stands(breach).is_closed) == (False, True)
    kinds = list(Confirmation.objects.values_list("kind", flat=True))
    assert kinds == ["council", "charity"]


def test_confirming_refused_writes_nothing(cast):
    one = ira(cast)
    breach = reported(cast)
    last = judged(breach, one)
    before = written()

    with pytest.raises(Refused, match="not answered yet"):
        actions.confirm_breach(breach, version=last.pk, by=one)

    assert written() == before


def test_confirming_what_one_has_not_read_is_overtaken(cast):
    one, other = ira(cast), gale(cast)
    breach = reported(cast)
    answered(breach, one)
    seen = Finding.objects.last().pk - 1
    before = written()

    with pytest.raises(Overtaken):
        actions.confirm_breach(breach, version=seen, by=other)

    assert written() == before


def test_what_is_found_later_opens_a_closed_breach_again(cast):
    one, other = ira(cast), gale(cast)
    breach = reported(cast)
    last = answered(breach, one)
    for lead in (one, other):
        actions.confirm_breach(breach, version=last.pk, by=lead)
    assert breaches_of(today(one)).get().closed is True

    judged(breach, one, Choice.HIGH)

    assert stands(breach).missing == [Question.COMMISSIONER, Question.PEOPLE]
    assert breaches_of(today(one)).get().closed is False
    assert [found.pk for found, _ in waiting_for(today(other))] == [breach.pk]


def test_what_one_lead_confirmed_waits_for_the_other_alone(cast):
    one, other = ira(cast), gale(cast)
    breach = reported(cast)
    last = answered(breach, one)

    actions.confirm_breach(breach, version=last.pk, by=one)

    assert waiting_for(today(one)) == []
    assert [found.pk for found, _ in waiting_for(today(other))] == [breach.pk]


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_clock_that_runs_is_not_hidden_by_many_that_stand(cast, confirmed):
    one = ira(cast)
    with travel(now() - timedelta(days=9)):
        for _ in range(OFFERED):
            old = reported(cast)
            last = answered(old, one)
            if confirmed:
                actions.confirm_breach(old, version=last.pk, by=one)

    new = reported(cast)

    waiting = waiting_for(today(one))
    assert waiting[0][0] == new
    assert len(waiting) == (1 if confirmed else OFFERED)


def test_it_waits_for_nobody_but_leads_of_the_partnership(cast):
    reported(cast)

    assert [waiting_for(today(w)) for w in (cast.robin, cast.morgan, cast.stranger)] == [[]] * 3


def test_clock_runs_on_whoever_is_lead_when(cast):
    """A lead who comes into post later finds what waits: nothing was sent to a person."""
    with travel(now() - timedelta(days=5)):
        breach = reported(cast)

    lead = ira(cast)

    ((found, standing),) = waiting_for(today(lead))
    assert found == breach
    assert standing.is_late(now())


def test_database_refuses_a_notification_without_a_reference(cast):
    breach = reported(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.create(
            partnership=cast.partnership,
            breach=breach,
            question=Question.COMMISSIONER,
            choice=Choice.NOTIFIED,
            happened_at=now(),
            words="Phoned.",
            written_by=cast.robin,
        )
