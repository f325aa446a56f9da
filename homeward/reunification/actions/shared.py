"""What every action of a return plan does: lock the plan and ask, and tell the trail."""

from datetime import date

from django.db import models
from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.models import Worker
from homeward.reunification import rules
from homeward.reunification.models import ReturnPlan
from homeward.trail import actions as trail


def locked(plan: ReturnPlan) -> ReturnPlan:
    """As it is now. All that is written in a plan is written under its lock, one after the other."""
    known = ReturnPlan.objects.select_related("child", "episode__team")
    return known.select_for_update(of=("self",)).get(pk=plan.pk)


def writing(plan: ReturnPlan, by: Worker) -> tuple[ReturnPlan, str]:
    plan = locked(plan)
    inside = plan.partnership_id in by.on(localdate()).partnership_ids
    answer = require(rules.may_write(in_partnership=inside, ended_on=plan.ended_on))
    return plan, answer.reason


def telling(plan: ReturnPlan, by: Worker, on: date | None = None) -> tuple[ReturnPlan, str]:
    """What happened is recorded whatever state the plan is in: asked is only whether it can have been."""
    plan = locked(plan)
    require(_inside(plan, by))
    answer = require(rules.may_have_been(on or localdate(), plan.child.born, localdate()))
    return plan, answer.reason


def _inside(plan: ReturnPlan, by: Worker) -> Answer:
    if plan.partnership_id in by.on(localdate()).partnership_ids:
        return allow("you work in this partnership")
    return refuse("you work in another partnership")


def record(
    what: str,
    subject: models.Model,
    plan: ReturnPlan,
    by: Worker,
    because: str,
    /,
    *,
    on: date | None = None,
    **changed: object,
) -> None:
    trail.record(
        what, subject, by=by, children=[plan.child_id], because=because, changed=changed, on=on
    )
