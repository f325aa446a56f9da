"""Who speaks for which of the two organisations. What binds both is proposed by the one side and agreed by
the other: nobody agrees in the name of an organisation for which they do not speak.

No Act says so of a collaboration between a council and a charity; it is the partnership's own rule, the same
for the sharing agreement, the collaboration agreement and what settles two policies (ADR 14).
"""

from dataclasses import dataclass

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules.roles import LEADING, OrganisationKind, Role
from homeward.partnership.rules.workers import WorkerOnDay


@dataclass(frozen=True)
class Speakers:
    """Whose word binds their organisation in one matter."""

    roles: tuple[Role, ...]
    one: str
    refusal: str  # to everybody else
    instead: str

    def sides(self, worker: WorkerOnDay, partnership_id: int) -> frozenset[OrganisationKind]:
        """The organisations of the partnership for which this worker speaks."""
        return frozenset(
            post.employer_kind
            for post in worker.posts
            if post.role in self.roles and post.partnership_id == partnership_id
        )


HEADS = Speakers(
    LEADING,
    "head of service or director",
    "this is for the heads of service and directors of the two organisations",
    "Ask the head of service of your organisation.",
)
KEEPERS = Speakers(
    (Role.GOVERNANCE_LEAD,),
    "information governance lead",
    "the information governance leads keep the sharing agreement",
    "Ask the lead of your organisation.",
)


@dataclass(frozen=True)
class Standing:
    """How something stands that one side proposed to the other."""

    partnership_id: int
    speakers: Speakers
    proposed_for: OrganisationKind
    proposed_by: int
    agreed: bool = False
    taken_back: bool = False


def the_other(kind: OrganisationKind) -> OrganisationKind:
    return next(other for other in OrganisationKind if other != kind)


def leads_side(worker: WorkerOnDay, partnership_id: int) -> frozenset[OrganisationKind]:
    """The organisations of the partnership that this worker leads: head of service or director."""
    return HEADS.sides(worker, partnership_id)


def may_speak(worker: WorkerOnDay, partnership_id: int, speakers: Speakers = HEADS) -> Answer:
    if speakers.sides(worker, partnership_id):
        return allow(f"you are {speakers.one} of one of the two organisations")
    return refuse(speakers.refusal, speakers.instead)


def may_speak_for(worker: WorkerOnDay, partnership_id: int, side: OrganisationKind) -> Answer:
    if side in leads_side(worker, partnership_id):
        return allow(f"you lead {side.label}")
    return refuse(
        f"this is for the heads of service and directors of {side.label}",
        f"Ask the head of service of {side.label}.",
    )


def proposes_for(
    worker: WorkerOnDay, partnership_id: int, speakers: Speakers = HEADS
) -> OrganisationKind:
    """Who speaks for both proposes for the council, and another agrees for the charity: nobody agrees to what
    they proposed."""
    mine = speakers.sides(worker, partnership_id)
    return next(kind for kind in OrganisationKind if kind in mine)


def still_waits(standing: Standing) -> Answer:
    if standing.agreed:
        return refuse("both have agreed to it already", "Propose what should follow it.")
    if standing.taken_back:
        return refuse("it was taken back", "Propose it again if it is wanted after all.")
    return allow("nobody has agreed to it yet")


def may_agree_to(worker: WorkerOnDay, standing: Standing) -> Answer:
    """The side that did not propose it agrees to it, and never the one who proposed it, though they speak for
    both."""
    speakers, other = standing.speakers, the_other(standing.proposed_for)
    mine = speakers.sides(worker, standing.partnership_id)
    may = may_speak(worker, standing.partnership_id, speakers)
    if may and (worker.worker_id == standing.proposed_by or other not in mine):
        may = refuse(
            f"{standing.proposed_for.label} proposed it, and its own side cannot agree for the other",
            f"Another {speakers.one}, of {other.label}, agrees to it.",
        )
    return still_waits(standing) and may


def may_take_back(worker: WorkerOnDay, standing: Standing) -> Answer:
    """Either side, while it waits: what nobody will agree to stands in nobody's way."""
    may = may_speak(worker, standing.partnership_id, standing.speakers)
    return still_waits(standing) and may
