"""Reads for the pages of support. Each takes a constant number of queries, whatever the number of rows."""

from homeward.support.queries.decisions import (
    DecisionLine,
    decision_lines,
    questions,
    register_today,
    who_decides,
)
from homeward.support.queries.episodes import (
    follow_ups,
    key_worker,
    key_workers,
    may_start,
    newest_episode,
    next_key_worker,
    plan_in_force,
    same_event,
    stays_key_worker,
    tasks,
    tasks_opened,
    visits,
)
from homeward.support.queries.missing import (
    Interview,
    Missing,
    interview_of,
    interviews_of,
    interviews_waiting,
    missing_children,
    missing_of,
    returns_seen,
    told_lately,
)
from homeward.support.queries.photos import may_add_photo
from homeward.support.queries.progress import (
    GoalLine,
    goal_lines,
    intensity_in_force,
    phases,
    steps,
    weeks,
)
from homeward.support.queries.safety_plans import (
    SafetyPlanSeen,
    plan_seen,
    safety_plan_now,
    safety_plans,
)
from homeward.support.queries.team import Family, Worked, team_page
from homeward.support.queries.visiting import adults_around, latest_places
from homeward.support.queries.workload import Member, held, members, weights_of


__all__ = [
    "SafetyPlanSeen",
    "plan_seen",
    "safety_plan_now",
    "safety_plans",
    "DecisionLine",
    "Family",
    "GoalLine",
    "Interview",
    "Member",
    "Missing",
    "Worked",
    "adults_around",
    "decision_lines",
    "follow_ups",
    "goal_lines",
    "held",
    "intensity_in_force",
    "interview_of",
    "interviews_of",
    "interviews_waiting",
    "key_worker",
    "key_workers",
    "next_key_worker",
    "stays_key_worker",
    "latest_places",
    "may_add_photo",
    "may_start",
    "members",
    "missing_children",
    "missing_of",
    "returns_seen",
    "newest_episode",
    "phases",
    "plan_in_force",
    "questions",
    "register_today",
    "same_event",
    "steps",
    "tasks",
    "tasks_opened",
    "team_page",
    "told_lately",
    "visits",
    "weeks",
    "weights_of",
    "who_decides",
]
