"""Who is in a family and what each could do, what was offered, held and planned: as the family's page shows it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from homeward.family.models import (
    Ability,
    FamilyGroup,
    FamilyPlan,
    GroupChild,
    HelpGiven,
    Invitation,
    Meeting,
    Offer,
    PreProceedings,
    Proceedings,
    Relative,
    Viability,
)
from homeward.family.queries.standing import Before, InCourt, before_court, in_court
from homeward.family.rules import Offered, Said, accepted_on, is_owed_offer
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


def is_newest(plan: FamilyPlan) -> bool:
    return not FamilyPlan.objects.filter(group=plan.group_id, version__gt=plan.version).exists()


def helped(relative: Relative) -> QuerySet[HelpGiven]:
    return relative.helped.select_related("recorded_by")


def group_of(child: Child, worker: WorkerOnDay, today: date) -> FamilyGroup | None:
    """The child's family group, for who sees every child of it."""
    return FamilyGroup.objects.visible_to(worker, today).filter(about__child=child).first()


@dataclass(frozen=True)
class First:
    """What the child's page says: what the family does, and where the edge of court is. Without a `group`: somebody
    asks the family already, together with a child whom this worker does not see, and the page says nothing of it."""

    group: int | None
    plan: FamilyPlan | None = None
    offer: Offer | None = None
    meeting: Meeting | None = None
    waits: bool = False  # somebody said yes to a meeting, and it is not held yet
    before: Before | None = None
    court: InCourt | None = None


def family_first(child: Child, worker: WorkerOnDay, today: date) -> First | None:
    """None where nobody asked the family yet: one statement, which is all that most pages ask."""
    seen = FamilyGroup.objects.visible_to(worker, today).filter(pk=OuterRef("group"))
    legal = FamilyGroup.objects.seen_in(worker, today, DataGroup.LEGAL).filter(pk=OuterRef("group"))
    open_ = {"group": OuterRef("group"), "ended_on": None}
    found = (
        GroupChild.objects.filter(child=child)
        .annotate(
            seen=Exists(seen),
            is_before=Exists(legal) & Exists(PreProceedings.objects.filter(**open_)),
            is_in_court=Exists(legal) & Exists(Proceedings.objects.filter(**open_)),
        )
        .first()
    )
    if found is None:
        return None
    if not found.seen:
        return First(None)
    group = found.group_id
    offers = list(Offer.objects.filter(group=group).order_by("on", "pk"))
    meeting = Meeting.objects.filter(group=group).first()
    by_person: dict[int, list[Offered]] = defaultdict(list)
    for one in offers:
        by_person[one.to_id].append(Offered(one.on, Said(one.said)))
    yes = [day for each in by_person.values() if (day := accepted_on(each))]
    before = PreProceedings.objects.filter(group=group, ended_on=None)
    court = Proceedings.objects.filter(group=group, ended_on=None)
    return First(
        group,
        FamilyPlan.objects.filter(group=group).prefetch_related("reviews").first(),
        offers[-1] if offers else None,
        meeting,
        bool(yes) and (meeting is None or meeting.on < max(yes)),
        next(iter(before_court(before)), None) if found.is_before else None,
        next(iter(in_court(court)), None) if found.is_in_court else None,
    )
