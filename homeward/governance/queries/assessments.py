"""Reads of impact assessments: the list with what is due and what is not assessed, and what waits for leads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from homeward.governance.models import Assessment, AssessmentVersion
from homeward.governance.rules import assessments as rules
from homeward.partnership.models import Grant, SharingAgreement
from homeward.partnership.rules import OrganisationKind, Purpose, WorkerOnDay, leads_for
from homeward.partnership.rules.sides import leads_side


TOLD_BEFORE = timedelta(days=30)  # before a review is due the leads are told


def not_over(partnership_id: int, today: date) -> list[SharingAgreement]:
    """The versions of the agreement that hold today or will."""
    found = SharingAgreement.objects.filter(partnership_id=partnership_id).filter(
        Q(period__endswith__gt=today) | Q(period__upper_inf=True)
    )
    return list(found.order_by("version"))


def granted(agreements: list[SharingAgreement]) -> set[Purpose]:
    held = Grant.objects.filter(agreement__in=agreements).values_list("purpose", flat=True)
    return {Purpose(purpose) for purpose in held.distinct()}


@dataclass(frozen=True)
class Row:
    """One assessment as the list shows it."""

    assessment: Assessment
    newest: AssessmentVersion
    signed_off: AssessmentVersion | None
    waits_for: list[str]  # what the newest version still needs
    overdue: bool
    missing: list[str]


def row_of(assessment: Assessment, held: list[int], today: date) -> Row:
    """`assessment` comes from `whole`. What is due counts from the version that is signed off."""
    signed, newest = assessment.signed_off, assessment.newest
    counts = signed or newest
    return Row(
        assessment,
        newest,
        signed,
        waits_for(newest),
        counts.is_overdue(today),
        rules.not_assessed(counts.assesses(), held),
    )


def waits_for(version: AssessmentVersion) -> list[str]:
    standing = version.standing()
    if standing.is_signed_off:
        return []
    waiting = [] if standing.risks else ["a first risk"]
    for kind in OrganisationKind:
        if kind not in standing.advised:
            waiting.append(f"advice for {kind.label}")
        elif kind not in standing.signed:
            waiting.append(f"the signature for {kind.label}")
    return waiting


@dataclass(frozen=True)
class Whole:
    """All that the list says of a partnership. Nothing is counted of a person."""

    rows: list[Row]
    nowhere: list[str]


def assessments_of(partnership_id: int, worker: WorkerOnDay, today: date) -> Whole:
    """Those whose review is due first come first."""
    found = list(
        Assessment.objects.visible_to(worker).filter(partnership_id=partnership_id).whole()
    )
    agreements = not_over(partnership_id, today)
    held = [agreement.version for agreement in agreements]
    rows = [row_of(one, held, today) for one in found]
    signed = [row.signed_off.assesses() for row in rows if row.signed_off]
    return Whole(
        sorted(rows, key=lambda row: ((row.signed_off or row.newest).review_by, row.assessment.pk)),
        rules.nowhere_assessed(signed, held, granted(agreements)),
    )


def to_see_to(worker: WorkerOnDay) -> list[Assessment]:
    """Those of the partnerships where this worker is an information governance lead or leads a side."""
    theirs = [
        pk for pk in worker.partnership_ids if leads_for(worker, pk) or leads_side(worker, pk)
    ]
    if not theirs:
        return []
    return list(Assessment.objects.visible_to(worker).filter(partnership_id__in=theirs).whole())


def reviews_due(found: Iterable[Assessment], worker: WorkerOnDay, today: date) -> list[Row]:
    """For the leads, of what `to_see_to` gave: what is to be looked at again within a month, or should have
    been."""
    rows = [row_of(one, [], today) for one in found if leads_for(worker, one.partnership_id)]
    return [row for row in rows if (row.signed_off or row.newest).review_by <= today + TOLD_BEFORE]


def steps_waiting(
    found: Iterable[Assessment], worker: WorkerOnDay
) -> list[tuple[Assessment, rules.Step]]:
    """What their newest versions wait for from this worker."""
    steps = (
        (one, rules.next_step(worker, one.partnership_id, one.newest.standing())) for one in found
    )
    return [(one, step) for one, step in steps if step]
