"""What happened on the way to court: the letter, meetings, an application, more time, the end. Always recorded."""

from collections.abc import Collection
from datetime import date, datetime, time

from django.db.models import Manager, Max
from django.utils.timezone import localdate, make_aware, now

from homeward.access.guard import require
from homeward.clocks.rules import Duty
from homeward.family import rules
from homeward.family.actions.gateway import ask_to_end, end_pre_proceedings
from homeward.family.actions.meetings import write_offer
from homeward.family.actions.shared import ask_council, locked, tell
from homeward.family.models import (
    CourtTime,
    FamilyGroup,
    GatewayDecision,
    PreMeeting,
    PreProceedings,
    Proceedings,
    Relative,
)
from homeward.family.queries.standing import due_of, duty_of, meetings_held, offers_owed
from homeward.family.rules import Outcome, Said
from homeward.limits.queries import limit_on
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.tasks.actions import finish_doing
from homeward.tasks.rules import Doing


# An offer is read by who does not read of the court.
IN_THE_LETTER = "the council, in a letter"


@unlocked()
def send_letter(
    group: FamilyGroup,
    *,
    on: date,
    to: Collection[Relative],
    asks: str,
    offer_in_letter: bool,
    by: Worker,
) -> PreProceedings:
    """The letter before proceedings went out: both time limits run from that day. Where it offers a family group
    meeting, that is an offer to each who gets it; what they say to it is written down when they say it."""
    group = locked(group, on)
    open_ = group.pre_proceedings.filter(ended_on=None).first()
    ended = group.pre_proceedings.aggregate(last=Max("ended_on"))["last"]
    answer = require(
        rules.may_have_sent_letter(on, localdate(), open_.letter_on if open_ else None, ended)
    )
    decided = _decided(group, Outcome.LETTER, on, group.pre_proceedings)
    began = PreProceedings.objects.create(
        partnership_id=group.partnership_id,
        group=group,
        letter_on=on,
        asks=asks,
        offer_in_letter=offer_in_letter,
        recorded_by=by,
    )
    began.letter_to.set(to)
    tell(
        "sent a letter before proceedings",
        began,
        group,
        by=by,
        because=answer.reason,
        on=on,
        letter_to=[one.adult.name for one in to],
        what=asks,
        offer_in_letter=offer_in_letter,
    )
    finish_doing(Doing.SEND_LETTER, group, how=f"Sent on {on:%-d %B %Y}", by=by)
    sent = make_aware(datetime.combine(on, time()))
    first = limit_on(group.partnership_id, Duty.PROCEEDINGS_MEETING, on)
    if first and (due := first.due(sent)):
        ask_council(
            group,
            "Meet the parents: the letter before proceedings was sent",
            f"Sent on {on:%-d %B %Y}",
            due.day,
            by=by,
            doing=Doing.MEET_BEFORE_COURT,
            subject=began,
        )
    if last := due_of(began):
        ask_to_end(group, last, by)
    if decided is None:
        _ask_for_decision(group, "A letter before proceedings was sent without one", by)
    if offer_in_letter:
        for one in to:
            write_offer(group, one, on, IN_THE_LETTER, Said.NO_ANSWER, "", by, answer.reason)
    elif duty_of(group.partnership_id).holds_on(on):
        ask_council(
            group,
            "Offer the parents a family group meeting today",
            f"The letter before proceedings did not ({rules.LAW})",
            localdate(),
            by=by,
            urgent=True,
        )
    return began


@unlocked()
def hold_pre_meeting(
    about: PreProceedings, *, on: date, who: str, advised: bool, agreed: str, by: Worker
) -> PreMeeting:
    """The first meeting with the parents, or one that looks again."""
    group = locked(about.group_id)
    about = PreProceedings.objects.get(pk=about.pk)
    answer = require(rules.may_have_met(on, localdate(), about.letter_on, about.ended_on))
    meeting = PreMeeting.objects.create(
        partnership_id=group.partnership_id,
        group=group,
        about=about,
        on=on,
        who=who,
        advised=advised,
        agreed=agreed,
        recorded_by=by,
    )
    tell(
        "met the parents before proceedings",
        meeting,
        group,
        by=by,
        because=answer.reason,
        on=on,
        who=who,
        advised=advised,
        what_happened=agreed,
    )
    finish_doing(Doing.MEET_BEFORE_COURT, about, how=f"Met on {on:%-d %B %Y}", by=by)
    return meeting


@unlocked()
def issue_proceedings(
    group: FamilyGroup, *, on: date, court_reference: str, by: Worker
) -> Proceedings:
    """The court issued an application. Pre-proceedings end with it. What the law wanted before, and is not in the
    record, is asked for at once."""
    group = locked(group, on)
    open_ = group.pre_proceedings.filter(ended_on=None).first()
    going_on = group.proceedings.filter(ended_on=None).first()
    answer = require(
        rules.may_have_issued(
            on,
            localdate(),
            open_.letter_on if open_ else None,
            going_on.issued_on if going_on else None,
        )
    )
    decided = _decided(group, Outcome.APPLY, on, group.proceedings)
    issued = Proceedings.objects.create(
        partnership_id=group.partnership_id,
        group=group,
        after=open_,
        issued_on=on,
        court_reference=court_reference,
        recorded_by=by,
    )
    tell(
        "proceedings were issued",
        issued,
        group,
        by=by,
        because=answer.reason,
        on=on,
        court_reference=court_reference,
    )
    if open_:
        end_pre_proceedings(open_, on, f"Proceedings were issued on {on:%-d %B %Y}", by)
    finish_doing(Doing.ISSUE_PROCEEDINGS, group, how=f"Issued on {on:%-d %B %Y}", by=by)
    finish_doing(Doing.SEND_LETTER, group, how="Proceedings were issued", by=by)
    _ask_to_end_in_court(group, issued, by)
    if decided is None:
        _ask_for_decision(group, "Proceedings were issued without one", by)
    # What was offered and held by that day: what came later was no offer before the application.
    before = [day for day in meetings_held(group) if day <= on]
    why = decided.no_meeting_because if decided else ""
    if not rules.may_apply(duty_of(group.partnership_id), on, offers_owed(group, on), before, why):
        ask_council(
            group,
            "Write why no family group meeting was offered and held before the application",
            rules.LAW,
            localdate(),
            by=by,
            doing=Doing.EXPLAIN_NO_MEETING,
            subject=issued,
            urgent=True,
        )
    return issued


@unlocked()
def explain_no_meeting(issued: Proceedings, *, because: str, by: Worker) -> Proceedings:
    """Afterwards: why a meeting would not have been in the children's best interests."""
    group = locked(issued.group_id)
    issued = Proceedings.objects.get(pk=issued.pk)
    answer = require(
        rules.may_explain(by.on(localdate()), group.partnership_id, issued.explained_at is not None)
    )
    issued.no_meeting_because, issued.explained_by, issued.explained_at = because, by, now()
    issued.save(update_fields=["no_meeting_because", "explained_by", "explained_at"])
    tell(
        "wrote why no family group meeting was offered",
        issued,
        group,
        by=by,
        because=answer.reason,
        reasons=because,
    )
    finish_doing(Doing.EXPLAIN_NO_MEETING, issued, how="Why is in the record", by=by)
    return issued


@unlocked()
def give_court_time(
    issued: Proceedings, *, ordered_on: date, until: date, reasons: str, by: Worker
) -> CourtTime:
    """The court let the proceedings take longer."""
    group = locked(issued.group_id)
    issued = Proceedings.objects.get(pk=issued.pk)
    answer = require(
        rules.may_have_given_time(
            ordered_on, until, localdate(), issued.issued_on, due_of(issued), issued.ended_on
        )
    )
    longer = CourtTime.objects.create(
        partnership_id=group.partnership_id,
        group=group,
        about=issued,
        ordered_on=ordered_on,
        until=until,
        reasons=reasons,
        recorded_by=by,
    )
    tell(
        "the court gave the proceedings more time",
        longer,
        group,
        by=by,
        because=answer.reason,
        on=ordered_on,
        until=until,
        reasons=reasons,
    )
    if issued.ended_on is None:
        _ask_to_end_in_court(group, issued, by)
    return longer


@unlocked()
def end_proceedings(issued: Proceedings, *, on: date, order: str, by: Worker) -> Proceedings:
    group = locked(issued.group_id)
    issued = Proceedings.objects.get(pk=issued.pk)
    answer = require(rules.may_have_ended(on, localdate(), issued.issued_on, issued.ended_on))
    issued.ended_on, issued.order, issued.ended_by, issued.ended_at = on, order, by, now()
    issued.save(update_fields=["ended_on", "order", "ended_by", "ended_at"])
    tell(
        "the proceedings ended",
        issued,
        group,
        by=by,
        because=answer.reason,
        on=on,
        outcome=order,
    )
    finish_doing(Doing.END_PROCEEDINGS, issued, how=f"Ended on {on:%-d %B %Y}", by=by)
    return issued


def _ask_to_end_in_court(group: FamilyGroup, issued: Proceedings, by: Worker) -> None:
    if due := due_of(issued):
        ask_council(
            group,
            "Care proceedings end: write down the order, or the time that the court gave",
            f"Issued on {issued.issued_on:%-d %B %Y}",
            due,
            by=by,
            doing=Doing.END_PROCEEDINGS,
            subject=issued,
        )


def _ask_for_decision(group: FamilyGroup, because: str, by: Worker) -> None:
    ask_council(
        group,
        "Tell the lawyers and the head of service today",
        f"There is no decision at the legal gateway in the record. {because}",
        localdate(),
        by=by,
        urgent=True,
    )


def _decided(
    group: FamilyGroup, outcome: Outcome, on: date, followed: Manager
) -> GatewayDecision | None:
    """The decision on which a letter or an application of that day rests: the last one until then, and none from
    which another followed already."""
    until = group.gateways.filter(decided_at__date__lte=on).order_by("decided_at")
    last = until.last()
    if last is None or last.outcome != outcome:
        return None
    return None if followed.filter(recorded_at__gt=last.decided_at).exists() else last
