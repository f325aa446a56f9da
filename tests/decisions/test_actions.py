"""Preparing, sending, signing and returning a decision."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.decisions import actions
from homeward.decisions.models import Decision
from homeward.partnership.actions import add_arrangement
from homeward.partnership.models import Arrangement
from homeward.partnership.rules import Function, OrganisationKind, Role
from homeward.support import actions as support
from homeward.tasks.models import Task
from homeward.trail.models import Entry
from tests.conftest import FOUNDED_ON
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
    decision, other = sent(cast, episode), begun(cast, episode, Function.ACCOMMODATE)

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


def refuse_all(changes, reason):
    for change in changes:
        with pytest.raises(Refused, match=reason):
            change()


def test_what_the_panel_decides_is_changed_through_the_panel_alone(cast):
    decision = cast.on_panel().decision
    option = decision.options.get(code="agree")
    seen, weighed = decision.version, {"could_make_it_safe": "Nan", "could_go_wrong": "Col"}

    refuse_all(
        [
            lambda: actions.add_view(decision, whose="charity", who="x", words="x", by=cast.kit),
            lambda: actions.add_evidence(
                decision, what="x", source="y", on=None, points_to="safer", by=cast.kit
            ),
            lambda: actions.add_option(decision, what="x", **weighed, version=seen, by=cast.kit),
            lambda: actions.weigh_option(option, **weighed, version=seen, by=cast.kit),
            lambda: actions.send_for_signing(decision, version=seen, by=cast.kit),
            lambda: actions.return_decision(decision, why="Not ready.", by=cast.lee),
            lambda: actions.sign_decision(
                decision,
                outcome=option,
                reasons="You asked for help.",
                look_again_if="",
                look_again_by=None,
                dissent="",
                signed_name="Lee Specimen",
                version=seen,
                by=cast.lee,
            ),
        ],
        "the panel prepares this together",
    )

    decision.refresh_from_db()
    assert (decision.version, decision.signed_at, decision.options.count()) == (seen, None, 4)


@pytest.mark.parametrize("name", ["", "Morgan", "Robin Testerton"])
def test_signing_in_another_name_is_refused_whoever_asks(cast, name):
    decision = sent(cast, cast.episode())

    with pytest.raises(Refused, match="not the signer’s own"):
        support.sign_safety_decision(
            decision,
            outcome=decision.options.get(code="stay_at_home"),
            reasons="You told us where you feel safe.",
            look_again_if="",
            look_again_by=localdate() + timedelta(days=28),
            dissent="",
            signed_name=name,
            version=decision.version,
            by=cast.morgan,
        )

    decision.refresh_from_db()
    assert decision.signed_at is None


def test_database_knows_no_signature_without_a_sending(cast):
    decision = signed(sent(cast, cast.episode()), by=cast.morgan, code="stay_at_home")

    with pytest.raises(IntegrityError, match="decision_signed_after_sending"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(sent_at=None, sent_by=None)


def leave(*workers):
    for worker in workers:
        worker.memberships.update(period=DateRange(FOUNDED_ON, localdate()))


def test_decision_of_a_sender_who_has_left_goes_back_to_who_began_it(cast):
    decision = completed(cast, begun(cast, cast.episode()))
    actions.send_for_signing(decision, version=decision.version, by=cast.alex)
    leave(cast.alex)

    task = actions.return_decision(decision, why="Pat’s home is not checked.", by=cast.morgan)

    assert task.worker == cast.robin
    assert task == Task.objects.get(what__startswith="Complete the decision")
