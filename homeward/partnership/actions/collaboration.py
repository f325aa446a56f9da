"""Proposing and agreeing versions of the collaboration agreement, and writing down the steps and the reviews."""

from collections.abc import Sequence
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max
from django.utils.timezone import localdate, now

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.actions.locking import lock_partnership
from homeward.partnership.actions.proposing import (
    lock_proposed,
    side_of,
    write_agreed,
)
from homeward.partnership.models import (
    CollaborationAgreement,
    CollaborationStep,
    Organisation,
    Partnership,
    ReviewPoint,
    Term,
    Worker,
)
from homeward.partnership.rules import OrganisationKind, collaboration, sides
from homeward.partnership.rules.collaboration import Step, StepKind, Wording
from homeward.trail import actions as trail


@unlocked()
def propose_collaboration(
    partnership: Partnership,
    *,
    wording: Wording,
    from_day: date,
    to_day: date | None,
    reviews: Sequence[date],
    by: Worker,
) -> CollaborationAgreement:
    """A text for both committees. It holds when the other side has agreed to it."""
    partnership = lock_partnership(partnership.pk)
    answer = require(sides.may_speak(by.on(localdate()), partnership.pk))
    versions = CollaborationAgreement.objects.filter(partnership=partnership)
    waiting = versions.waiting().first()
    require(collaboration.may_be_proposed(waiting.version if waiting else None))
    require(collaboration.may_be_worded(wording, from_day=from_day, to_day=to_day, reviews=reviews))
    agreement = CollaborationAgreement.objects.create(
        partnership=partnership,
        version=(versions.aggregate(last=Max("version"))["last"] or 0) + 1,
        notice_months=wording.notice_months,
        exit_families=wording.exit_families,
        exit_records=wording.exit_records,
        proposed_by=by,
        proposed_for=side_of(by, partnership.pk),
        period=DateRange(from_day, to_day),
    )
    _write_terms(agreement, wording)
    ReviewPoint.objects.bulk_create(
        ReviewPoint(partnership=partnership, agreement=agreement, due=due)
        for due in sorted(reviews)
    )
    trail.record(
        "proposed a version of the collaboration agreement",
        agreement,
        by=by,
        because=answer.reason,
    )
    return agreement


def _write_terms(agreement: CollaborationAgreement, wording: Wording) -> None:
    def term(kind: Term.Kind, words: str, side: str = "", worth: int | None = None) -> Term:
        return Term(
            partnership_id=agreement.partnership_id,
            agreement=agreement,
            kind=kind,
            side=side,
            words=words,
            worth=worth,
        )

    terms = [term(Term.Kind.AIM, aim) for aim in wording.aims]
    for side in OrganisationKind:
        terms += [term(Term.Kind.DUTY, duty, side) for duty in wording.duties.get(side, ())]
        terms += [
            term(Term.Kind.OFFER, offer.what, side, offer.worth)
            for offer in wording.offers.get(side, ())
        ]
    Term.objects.bulk_create(terms)


@unlocked()
def agree_collaboration(agreement: CollaborationAgreement, *, by: Worker) -> CollaborationAgreement:
    """The other side agrees. The version before ends with the day on which this one begins."""
    agreement = lock_proposed(agreement)
    today = localdate()
    answer = require(sides.may_agree_to(by.on(today), agreement.standing()))
    steps = [step.as_step() for step in agreement.steps.select_related("organisation")]
    require(collaboration.may_be_agreed(steps))
    agreed = CollaborationAgreement.objects.filter(partnership=agreement.partnership_id).agreed()
    last = agreed.order_by("-period").first()
    require(
        collaboration.may_begin(
            agreement.start,
            agreement.end,
            today,
            agreed_on=max(step.on for step in collaboration.standing(steps).values()),
            last_from=last.start if last else None,
        )
    )
    if last:
        last.end_on(agreement.start)
    write_agreed(agreement, by=by)
    trail.record(
        "agreed to a version of the collaboration agreement",
        agreement,
        by=by,
        because=answer.reason,
    )
    return agreement


@unlocked()
def record_step(
    partnership: Partnership,
    *,
    kind: StepKind,
    side: OrganisationKind | None,
    on: date,
    minute: str,
    words: str,
    by: Worker,
) -> CollaborationStep:
    """What happened, on the day on which it did. A committee's answer is to the version that is proposed."""
    partnership = lock_partnership(partnership.pk)
    today = localdate()
    answer = require(sides.may_speak(by.on(today), partnership.pk))
    waiting = CollaborationAgreement.objects.filter(partnership=partnership).waiting().first()
    require(
        collaboration.may_be_recorded(
            Step(kind, on, side), today, names_text=waiting is not None, minute=minute, why=words
        )
    )
    step = CollaborationStep.objects.create(
        partnership=partnership,
        kind=kind,
        agreement=waiting,
        organisation=(
            Organisation.objects.get(partnership=partnership, kind=side) if side else None
        ),
        on=on,
        minute=minute,
        words=words,
        recorded_by=by,
    )
    trail.record(
        "recorded a step towards the collaboration agreement",
        step,
        by=by,
        because=answer.reason,
        on=on,
    )
    return step


@unlocked()
def record_review(
    review: ReviewPoint, *, held_on: date, found: str, next_on: date | None, by: Worker
) -> ReviewPoint:
    """What both found, and when they look again, if they said so."""
    lock_partnership(review.partnership_id)
    review = ReviewPoint.objects.select_related("agreement").get(pk=review.pk)
    today = localdate()
    answer = require(sides.may_speak(by.on(today), review.partnership_id))
    require(
        collaboration.may_record_review(
            agreed=review.agreement.agreed_at is not None,
            done=review.done_at is not None,
            held_on=held_on,
            today=today,
            next_on=next_on,
            others={other.due for other in review.agreement.reviews.all()},
            end=review.agreement.end,
        )
    )
    review.held_on, review.found = held_on, found
    review.done_by, review.done_at = by, now()
    review.save(update_fields=["held_on", "found", "done_by", "done_at"])
    if next_on:
        ReviewPoint.objects.create(
            partnership_id=review.partnership_id, agreement=review.agreement, due=next_on
        )
    trail.record(
        "recorded a review of the collaboration agreement",
        review,
        by=by,
        because=answer.reason,
        on=held_on,
    )
    return review
