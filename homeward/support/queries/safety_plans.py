"""Reads for the safety plan: the version in force, those before it, and who has not been told."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from homeward.support import rules
from homeward.support.models import EpisodeOfHelp, SafetyPlan, SafetyTold


@dataclass(frozen=True)
class SafetyPlanSeen:
    """One version as pages show it."""

    plan: SafetyPlan
    valid: bool
    says: str  # until when it is valid
    told: list[SafetyTold]
    not_told: list[str]


def safety_plans(episode: EpisodeOfHelp) -> QuerySet[SafetyPlan]:
    """Every version, the newest first."""
    return episode.safety_plans.select_related("written_by").prefetch_related(
        "steps", "places", "reviews__by", "told__recorded_by"
    )


def safety_plan_now(episode: EpisodeOfHelp, today: date) -> SafetyPlanSeen | None:
    """The version in force. Five queries."""
    plan = safety_plans(episode).first()
    return plan_seen(plan, today) if plan else None


def plan_seen(plan: SafetyPlan, today: date) -> SafetyPlanSeen:
    """Of a plan that `safety_plans` gave: no query."""
    told = list(plan.told.all())
    named = [one.who for one in (*plan.steps.all(), *plan.places.all())]
    return SafetyPlanSeen(
        plan,
        rules.is_valid(plan.valid_until, today),
        rules.validity_in_words(plan.valid_until, today),
        told,
        rules.not_told(named, [one.who for one in told]),
    )
