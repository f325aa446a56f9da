"""Writing the plan, a version at a time: nobody overwrites what somebody else wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.access.rules import refuse
from homeward.decisions import actions as decisions
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.support import rules
from homeward.support.actions.shared import record, writing
from homeward.support.models import EpisodeOfHelp, Goal, Plan
from homeward.tasks.actions import finish_doing, open_task
from homeward.tasks.rules import Doing


@dataclass(frozen=True)
class NewGoal:
    whose: str
    words: str
    steps: str = ""


@unlocked()
def write_plan(
    episode: EpisodeOfHelp,
    *,
    starts_on: date,
    review_on: date,
    if_it_goes_wrong: str,
    goals: Sequence[NewGoal],
    seen_version: int,
    by: Worker,
) -> Plan:
    """A new version of the plan. `seen_version` is the newest the writer saw (0: none)."""
    episode, reason = writing(episode, by)
    newest = episode.plans.aggregate(newest=Max("version"))["newest"] or 0
    if newest != seen_version:
        raise decisions.Overtaken(
            refuse(
                f"someone else wrote version {newest} of this plan while you had it open",
                "Read theirs, then save yours as the next version: what you typed is kept.",
            )
        )
    if not goals:
        raise Refused(refuse("a plan needs at least one goal in the family's own words"))
    plan = Plan.objects.create(
        partnership_id=episode.partnership_id,
        episode=episode,
        version=newest + 1,
        starts_on=starts_on,
        review_on=review_on,
        if_it_goes_wrong=if_it_goes_wrong,
        written_by=by,
    )
    earlier = list(Goal.objects.filter(plan__episode=episode, plan__version=newest))
    for goal in goals:
        carried_on = next((g for g in earlier if rules.same_goal(g.words, goal.words)), None)
        Goal.objects.create(
            partnership_id=episode.partnership_id,
            plan=plan,
            first_id=carried_on.root_id if carried_on else None,
            whose=goal.whose,
            words=goal.words,
            steps=goal.steps,
        )
    finish_doing(Doing.REVIEW_PLAN, episode, how=f"Version {plan.version} was written", by=by)
    key_worker = episode.allocations.held_on(localdate()).first()
    open_task(
        team=episode.team,
        worker=key_worker.worker if key_worker else None,
        children=episode.children.all(),
        what="Look at the plan again, together with the family",
        because=f"Version {plan.version} says when",
        due=review_on,
        doing=Doing.REVIEW_PLAN,
        subject=episode,
        by=by,
    )
    record(
        f"wrote version {plan.version} of the plan",
        episode,
        by,
        reason,
        goals=[goal.words for goal in goals],
        if_it_goes_wrong=if_it_goes_wrong,
    )
    return plan
