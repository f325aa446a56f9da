"""The legal gateway: asking, who may decide being let see, and deciding under the register."""

from datetime import date, timedelta

from django.utils.timezone import localdate, now

from homeward.access.guard import require
from homeward.clocks.rules import working_days_after
from homeward.decisions.rules import may_sign_as
from homeward.family import rules
from homeward.family.actions.shared import ask_council, locked, tell
from homeward.family.models import FamilyGroup, GatewayDecision, PreProceedings
from homeward.family.queries.standing import due_of, duty_of, meetings_held, offers_owed
from homeward.family.rules import OUTCOMES, Outcome
from homeward.locks import unlocked
from homeward.partnership.models import Arrangement, Membership, Team, Worker
from homeward.partnership.rules import Function, may_decide
from homeward.sharing.actions import end_naming, name_worker
from homeward.sharing.models import Involvement
from homeward.tasks.actions import finish_doing, open_task
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing


# Who sees a child, and why, is read by all who see the child: it does not say that the court is near.
NAMED_FOR = "a decision that the council asks of them"
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
    _ask_deciders(gateway, group, by)
    return gateway


@unlocked()
def show_to_gateway_deciders(partnership_id: int | None = None, *, by: Worker | None = None) -> int:
    """Those who may decide from today see what waits and have it to do; as every night in every partnership, so that
    nobody's sight ends while it waits. Gives how many decisions wait."""
    waiting = GatewayDecision.objects.filter(decided_at=None).order_by("group", "pk")
    if partnership_id is not None:
        waiting = waiting.filter(partnership_id=partnership_id)
    asked = 0
    for found in waiting.values("pk", "group_id"):
        group = locked(found["group_id"])
        # Decided meanwhile, nobody is let see anything for it any more.
        if gateway := GatewayDecision.objects.filter(pk=found["pk"], decided_at=None).first():
            _ask_deciders(gateway, group, by)
            asked += 1
    return asked


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
    require(rules.may_still_decide(str(gateway.decided_by), gateway.decided_on))
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
                offers_owed(group, today),
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
    """What follows from the decision: a letter, an end, a later end, an application; and telling the family. What
    followed from the one before and was not done is not to be done any more."""
    decided = f"{by} decided at the legal gateway"
    for doing in (Doing.SEND_LETTER, Doing.ISSUE_PROCEEDINGS):
        finish_doing(doing, group, how="It was decided anew", by=by)
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
    ask_council(
        group,
        "Tell the family what was decided, and why",
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


def _deciding(partnership_id: int) -> dict[Worker, Team]:
    """Those who hold the post that the register names today, each with the team in which they hold it."""
    line = Arrangement.objects.in_force(partnership_id, Function.LEGAL_GATEWAY, localdate())
    if line is None:
        return {}
    holding = Membership.objects.filter(
        partnership_id=partnership_id,
        role=line.decides_role,
        employer__kind=line.decides_kind,
        period__contains=localdate(),
        worker__is_active=True,
    )
    return {
        post.worker: post.team for post in holding.select_related("worker", "team").order_by("-pk")
    }


def show_child_to_deciders(group: FamilyGroup, by: Worker) -> None:
    """A child was taken in while a decision waits: who decides sees that child too. Under the group's lock."""
    if gateway := group.gateways.filter(decided_at=None).first():
        _ask_deciders(gateway, group, by)


def _ask_deciders(gateway: GatewayDecision, group: FamilyGroup, by: Worker | None) -> None:
    """Each of them alone, not their teams, is let see the children, and has it to do once."""
    until = max(gateway.due, localdate()) + timedelta(days=NAMED_DAYS)
    waiting = Task.objects.open().filter(doing=Doing.DECIDE_GATEWAY, subject_id=gateway.pk)
    asked = set(waiting.values_list("worker_id", flat=True))
    for decider, team in _deciding(gateway.partnership_id).items():
        name_worker(
            group.in_order(), decider, because=NAMED_FOR, by=by, on=localdate(), until=until
        )
        if decider.pk not in asked:
            open_task(
                team=team,
                worker=decider,
                children=group.in_order(),
                what="Decide at the legal gateway",
                because=f"{gateway.asked_by} asked",
                due=gateway.due,
                by=by,
                doing=Doing.DECIDE_GATEWAY,
                subject=gateway,
            )


def _let_deciders_go(group: FamilyGroup, by: Worker) -> None:
    """Whoever was named for it sees the children until midnight, unless they work with them otherwise."""
    children = group.in_order()
    named = Involvement.objects.not_over(localdate()).filter(child__in=children, because=NAMED_FOR)
    for worker in Worker.objects.filter(pk__in=named.values("worker")):
        for child in children:
            end_naming(child, worker, because=NAMED_FOR, by=by, on=localdate())
