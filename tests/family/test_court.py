"""The edge of court: who decides, what follows, what is recorded whatever was decided, and the time limits."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, make_aware, now
from time_machine import travel

from homeward.access.guard import Refused
from homeward.clocks.rules import Duty, Limit, Standing, Unit
from homeward.family import actions
from homeward.family.models import GatewayDecision, PreProceedings, Proceedings
from homeward.family.queries import before_court, due_of, in_court
from homeward.family.rules import Outcome, Said
from homeward.limits.actions import agree_limit
from homeward.partnership.actions.register import change_register
from homeward.partnership.models import Arrangement
from homeward.partnership.rules import Function, OrganisationKind, Role
from homeward.people.models import Child
from homeward.sharing.models import Involvement
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail.actions import content_of
from homeward.trail.models import Content, Entry
from tests.family import making
from tests.family.making import asked, begun, decided, held, in_days, issued, letter, met, offered


def waiting(doing, subject):
    return Task.objects.open().filter(doing=doing, subject_id=subject.pk)


def sees(worker, group, day=None):
    day = day or localdate()
    children = Child.objects.visible_to(worker.on(day), day)
    return children.filter(in_family_group__group=group).exists()


@pytest.fixture
def group(cast):
    return begun(cast)


# The legal gateway


def test_either_side_asks_and_the_decider_sees_the_children_until_it_is_decided(cast, group):
    before = sees(cast.morgan, group)

    gateway = asked(group, cast.robin)
    while_asked = sees(cast.morgan, group)
    task = waiting(Doing.DECIDE_GATEWAY, gateway).get()
    decided(gateway, cast.morgan, Outcome.NEITHER)

    assert (before, while_asked, task.worker) == (False, True, cast.morgan)
    assert not sees(cast.morgan, group, in_days(1))
    assert not waiting(Doing.DECIDE_GATEWAY, gateway).exists()


def test_sight_that_the_decider_has_otherwise_stays(cast, group):
    child = group.children.first()
    Involvement.objects.create(
        partnership=cast.partnership,
        child=child,
        team=cast.leadership,
        because="a complaint",
        period=(localdate(), None),
    )

    decided(asked(group, cast.sam), cast.morgan, Outcome.NEITHER)

    assert child in Child.objects.visible_to(cast.morgan.on(in_days(1)), in_days(1))


@pytest.mark.parametrize("who", ["sam", "kit", "robin", "lee"])
def test_nobody_but_whom_the_register_names_decides_and_nothing_is_written(cast, group, who):
    gateway = asked(group, cast.sam)
    entries = Entry.objects.count()

    with pytest.raises(Refused, match="decides"):
        decided(gateway, getattr(cast, who))

    gateway.refresh_from_db()
    assert gateway.decided_at is None
    assert Entry.objects.count() == entries


def test_without_a_line_in_the_register_nobody_decides(cast, group):
    gateway = asked(group, cast.sam)
    Arrangement.objects.filter(function=Function.LEGAL_GATEWAY).delete()

    with pytest.raises(Refused, match="no arrangement is in force"):
        decided(gateway, cast.morgan)


def test_whom_the_register_names_from_today_sees_what_waits(cast, group):
    dana = cast.join("Dana Director", cast.leadership, Role.DIRECTOR, cast.founded.council)
    asked(group, cast.sam)
    line = Arrangement.objects.get(partnership=cast.partnership, function=Function.LEGAL_GATEWAY)
    with travel(make_aware(datetime.combine(in_days(1), datetime.min.time())) + timedelta(hours=9)):
        change_register(
            cast.partnership,
            function=Function.LEGAL_GATEWAY,
            performed_by=OrganisationKind.COUNCIL,
            decides_role=Role.DIRECTOR,
            decides_kind=OrganisationKind.COUNCIL,
            from_day=localdate(),
            decided_under="Cabinet, item 4",
            by=cast.morgan,
        )
        before = sees(dana, group)
        actions.show_to_gateway_deciders()
        after = sees(dana, group)

    assert line.decides_role == Role.HEAD_OF_SERVICE
    assert (before, after) == (False, True)


def test_decision_keeps_under_which_line_it_was_taken_and_is_taken_once(cast, group):
    gateway = decided(asked(group, cast.sam), cast.morgan)

    with pytest.raises(Refused, match="Morgan Specimen decided this"):
        decided(gateway, cast.morgan, Outcome.NEITHER)

    entry = Entry.objects.get(what="decided at the legal gateway")
    assert gateway.under_arrangement.function == Function.LEGAL_GATEWAY
    assert f"arrangement {gateway.under_arrangement.number}" in gateway.authority
    assert content_of(Content.objects.filter(entry=entry).first())["reasons"]
    assert waiting(Doing.SEND_LETTER, group).exists()


def test_name_of_somebody_else_signs_nothing(cast, group):
    with pytest.raises(Refused, match="not the signer’s own"):
        decided(asked(group, cast.sam), cast.morgan, signed_name="Sam Placeholder")

    assert not GatewayDecision.objects.filter(decided_at__isnull=False).exists()


def test_one_question_waits_at_a_time_and_none_while_in_court(cast, group):
    gateway = asked(group, cast.sam)

    with pytest.raises(Refused, match="waits for a decision"):
        asked(group, cast.robin)
    with pytest.raises(IntegrityError), transaction.atomic():
        GatewayDecision.objects.create(
            partnership=cast.partnership, group=group, why="-", due=localdate(), asked_by=cast.sam
        )
    decided(gateway, cast.morgan, Outcome.APPLY)
    issued(group, cast.sam)
    with pytest.raises(Refused, match="the family is in court"):
        asked(group, cast.robin)


# The duty to offer


def test_application_waits_for_the_offer_once_it_is_a_duty(cast, group):
    making.duty_since(cast, in_days(-1))
    gateway = asked(group, cast.sam)
    entries = Entry.objects.count()

    with pytest.raises(Refused, match="no family group meeting was offered"):
        decided(gateway, cast.morgan, Outcome.APPLY)
    assert Entry.objects.count() == entries
    offered(group, cast.sam)
    with pytest.raises(Refused, match="accepted and is not held"):
        decided(gateway, cast.morgan, Outcome.APPLY)
    held(group, cast.sam)
    decided(gateway, cast.morgan, Outcome.APPLY)

    assert waiting(Doing.ISSUE_PROCEEDINGS, group).exists()


def test_reason_that_the_law_allows_is_kept_with_the_decision(cast, group):
    making.duty_since(cast, localdate())

    gateway = decided(
        asked(group, cast.sam), cast.morgan, Outcome.APPLY, no_meeting_because="He found us twice."
    )
    proceedings = issued(group, cast.sam)

    assert gateway.no_meeting_because == "He found us twice."
    assert not waiting(Doing.EXPLAIN_NO_MEETING, proceedings).exists()


def test_before_it_is_a_duty_an_application_needs_no_reason(cast, group):
    making.duty_since(cast, in_days(9))

    decided(asked(group, cast.sam), cast.morgan, Outcome.APPLY)

    assert not waiting(Doing.EXPLAIN_NO_MEETING, issued(group, cast.sam)).exists()


def test_application_at_night_is_recorded_and_asks_at_once_for_what_is_missing(cast, group):
    making.duty_since(cast, localdate())

    proceedings = issued(group, cast.robin)

    task = waiting(Doing.EXPLAIN_NO_MEETING, proceedings).get()
    assert (task.urgent, task.due, task.team) == (True, localdate(), cast.west)
    assert (
        Task.objects.open()
        .filter(because__contains="no decision at the legal", urgent=True)
        .exists()
    )
    with pytest.raises(Refused, match="officer of the council"):
        actions.explain_no_meeting(proceedings, because="-", by=cast.robin)
    actions.explain_no_meeting(proceedings, because="A knife.", by=cast.sam)
    with pytest.raises(Refused, match="it is written why"):
        actions.explain_no_meeting(proceedings, because="-", by=cast.sam)
    assert not waiting(Doing.EXPLAIN_NO_MEETING, proceedings).exists()


def test_offer_that_was_declined_is_an_offer(cast, group):
    making.duty_since(cast, localdate())
    offered(group, cast.sam, said=Said.DECLINES)

    decided(asked(group, cast.sam), cast.morgan, Outcome.APPLY)

    assert not waiting(Doing.EXPLAIN_NO_MEETING, issued(group, cast.sam)).exists()


# Pre-proceedings


def test_letter_starts_both_clocks(cast, group):
    decided(asked(group, cast.sam), cast.morgan)
    GatewayDecision.objects.update(decided_at=now() - timedelta(days=3))
    began = letter(group, cast.sam, on=in_days(-2))

    (shown,) = before_court([began])
    assert waiting(Doing.MEET_BEFORE_COURT, began).get().due == in_days(5)
    assert waiting(Doing.END_PRE_PROCEEDINGS, group).get().due == in_days(16 * 7 - 2)
    assert (shown.first_due.day, shown.due) == (in_days(5), in_days(16 * 7 - 2))
    assert shown.next_due == ("Meet the parents", in_days(5))
    assert not waiting(Doing.SEND_LETTER, group).exists()
    assert not Task.objects.filter(because__contains="no decision at the legal").exists()


def test_letter_without_a_decision_is_recorded_and_asks_for_one_today(cast, group):
    making.duty_since(cast, localdate())

    letter(group, cast.robin, offer_in_letter=False)

    urgent = Task.objects.open().filter(urgent=True, due=localdate())
    assert urgent.filter(because__contains="no decision at the legal gateway").exists()
    assert urgent.filter(what__startswith="Offer the parents").exists()


def test_what_the_partnership_agreed_holds_instead(cast, group):
    for duty, days in ((Duty.PROCEEDINGS_MEETING, 5), (Duty.PRE_PROCEEDINGS, 84)):
        agree_limit(
            cast.partnership,
            duty,
            Limit(days, Unit.DAYS),
            from_day=localdate(),
            decided_under="Joint board, item 4",
            by=cast.morgan,
        )

    (shown,) = before_court([letter(group, cast.sam)])

    assert (shown.first_due.day, shown.due) == (in_days(5), in_days(84))


@pytest.mark.parametrize(
    ("sent", "first", "last"),
    [
        (date(2026, 12, 30), date(2027, 1, 6), date(2027, 4, 21)),  # over the New Year
        (date(2028, 2, 25), date(2028, 3, 3), date(2028, 6, 16)),  # over 29 February
        (date(2027, 3, 26), date(2027, 4, 2), date(2027, 7, 16)),  # bank holidays are no matter
    ],
)
def test_clocks_of_the_letter_count_days_of_the_calendar(cast, group, sent, first, last):
    with travel(make_aware(datetime(sent.year, sent.month, sent.day, 15))):
        (shown,) = before_court([letter(group, cast.sam)])

    assert (shown.first_due.day, shown.due) == (first, last)


def test_meeting_on_the_last_day_is_in_time_and_a_day_later_it_is_late(cast, group):
    began = letter(group, cast.sam, on=in_days(-8))
    (before,) = before_court([began])

    met(began, cast.sam, on=in_days(-1))
    (after,) = before_court([began])

    assert (before.first_stands, before.is_late) == (Standing.LATE, True)
    assert (after.first_stands, after.is_late) == (Standing.IN_TIME, False)
    assert not waiting(Doing.MEET_BEFORE_COURT, began).exists()


def test_meeting_before_the_letter_is_refused_and_writes_nothing(cast, group):
    began = letter(group, cast.sam)

    with pytest.raises(Refused, match="the letter was sent on"):
        met(began, cast.sam, on=in_days(-1))

    assert not began.meetings.exists()


def test_second_letter_while_one_runs_is_refused_before_the_database_does(cast, group):
    letter(group, cast.sam, on=in_days(-3))

    with pytest.raises(Refused, match="pre-proceedings are open"):
        letter(group, cast.sam)

    assert PreProceedings.objects.count() == 1


def test_more_time_moves_the_end_and_keeps_who_agreed(cast, group):
    began = letter(group, cast.sam)

    gateway = decided(
        asked(group, cast.sam),
        cast.morgan,
        Outcome.GO_ON,
        until=in_days(140),
        agreed_with="Both lawyers",
    )

    assert due_of(began) == in_days(140)
    assert (gateway.about, gateway.agreed_with) == (began, "Both lawyers")
    assert waiting(Doing.END_PRE_PROCEEDINGS, group).get().due == in_days(140)


def test_step_down_ends_it_and_what_waited_goes(cast, group):
    began = letter(group, cast.sam)

    decided(asked(group, cast.robin), cast.morgan, Outcome.STEP_DOWN)

    began.refresh_from_db()
    (shown,) = before_court([began])
    assert (began.ended_on, began.ended_by) == (localdate(), cast.morgan)
    assert shown.stepped_down
    assert not waiting(Doing.MEET_BEFORE_COURT, began).exists()
    assert not waiting(Doing.END_PRE_PROCEEDINGS, group).exists()
    assert Task.objects.open().filter(team=cast.west, what__startswith="Tell the family").exists()


# Proceedings


def test_application_ends_pre_proceedings_and_starts_26_weeks(cast, group):
    began = letter(group, cast.sam, on=in_days(-5))

    proceedings = issued(group, cast.sam, on=in_days(-1))

    began.refresh_from_db()
    (shown,) = before_court([began])
    assert (began.ended_on, shown.stepped_down) == (in_days(-1), False)
    assert due_of(proceedings) == in_days(26 * 7 - 1)
    assert waiting(Doing.END_PROCEEDINGS, proceedings).get().due == in_days(26 * 7 - 1)


def test_reference_of_the_court_is_enciphered_in_the_trail_and_in_no_task(cast, group):
    issued(group, cast.sam)

    entry = Entry.objects.get(what="proceedings were issued")
    contents = Content.objects.filter(entry=entry)
    assert contents.count() == 2
    assert all(content_of(one)["court_reference"] == "ZZ26C99999" for one in contents)
    assert not any(b"ZZ26C99999" in bytes(one.enciphered) for one in contents)
    assert "ZZ26C99999" not in entry.what + entry.because
    assert not Task.objects.filter(because__contains="ZZ26C99999").exists()
    assert not Task.objects.filter(what__contains="ZZ26C99999").exists()


def test_court_gives_more_time_and_the_end_moves(cast, group):
    proceedings = issued(group, cast.sam)

    with pytest.raises(Refused, match="without it"):
        actions.give_court_time(
            proceedings, ordered_on=localdate(), until=in_days(182), reasons="-", by=cast.sam
        )
    actions.give_court_time(
        proceedings, ordered_on=localdate(), until=in_days(238), reasons="An expert.", by=cast.sam
    )

    (shown,) = in_court([proceedings])
    assert (shown.due, len(shown.longer)) == (in_days(238), 1)
    assert waiting(Doing.END_PROCEEDINGS, proceedings).get().due == in_days(238)


def test_proceedings_end_once_and_the_next_are_new(cast, group):
    proceedings = issued(group, cast.sam, on=in_days(-2))

    with pytest.raises(Refused, match="go on"):
        issued(group, cast.sam)
    with pytest.raises(Refused, match="issued on"):
        actions.end_proceedings(proceedings, on=in_days(-3), order="-", by=cast.sam)
    actions.end_proceedings(proceedings, on=localdate(), order="No order.", by=cast.sam)
    with pytest.raises(Refused, match="ended on"):
        actions.end_proceedings(proceedings, on=localdate(), order="-", by=cast.sam)
    issued(group, cast.sam)

    assert Proceedings.objects.count() == 2
    assert not waiting(Doing.END_PROCEEDINGS, proceedings).exists()
