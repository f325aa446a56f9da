"""Whose it is: one child or one adult, never both."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from homeward.people.models import Adult, Child


if TYPE_CHECKING:
    from homeward.voice.rules.telling import Person


class OfPerson(models.Model):
    """Something of one person."""

    child = models.ForeignKey(Child, models.PROTECT, null=True, related_name="+")
    adult = models.ForeignKey(Adult, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def person(self) -> Child | Adult:
        return self.child or self.adult  # type: ignore[return-value]

    @property
    def key(self) -> "Person":
        return ("child", self.child_id) if self.child_id else ("adult", self.adult_id)  # type: ignore[return-value]

    @property
    def called(self) -> str:
        """As a sentence names them."""
        return self.child.first_name if self.child else str(self.adult)


def of_one_person(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(child=None, adult__isnull=False) | Q(child__isnull=False, adult=None),
    )


def as_person(person: Child | Adult) -> dict[str, Child | Adult | None]:
    """The two fields of a row that is theirs."""
    is_child = isinstance(person, Child)
    return {"child": person if is_child else None, "adult": None if is_child else person}
