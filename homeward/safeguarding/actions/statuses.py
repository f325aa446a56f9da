"""Recording that a status began, what came of a plan, that it ended, and that it never was."""

from collections.abc import Collection
from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate, now

from homeward.access.guard import require
from homeward.access.rules import Answer
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.people.models import Child
from homeward.safeguarding import queries, rules
from homeward.safeguarding.actions.reading import tell
from homeward.safeguarding.models import (
    ChildInNeed,
    PlanCategory,
    ProtectionPlan,
    ReviewConference,
    Status,
)
from homeward.safeguarding.rules import Category
from homeward.sharing.models import entitled
from homeward.support.actions import record_happening
from homeward.support.models import Happening
from homeward.support.queries import newest_episode
from homeward.support.rules import Happened
from homeward.trail import actions as trail


AnyStatus = TypeVar("AnyStatus", bound=Status)


@unlocked()
def record_need(
    child: Child,
    *,
    start: date,
    why: str,
    by: Worker,
    end: date | None = None,
    ended_because: str = "",
) -> ChildInNeed:
    child, answer = _locked(child, ChildInNeed, by)
    given = _period(child, ChildInNeed, start, end, ended_because, by)
    need = ChildInNeed.objects.create(**given, why=why)
    _record("recorded a child in need", need, by, answer, on=start, what_happened=why, until=end)
    tell(child, "child in need", _since(start, end), by=by)
    return need


@unlocked()
def record_plan(
    child: Child,
    *,
    start: date,
    kinds: Collection[Category],
    by: Worker,
    end: date | None = None,
    ended_because: str = "",
) -> ProtectionPlan:
    """It happened to the child, so that nobody rests any more on a decision to end help (`Happened`)."""
    child, answer = _locked(child, ProtectionPlan, by)
    plan = ProtectionPlan.objects.create(
        **_period(child, ProtectionPlan, start, end, ended_because, by)
    )
    category = _categorise(plan, start, kinds, by)
    _record(
        "recorded a child protection plan",
        plan,
        by,
        answer,
        on=start,
        category=category.in_words,
        until=end,
    )
    told = _happened(child, start, by) if end is None else None
    tell(child, "child protection plan", _since(start, end), by=by, but=told)
    return plan


@unlocked()
def change_category(
    plan: ProtectionPlan, *, since: date, kinds: Collection[Category], by: Worker
) -> PlanCategory:
    plan, answer = _writing(plan, by)
    known = [category.since for category in plan.categories.all()]
    require(rules.may_add_to_plan(plan.start, plan.end, since, localdate(), known))
    category = _categorise(plan, since, kinds, by)
    _record(
        "changed the category of a child protection plan",
        plan,
        by,
        answer,
        on=since,
        category=category.in_words,
    )
    tell(plan.child, "category of the child protection plan", f"From {_day(since)}", by=by)
    return category


@unlocked()
def record_review(
    plan: ProtectionPlan, *, held_on: date, what: str, by: Worker
) -> ReviewConference:
    """A conference held is told in the record; what it changes is told as a change."""
    plan, answer = _writing(plan, by)
    known = [review.held_on for review in plan.reviews.all()]
    require(rules.may_add_to_plan(plan.start, plan.end, held_on, localdate(), known))
    review = ReviewConference.objects.create(
        partnership_id=plan.partnership_id, plan=plan, held_on=held_on, what=what, recorded_by=by
    )
    _record(
        "recorded a review conference of a child protection plan",
        plan,
        by,
        answer,
        on=held_on,
        what_happened=what,
    )
    return review


@unlocked()
def end_status(status: AnyStatus, *, on: date, because: str, by: Worker) -> AnyStatus:
    status, answer = _writing(status, by)
    require(rules.may_end(status.start, status.end, on, localdate(), queries.last_told(status)))
    status.period = DateRange(status.start, on)
    status.ended_by, status.ended_at, status.ended_because = by, now(), because
    status.save(update_fields=["period", "ended_by", "ended_at", "ended_because"])
    _record(f"recorded the end: {status.CALLED}", status, by, answer, on=on, reasons=because)
    tell(status.child, f"{status.CALLED} ended", f"On {_day(on)}", by=by)
    return status


@unlocked()
def take_out(status: AnyStatus, *, because: str, by: Worker) -> AnyStatus:
    """It was never so. Who was told of it is told of that."""
    status, answer = _writing(status, by, taken_out_too=True)
    require(rules.may_be_taken_out(status.taken_out_on))
    status.taken_out_by, status.taken_out_at, status.taken_out_because = by, now(), because
    status.save(update_fields=["taken_out_by", "taken_out_at", "taken_out_because"])
    _record(f"took out what was never so: {status.CALLED}", status, by, answer, reasons=because)
    tell(
        status.child, f"{status.CALLED} was recorded by mistake", _since(status.start, None), by=by
    )
    return status


def _locked(child: Child, model: type[Status], by: Worker) -> tuple[Child, Answer]:
    """Two who record of one child do it one after the other, so that a period is refused in words."""
    child = Child.objects.select_for_update(no_key=True).get(pk=child.pk)
    today = localdate()
    worker = by.on(today)
    sight = entitled(worker, child, today)
    require(sight.may_see())
    require(sight.may_see(model.GROUP))
    return child, require(rules.may_record(worker, child.partnership_id))


def _writing(
    status: AnyStatus, by: Worker, *, taken_out_too: bool = False
) -> tuple[AnyStatus, Answer]:
    model = type(status)
    _, answer = _locked(status.child, model, by)
    status = model._default_manager.select_related("child").get(pk=status.pk)
    if not taken_out_too:
        require(rules.may_be_taken_out(status.taken_out_on))
    return status, answer


def _period(
    child: Child, model: type[Status], start: date, end: date | None, because: str, by: Worker
) -> dict[str, Any]:
    known = model._default_manager.filter(child=child, taken_out_at=None)
    others = [one.held for one in known]
    require(rules.may_hold(start, end, child.born, localdate(), others))
    given: dict[str, Any] = {
        "partnership_id": child.partnership_id,
        "child": child,
        "period": DateRange(start, end),
        "recorded_by": by,
    }
    if end is not None:
        require(rules.may_end_with(because))
        given |= {"ended_by": by, "ended_at": now(), "ended_because": because}
    return given


def _categorise(
    plan: ProtectionPlan, since: date, kinds: Collection[Category], by: Worker
) -> PlanCategory:
    require(rules.may_categorise(kinds))
    named = [kind.value for kind in Category if kind in kinds]
    return PlanCategory.objects.create(
        partnership_id=plan.partnership_id, plan=plan, since=since, kinds=named, recorded_by=by
    )


def _happened(child: Child, on: date, by: Worker) -> int | None:
    """While the family is helped, what follows is opened for the team; the key worker who is told in that way is
    given. What somebody recorded of that day before is not recorded twice."""
    episode = newest_episode(child)
    if episode is None or episode.closed_at is not None:
        return None
    kind = Happened.PROTECTION_PLAN
    if not Happening.objects.filter(child=child, kind=kind, on=on).exists():
        what = "A conference made a child protection plan."
        record_happening(child, kind=kind, on=on, what=what, by=by, episode=episode)
    held = episode.allocations.held_on(localdate()).values_list("worker_id", flat=True)
    return held.first()


def _record(
    what: str,
    subject: models.Model,
    by: Worker,
    answer: Answer,
    *,
    on: date | None = None,
    **changed: object,
) -> None:
    trail.record(
        what,
        subject,
        by=by,
        children=[subject.child_id],  # type: ignore[attr-defined]
        because=answer.reason,
        changed={name: value for name, value in changed.items() if value is not None},
        on=on,
    )


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"


def _since(start: date, end: date | None) -> str:
    return f"From {_day(start)} to {_day(end)}" if end else f"From {_day(start)}"
