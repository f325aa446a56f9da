"""Preparing, sending, signing and returning a decision."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.decisions import actions
from homeward.decisions.models import Decision
from homeward.partnership.actions import add_arrangement
from homeward.partnership.models import Arrangement
from homeward.partnership.rules import Function, OrganisationKind, Role
from homeward.tasks.models import Task
from homeward.trail.models import Entry
from tests.support.making import begun, completed, sent, signed


def test_sign_by_the_charity_is_refused_and_says_who_decides(cast):
    decision = sent(cast, cast.episode())

    with pytest.raises(Refused, match="head of service, council, decides"):
        signed(decision, by=cast.robin, code="stay_at_home")

    decision.refresh_from_db()
    assert decision.signed_at is None
    assert decision.outcome is None
    assert not Entry.objects.filter(what="signed a decision", subject_id=decision.pk).exists()


def test_sign_keeps_the_arrangement_it_was_signed_under(cast):
    decision = sent(cast, cast.episode())

    signed(decision, by=cast.morgan, code="stay_at_home")

    decision.refresh_from_db()
    assert decision.under_arrangement.function == Function.STAY_AT_HOME
    assert "arrangement 2" in decision.authority
    assert decision.signed_by == cast.morgan
    assert Entry.objects.filter(what="signed a decision", worker=cast.morgan).exists()


def change_register_from_today(cast, role):
    """As if today were tomorrow: the old line ended, and from today another role decides."""
    today = localdate()
    old = Arrangement.objects.in_force(cast.partnership.pk, Function.STAY_AT_HOME, today)
    old.period = DateRange(old.start, today)
    old.save(update_fields=["period"])
    return add_arrangement(
        cast.partnership,
        number=40,
        function=Function.STAY_AT_HOME,
        performed_by=OrganisationKind.CHARITY,
        decides_role=role,
        from_day=today,
    )


def test_changed_register_changes_who_may_sign(cast):
    decision = sent(cast, cast.episode())
    change_register_from_today(cast, Role.SOCIAL_WORKER)

    with pytest.raises(Refused, match="social worker, council, decides"):
        signed(decision, by=cast.morgan, code="stay_at_home")
    made = signed(decision, by=cast.sam, code="stay_at_home")

    assert made.under_arrangement.number == 40


def test_changed_register_leaves_the_signed_decision_alone(cast):
    decision = signed(sent(cast, cast.episode()), by=cast.morgan, code="stay_at_home")
    before = Decision.objects.filter(pk=decision.pk).values().get()

    change_register_from_today(cast, Role.SOCIAL_WORKER)

    assert Decision.objects.filter(pk=decision.pk).values().get() == before
    assert "head of service" in decision.authority


def test_waiting_follows_the_register_of_the_day(cast):
    decision = sent(cast, cast.episode())
    today = localdate()
    line = Arrangement.objects.in_force(cast.partnership.pk, Function.STAY_AT_HOME, today)
    line.period = DateRange(line.start, today + timedelta(days=1))
    line.save(update_fields=["period"])

    now = Decision.objects.waiting_for(cast.morgan.on(today), today)
    tomorrow = Decision.objects.waiting_for(cast.morgan.on(today), today + timedelta(days=1))

    assert decision in now
    assert decision not in tomorrow


def test_incomplete_decision_cannot_be_sent(cast):
    decision = begun(cast, cast.episode())

    with pytest.raises(Refused, match="add what the child says"):
        actions.send_for_signing(decision, version=decision.version, by=cast.robin)

    decision.refresh_from_db()
    assert decision.sent_at is None
    assert decision.version == 1


def test_signed_decision_cannot_be_changed(cast):
    decision = signed(sent(cast, cast.episode()), by=cast.morgan, code="stay_at_home")

    for change in (
        lambda: actions.add_view(decision, whose="family", who="Dee", words="No.", by=cast.robin),
        lambda: actions.add_evidence(
            decision, what="x", source="y", on=None, points_to="safer", by=cast.robin
        ),
        lambda: actions.add_option(
            decision,
            what="x",
            could_make_it_safe="",
            could_go_wrong="",
            version=decision.version,
            by=cast.robin,
        ),
        lambda: actions.send_for_signing(decision, version=decision.version, by=cast.robin),
        lambda: signed(decision, by=cast.morgan, code="come_into_care"),
        lambda: actions.return_decision(decision, why="Too late.", by=cast.morgan),
    ):
        with pytest.raises(Refused, match="signed this"):
            change()

    decision.refresh_from_db()
    assert decision.outcome.code == "stay_at_home"


def test_second_of_two_is_told_and_writes_nothing(cast):
    decision = begun(cast, cast.episode())
    option = decision.options.first()
    actions.add_view(decision, whose="child", who="Ash", words="Stay.", by=cast.alex)

    with pytest.raises(actions.Overtaken):
        actions.weigh_option(
            option, could_make_it_safe="Nan", could_go_wrong="Col", version=1, by=cast.robin
        )

    option.refresh_from_db()
    assert option.could_make_it_safe == ""


def test_option_of_another_decision_cannot_be_signed(cast):
    episode = cast.episode()
    decision, other = sent(cast, episode), begun(cast, episode, Function.RETURN_HOME)

    with pytest.raises(Refused, match="another decision"):
        actions.sign_decision(
            decision,
            outcome=other.options.first(),
            reasons="x",
            look_again_if="",
            look_again_by=None,
            dissent="",
            signed_name="Morgan Specimen",
            version=decision.version,
            by=cast.morgan,
        )

    decision.refresh_from_db()
    assert decision.signed_at is None


def test_returned_decision_becomes_a_task_of_its_sender(cast):
    decision = sent(cast, cast.episode())

    actions.return_decision(decision, why="Pat’s home is not checked.", by=cast.morgan)

    decision.refresh_from_db()
    task = Task.objects.get(what__startswith="Complete the decision")
    assert decision.sent_at is None
    assert task.worker == cast.robin
    assert "not checked" in task.because
    assert (decision.returned_by, decision.returned_because) == (
        cast.morgan,
        "Pat’s home is not checked.",
    )


def test_why_it_was_returned_stands_on_its_page_until_it_is_sent_again(cast, as_worker):
    decision = sent(cast, cast.episode())
    actions.return_decision(decision, why="Pat’s home is not checked.", by=cast.morgan)
    page = reverse("decisions:decision", args=[decision.pk])

    returned = as_worker(cast.robin).get(page).content.decode()
    decision.refresh_from_db()
    actions.send_for_signing(decision, version=decision.version, by=cast.robin)
    sent_again = as_worker(cast.robin).get(page).content.decode()

    assert "Pat’s home is not checked." in returned
    assert "Pat’s home is not checked." not in sent_again


def test_return_is_the_deciders_only(cast):
    decision = sent(cast, cast.episode())

    with pytest.raises(Refused):
        actions.return_decision(decision, why="No.", by=cast.kit)

    decision.refresh_from_db()
    assert decision.sent_at is not None


def test_complete_decision_is_sent_with_its_sender(cast):
    decision = completed(cast, begun(cast, cast.episode()))

    actions.send_for_signing(decision, version=decision.version, by=cast.robin)

    decision.refresh_from_db()
    assert decision.sent_by == cast.robin
    assert (
        Entry.objects.filter(what="sent a decision for signing").count() == 2
    )  # the panel's, and this one
