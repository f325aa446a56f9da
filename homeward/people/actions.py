"""Entering people once."""

from datetime import date

from django.db import transaction

from homeward.partnership.models import Worker
from homeward.people.models import Child
from homeward.people.rules import folded
from homeward.trail import actions as trail


@transaction.atomic
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

    The referrer names the child, so finding an earlier record tells them nothing they did not say.
    """
    known = Child.objects.filter(
        partnership_id=partnership_id, born=born, folded_name=folded(f"{given_name} {family_name}")
    ).first()
    if known:
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
