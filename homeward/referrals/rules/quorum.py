"""Who may decide at a panel: quorum, recusal, and who chairs.

The numbers are the panel's own terms, agreed and dated (`PanelTerms`); that both organisations sit is what
makes it a panel of the partnership (DOMAIN 1.2). A member counts who is here and has said that there is no
interest; one with an interest is recused: not counted, not asked, and the decision is not theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import Function, OrganisationKind, may_decide
from homeward.referrals.rules.panel import ARRANGES_PANEL_ROLES


if TYPE_CHECKING:
    from homeward.partnership.models import Arrangement
    from homeward.partnership.rules import WorkerOnDay
    from homeward.referrals.models import Sitting

NO_INTEREST = "none"
RECUSING = frozenset({"no vote", "leaves"})


@dataclass(frozen=True)
class QuorumTerms:
    members: int
    of_each: int

    @property
    def in_words(self) -> str:
        return (
            f"The panel decides with at least {self.members} members, at least {self.of_each} of each "
            "organisation, and its chair or a deputy. Only members count who are here and have said that "
            "they have no interest."
        )


# What a partnership begins with, until it has agreed something of its own.
FIRST_QUORUM = QuorumTerms(members=3, of_each=1)


@dataclass(frozen=True)
class Seat:
    """A named member, for one family. `present` is None until it is written down who is here."""

    worker_id: int
    name: str
    employer: OrganisationKind
    present: bool | None = None
    declared: str | None = None

    @property
    def recused(self) -> bool:
        return self.declared in RECUSING

    @property
    def counts(self) -> bool:
        return self.present is True and self.declared == NO_INTEREST


def seat_of(seats: Sequence[Seat], worker_id: int) -> Seat | None:
    return next((seat for seat in seats if seat.worker_id == worker_id), None)


def chair_cannot(seats: Sequence[Seat], chair_id: int) -> str:
    """Why the chair of the sitting does not chair this family; empty when the chair does."""
    seat = seat_of(seats, chair_id)
    if seat is not None and seat.recused:
        return f"{seat.name} declared an interest"
    if seat is not None and seat.present is False:
        return f"{seat.name} is not here"
    return ""


def chairing(seats: Sequence[Seat], chair_id: int, deputy_id: int | None) -> int | None:
    """Who chairs this family: the chair, else the deputy who was named, else nobody yet."""
    return deputy_id if chair_cannot(seats, chair_id) else chair_id


def quorum(terms: QuorumTerms, seats: Sequence[Seat], chairing_id: int | None) -> Answer:
    """May the panel decide about this family? Every want is said, so that it can be mended at once."""
    counted = [seat for seat in seats if seat.counts]
    wants = []
    if all(seat.present is None for seat in seats):
        wants.append("it is not written down yet who is here")
    else:
        if len(counted) < terms.members:
            wants.append(f"{len(counted)} of at least {terms.members} members may decide")
        for kind in OrganisationKind:
            of_kind = sum(seat.employer == kind for seat in counted)
            if of_kind < terms.of_each:
                wants.append(f"{of_kind or 'nobody'} of {kind.label} may decide")
    if chairing_id is None:
        wants.append("the chair does not chair this family and no deputy chair is named")
    elif seat_of(counted, chairing_id) is None and not wants:
        wants.append("who chairs is not among the members who may decide")
    if wants:
        return refuse(
            f"the panel cannot decide about this family: {'; '.join(wants)}",
            "Write down who is here and what they declare, name a deputy, or choose a later sitting.",
        )
    return allow(f"{len(counted)} members of both organisations are here and may decide")


def may_sign_as_chair(worker_id: int, seats: Sequence[Seat], chairing_id: int | None) -> Answer:
    """Of all who may lawfully decide, the one who chairs this family signs."""
    if worker_id == chairing_id:
        return allow("you chair this family")
    seat = seat_of(seats, chairing_id or 0)
    who = seat.name if seat else "the chair of the sitting, or a deputy,"
    return refuse(
        f"{who} chairs this family and signs",
        "If the chair cannot, a deputy chair is named on the page of the family.",
    )


def may_run_sitting(worker: "WorkerOnDay", sitting: "Sitting", chairing_id: int | None) -> Answer:
    """Names members, writes down who is here: the team's manager, its panel's chair, and who chairs."""
    if worker.worker_id in (sitting.chair_id, chairing_id) or worker.has_role(
        *ARRANGES_PANEL_ROLES, team_id=sitting.team_id
    ):
        return allow("you manage the team or chair its panel")
    return refuse("the team manager or the chair of the panel does this", "Ask one of them.")


def may_sit(worker: "WorkerOnDay", partnership_id: int) -> Answer:
    if partnership_id in worker.partnership_ids:
        return allow(f"{worker.name} works in the partnership")
    return refuse(f"{worker.name} has no post in the partnership on that day", "Choose another.")


def may_name_members(held_on: date, today: date) -> Answer:
    if held_on < today:
        return refuse("that sitting is over", "Who sat stays as it was written down.")
    return allow("the sitting is to come")


def may_write_attendance(held_on: date, today: date) -> Answer:
    if held_on > today:
        return refuse("the sitting is still to come", "Write down on the day who is here.")
    return allow("the sitting is today or over")


def may_name_deputy(seats: Sequence[Seat], chair_id: int) -> Answer:
    why = chair_cannot(seats, chair_id)
    if not why:
        return refuse("the chair of the sitting chairs this family", "No deputy is needed.")
    return allow(why)


def may_be_deputy(
    deputy: "WorkerOnDay", arrangement: "Arrangement | None", recused: bool, chair_id: int
) -> Answer:
    """A deputy signs in the chair's place, so the register's decider only, and not `recused` either."""
    if deputy.worker_id == chair_id or recused:
        return refuse(f"{deputy.name} declared an interest, or is not here", "Choose another.")
    lawful = may_decide(deputy, Function.OFFER_HELP, arrangement)
    if not lawful:
        return refuse(f"{deputy.name} may not decide: {lawful.reason}", "Choose who may.")
    return allow(f"{deputy.name} may lawfully decide")
