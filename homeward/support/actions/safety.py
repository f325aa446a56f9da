"""The formal decisions of an episode: preparing them, and what follows when one is signed."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.clocks.rules import working_days_after
from homeward.decisions import actions as decisions
from homeward.decisions.models import Decision, Option
from homeward.locks import unlocked
from homeward.partnership.models import Arrangement, Team, Worker
from homeward.partnership.rules import Function
from homeward.sharing.actions import end_involvement, involve_team_with_many
from homeward.support import rules
from homeward.support.actions.shared import council_task
from homeward.support.models import EpisodeOfHelp, SafetyDecision
from homeward.support.rules import SafetyOutcome
from homeward.tasks.actions import open_task


# The decisions whose deciders are let see the children for it: a panel's members are named by the panel.
HUNG_HERE = Q(safety__isnull=False) | Q(crisis__isnull=False)


@unlocked()
def prepare_safety_decision(
    episode: EpisodeOfHelp, *, function: Function, due: date, by: Worker
) -> Decision:
    """Begin the decision and let the team of its lawful decider see the children."""
    episode = EpisodeOfHelp.objects.select_for_update().get(pk=episode.pk)
    today = localdate()
    require(rules.may_prepare_safety_decision(by.on(today), episode))
    question, options = rules.QUESTIONS[function]
    decision = decisions.prepare_decision(
        function=function,
        question=question,
        children=episode.children.all(),
        due=due,
        options=options,
        by=by,
    )
    SafetyDecision.objects.create(
        partnership_id=episode.partnership_id, episode=episode, decision=decision
    )
    let_deciders_see(decision, by=by)
    return decision


@unlocked()
def show_to_deciders(partnership_id: int, function: Function, *, by: Worker | None) -> int:
    """The register changed: those who may sign now see the children of what waits for a signature. Who no
    longer may goes when it is signed. Gives how many decisions that are."""
    waiting = Decision.objects.filter(
        HUNG_HERE, partnership_id=partnership_id, function=function, signed_at=None
    )
    for decision in waiting:
        let_deciders_see(decision, by=by)
    return len(waiting)


def let_deciders_see(decision: Decision, *, by: Worker | None) -> None:
    today = localdate()
    for team in _deciding(decision.partnership_id, decision.function, today):
        involve_team_with_many(
            decision.children.all(),
            team,
            because="a decision that is theirs to sign",
            by=by,
            on=today,
            passing=True,
        )


def _deciding(partnership_id: int, function: str, today: date) -> QuerySet[Team]:
    """The teams of those who may sign it, by the register of today."""
    arrangement = Arrangement.objects.in_force(partnership_id, function, today)
    if arrangement is None:
        return Team.objects.none()
    return Team.objects.filter(
        partnership_id=partnership_id,
        memberships__role=arrangement.decides_role,
        memberships__employer__kind=arrangement.decides_kind,
        memberships__period__contains=today,
    ).distinct()


def let_deciders_go(decision: Decision, *, by: Worker) -> None:
    """Who saw a child only to sign this sees until midnight, unless another decision waits for them."""
    today = localdate()
    for child in decision.children.all():
        unsigned = Decision.objects.filter(HUNG_HERE, signed_at=None, children=child)
        waiting = {
            team.pk
            for function in unsigned.values_list("function", flat=True).distinct()
            for team in _deciding(decision.partnership_id, function, today)
        }
        passing = child.involvements.not_over(today).filter(passing=True).exclude(team__in=waiting)
        for team in Team.objects.filter(involvements__in=passing).distinct():
            end_involvement(child, team, by=by, on=today)


@unlocked()
def sign_safety_decision(
    decision: Decision,
    *,
    outcome: Option,
    reasons: str,
    look_again_if: str,
    look_again_by: date,
    dissent: str,
    signed_name: str,
    version: int,
    by: Worker,
) -> Decision:
    signed = decisions.sign_decision(
        decision,
        outcome=outcome,
        reasons=reasons,
        look_again_if=look_again_if,
        look_again_by=look_again_by,
        dissent=dissent,
        signed_name=signed_name,
        version=version,
        by=by,
    )
    episode = signed.safety.episode
    children = list(signed.children.all())
    if outcome.code == SafetyOutcome.COME_INTO_CARE:
        council_task(
            episode,
            children,
            "Find where the child will live, and record legal status and placement",
            f"{by} signed that coming into care is right",
            localdate(),
            urgent=True,
            by=by,
        )
    open_task(
        team=episode.team,
        children=children,
        what="Tell the family what was decided and why",
        because=f"{by} signed: {outcome.what}",
        due=working_days_after(localdate(), 1),
        by=by,
    )
    open_task(
        team=episode.team,
        children=children,
        what="Look again at the decision",
        because=look_again_if or "The decision says when to look again",
        due=look_again_by,
        by=by,
    )
    let_deciders_go(signed, by=by)
    return signed
