"""Writing the safety plan, a version at a time; telling each person; looking at it again."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Max
from django.utils.timezone import localdate

from homeward.access.guard import Overtaken, require
from homeward.access.rules import refuse
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.support import rules
from homeward.support.actions.shared import record, writing
from homeward.support.models import (
    EpisodeOfHelp,
    SafetyPlace,
    SafetyPlan,
    SafetyReview,
    SafetyStep,
    SafetyTold,
)
from homeward.support.rules import How, Place, PlanStep
from homeward.tasks.actions import finish_doing, open_task
from homeward.tasks.rules import Doing


@unlocked()
def write_safety_plan(
    episode: EpisodeOfHelp,
    *,
    worry: str,
    signs: str,
    steps: Sequence[PlanStep],
    places: Sequence[Place],
    review_on: date,
    seen_version: int,
    by: Worker,
) -> SafetyPlan:
    """A new version, in force from now. `seen_version` is the newest the writer saw (0: none)."""
    episode, reason = writing(episode, by)
    newest = _newest(episode)
    if newest != seen_version:
        raise Overtaken(
            refuse(
                f"someone else wrote version {newest} of the safety plan while you had it open",
                "Read theirs, then save yours as the next version: what you typed is kept.",
            )
        )
    require(rules.may_be_plan(steps, places))
    require(rules.may_hold_until(review_on, localdate()))
    for before in episode.safety_plans.all():
        how = f"Version {newest + 1} was written"
        finish_doing(Doing.REVIEW_SAFETY_PLAN, before, how=how, by=by)
    plan = SafetyPlan.objects.create(
        partnership_id=episode.partnership_id,
        episode=episode,
        version=newest + 1,
        worry=worry,
        signs=signs,
        review_on=review_on,
        written_by=by,
    )
    SafetyStep.objects.bulk_create(
        SafetyStep(
            partnership_id=plan.partnership_id,
            plan=plan,
            if_this=step.if_this,
            then_do=step.then_do,
            who=step.who,
        )
        for step in steps
    )
    SafetyPlace.objects.bulk_create(
        SafetyPlace(
            partnership_id=plan.partnership_id,
            plan=plan,
            who=place.who,
            phone=place.phone,
            agreed=place.agreed,
        )
        for place in places
    )
    record(
        f"wrote version {plan.version} of the safety plan",
        episode,
        by,
        reason,
        words=worry,
        signs=signs,
        steps=[f"If {step.if_this}: {step.then_do} ({step.who})" for step in steps],
        places=[f"{place.who} {place.phone}".strip() for place in places],
    )
    finish_doing(Doing.WRITE_SAFETY_PLAN, episode, how=f"Version {plan.version} was written", by=by)
    _look_again(plan, review_on, by)
    return plan


@unlocked()
def tell_of_safety_plan(
    plan: SafetyPlan, *, who: str, how: How, on: date, has_copy: bool, by: Worker
) -> SafetyTold:
    """It happened, so it is recorded by whoever knows it; only what cannot have been is refused."""
    plan = SafetyPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    answer = require(rules.may_have_been_told(on, plan.written_on, localdate()))
    told = SafetyTold.objects.create(
        partnership_id=plan.partnership_id,
        plan=plan,
        who=who,
        how=how,
        on=on,
        has_copy=has_copy,
        recorded_by=by,
    )
    record(
        "told somebody of the safety plan",
        plan.episode,
        by,
        answer.reason,
        on=on,
        who=who,
        how=how.label,
        has_copy=has_copy,
    )
    return told


@unlocked()
def review_safety_plan(
    plan: SafetyPlan, *, was_used: bool, words: str, review_on: date, by: Worker
) -> SafetyReview:
    """It stays as it is, and holds until the next day to look. What changes is written as a new version."""
    episode, reason = writing(plan.episode, by)
    require(rules.may_review_version(plan.version, _newest(episode)))
    require(rules.may_hold_until(review_on, localdate()))
    review = SafetyReview.objects.create(
        partnership_id=plan.partnership_id,
        plan=plan,
        was_used=was_used,
        words=words,
        review_on=review_on,
        by=by,
    )
    record(
        "looked at the safety plan again",
        episode,
        by,
        reason,
        words=words,
        was_used=was_used,
        review_on=review_on,
    )
    finish_doing(Doing.REVIEW_SAFETY_PLAN, plan, how="It was looked at, and stays", by=by)
    _look_again(plan, review_on, by)
    return review


def nobody_looks_again(episode: EpisodeOfHelp, *, by: Worker) -> None:
    """Support has ended."""
    finish_doing(Doing.WRITE_SAFETY_PLAN, episode, how="Support ended", by=by)
    for plan in episode.safety_plans.all():
        finish_doing(Doing.REVIEW_SAFETY_PLAN, plan, how="Support ended", by=by)


def _newest(episode: EpisodeOfHelp) -> int:
    return episode.safety_plans.aggregate(newest=Max("version"))["newest"] or 0


def _look_again(plan: SafetyPlan, due: date, by: Worker) -> None:
    episode = plan.episode
    key_worker = episode.allocations.held_on(localdate()).first()
    open_task(
        team=episode.team,
        worker=key_worker.worker if key_worker else None,
        children=episode.children.all(),
        what="Look at the safety plan again, with the family",
        because=f"Version {plan.version} is valid until then",
        due=due,
        doing=Doing.REVIEW_SAFETY_PLAN,
        subject=plan,
        by=by,
    )
