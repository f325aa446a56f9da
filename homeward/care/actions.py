"""Writing what a return changes in the care of many children at once.

The caller has locked the children and tells the trail: a fact that went is kept there, by child.
"""

from dataclasses import dataclass, field
from datetime import date

from homeward.care.models import OfChild
from homeward.locks import unlocked


BATCH = 2000
NEVER_CHANGED = frozenset({"id", "partnership", "child"})


@dataclass
class CareChanges:
    """What differs between the record and what was stated. Empty when nothing does."""

    create: list[OfChild] = field(default_factory=list)
    update: list[OfChild] = field(default_factory=list)
    delete: list[OfChild] = field(default_factory=list)
    # The same fact, stated again as of a later day.
    restated: list[OfChild] = field(default_factory=list)


@unlocked()
def write_care(changes: CareChanges, *, as_of: date | None) -> None:
    """A few statements for each kind of fact. What goes is taken out first, because the new facts of
    a child may lie in the same days (the database refuses an overlap at once)."""
    for model, gone in _by_kind(changes.delete).items():
        model.objects.filter(pk__in=[fact.pk for fact in gone]).delete()
    for model, changed in _by_kind(changes.update).items():
        fields = [f.name for f in model._meta.concrete_fields if f.name not in NEVER_CHANGED]
        model.objects.bulk_update(changed, fields, batch_size=BATCH)
    for model, again in _by_kind(changes.restated).items():
        model.objects.filter(pk__in=[fact.pk for fact in again]).update(stated_as_of=as_of)
    for model, new in _by_kind(changes.create).items():
        model.objects.bulk_create(new, batch_size=BATCH)


def _by_kind(facts: list[OfChild]) -> dict[type[OfChild], list[OfChild]]:
    kinds: dict[type[OfChild], list[OfChild]] = {}
    for fact in facts:
        kinds.setdefault(type(fact), []).append(fact)
    return kinds
