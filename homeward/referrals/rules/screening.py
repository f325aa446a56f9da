"""Screening: the outcomes, who screens, and what may never be left open.

Eligibility is practice, not statute: the partnership agrees it, and every outcome is kept and counted
(figures that leave out the declined and the not eligible mislead: DOMAIN 1.1). A family judged too risky
for this service is never just turned away: a named council officer takes it back (Children Act 1989,
sections 17 and 47 stay with the council).
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import OrganisationKind, Role, WorkerOnDay


if TYPE_CHECKING:
    from homeward.referrals.models import Referral

# Council posts that can take back a family. A key worker is part of the service that hands it back; a
# reviewing officer and an analyst carry no families.
TAKES_BACK_ROLES = frozenset(
    {
        Role.SOCIAL_WORKER,
        Role.TEAM_MANAGER,
        Role.PANEL_CHAIR,
        Role.HEAD_OF_SERVICE,
        Role.DIRECTOR,
    }
)


class Outcome(StrEnum):
    TAKE_ON = "take on"
    ASK_FOR_MORE = "ask for more"
    NOT_ELIGIBLE = "not eligible"
    TOO_RISKY = "not eligible: too risky"
    FAMILY_DECLINED = "family declined"
    NO_CAPACITY = "no capacity"
    REDIRECTED = "redirected"

    @property
    def is_final(self) -> bool:
        """Asking is answered; a family for whom there is no room waits, until another outcome."""
        return self not in (Outcome.ASK_FOR_MORE, Outcome.NO_CAPACITY)


# The referral ends here, and nothing is done about it by the team that received it.
NOT_TAKEN_ON = tuple(
    outcome for outcome in Outcome if outcome.is_final and outcome != Outcome.TAKE_ON
)

# How each outcome is counted, in words.
COUNTED_AS = {
    Outcome.TAKE_ON: "taken on",
    Outcome.ASK_FOR_MORE: "asked for more",
    Outcome.NOT_ELIGIBLE: "not eligible",
    Outcome.TOO_RISKY: "too risky, taken back by the council",
    Outcome.FAMILY_DECLINED: "declined by the family",
    Outcome.NO_CAPACITY: "waiting for a place",
    Outcome.REDIRECTED: "redirected",
}
NOT_SCREENED = "waiting to be screened"


def counted_in_words(counts: Mapping[str | None, int]) -> str:
    """Every referral received, by where it stands: the parts always add up to the whole.

    `counts` is by latest outcome; None is not screened yet.
    """
    total = sum(counts.values())
    parts = [
        f"{counts[outcome]} {words}" for outcome, words in COUNTED_AS.items() if counts.get(outcome)
    ]
    if counts.get(None):
        parts.append(f"{counts[None]} {NOT_SCREENED}")
    return f"{total} received: {', '.join(parts)}." if parts else "None received yet."


def may_screen(worker: WorkerOnDay, referral: "Referral", latest: str | None) -> Answer:
    """The team that a referral was sent to screens it, once. `latest` is its latest outcome, if any."""
    if referral.to_team_id not in worker.team_ids:
        return refuse("the team that the referral was sent to screens it")
    if latest is not None and Outcome(latest).is_final:
        return refuse(f"this referral has been screened already: {latest}")
    return allow("your team received this referral")


def may_follow(latest: str | None, outcome: Outcome, question_open: bool = False) -> Answer:
    """A family on the waiting list leaves it with a final outcome; until then it waits. One question at a
    time: the team that refers answers the last one asked, so a second would leave the first without answer."""
    if question_open and outcome == Outcome.ASK_FOR_MORE:
        return refuse(
            "what you asked before is not answered yet",
            "Wait for the answer, or phone the referring team. Then ask what is still open.",
        )
    if latest == Outcome.NO_CAPACITY and not outcome.is_final:
        return refuse(
            "this family is on the waiting list",
            "Look again at it there. Take the family on when there is room.",
        )
    return allow("the outcome can be saved now")


def can_take_back(officer: WorkerOnDay, partnership_id: int) -> bool:
    return any(
        post.employer_kind == OrganisationKind.COUNCIL
        and post.partnership_id == partnership_id
        and post.role in TAKES_BACK_ROLES
        for post in officer.posts
    )


def may_save_outcome(
    outcome: Outcome, officer: WorkerOnDay | None, partnership_id: int, redirected_to: str = ""
) -> Answer:
    """Too risky for us is never the end: the council takes the family back, and we know who."""
    if outcome == Outcome.REDIRECTED and not redirected_to:
        return refuse(
            "redirected needs the service that the family was redirected to", "Say which."
        )
    if outcome != Outcome.TOO_RISKY:
        return allow("screening outcome")
    if officer is None or not can_take_back(officer, partnership_id):
        return refuse(
            "a family that is too risky for this service needs a named council officer who takes it back",
            "Phone the officer, then name them here.",
        )
    return allow(f"{officer.name} takes the family back for the council")


def may_answer(worker: WorkerOnDay, referral: "Referral", latest: str | None) -> Answer:
    if referral.from_team_id not in worker.team_ids:
        return refuse("the team that made the referral answers")
    if latest != Outcome.ASK_FOR_MORE:
        return refuse("nothing is being asked now")
    return allow("your team made this referral")
