"""The family's plan: writing it down in their words, what the council agrees to, and looking at it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate, now

from homeward.access.guard import Overtaken, require
from homeward.access.rules import refuse
from homeward.clocks.rules import working_days_after
from homeward.family import rules
from homeward.family.actions.shared import (
    ask_council,
    ask_helpers,
    keep_to_themselves,
    locked,
    tell,
)
from homeward.family.models import FamilyGroup, FamilyPlan, Meeting, PlanReview, PlanStep
from homeward.family.queries import is_newest
from homeward.family.rules import AGREES, CAME, Agrees, Came
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.tasks.actions import finish_doing
from homeward.tasks.rules import Doing


@dataclass(frozen=True)
class Step:
    who: str
    what: str
    by_when: str


@unlocked()
def write_plan(
    meeting: Meeting,
    *,
    words: str,
    steps: Sequence[Step],
    otherwise: str,
    review_on: date,
    seen_version: int,
    by: Worker,
) -> FamilyPlan:
    """The family's plan, or its next version: it goes to everybody who makes it, so nobody's address is in it."""
    group = locked(meeting.group_id)
    answer = require(rules.may_plan(meeting.on, review_on, len(steps)))
    said = [text for step in steps for text in (step.who, step.what, step.by_when)]
    keep_to_themselves(group, words, otherwise, *said)
    newest = group.plans.first()
    version = newest.version if newest else 0
    if version != seen_version:
        raise Overtaken(
            refuse(
                "somebody wrote the family’s plan while you had it open",
                "Read it first: what you typed is still in the form.",
            )
        )
    plan = FamilyPlan.objects.create(
        partnership_id=group.partnership_id,
        group=group,
        meeting=meeting,
        version=version + 1,
        words=words,
        otherwise=otherwise,
        review_on=review_on,
        written_by=by,
    )
    for step in steps:
        PlanStep.objects.create(
            partnership_id=group.partnership_id,
            plan=plan,
            who=step.who,
            what=step.what,
            by_when=step.by_when,
        )
    tell(
        f"wrote version {plan.version} of the family’s plan",
        plan,
        group,
        by=by,
        because=answer.reason,
        words=words,
        steps=[f"{step.who}: {step.what} ({step.by_when})" for step in steps],
        otherwise=otherwise,
        review_on=review_on,
    )
    finish_doing(Doing.WRITE_FAMILY_PLAN, meeting, how="It is written", by=by)
    for doing in (Doing.ANSWER_FAMILY_PLAN, Doing.REVIEW_FAMILY_PLAN):
        if newest:
            finish_doing(doing, newest, how="The family changed the plan", by=by)
    ask_council(
        group,
        "Say what the council agrees to of the family’s plan, and why",
        f"Version {plan.version} is written",
        working_days_after(localdate(), rules.ANSWER_WITHIN),
        by=by,
        doing=Doing.ANSWER_FAMILY_PLAN,
        subject=plan,
    )
    _ask_to_review(group, plan, review_on, by)
    return plan


def _ask_to_review(group: FamilyGroup, plan: FamilyPlan, on: date, by: Worker) -> None:
    ask_council(
        group,
        "Look at the family’s plan again, together with them",
        f"Version {plan.version} says when",
        on,
        by=by,
        doing=Doing.REVIEW_FAMILY_PLAN,
        subject=plan,
    )


@unlocked()
def answer_plan(
    plan: FamilyPlan, *, agrees: Agrees, agrees_to: str, not_because: str, by: Worker
) -> FamilyPlan:
    """What the council agrees to, and what not and why."""
    group = locked(plan.group_id)
    plan = FamilyPlan.objects.get(pk=plan.pk)
    answered = localdate(plan.answered_at) if plan.answered_at else None
    answer = require(
        rules.may_answer_plan(
            by.on(localdate()), group.partnership_id, answered, newest=is_newest(plan)
        )
    )
    keep_to_themselves(group, agrees_to, not_because)
    plan.agrees, plan.agrees_to, plan.not_because = agrees, agrees_to, not_because
    plan.answered_by, plan.answered_at = by, now()
    plan.save(update_fields=["agrees", "agrees_to", "not_because", "answered_by", "answered_at"])
    tell(
        "answered the family’s plan",
        plan,
        group,
        by=by,
        because=answer.reason,
        outcome=AGREES[agrees],
        agrees_to=agrees_to,
        reasons=not_because,
    )
    finish_doing(Doing.ANSWER_FAMILY_PLAN, plan, how=AGREES[agrees], by=by)
    ask_helpers(
        group,
        "Tell the family what the council agrees to of their plan, and why",
        f"{by} answered version {plan.version}",
        working_days_after(localdate(), rules.TELL_WITHIN),
        by=by,
    )
    return plan


@unlocked()
def review_plan(
    plan: FamilyPlan,
    *,
    on: date,
    who: str,
    how: str,
    came: Came,
    next_on: date | None,
    by: Worker,
) -> PlanReview:
    group = locked(plan.group_id)
    answer = require(rules.may_review(on, localdate(), plan.meeting.on, came, next_on))
    review = PlanReview.objects.create(
        partnership_id=group.partnership_id,
        plan=plan,
        on=on,
        who=who,
        how=how,
        came=came,
        next_on=next_on if came == Came.HOLDS else None,
        recorded_by=by,
    )
    tell(
        "looked at the family’s plan again",
        plan,
        group,
        by=by,
        because=answer.reason,
        on=on,
        who=who,
        what_happened=how,
        outcome=CAME[came],
    )
    finish_doing(Doing.REVIEW_FAMILY_PLAN, plan, how=CAME[came], by=by)
    if not is_newest(plan):
        return review  # written down late: what follows, follows from the next version
    if review.next_on:
        _ask_to_review(group, plan, review.next_on, by)
    elif came == Came.CHANGED:
        _ask_to_write(group, plan, by)
    elif came == Came.BROKEN:
        ask_council(
            group,
            "Decide with the family what happens now: their plan did not hold",
            f"Version {plan.version} was looked at again",
            working_days_after(localdate(), 1),
            by=by,
            urgent=True,
        )
    return review


def _ask_to_write(group: FamilyGroup, plan: FamilyPlan, by: Worker) -> None:
    ask_council(
        group,
        "Write down the family’s plan as they change it",
        f"Version {plan.version} was looked at again",
        working_days_after(localdate(), rules.WRITE_WITHIN),
        by=by,
        doing=Doing.WRITE_FAMILY_PLAN,
        subject=plan.meeting,
    )
