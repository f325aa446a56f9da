"""Writing down what was done at night, and taking it over in the morning."""

from django.utils.timezone import localdate, localtime, now

from homeward.access.guard import require
from homeward.duty import queries, rules
from homeward.duty.models import NightNote, NightTold
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.people.models import Child
from homeward.tasks.actions import finish_doing, open_task
from homeward.tasks.rules import Doing
from homeward.trail import actions as trail


@unlocked()
def write_night(child: Child, *, happened: str, done: str, waits: str, by: Worker) -> NightNote:
    """Every team that works with the child is told, and has it as a task at nine on its next working day."""
    today = localdate()
    teams = queries.teams_to_tell(child, today)
    answer = require(
        rules.may_write_night(queries.knows_night(by.on(today), child), told=len(teams))
    )
    morning = rules.next_morning(localtime())
    note = NightNote.objects.create(
        partnership_id=child.partnership_id,
        child=child,
        happened=happened,
        done=done,
        waits=waits,
        morning=morning,
        written_by=by,
    )
    trail.record(
        "wrote down what was done at night",
        note,
        by=by,
        children=[child.pk],
        because=answer.reason,
        changed={"what_happened": happened, "done": done, "waits": waits},
    )
    for team in teams:
        told = NightTold.objects.create(partnership_id=child.partnership_id, note=note, team=team)
        trail.record("told a team what was done at night", told, by=by, children=[child.pk])
        open_task(
            team=team,
            what="Read what duty did last night, and take it over",
            because=f"By 9am. Written {localtime(note.written_at):%-d %B at %H:%M} by {by.name}",
            due=morning,
            by=by,
            children=[child],
            urgent=True,
            doing=Doing.TAKE_OVER,
            subject=told,
        )
    return note


@unlocked()
def take_over(told: NightTold, *, how: str, by: Worker) -> NightTold:
    """Somebody in the team read it and says what the team does now."""
    told = NightTold.objects.select_for_update(of=("self",)).select_related("note").get(pk=told.pk)
    answer = require(
        rules.may_take_over(
            by.on(localdate()), told.team_id, taken_by=told.taken_by.name if told.taken_by else ""
        )
    )
    told.taken_by, told.taken_at, told.how = by, now(), how
    told.save(update_fields=["taken_by", "taken_at", "how"])
    trail.record(
        "took over what duty did at night",
        told,
        by=by,
        children=[told.note.child_id],
        because=answer.reason,
        changed={"how": how},
    )
    finish_doing(Doing.TAKE_OVER, told, how=how, by=by)
    return told
