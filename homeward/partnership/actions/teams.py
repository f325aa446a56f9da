"""Who manages a team, from a day on, and closing it. What held until that day is never changed."""

from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate, now

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.models import Management, Membership, Organisation, Team, Worker
from homeward.partnership.rules import posts
from homeward.partnership.rules.agreement import Held
from homeward.trail import actions as trail


@unlocked()
def change_management(
    team: Team, *, to: Organisation, from_day: date, decided_under: str, by: Worker
) -> Management:
    """The line before ends with that day. Nobody's post changes: that is said of each of them."""
    team = Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    answer = require(posts.may_change_management(by.on(localdate()), team.partnership_id))
    lines = list(team.managements.order_by("period"))
    same = bool(lines) and lines[-1].organisation_id == to.pk
    require(posts.may_manage_from(from_day, localdate(), _held(lines), same=same))
    if lines:
        _end(lines[-1], from_day, by=by, because=answer.reason)
    line = Management.objects.create(
        partnership_id=team.partnership_id,
        team=team,
        organisation=to,
        decided_under=decided_under,
        period=DateRange(from_day, None),
    )
    trail.record("changed who manages a team", line, by=by, because=answer.reason)
    return line


@unlocked()
def close_team(team: Team, *, from_day: date, decided_under: str, by: Worker) -> Team:
    """From that day nobody manages it, and nobody has a post in it."""
    team = Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    answer = require(posts.may_change_management(by.on(localdate()), team.partnership_id))
    lines = list(team.managements.order_by("period"))
    require(posts.may_manage_from(from_day, localdate(), _held(lines)))
    left = Membership.objects.filter(team=team).not_over(from_day).select_related("worker")
    require(posts.may_be_empty(team.name, {post.worker.name for post in left}))
    closed = {"closed_under": decided_under, "closed_by": by, "closed_at": now()}
    _end(lines[-1], from_day, by=by, because=answer.reason, **closed)
    trail.record("closed a team", team, by=by, because=answer.reason)
    return team


def _held(lines: list[Management]) -> list[Held]:
    return [Held(line.start, line.end) for line in lines]


def _end(line: Management, from_day: date, *, by: Worker, because: str, **closed: Any) -> None:
    line.end_on(from_day, **closed)
    trail.record("ended a line of who manages a team", line, by=by, because=because)
