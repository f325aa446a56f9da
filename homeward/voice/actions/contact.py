"""Writing down the safe way to reach a person."""

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.people.models import Adult, Child
from homeward.trail import actions as trail
from homeward.voice.models import SafeWay, as_person
from homeward.voice.queries.persons import children_ever
from homeward.voice.rules.contact import in_one_line, may_write_safe_way


@unlocked()
def write_safe_way(
    person: Child | Adult, *, how: str, hours: str, never: str, by: Worker
) -> SafeWay:
    answer = require(may_write_safe_way(how, hours, never))
    way = SafeWay.objects.create(
        partnership_id=person.partnership_id,
        **as_person(person),
        how=how,
        hours=hours,
        never=never,
        recorded_by=by,
    )
    line = in_one_line(how, hours, never)
    if isinstance(person, Adult):
        # Whatever page tells how to reach an adult tells this one from now on.
        Adult.objects.filter(pk=person.pk).update(safe_contact=line)
    trail.record(
        "wrote down the safe way to reach somebody",
        way,
        by=by,
        children=children_ever(person),
        because=answer.reason,
        changed={"safe_way": line},
    )
    return way
