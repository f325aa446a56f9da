"""Scoring the goals of a plan, and stepping the hours a week up or down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from homeward.access.guard import Refused
from homeward.access.rules import refuse
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.people.models import Child
from homeward.support import rules
from homeward.support.actions.shared import record, writing
from homeward.support.models import EpisodeOfHelp, Goal, GoalScore, Intensity
from homeward.support.rules import Phase, Scorer
from homeward.trail import actions as trail


@dataclass(frozen=True)
class NewScore:
    goal: Goal
    score: int
    words: str = ""


@unlocked()
def score_goals(
    episode: EpisodeOfHelp,
    *,
    scorer: Scorer,
    child: Child | None,
    on: date,
    scores: Sequence[NewScore],
    by: Worker,
) -> list[GoalScore]:
    """What one person says on one day about some of the goals of the plan in force."""
    episode, reason = writing(episode, by)
    plan = episode.plans.order_by("-version").first()
    if plan is None or any(score.goal.plan_id != plan.pk for score in scores):
        raise Refused(
            refuse(
                "the plan was changed while you had it open",
                "Look at the goals again: what you typed is kept.",
            )
        )
    if not scores:
        raise Refused(refuse("no goal was scored", "Score at least one."))
    made = [
        GoalScore.objects.create(
            partnership_id=episode.partnership_id,
            goal=score.goal,
            scorer=scorer,
            child=child,
            score=score.score,
            words=score.words,
            on=on,
            recorded_by=by,
        )
        for score in scores
    ]
    # What one child said about the family's goals is in that child's file alone.
    about = [child.pk] if child else list(episode.about.values_list("child_id", flat=True))
    trail.record(
        "scored the goals of the plan",
        episode,
        by=by,
        children=about,
        because=reason,
        on=on,
        changed={
            "goals": [f"{one.goal.words}: {one.score} of 10. {one.words}".strip() for one in made]
        },
    )
    return made


@unlocked()
def set_intensity(
    episode: EpisodeOfHelp,
    *,
    phase: Phase,
    hours_a_week: Decimal,
    because: str,
    from_day: date,
    by: Worker,
) -> Intensity:
    """Hours a week from a day on: a step up, a step down, or the beginning. What came before ends there."""
    episode, reason = writing(episode, by)
    last = episode.intensities.order_by("-period").first()
    if from_day < episode.started_on:
        raise Refused(
            refuse(
                f"help began on {episode.started_on:%-d %B %Y}, and hours cannot begin before it",
                "Choose that day or a later one.",
            )
        )
    if last and from_day < last.start:
        raise Refused(
            refuse(
                f"the hours were changed on {last.start:%-d %B %Y} already",
                "Choose that day or a later one: what was agreed before stays as it was.",
            )
        )
    before = episode.intensities.filter(period__startswith__lt=from_day).order_by("-period").first()
    if last and last.start == from_day:
        # On the same day it is put right; what it said first is in the trail.
        intensity = last
        intensity.phase, intensity.hours_a_week = phase, hours_a_week
        intensity.because, intensity.decided_by = because, by
        intensity.save(update_fields=["phase", "hours_a_week", "because", "decided_by"])
    else:
        if last:
            last.period = (last.start, from_day)
            last.save(update_fields=["period"])
        intensity = Intensity.objects.create(
            partnership_id=episode.partnership_id,
            episode=episode,
            phase=phase,
            hours_a_week=hours_a_week,
            because=because,
            decided_by=by,
            period=(from_day, None),
        )
    step = rules.step_in_words(float(before.hours_a_week) if before else None, float(hours_a_week))
    record(
        "decided how many hours a week",
        episode,
        by,
        reason,
        on=from_day,
        outcome=f"{step}, {phase}",
        reasons=because,
    )
    return intensity
