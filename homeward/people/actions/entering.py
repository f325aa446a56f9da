"""Entering people once."""

from datetime import date

from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.actions.locking import lock_partnership
from homeward.partnership.models import Worker
from homeward.people.models import Child, OtherName
from homeward.people.rules import (
    folded,
)
from homeward.sharing.models import entitled
from homeward.trail import actions as trail


@unlocked()
def enter_child(
    *,
    partnership_id: int,
    given_name: str,
    family_name: str,
    born: date,
    by: Worker,
    **details: str,
) -> Child:
    """The child with this name and date of birth, or a new one: one child, one record.

    The referrer names the child, so finding an earlier record tells them nothing they did not say. That
    it was found, and by what, stands in the child's timeline: two children can have both in common.
    """
    # Two who enter the same child at the same moment wait for each other.
    lock_partnership(partnership_id)
    known = Child.objects.filter(
        partnership_id=partnership_id, born=born, folded_name=folded(f"{given_name} {family_name}")
    ).first()
    if known:
        trail.record(
            "found the child in the record",
            known,
            by=by,
            children=[known.pk],
            because="the same name and date of birth were given",
        )
        _learn(known, details, by=by)
        return known
    child = Child.objects.create(
        partnership_id=partnership_id,
        given_name=given_name,
        family_name=family_name,
        born=born,
        **details,
    )
    trail.record(
        "entered the child",
        child,
        by=by,
        children=[child.pk],
        changed={"given_name": given_name, "family_name": family_name, "born": born, **details},
    )
    return child


@unlocked()
def write_about(
    child: Child, facts: dict[str, object], *, other_name: str = "", by: Worker
) -> Child:
    """Keep who the child is, and one more name to find them by. Only what differs is written and told."""
    child = Child.objects.select_for_update().get(pk=child.pk)
    today = localdate()
    answer = require(entitled(by.on(today), child, today).may_see())
    changed = {name: value for name, value in facts.items() if getattr(child, name) != value}
    for name, value in changed.items():
        setattr(child, name, value)
    if other_name and not child.other_names.filter(name__iexact=other_name).exists():
        OtherName.objects.create(
            partnership_id=child.partnership_id, child=child, name=other_name, added_by=by
        )
        changed["other_name"] = other_name
    if changed:
        child.save()  # with it the words by which the child is found
        trail.record(
            "wrote about the child",
            child,
            by=by,
            children=[child.pk],
            because=answer.reason,
            changed=changed,
        )
    return child


UNKNOWN = frozenset({"", "U"})


def _learn(child: Child, details: dict[str, str], *, by: Worker) -> None:
    """Fill in what the record does not know yet. What it knows is never overwritten here."""
    new = {
        name: value
        for name, value in details.items()
        if value not in UNKNOWN and getattr(child, name) in UNKNOWN
    }
    if not new:
        return
    for name, value in new.items():
        setattr(child, name, value)
    child.save(update_fields=list(new))
    trail.record("learned more about the child", child, by=by, children=[child.pk], changed=new)
