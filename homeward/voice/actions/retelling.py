"""Writing down once what was painful to tell, changing what may be done with it, and asking again."""

from datetime import date

from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.models import Team, Worker
from homeward.people.models import Child
from homeward.trail import actions as trail
from homeward.voice.models import AlreadyTold, AskedAgain
from homeward.voice.rules import retelling as rules
from homeward.voice.rules.retelling import Permission, Why


@unlocked()
def write_fact(
    child: Child,
    *,
    about: str,
    fact: str,
    teller: str,
    source: str,
    told_on: date,
    team: Team,
    permission: Permission,
    by: Worker,
) -> AlreadyTold:
    """`team` was told. The fact itself is in the trail under no name that the timeline shows."""
    answer = require(rules.may_write_fact(told_on, localdate()))
    told = AlreadyTold.objects.create(
        partnership_id=child.partnership_id,
        child=child,
        about=about,
        fact=fact,
        teller=teller,
        source=source,
        told_on=told_on,
        team=team,
        permission=permission,
        recorded_by=by,
    )
    trail.record(
        "wrote down what was told, so that nobody asks again",
        told,
        by=by,
        children=[child.pk],
        because=answer.reason,
        changed={
            "about": about,
            "fact": fact,
            "teller": teller,
            "source": source,
            "permission": permission.label,
        },
        on=told_on,
    )
    return told


@unlocked()
def change_permission(told: AlreadyTold, *, permission: Permission, by: Worker) -> AlreadyTold:
    """Those who told it may think again, and what they say last holds."""
    told = AlreadyTold.objects.select_for_update().get(pk=told.pk)
    answer = require(rules.may_change_permission(by.on(localdate()), told.team_id))
    told.permission = permission
    told.save(update_fields=["permission"])
    trail.record(
        "wrote down whether what was told may be used again",
        told,
        by=by,
        children=[told.child_id],
        because=answer.reason,
        changed={"permission": permission.label},
    )
    return told


@unlocked()
def ask_again(told: AlreadyTold, *, why: Why, reason: str, by: Worker) -> AskedAgain:
    answer = require(rules.may_ask_again(reason))
    again = AskedAgain.objects.create(
        partnership_id=told.partnership_id, told=told, why=why, reason=reason, asked_by=by
    )
    trail.record(
        "asked again what was told before",
        again,
        by=by,
        children=[told.child_id],
        because=answer.reason,
        changed={"why": why.label, "reasons": reason},
    )
    return again
