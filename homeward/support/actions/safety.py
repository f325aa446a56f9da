"""The formal decisions of an episode: preparing them, and what follows when one is signed."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.access.rules import Answer
from homeward.clocks.rules import working_days_after
from homeward.decisions import actions as decisions
from homeward.decisions.models import Decision, Option
from homeward.locks import unlocked
from homeward.partnership.models import Arrangement, Team, Worker
from homeward.partnership.rules import Function
from homeward.people.models import Child
from homeward.sharing.actions import end_involvement, involve_team_with_many
from homeward.support import rules
from homeward.support.actions.shared import council_task
from homeward.support.models import EpisodeOfHelp, SafetyDecision
from homeward.support.rules import SafetyOutcome
from homeward.tasks.actions import open_task
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing


# The decisions whose deciders are let see the children for it: a panel's members are named by the panel.
HUNG_HERE = Q(safety__isnull=False) | Q(crisis__isnull=False)


@unlocked()
def prepare_safety_decision(
    episode: EpisodeOfHelp,
    *,
    function: Function,
    due: date,
    by: Worker,
    of_plan: tuple[Child, rules.Asked] | None = None,
) -> Decision:
    """Begin the decision and let the team of its lawful decider see the children. `of_plan`: of a return plan,
    whose it is and what is asked; else it is about every child of the family."""
    episode = EpisodeOfHelp.objects.select_for_update().get(pk=episode.pk)
    today = localdate()
    require(rules.may_prepare_safety_decision(by.on(today), episode))
    require(rules.may_ask(function, of_plan=of_plan is not None))
    question, options = of_plan[1] if of_plan else rules.QUESTIONS[function]
    decision = decisions.prepare_decision(
        function=function,
        question=question,
        children=[of_plan[0]] if of_plan else episode.children.all(),
        due=due,
        options=options,
        by=by,
    )
    SafetyDecision.objects.create(
        partnership_id=episode.partnership_id, episode=episode, decision=decision
    )
    _let_deciders_see(decision, by=by)
    return decision


@unlocked()
def show_to_deciders(partnership_id: int, function: Function, *, by: Worker | None) -> int:
    """The register changed: those who may sign now see the children of what waits for a signature. Who no
    longer may goes when it is signed. Gives how many decisions that are."""
    waiting = Decision.objects.filter(
        HUNG_HERE, partnership_id=partnership_id, function=function, signed_at=None
    )
    for decision in waiting:
        _let_deciders_see(decision, by=by)
    return len(waiting)


def _let_deciders_see(decision: Decision, *, by: Worker | None) -> None:
    let_deciders_see(decision.children.all(), Function(decision.function), by=by)


def let_deciders_see(
    children: Iterable[Child], function: Function, *, by: Worker | None
) -> list[Team]:
    """Who may sign it, by the register of today, sees these children until it is signed. Gives their teams."""
    children, today = list(children), localdate()
    teams = list(_deciding(children[0].partnership_id, function, today))
    for team in teams:
        involve_team_with_many(
            children,
            team,
            because="a decision that is theirs to sign",
            by=by,
            on=today,
            passing=True,
        )
    return teams


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


def let_deciders_go(children: Iterable[Child], *, by: Worker) -> None:
    """Who saw a child only to sign this sees until midnight, unless another decision or an override waits for
    them."""
    today = localdate()
    for child in children:
        unsigned = Decision.objects.filter(HUNG_HERE, signed_at=None, children=child)
        waiting = {
            team.pk
            for function in unsigned.values_list("function", flat=True).distinct()
            for team in _deciding(child.partnership_id, function, today)
        }
        overriding = Task.objects.open().filter(doing=Doing.OVERRIDE_RISK, children=child)
        waiting |= set(overriding.values_list("team_id", flat=True))
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
    plan: Answer | None = None,
) -> Decision:
    """`plan`: what the return plan says, of what is decided on a child's way home."""
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
        plan=plan,
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
    let_deciders_go(children, by=by)
    return signed
