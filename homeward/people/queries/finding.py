"""Finding children by what somebody knows of them."""

from collections.abc import Collection
from datetime import date
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Value

from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import (
    PLAIN_NUMBER,
    Child,
    Identifier,
    NameWord,
    Relationship,
)
from homeward.people.rules import (
    Sought,
    sound,
)


TableOfChild = TypeVar("TableOfChild", bound=Model)


def found(sought: Sought, worker: WorkerOnDay, day: date) -> QuerySet[Child]:
    """The children of this worker's that answer to all that is sought: the exact ones first.

    A word is the beginning of a name or sounds like one, of the child or of an adult around the child.
    """
    return found_among(Child.objects.listed_to(worker, day), sought)


def found_among(children: QuerySet[Child], sought: Sought) -> QuerySet[Child]:
    """As `found`, of these children."""
    if sought.born:
        children = children.filter(born=sought.born)
    if sought.year:
        children = children.filter(born__year=sought.year)
    for word in sought.words:
        children = children.filter(_answers_to(word))
    if sought.words:
        own = NameWord.objects.filter(child=OuterRef("pk"))
        children = children.annotate(
            exact=Exists(own.filter(word__in=sought.words)),
            begins=Exists(own.filter(_begins(sought.words))),
        ).order_by("-exact", "-begins", "family_name", "given_name", "born", "pk")
    return children


def numbered(number: str, worker: WorkerOnDay, day: date) -> QuerySet[Child]:
    """The children whom another system knows by this number, however it is spaced."""
    held = Identifier.objects.annotate(plain=PLAIN_NUMBER).filter(plain=number)
    return Child.objects.listed_to(worker, day).filter(pk__in=held.values("child_id"))


def _answers_to(word: str) -> Q:
    like = Q(word__startswith=word)
    if heard := sound(word):
        like |= Q(sound=heard)
    # Asked of each child whom the worker may see, who are some hundreds; not of everybody in the county.
    own = NameWord.objects.filter(like, child=OuterRef("pk"))
    adult = NameWord.objects.filter(like, adult=OuterRef("adult_id"))
    around = Relationship.objects.filter(Exists(adult), child=OuterRef("pk"))
    return Q(Exists(own)) | Q(Exists(around))


def _begins(words: tuple[str, ...]) -> Q:
    begins = Q()
    for word in words:
        begins |= Q(word__startswith=word)
    return begins


def kept_of(
    child_ids: Collection[int], tables: Collection[type[TableOfChild]]
) -> set[type[TableOfChild]]:
    """Those of these tables that hold anything of these children: one query, so that the others need not be asked."""
    first, *more = (
        table._default_manager.filter(child_id__in=child_ids)
        .order_by()
        .values_list(Value(number))[:1]
        for number, table in enumerate(tables)
    )
    held = {number for (number,) in first.union(*more, all=True)}
    return {table for number, table in enumerate(tables) if number in held}


def siblings(child: Child, worker: WorkerOnDay, day: date) -> QuerySet[Child]:
    """Children who share an adult in the record and whom this worker may see as well."""
    adults = Relationship.objects.filter(child=child, period__contains=day).values("adult")
    return (
        Child.objects.visible_to(worker, day)
        .filter(relationships__adult__in=adults)
        .exclude(pk=child.pk)
        .distinct()
    )
