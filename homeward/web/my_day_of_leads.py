"""What waits for those who keep or lead the partnership: information governance leads, heads and directors.

Read from what it is about, so that whoever has the role today has it, and it goes when it is done.
"""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.timezone import localdate, localtime, now

from homeward.duty.queries import late_files, to_rotate
from homeward.governance.queries.assessments import reviews_due, steps_waiting, to_see_to
from homeward.governance.queries.breaches import clock_of, waiting_for
from homeward.governance.rules.assessments import Step
from homeward.governance.rules.breaches import CLOSED_WITHIN
from homeward.partnership.models import CollaborationAgreement, Proposal, Settlement
from homeward.partnership.models.proposed import Proposed
from homeward.partnership.queries.collaboration import collaboration_reviews_due
from homeward.partnership.queries.policies import unsettled
from homeward.partnership.queries.proposing import to_agree
from homeward.partnership.rules import WorkerOnDay
from homeward.partnership.rules.policies import Subject
from homeward.sharing.models import glass_kept_by
from homeward.web.my_day_items import SHOWN, SOON, Item


STEPS = {
    Step.ADD_RISK: "Add the first risk to",
    Step.ADVISE: "Advise on",
    Step.SIGN_OFF: "Sign off",
}


def of_the_partnership(worker: WorkerOnDay, today: date) -> Iterable[Item]:
    yield from _broken_glass(worker, today)
    yield from _to_agree(worker, today)
    yield from _breaches(worker)
    yield from _assessments(worker, today)
    yield from _reviews(worker, today)
    yield from _unsettled(worker, today)
    yield from _file_of_duty(worker)


def _file_of_duty(worker: WorkerOnDay) -> Iterable[Item]:
    """For those who answer for duty: somebody who knows the passphrase has left, it is old, or the file is."""
    for _, reasons in to_rotate(worker):
        yield Item(
            "Set another passphrase for duty’s file",
            reverse("duty:set_passphrase"),
            "Those on duty",
            ". ".join(reasons),
            urgent=True,
        )
    for _, since in late_files(worker):
        yield Item(
            "Duty’s file for an outage is not made any more",
            reverse("duty:file"),
            "Those on duty",
            f"Last made {localtime(since):%-d %B at %H:%M}" if since else "It was never made",
            urgent=True,
        )


def _broken_glass(worker: WorkerOnDay, today: date) -> Iterable[Item]:
    """For the information governance leads, at once; without the child's name, which they see when they look."""
    waiting = (
        glass_kept_by(worker, today)
        .filter(reviewed_at=None)
        .exclude(worker_id=worker.worker_id)
        .select_related("worker")
        .order_by("review_by", "pk")[:SHOWN]
    )
    for glass in waiting:
        yield Item(
            "Review a broken glass",
            reverse("web:review_glass", args=[glass.pk]),
            f"{glass.worker} opened a sealed record",
            f"On {localtime(glass.period.lower):%-d %B at %H:%M}",
            glass.review_by,
            urgent=True,
        )


def _breaches(worker: WorkerOnDay) -> Iterable[Item]:
    """For the leads of both organisations, at once: read from the register, so that whoever is lead today has
    it, and it goes when it is answered. No child is named here."""
    moment = now()
    for breach, standing in waiting_for(worker):
        due = standing.due_at if standing.clock_runs else breach.noticed_at + CLOSED_WITHIN
        yield Item(
            f"A breach: {standing.next[:1].lower()}{standing.next[1:]}",
            reverse("governance:breach", args=[breach.pk]),
            f"Reported by {breach.reported_by}",
            clock_of(standing, moment) or f"Noticed on {localtime(breach.noticed_at):%-d %B}",
            localdate(due),
            urgent=standing.clock_runs,
        )


def _assessments(worker: WorkerOnDay, today: date) -> Iterable[Item]:
    """Impact assessments: what they wait for from leads and seniors, and those that the leads look at again,
    from some weeks before."""
    found = to_see_to(worker)
    for one, step in steps_waiting(found, worker)[:SHOWN]:
        yield Item(
            f"{STEPS[step]} an impact assessment",
            reverse(f"governance:{step}", args=[one.pk]),
            one.title,
            f"Version {one.newest.number} waits for it",
        )
    for row in reviews_due(found, worker, today)[:SHOWN]:
        yield Item(
            "Look at an impact assessment again",
            reverse("governance:assessment", args=[row.assessment.pk]),
            row.assessment.title,
            f"Version {row.newest.number}",
            (row.signed_off or row.newest).review_by,
        )


def _reviews(worker: WorkerOnDay, today: date) -> Iterable[Item]:
    """For those who lead either organisation: looking together at how the agreement goes."""
    for review in collaboration_reviews_due(worker, today + SOON, today)[:SHOWN]:
        yield Item(
            "Review the collaboration agreement",
            reverse("partnership:record_review", args=[review.pk]),
            "Both organisations",
            "The agreement says so",
            review.due,
        )


def _unsettled(worker: WorkerOnDay, today: date) -> Iterable[Item]:
    """For those who lead either organisation: both have a policy for the same people, nobody settled them, and
    nothing waits to be agreed. What was proposed and can hold no more is taken back first."""
    for council, charity, over in unsettled(worker, today)[:SHOWN]:
        subject = Subject(council.policy.subject)
        yield Item(
            f"Settle what is followed: {subject.label.lower()}",
            reverse("partnership:take_back_settlement", args=[over.pk])
            if over
            else reverse("partnership:settle", args=[council.pk, charity.pk]),
            "Both organisations have a policy",
            "What was proposed can hold no more: take it back"
            if over
            else "Nothing is proposed yet",
        )


def _to_agree(worker: WorkerOnDay, today: date) -> Iterable[Item]:
    """What the other organisation proposed, for those who may agree for this one."""
    for proposed in to_agree(worker, today)[:SHOWN]:
        what, page = _asked(proposed)
        yield Item(
            what,
            reverse(f"partnership:{page}", args=[proposed.pk]),
            f"{proposed.proposed_by} proposed it",
            f"On {localtime(proposed.proposed_at):%-d %B at %H:%M}",
        )


def _asked(proposed: Proposed) -> tuple[str, str]:
    """What is to do, and on which page."""
    if isinstance(proposed, Settlement):
        about = Subject(proposed.council_version.policy.subject).label.lower()
        return f"Agree to what is followed: {about}", "agree_settlement"
    if isinstance(proposed, CollaborationAgreement):
        what = f"Answer {str(proposed).lower()} of the collaboration agreement"
        return what, "collaboration_version"
    if isinstance(proposed, Proposal) and proposed.is_extension:
        return "Agree to extend the sharing agreement", "proposal"
    return "Agree to what is shared from then on", "proposal"
