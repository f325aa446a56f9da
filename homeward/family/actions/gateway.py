"""The legal gateway: asking, who may decide being let see, and deciding under the register."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.timezone import localdate, now

from homeward.access.guard import Refused, require
from homeward.access.rules import refuse
from homeward.clocks.rules import working_days_after
from homeward.decisions.rules import may_sign_as
from homeward.family import rules
from homeward.family.actions.shared import ask_council, ask_helpers, children_of, locked, tell
from homeward.family.models import FamilyGroup, GatewayDecision, PreProceedings
from homeward.family.queries.standing import due_of, duty_of, meetings_held, offers_owed
from homeward.family.rules import OUTCOMES, Outcome
from homeward.locks import unlocked
from homeward.partnership.models import Arrangement, Membership, Team, Worker
from homeward.partnership.rules import Function, may_decide
from homeward.sharing.actions import end_naming, name_worker
from homeward.sharing.models import Involvement
from homeward.tasks.actions import finish_doing, open_task
from homeward.tasks.rules import Doing


NAMED_FOR = "a decision at the legal gateway"
NAMED_DAYS = 60  # after the day it is due; every night it is said again while it waits


@unlocked()
def ask_gateway(group: FamilyGroup, *, why: str, due: date, by: Worker) -> GatewayDecision:
    """Either organisation asks; those who may decide see the children until it is decided."""
    group = locked(group)
    answer = require(
        rules.may_ask_gateway(
            by.on(localdate()),
            group.partnership_id,
            group.gateways.filter(decided_at=None).exists(),
            group.proceedings.filter(ended_on=None).exists(),
        )
    )
    gateway = GatewayDecision.objects.create(
        partnership_id=group.partnership_id, group=group, why=why, due=due, asked_by=by
    )
    tell(
        "asked for a decision at the legal gateway",
        gateway,
        group,
        by=by,
        because=answer.reason,
        reasons=why,
        due=due,
    )
    _let_deciders_see(gateway, by)
    for decider in _deciders(group.partnership_id):
        team = _team_of(decider, group.partnership_id)
        open_task(
            team=team,
            worker=decider,
            children=children_of(group),
            what="Decide at the legal gateway",
            because=f"{by} asked",
            due=due,
            by=by,
            doing=Doing.DECIDE_GATEWAY,
            subject=gateway,
        )
    return gateway


@unlocked()
def show_to_gateway_deciders(*, by: Worker | None = None) -> int:
    """Those who may decide from today see what waits; as every night, so that nobody's sight ends while it does.
    Gives how many decisions wait."""
    waiting = GatewayDecision.objects.filter(decided_at=None).select_related("group")
    for gateway in waiting:
        _let_deciders_see(gateway, by)
    return len(waiting)


@unlocked()
def decide_gateway(
    gateway: GatewayDecision,
    *,
    outcome: Outcome,
    reasons: str,
    until: date | None,
    agreed_with: str,
    no_meeting_because: str,
    signed_name: str,
    by: Worker,
) -> GatewayDecision:
    """By the one whom the register names today, and nobody else."""
    group = locked(gateway.group_id)
    gateway = GatewayDecision.objects.get(pk=gateway.pk)
    today = localdate()
    if gateway.decided_at:
        raise Refused(
            refuse(
                f"{gateway.decided_by} decided this on {localdate(gateway.decided_at):%-d %B %Y}",
                "What has changed since is asked again.",
            )
        )
    arrangement = Arrangement.objects.in_force(group.partnership_id, Function.LEGAL_GATEWAY, today)
    answer = require(may_decide(by.on(today), Function.LEGAL_GATEWAY, arrangement))
    require(may_sign_as(signed_name, by.name))
    open_ = group.pre_proceedings.filter(ended_on=None).first()
    require(
        rules.may_decide_so(
            outcome,
            open_=open_ is not None,
            until=until,
            due=due_of(open_) if open_ else None,
            today=today,
            agreed_with=agreed_with,
        )
    )
    if outcome == Outcome.APPLY:
        require(
            rules.may_apply(
                duty_of(group.partnership_id),
                today,
                offers_owed(group),
                meetings_held(group),
                no_meeting_because,
            )
        )
    goes_on = outcome == Outcome.GO_ON
    gateway.about, gateway.outcome, gateway.reasons = open_, outcome, reasons
    gateway.until = until if goes_on else None
    gateway.agreed_with = agreed_with if goes_on else ""
    gateway.no_meeting_because = no_meeting_because if outcome == Outcome.APPLY else ""
    gateway.decided_by, gateway.decided_at, gateway.signed_name = by, now(), signed_name
    gateway.under_arrangement, gateway.authority = arrangement, answer.reason
    gateway.save()
    tell(
        "decided at the legal gateway",
        gateway,
        group,
        by=by,
        because=answer.reason,
        outcome=OUTCOMES[outcome],
        reasons=reasons,
        until=gateway.until,
        agreed_with=gateway.agreed_with,
        no_meeting_because=gateway.no_meeting_because,
        signed_name=signed_name,
    )
    finish_doing(Doing.DECIDE_GATEWAY, gateway, how="It was decided", by=by)
    finish_doing(Doing.END_PRE_PROCEEDINGS, group, how="It was decided", by=by)
    _follow(group, gateway, open_, by)
    _let_deciders_go(group, by)
    return gateway


def _follow(
    group: FamilyGroup, gateway: GatewayDecision, open_: PreProceedings | None, by: Worker
) -> None:
    """What follows from the decision: a letter, an end, a later end, an application; and telling the family."""
    decided = f"{by} decided at the legal gateway"
    if gateway.outcome == Outcome.LETTER:
        ask_council(
            group,
            "Send the letter before proceedings, with the offer of a family group meeting in it",
            decided,
            working_days_after(localdate(), rules.LETTER_WITHIN),
            by=by,
            doing=Doing.SEND_LETTER,
            subject=group,
        )
        return
    if gateway.outcome == Outcome.APPLY:
        ask_council(
            group,
            "Apply to the court, and write down when it was issued",
            decided,
            working_days_after(localdate(), rules.APPLY_WITHIN),
            by=by,
            doing=Doing.ISSUE_PROCEEDINGS,
            subject=group,
        )
        return
    if gateway.outcome == Outcome.STEP_DOWN and open_:
        end_pre_proceedings(open_, localdate(), "Stepped down", by)
    if gateway.outcome == Outcome.GO_ON and gateway.until:
        ask_to_end(group, gateway.until, by)
    ask_helpers(
        group,
        "Tell the family what was decided at the legal gateway, and why",
        decided,
        working_days_after(localdate(), rules.TELL_WITHIN),
        by=by,
    )


def ask_to_end(group: FamilyGroup, due: date, by: Worker) -> None:
    """Before the last day somebody asks how it ends."""
    ask_council(
        group,
        "Ask how the pre-proceedings end: stepping down, more time, or the court",
        f"They are to end by {due:%-d %B %Y}",
        due,
        by=by,
        doing=Doing.END_PRE_PROCEEDINGS,
        subject=group,
    )


def end_pre_proceedings(open_: PreProceedings, on: date, how: str, by: Worker) -> None:
    open_.ended_on, open_.ended_by, open_.ended_at = on, by, now()
    open_.save(update_fields=["ended_on", "ended_by", "ended_at"])
    finish_doing(Doing.MEET_BEFORE_COURT, open_, how=how, by=by)
    finish_doing(Doing.END_PRE_PROCEEDINGS, open_.group, how=how, by=by)


def _deciders(partnership_id: int) -> QuerySet[Worker]:
    """Those who hold the post that the register names today."""
    line = Arrangement.objects.in_force(partnership_id, Function.LEGAL_GATEWAY, localdate())
    if line is None:
        return Worker.objects.none()
    holding = Membership.objects.filter(
        partnership_id=partnership_id,
        role=line.decides_role,
        employer__kind=line.decides_kind,
        period__contains=localdate(),
    )
    held = Worker.objects.filter(is_active=True, pk__in=holding.values("worker"))
    return held.order_by("pk")


def _team_of(worker: Worker, partnership_id: int) -> Team:
    theirs = Team.objects.filter(
        partnership_id=partnership_id,
        memberships__worker=worker,
        memberships__period__contains=localdate(),
    )
    return theirs.order_by("pk")[0]


def _let_deciders_see(gateway: GatewayDecision, by: Worker | None) -> None:
    until = max(gateway.due, localdate()) + timedelta(days=NAMED_DAYS)
    for decider in _deciders(gateway.partnership_id):
        name_worker(
            children_of(gateway.group),
            decider,
            because=NAMED_FOR,
            by=by,
            on=localdate(),
            until=until,
        )


def _let_deciders_go(group: FamilyGroup, by: Worker) -> None:
    """Whoever was named for it sees the children until midnight, unless they work with them otherwise."""
    children = children_of(group)
    named = Involvement.objects.not_over(localdate()).filter(child__in=children, because=NAMED_FOR)
    for worker in Worker.objects.filter(pk__in=named.values("worker")):
        for child in children:
            end_naming(child, worker, because=NAMED_FOR, by=by, on=localdate())
