"""Reads of the collaboration agreement: what is in force, what waits, and what came before it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from homeward.partnership.models import (
    CollaborationAgreement,
    CollaborationStep,
    Organisation,
    ReviewPoint,
    Worker,
)
from homeward.partnership.rules import OrganisationKind, WorkerOnDay
from homeward.partnership.rules.collaboration import Offer, Wording, notice
from homeward.partnership.rules.sides import leads_side


def versions_of(partnership_id: int) -> QuerySet[CollaborationAgreement]:
    steps = CollaborationStep.objects.select_related("organisation", "recorded_by")
    return (
        CollaborationAgreement.objects.filter(partnership_id=partnership_id)
        .select_related("proposed_by", "proposed_for", "agreed_by", "taken_back_by")
        .prefetch_related("terms", Prefetch("steps", steps))
        .order_by("-version")
    )


@dataclass(frozen=True)
class Side:
    """One organisation in a version: what it owes and gives, and who agreed for it, where and when."""

    organisation: Organisation
    duties: tuple[str, ...]
    offers: tuple[Offer, ...]
    worth: str  # of all it gives, where more than one thing is estimated; in pounds a year
    committee: CollaborationStep | None
    by: Worker | None
    at: datetime | None


@dataclass(frozen=True)
class Shown:
    """A version as its page shows it."""

    agreement: CollaborationAgreement
    wording: Wording
    notice: str
    sides: list[Side]
    reviews: list[ReviewPoint]


def shown(agreement: CollaborationAgreement) -> Shown:
    wording = agreement.wording()
    organisations = Organisation.objects.filter(partnership_id=agreement.partnership_id)
    reviews = agreement.reviews.select_related("done_by")
    return Shown(
        agreement,
        wording,
        notice(wording),
        [_side(agreement, wording, one) for one in organisations.order_by("pk")],
        list(reviews),
    )


def _side(agreement: CollaborationAgreement, wording: Wording, organisation: Organisation) -> Side:
    kind = OrganisationKind(organisation.kind)
    answers = [
        step
        for step in agreement.steps.all()
        if step.organisation_id == organisation.pk and step.kind in ("agreed", "declined")
    ]
    proposed = agreement.proposed_for_id == organisation.pk
    offers = wording.offers.get(kind, ())
    estimated = [offer.worth for offer in offers if offer.worth is not None]
    return Side(
        organisation,
        wording.duties.get(kind, ()),
        offers,
        f"£{sum(estimated):,}" if len(estimated) > 1 else "",
        answers[-1] if answers else None,
        agreement.proposed_by if proposed else agreement.agreed_by,
        agreement.proposed_at if proposed else agreement.agreed_at,
    )


def steps_of(partnership_id: int) -> QuerySet[CollaborationStep]:
    """The last first."""
    steps = CollaborationStep.objects.filter(partnership_id=partnership_id)
    return steps.select_related("organisation", "agreement", "recorded_by").order_by("-on", "-pk")


def collaboration_reviews_due(worker: WorkerOnDay, until: date, today: date) -> list[ReviewPoint]:
    """Reviews of the agreement in force that are due by a day, for those who lead either side."""
    leading = [pk for pk in worker.partnership_ids if leads_side(worker, pk)]
    if not leading:
        return []
    due = ReviewPoint.objects.visible_to(worker).of_today(today)
    return list(due.filter(partnership_id__in=leading, due__lte=until).order_by("due", "pk"))
