"""Who is in a family and what each could do, what was offered, held and planned: as the family's page shows it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from homeward.family.models import (
    Ability,
    FamilyGroup,
    FamilyPlan,
    HelpGiven,
    Invitation,
    Offer,
    Relative,
    Viability,
)
from homeward.family.queries.standing import Before, InCourt, before_court, in_court
from homeward.family.rules import Said, is_owed_offer
from homeward.partnership.rules import DataGroup, WorkerOnDay
from homeward.people.models import Child, Relationship


@dataclass
class Known:
    """Somebody of the family: who they are to whom, without where they live."""

    relative: Relative
    relation: str = ""
    owed: bool = False  # the offer of a meeting, by law
    ability: Ability | None = None
    viability: Viability | None = None
    invitation: Invitation | None = None
    offers: list[Offer] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.relative.adult.name


def known(group: FamilyGroup, children: Iterable[Child], today: date) -> list[Known]:
    """Everybody of the family, in the order in which they were written down: six queries."""
    found = {
        one.adult_id: Known(one)
        for one in group.relatives.select_related("adult", "added_by").order_by("pk")
    }
    by_relative = {one.relative.pk: one for one in found.values()}
    _relations(found, list(children), today)
    for ability in Ability.objects.filter(relative__group=group).order_by("on", "pk"):
        by_relative[ability.relative_id].ability = ability
    for viability in group.viabilities.select_related("assessed_by", "told_by").order_by(
        "on", "pk"
    ):
        by_relative[viability.relative_id].viability = viability
    for invitation in group.invitations.select_related("recorded_by").order_by("recorded_at", "pk"):
        by_relative[invitation.relative_id].invitation = invitation
    for offer in group.offers.select_related("recorded_by"):
        by_relative[offer.to_id].offers.append(offer)
    return list(found.values())


def _relations(found: dict[int, Known], children: list[Child], today: date) -> None:
    """How each belongs to the children: said once where it is the same for all."""
    names = {child.pk: child.first_name for child in children}
    kinds: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    around = Relationship.objects.filter(
        child__in=names, adult__in=found, period__contains=today
    ).order_by("pk")
    for one in around:
        kinds[one.adult_id][one.kind].append(names[one.child_id])
        if is_owed_offer(one.kind, one.parental_responsibility):
            found[one.adult_id].owed = True
    for adult, told in kinds.items():
        everyone = len(told) == 1 and all(len(whose) == len(names) for whose in told.values())
        found[adult].relation = (
            next(iter(told))
            if everyone
            else "; ".join(f"{kind} of {' and '.join(whose)}" for kind, whose in told.items())
        )


def plans_of(group: FamilyGroup) -> QuerySet[FamilyPlan]:
    """The newest first, each with its steps and how it went."""
    return group.plans.select_related("written_by", "answered_by", "meeting").prefetch_related(
        "steps", "reviews__recorded_by"
    )


def helped(relative: Relative) -> QuerySet[HelpGiven]:
    return relative.helped.select_related("recorded_by")


def group_of(child: Child, worker: WorkerOnDay, today: date) -> FamilyGroup | None:
    """The child's family group, for who sees every child of it."""
    return FamilyGroup.objects.visible_to(worker, today).filter(about__child=child).first()


@dataclass(frozen=True)
class First:
    """What the child's page says: what the family does, and where the edge of court is."""

    group: FamilyGroup
    plan: FamilyPlan | None
    offer: Offer | None
    held_on: date | None
    before: Before | None
    court: InCourt | None

    @property
    def waits(self) -> bool:
        """Somebody said yes to a meeting, and it is not held yet."""
        accepted = self.offer is not None and self.offer.said == Said.ACCEPTS
        return accepted and (self.held_on is None or self.held_on < self.offer.on)  # type: ignore[union-attr]


def family_first(child: Child, worker: WorkerOnDay, today: date) -> First | None:
    group = group_of(child, worker, today)
    if group is None:
        return None
    legal = FamilyGroup.objects.seen_in(worker, today, DataGroup.LEGAL).filter(pk=group.pk)
    reads_legal = legal.exists()
    before = before_court(group.pre_proceedings.filter(ended_on=None)[:1]) if reads_legal else []
    court = in_court(group.proceedings.filter(ended_on=None)[:1]) if reads_legal else []
    meeting = group.meetings.first()
    return First(
        group,
        plans_of(group).first(),
        group.offers.order_by("-on", "-pk").first(),
        meeting.on if meeting else None,
        before[0] if before else None,
        court[0] if court else None,
    )
