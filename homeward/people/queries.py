"""Finding children by what somebody knows of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Value

from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import (
    PLAIN_NUMBER,
    Child,
    EqualityAnswer,
    Identifier,
    NameWord,
    Relationship,
)
from homeward.people.rules import (
    KNOWN_ETHNIC,
    REFUSED,
    About,
    Said,
    Sought,
    answer_in_words,
    sound,
)


TableOfChild = TypeVar("TableOfChild", bound=Model)


def found(sought: Sought, worker: WorkerOnDay, day: date) -> QuerySet[Child]:
    """The children of this worker's that answer to all that is sought: the exact ones first.

    A word is the beginning of a name or sounds like one, of the child or of an adult around the child.
    """
    children = Child.objects.listed_to(worker, day)
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


@dataclass(frozen=True)
class EqualityLine:
    """What stands about one thing. Without an `answer` the record may know it, from before anybody asked."""

    about: About
    answer: EqualityAnswer | None
    said: Said | None

    @property
    def in_words(self) -> str:
        if self.said is None:
            return "Not asked"
        one = self.said
        return answer_in_words(self.about, one.said, one.own_words, one.prefers_not)


def equality_of(child: Child) -> list[EqualityLine]:
    """One line for each thing that is asked."""
    last = last_answers([child.pk]).get(child.pk, {})
    return [_line(about, last.get(about), child) for about in About]


def _line(about: About, answer: EqualityAnswer | None, child: Child) -> EqualityLine:
    return EqualityLine(about, answer, said_of(about, answer, child))


def last_answers(child_ids: Collection[int]) -> dict[int, dict[str, EqualityAnswer]]:
    """What was said last of each child about each thing: one query."""
    found: dict[int, dict[str, EqualityAnswer]] = {}
    for answer in EqualityAnswer.objects.filter(child__in=child_ids).select_related("recorded_by"):
        found.setdefault(answer.child_id, {}).setdefault(answer.about, answer)
    return found


def said_of(about: About, answer: EqualityAnswer | None, child: Child) -> Said | None:
    """What stands: the last answer, else what the record held before anybody was asked; None where nobody asked."""
    if answer is not None:
        return Said(answer.said, answer.own_words, answer.prefers_not)
    if about == About.ETHNICITY and child.ethnicity == REFUSED:
        return Said(prefers_not=True)
    if about == About.ETHNICITY and child.ethnicity in KNOWN_ETHNIC:
        return Said(child.ethnicity)
    if about == About.LANGUAGE and child.language:
        return Said(child.language)
    if about == About.DISABILITY and child.disabled is not None:
        return Said("yes" if child.disabled else "no")
    return None
