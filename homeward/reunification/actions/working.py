"""On the way home: what must change, its lights, the family's agreement, and the crisis plan."""

from datetime import date

from django.db.models import Max
from django.utils.timezone import now

from homeward.access.guard import Refused, require
from homeward.access.rules import refuse
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.reunification import rules
from homeward.reunification.actions.shared import record, telling, writing
from homeward.reunification.models import (
    AgreementSigned,
    CrisisPlan,
    FamilyAgreement,
    LightShown,
    MustChange,
    ReturnPlan,
)
from homeward.reunification.rules import Light


@unlocked()
def add_goal(
    plan: ReturnPlan,
    *,
    whose: str,
    words: str,
    steps: str,
    support: str,
    by_day: date,
    by: Worker,
) -> MustChange:
    plan, reason = writing(plan, by)
    goal = MustChange.objects.create(
        partnership_id=plan.partnership_id,
        plan=plan,
        whose=whose,
        words=words,
        steps=steps,
        support=support,
        by_day=by_day,
        added_by=by,
    )
    record(
        "wrote down what must change",
        goal,
        plan,
        by,
        reason,
        words=words,
        whose=whose,
        steps=steps,
        support=support,
        by_day=by_day,
    )
    return goal


@unlocked()
def drop_goal(goal: MustChange, *, because: str, by: Worker) -> MustChange:
    plan, _ = writing(goal.plan, by)
    goal = MustChange.objects.get(pk=goal.pk)
    answer = require(rules.may_drop_goal(dropped=goal.dropped_at is not None))
    goal.dropped_at, goal.dropped_by, goal.dropped_because = now(), by, because
    goal.save(update_fields=["dropped_at", "dropped_by", "dropped_because"])
    record(
        "took out what must change",
        goal,
        plan,
        by,
        answer.reason,
        words=goal.words,
        reasons=because,
    )
    return goal


@unlocked()
def show_light(goal: MustChange, *, light: Light, on: date, because: str, by: Worker) -> LightShown:
    """How near it is. Each stays, so that the way can be seen."""
    plan, reason = telling(goal.plan, by, on)
    shown = LightShown.objects.create(
        partnership_id=plan.partnership_id,
        plan=plan,
        goal=goal,
        light=light,
        on=on,
        because=because,
        shown_by=by,
    )
    record(
        "said how near a change is",
        shown,
        plan,
        by,
        reason,
        on=on,
        outcome=light.says,
        reasons=because,
    )
    return shown


@unlocked()
def write_agreement(
    plan: ReturnPlan, *, we_do: str, if_not: str, review_on: date, by: Worker
) -> FamilyAgreement:
    """What must change is kept word for word as it stands now: what is signed does not change afterwards."""
    plan, _ = writing(plan, by)
    goals = list(MustChange.objects.filter(plan=plan, dropped_at=None))
    answer = require(rules.may_write_agreement(goals))
    last = FamilyAgreement.objects.filter(plan=plan).aggregate(Max("version"))["version__max"]
    agreement = FamilyAgreement.objects.create(
        partnership_id=plan.partnership_id,
        plan=plan,
        version=(last or 0) + 1,
        terms=[
            {
                "whose": goal.whose,
                "words": goal.words,
                "steps": goal.steps,
                "support": goal.support,
                "by_day": goal.by_day.isoformat(),
            }
            for goal in goals
        ],
        we_do=we_do,
        if_not=if_not,
        review_on=review_on,
        written_by=by,
    )
    record(
        "wrote an agreement with the family",
        agreement,
        plan,
        by,
        answer.reason,
        goals="\n".join(goal.words for goal in goals),
        we_do=we_do,
        if_not=if_not,
        review_on=review_on,
    )
    return agreement


@unlocked()
def note_signature(
    agreement: FamilyAgreement, *, who: str, signs: bool, words: str, on: date, by: Worker
) -> AgreementSigned:
    """Who signed, or did not want to. Either is recorded; neither decides anything."""
    plan, reason = telling(agreement.plan, by, on)
    if on < plan.begun_on:
        raise Refused(
            refuse(
                "the return plan was not begun on that day",
                "Look at the date of the signature.",
            )
        )
    signed = AgreementSigned.objects.create(
        partnership_id=plan.partnership_id,
        plan=plan,
        agreement=agreement,
        who=who,
        signs=signs,
        words=words,
        on=on,
        recorded_by=by,
    )
    what = "signed" if signs else "did not sign"
    record(
        f"somebody {what} the family’s agreement",
        signed,
        plan,
        by,
        reason,
        on=on,
        who=who,
        words=words,
    )
    return signed


@unlocked()
def write_crisis_plan(
    plan: ReturnPlan, *, signs: str, first: str, can_have: str, never: str, by: Worker
) -> CrisisPlan:
    plan, reason = writing(plan, by)
    written = CrisisPlan.objects.create(
        partnership_id=plan.partnership_id,
        plan=plan,
        signs=signs,
        first=first,
        can_have=can_have,
        never=never,
        written_by=by,
    )
    record(
        "wrote a crisis plan",
        written,
        plan,
        by,
        reason,
        signs=signs,
        first=first,
        can_have=can_have,
        never=never,
    )
    return written
