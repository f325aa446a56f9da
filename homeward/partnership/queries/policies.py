"""Reads of policies: what is in force for a worker, what both have settled, and who has read what."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from homeward.access.rules import Answer
from homeward.partnership.models import Management, Membership, Worker
from homeward.partnership.models.policies import (
    Acknowledgement,
    PolicyVersion,
    Settlement,
)
from homeward.partnership.rules import OrganisationKind, Role, WorkerOnDay, policies, sides
from homeward.partnership.rules.policies import InForce, Settled, Source, Subject


def versions(partnership_ids: Iterable[int]) -> QuerySet[PolicyVersion]:
    found = PolicyVersion.objects.filter(partnership_id__in=partnership_ids)
    return found.select_related("policy__organisation", "written_by").order_by(
        "policy__subject", "title", "pk"
    )


def settlements() -> QuerySet[Settlement]:
    return Settlement.objects.select_related(
        "council_version__policy__organisation",
        "charity_version__policy__organisation",
        "proposed_by",
        "proposed_for",
        "agreed_by",
        "taken_back_by",
    )


@dataclass(frozen=True)
class Set:
    """What one partnership has set and settled, as it holds on a day."""

    versions: dict[int, PolicyVersion]
    settled: dict[int, Settlement]

    @property
    def sources(self) -> list[Source]:
        return [version.as_source() for version in self.versions.values()]

    @property
    def settlements(self) -> list[Settled]:
        return [settlement.as_settled() for settlement in self.settled.values()]

    def pairs(self) -> list[tuple[PolicyVersion, PolicyVersion, Settlement | None]]:
        """The council's and the charity's, with what settled them."""
        settled = {one.pair: one for one in self.settled.values()}
        return [
            (
                self.versions[council.version_id],
                self.versions[charity.version_id],
                settled.get((council.version_id, charity.version_id)),
            )
            for council, charity in policies.pairs_of(self.sources)
        ]


def set_on(partnership_id: int, day: date) -> Set:
    """Two queries."""
    agreed = settlements().filter(partnership_id=partnership_id, period__contains=day).agreed()
    return Set(
        {one.pk: one for one in versions([partnership_id]).on(day)},
        {one.pk: one for one in agreed},
    )


Posts = list[tuple[OrganisationKind, Role]]


def posts_in(worker: WorkerOnDay, partnership_id: int) -> Posts:
    return [
        (post.employer_kind, post.role)
        for post in worker.posts
        if post.partnership_id == partnership_id
    ]


def in_force_for(worker: WorkerOnDay, day: date) -> list[InForce]:
    """In every partnership of this worker's."""
    found: list[InForce] = []
    for pk in sorted(worker.partnership_ids):
        held = set_on(pk, day)
        found += policies.in_force(posts_in(worker, pk), held.sources, held.settlements)
    return found


@dataclass(frozen=True)
class Line:
    """What one follows on a subject, as a page shows it."""

    subject: Subject
    own: PolicyVersion
    other: PolicyVersion | None
    settlement: Settlement | None
    followed: PolicyVersion | None
    open: bool
    read: bool

    @property
    def title(self) -> str:
        return self.own.title if self.subject == Subject.OTHER else self.subject.label

    @property
    def sources(self) -> list[PolicyVersion]:
        """Both, one's own employer's first."""
        return [self.own, self.other] if self.other else [self.own]

    @property
    def rule(self) -> str:
        if self.followed is None:
            return self.settlement.rule if self.settlement else ""
        return self.followed.rule


def mine(worker: WorkerOnDay, partnership_id: int, today: date) -> list[Line]:
    """Today's policies for a worker, those not yet read first."""
    held = set_on(partnership_id, today)
    found = policies.in_force(posts_in(worker, partnership_id), held.sources, held.settlements)
    read = Acknowledgement.objects.filter(
        worker_id=worker.worker_id, partnership_id=partnership_id
    ).values_list("version_id", "settlement_id")
    confirmed, joint = {v for v, _ in read}, {s for _, s in read}
    lines = [
        Line(
            one.own.subject,
            held.versions[one.own.version_id],
            held.versions[one.other.version_id] if one.other else None,
            held.settled[one.settled.settlement_id] if one.settled else None,
            held.versions[one.followed.version_id] if one.followed else None,
            one.open,
            one.followed.version_id in confirmed if one.followed else one.joint in joint,
        )
        for one in found
    ]
    return sorted(lines, key=lambda line: (line.read, line.title, line.own.pk))


def unsettled(
    worker: WorkerOnDay, today: date
) -> list[tuple[PolicyVersion, PolicyVersion, Settlement | None]]:
    """Pairs that nobody has settled, for those who lead either side, each with what was proposed for it and can
    hold no more. What waits to be agreed is not among them: it is for the side that may agree."""
    found = []
    for pk in sorted(worker.partnership_ids):
        if not sides.leads_side(worker, pk):
            continue
        waiting = {one.pair: one for one in settlements().filter(partnership_id=pk).waiting()}
        before = settled_before(waiting.values())
        for council, charity, settled in set_on(pk, today).pairs():
            proposed = waiting.get((council.pk, charity.pk))
            if settled is None and not (proposed and _can_hold(proposed, before, today)):
                found.append((council, charity, proposed))
    return found


@dataclass(frozen=True)
class Unread:
    worker: Worker
    what: list[str]


def who_has_not_read(worker: WorkerOnDay, partnership_id: int, today: date) -> list[Unread]:
    """Of the teams that this worker may ask about, by name. A number of queries that does not grow."""
    here = Management.objects.filter(partnership_id=partnership_id, period__contains=today)
    teams = policies.teams_to_ask(worker, here.values_list("team_id", "organisation_id"))
    held_today = Membership.objects.filter(partnership_id=partnership_id, period__contains=today)
    theirs = held_today.filter(worker__in=held_today.filter(team_id__in=teams).values("worker"))
    posts: dict[Worker, Posts] = defaultdict(list)
    for post in theirs.select_related("worker", "employer").order_by("worker__name", "pk"):
        posts[post.worker].append((OrganisationKind(post.employer.kind), Role(post.role)))
    read = set(
        Acknowledgement.objects.filter(partnership_id=partnership_id).values_list(
            "worker_id", "version_id", "settlement_id"
        )
    )
    held = set_on(partnership_id, today)
    sources, settled = held.sources, held.settlements
    found = []
    for one, their_posts in posts.items():
        versions_, joint = policies.to_read(policies.in_force(their_posts, sources, settled))
        unread = [
            held.versions[pk].title for pk in sorted(versions_) if (one.pk, pk, None) not in read
        ] + [
            f"Joint rule: {held.settled[pk].council_version.policy.get_subject_display()}"
            for pk in sorted(joint)
            if (one.pk, None, pk) not in read
        ]
        if unread and one.pk != worker.worker_id:
            found.append(Unread(one, unread))
    return found


def settled_before(proposed: Iterable[Settlement]) -> dict[tuple[int, int], Settlement]:
    """What was agreed last about the same two versions. One query."""
    agreed = Settlement.objects.agreed().filter(
        council_version__in=[one.council_version_id for one in proposed]
    )
    return {one.pair: one for one in agreed.order_by("period")}


def are_named(versions: Iterable[PolicyVersion]) -> bool:
    """Whether one of them stands in something that was proposed, whatever became of that."""
    named = Settlement.objects.filter(
        Q(council_version__in=versions) | Q(charity_version__in=versions)
    )
    return named.exists()


def _can_hold(
    settlement: Settlement, before: dict[tuple[int, int], Settlement], today: date
) -> Answer:
    begins, last = max(settlement.start, today), before.get(settlement.pair)
    return policies.may_still_hold(
        begins,
        both_hold=settlement.council_version.holds_on(begins)
        and settlement.charity_version.holds_on(begins),
        last_from=last.start if last else None,
    )


def may_agree_settlement(settlement: Settlement, worker: WorkerOnDay, today: date) -> Answer:
    """Whether this worker may, and whether it can still hold."""
    return sides.may_agree_to(worker, settlement.standing()) and _can_hold(
        settlement, settled_before([settlement]), today
    )


def settlements_to_agree(worker: WorkerOnDay, today: date) -> list[Settlement]:
    """What waits for this worker's agreement and can still hold. Two queries."""
    waiting = list(settlements().visible_to(worker).waiting().order_by("pk"))
    mine = [one for one in waiting if sides.may_agree_to(worker, one.standing())]
    before = settled_before(mine)
    return [one for one in mine if _can_hold(one, before, today)]
