"""Reads of posts on many days at once, and of the sharing agreement: when it ends and what waits."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from homeward.access.rules import Answer, refuse
from homeward.partnership import rules
from homeward.partnership.models import (
    Membership,
    Organisation,
    Proposal,
    SharingAgreement,
    agreements_of,
)
from homeward.partnership.rules import Ending, Held, OrganisationKind, WorkerOnDay, sides


def workers_on_days(asked: Iterable[tuple[int, date]]) -> dict[tuple[int, date], WorkerOnDay]:
    """As `Worker.on`, for many workers and days; two queries. Who had no post that day is left out."""
    asked = set(asked)
    held: dict[int, list[Membership]] = defaultdict(list)
    memberships = Membership.objects.filter(worker_id__in={worker for worker, _ in asked})
    for membership in memberships.select_related(
        "team", "employer", "partnership", "worker"
    ).order_by("id"):
        held[membership.worker_id].append(membership)
    partnerships = {post.partnership_id for posts in held.values() for post in posts}
    agreed = agreements_of(partnerships)
    found = {}
    for worker_id, day in asked:
        then = [post for post in held[worker_id] if post.holds_on(day)]
        if then:
            found[worker_id, day] = WorkerOnDay(
                worker_id=worker_id,
                name=then[0].worker.name,
                posts=tuple(m.as_post(agreed[m.partnership_id], day) for m in then),
            )
    return found


def organisations(partnership_id: int) -> dict[OrganisationKind, str]:
    """What the council and the charity of a partnership are called."""
    held = Organisation.objects.filter(partnership_id=partnership_id)
    return {OrganisationKind(kind): name for kind, name in held.values_list("kind", "name")}


def last_version(partnership_id: int) -> SharingAgreement | None:
    """The one that was agreed last, whether or not it has begun."""
    versions = SharingAgreement.objects.filter(partnership_id=partnership_id)
    return versions.order_by("-version").first()


def may_agree(proposal: Proposal, worker: WorkerOnDay, today: date) -> Answer:
    """Whether this worker may agree to it today, and else the first reason why not."""
    last = last_version(proposal.partnership_id) or proposal.follows
    replaced = last != (proposal.follows if proposal.is_extension else _extended(proposal, last))
    later = Proposal.objects.waiting().later_than(proposal).select_related("proposed_by").last()
    mine = sides.may_agree_to(worker, proposal.standing())
    every = (
        mine,
        rules.still_stands(
            replaced_by=last.version if replaced else None,
            later=later.proposed_by.name if later else "",
        ),
        *_days_still_hold(proposal, last, today),
    )
    return next((answer for answer in every if not answer), mine)


def _extended(proposal: Proposal, last: SharingAgreement) -> SharingAgreement:
    """The last version, if all that was agreed since the proposal is a later end: what a version would change
    is the same then. Else the version that it was made to follow."""
    version: SharingAgreement | None = last
    while version is not None and version != proposal.follows:
        version = version.extends
    return last if version else proposal.follows


def _days_still_hold(proposal: Proposal, last: SharingAgreement, today: date) -> tuple[Answer, ...]:
    if proposal.from_day is None:
        days = rules.may_extend(last.end, proposal.to_day, today)
    else:
        days = rules.may_follow(last.start, proposal.from_day, proposal.to_day, today)
    return (
        days or refuse(days.reason, "Propose it again, with other days."),
        rules.leaves_no_gap(last.end, proposal.from_day or today, today),
    )


@dataclass(frozen=True)
class Told:
    """That an agreement ends soon or has ended, with what its reader can do about it."""

    ending: Ending
    last: SharingAgreement  # which can be extended
    charity: str
    waiting: list[Proposal]
    keeps: Answer


def told(partnership_id: int, worker: WorkerOnDay, today: date) -> Told | None:
    """For the page of the agreement, to whoever reads it. Three queries; one while the end is far away."""
    versions = list(SharingAgreement.objects.filter(partnership_id=partnership_id))
    ending = rules.when_it_ends([Held(each.start, each.end) for each in versions], today)
    if ending is None or ending.warned is None:
        return None
    waiting = Proposal.objects.waiting().filter(partnership_id=partnership_id)
    return Told(
        ending,
        versions[-1],
        organisations(partnership_id)[OrganisationKind.CHARITY],
        list(waiting.select_related("proposed_by", "proposed_for").order_by("-pk")),
        rules.may_keep_agreement(worker, partnership_id),
    )


def told_on_their_day(worker: WorkerOnDay, today: date) -> list[Told]:
    """For my day: the leads from the first warning on, the heads of service from the second, nobody else."""
    found = [
        (pk, told(pk, worker, today))
        for pk in sorted(worker.partnership_ids)
        if rules.is_told(worker, pk, rules.Warned.ENDED)
    ]
    return [
        each
        for pk, each in found
        if each and each.ending.warned and rules.is_told(worker, pk, each.ending.warned)
    ]
