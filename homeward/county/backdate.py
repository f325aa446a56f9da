"""Moving what a family has just lived through to the day on which it is said to have happened.

The actions know only today. So the county lives each step today, through the same actions as anybody, and
then moves back the dates of what that step wrote: here, and nowhere else. The trail is append-only and is
left alone: it tells truly when the county was made.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import F
from django.utils.timezone import localdate

from homeward.clocks.rules import is_working_day, months_after, working_days_after
from homeward.decisions.models import Decision, Evidence, View
from homeward.partnership.models import Dated, Partnership
from homeward.people.models import Relationship
from homeward.referrals.models import (
    AgendaItem,
    Condition,
    Interest,
    Referral,
    Reply,
    Screening,
    Sitting,
)
from homeward.sharing.models import Involvement
from homeward.support.models import (
    AgreementToEngage,
    Allocation,
    EpisodeOfHelp,
    FollowUp,
    Happening,
    Plan,
    Visit,
)
from homeward.tasks.models import Task


SOON = timedelta(days=10)  # a due day this near was counted in working days

# Table, the way to its referral (or children), the moment that says which step wrote it, the days that go
# with it. The order matters: what must not be later is moved first.
Moment = tuple[type[models.Model], str, str, tuple[str, ...]]
BEFORE_HELP: tuple[Moment, ...] = (
    (Screening, "referral", "at", ()),
    (Reply, "screening__referral", "at", ()),
    (AgendaItem, "referral", "frozen_at", ()),
    (Interest, "item__referral", "declared_at", ()),
    (Decision, "agenda_item__referral", "prepared_at", ()),
)
SINCE_HELP: tuple[Moment, ...] = (
    (Decision, "safety__episode__referral", "prepared_at", ("due",)),
    (Evidence, "decision__safety__episode__referral", "added_at", ("on",)),
    (AgreementToEngage, "episode__referral", "recorded_at", ("on",)),
    (Plan, "episode__referral", "written_at", ("starts_on", "review_on")),
    (Visit, "episode__referral", "written_at", ("on",)),
    (Happening, "episode__referral", "recorded_at", ("on",)),
    (EpisodeOfHelp, "referral", "closed_at", ("closed_on",)),
    (FollowUp, "episode__referral", "done_at", ()),
)
ALWAYS: tuple[Moment, ...] = (
    (View, "decision__children__referrals", "added_at", ()),
    (Decision, "children__referrals", "sent_at", ()),
    (Decision, "children__referrals", "signed_at", ("look_again_by",)),
    (Task, "child__referrals", "done_at", ()),
)


@dataclass(frozen=True)
class Step:
    """What was lived since `began` is said to have happened at `moment`."""

    referral: Referral
    began: datetime
    moment: datetime
    helped: bool  # whether support has begun: then no screening or panel is written any more

    @property
    def back(self) -> timedelta:
        return self.began - self.moment

    @property
    def day(self) -> date:
        return localdate(self.moment)

    @property
    def days_back(self) -> timedelta:
        return localdate(self.began) - self.day


def move_back(step: Step) -> None:
    """Everything that the step wrote about this family, and nothing else."""
    if not step.helped:
        _referral(step)
    for model, to_referral, moment, days in (
        *(SINCE_HELP if step.helped else BEFORE_HELP),
        *ALWAYS,
    ):
        written = model._default_manager.filter(
            **{to_referral: step.referral, f"{moment}__gte": step.began}
        )
        written.update(
            **{moment: F(moment) - step.back}, **{day: F(day) - step.days_back for day in days}
        )
    _tasks(step)
    _periods(step)
    if step.helped:
        _episode(step)


def move_to_sitting(item: AgendaItem, sitting: Sitting) -> None:
    """The panel that really heard it, and the day by which its decision was due."""
    item.sitting = sitting
    item.save(update_fields=["sitting"])
    Decision.objects.filter(pk=item.decision_id).update(due=sitting.held_on)


def remove_empty_sittings(partnership: Partnership) -> None:
    """Sittings of today that only served to put families of the past on an agenda."""
    Sitting.objects.filter(partnership=partnership, items=None).delete()


def _referral(step: Step) -> None:
    referral = step.referral
    if referral.sent_at >= step.began:
        referral.sent_at = step.moment
        referral.screen_by = working_days_after(
            step.day, referral.partnership.screening_working_days
        )
        referral.save(update_fields=["sent_at", "screen_by"])
        _born_to_them(step)
    Condition.objects.filter(
        item__referral=referral, item__decision__signed_at__gte=step.began
    ).update(by_day=F("by_day") - step.days_back)


def _tasks(step: Step) -> None:
    for task in Task.objects.filter(child__referrals=step.referral, opened_at__gte=step.began):
        task.opened_at -= step.back
        task.due = _due(task.due, step)
        task.save(update_fields=["opened_at", "due"])


def _due(due: date, step: Step) -> date:
    today = localdate(step.began)
    if due - today > SOON:
        return due - step.days_back
    between = (today + timedelta(days=n) for n in range(1, (due - today).days + 1))
    return working_days_after(step.day, sum(is_working_day(day) for day in between))


def _periods(step: Step) -> None:
    today, children = localdate(step.began), step.referral.children.all()
    for model, of_family in (
        (Involvement, {"child__in": children}),
        (Allocation, {"episode__referral": step.referral}),
    ):
        for row in model.objects.filter(**of_family):
            _move_period(row, today, step.day)


def _born_to_them(step: Step) -> None:
    """A parent has been one since the birth; nobody says since when of the others."""
    today = localdate(step.began)
    for relationship in Relationship.objects.filter(
        child__referrals=step.referral, period__startswith=today
    ).select_related("child"):
        _move_period(relationship, today, relationship.child.born)


def _move_period(row: Dated, today: date, day: date) -> None:
    start, end = (day if side == today else side for side in (row.start, row.end))
    if (start, end) != (row.start, row.end):
        row.period = (start, end)
        row.save(update_fields=["period"])


def _episode(step: Step) -> None:
    today = localdate(step.began)
    EpisodeOfHelp.objects.filter(referral=step.referral, started_on=today).update(
        started_on=step.day
    )
    for follow_up in FollowUp.objects.filter(
        episode__referral=step.referral, episode__closed_on=step.day, done_at=None
    ):
        follow_up.due = months_after(step.day, follow_up.months)
        follow_up.save(update_fields=["due"])
