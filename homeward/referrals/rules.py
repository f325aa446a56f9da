"""Referring, screening and the panel: who may do what, and what follows.

Eligibility is practice, not statute: the partnership agrees it, and every outcome is kept and counted
(figures that leave out the declined and the not eligible mislead: DOMAIN 1.1). A family judged too risky
for this service is never just turned away: a named council officer takes it back (Children Act 1989,
sections 17 and 47 stay with the council).
"""

from enum import StrEnum
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import REFERRING_ROLES, WorkerOnDay


if TYPE_CHECKING:
    from homeward.referrals.models import AgendaItem, Referral

# References are said over the phone: no letter or digit that is mistaken for another.
REFERENCE_LETTERS = "ACDEFGHJKLMNPQRTUVWXY"
REFERENCE_DIGITS = "234679"


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
        return self != Outcome.ASK_FOR_MORE


class PanelOutcome(StrEnum):
    AGREE = "agree"
    CONDITIONS = "conditions"
    DEFER = "defer"
    NOT_AGREED = "not agreed"


PANEL_OPTIONS = (
    (PanelOutcome.AGREE, "Take the family on"),
    (PanelOutcome.CONDITIONS, "Take the family on, with conditions"),
    (PanelOutcome.DEFER, "Not ready: ask for more and come back"),
    (PanelOutcome.NOT_AGREED, "Not this service: offer other help"),
)


class Urgency(StrEnum):
    STANDARD = "standard"
    SOON = "within a day"
    DANGER = "danger now"


def reference_from(choose) -> str:
    """A reference such as KM 4729. `choose(sequence)` picks one: `secrets.choice`, or a test's own."""
    letters = "".join(choose(REFERENCE_LETTERS) for _ in range(2))
    return letters + "".join(choose(REFERENCE_DIGITS) for _ in range(4))


def may_refer(worker: WorkerOnDay, from_team_id: int | None = None) -> Answer:
    """A social worker or team manager of the council refers, for their own team."""
    for post in worker.posts:
        if post.role in REFERRING_ROLES and post.employer_kind == "council" and (
            from_team_id is None or post.team_id == from_team_id
        ):
            return allow(f"you are {post.role} in {post.team_name}")
    return refuse(
        "a referral is made by a social worker of the council",
        "Ask the child's social worker to refer. If a child is unsafe now, phone duty.",
    )


def may_screen(worker: WorkerOnDay, referral: "Referral", latest: str | None) -> Answer:
    """The team that a referral was sent to screens it, once. `latest` is its latest outcome, if any."""
    if referral.to_team_id not in worker.team_ids:
        return refuse("the team that the referral was sent to screens it")
    if latest is not None and Outcome(latest).is_final:
        return refuse(f"this referral has been screened already: {latest}")
    return allow("your team received this referral")


def may_save_outcome(outcome: Outcome, officer: WorkerOnDay | None, partnership_id: int) -> Answer:
    """Too risky for us is never the end: the council takes the family back, and we know who."""
    if outcome != Outcome.TOO_RISKY:
        return allow("screening outcome")
    if officer is None or not officer.is_council_officer(partnership_id):
        return refuse(
            "a family that is too risky for this service needs a named council officer who takes it back",
            "Phone the officer, then name them here.",
        )
    return allow(f"{officer.name} takes the family back for the council")


def may_answer(worker: WorkerOnDay, referral: "Referral", latest: str | None) -> Answer:
    if referral.from_team_id not in worker.team_ids:
        return refuse("the team that made the referral answers")
    if latest != Outcome.ASK_FOR_MORE:
        return refuse("nothing has been asked")
    return allow("your team made this referral")


def may_bring_to_panel(worker: WorkerOnDay, referral: "Referral", latest: str | None, waiting: bool) -> Answer:
    """`waiting`: it is on an agenda already and not decided."""
    if referral.to_team_id not in worker.team_ids:
        return refuse("the team that took the referral on brings it to the panel")
    if latest != Outcome.TAKE_ON:
        return refuse("only a referral that was taken on goes to the panel")
    if waiting:
        return refuse("it is on an agenda already")
    return allow("your team took this referral on")


def may_declare_interest(worker: WorkerOnDay, item: "AgendaItem") -> Answer:
    if item.decision.signed_at:
        return refuse("the panel has decided")
    if item.partnership_id in worker.partnership_ids:
        return allow("you sit on this panel")
    return refuse("you do not sit on this panel")
