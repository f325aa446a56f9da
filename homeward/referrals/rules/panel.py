"""The panel: who brings a family, who calls and chairs a sitting, and what an outcome must hold.

Who signs is not decided here: the register says which role decides (`decisions.rules.may_sign`).
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import Role, WorkerOnDay
from homeward.referrals.rules.screening import Outcome


if TYPE_CHECKING:
    from homeward.referrals.models import AgendaItem, Condition, Referral, Sitting

RECUSED = "you declared an interest in this family, so you take no part in deciding"
ARRANGES_PANEL_ROLES = (Role.TEAM_MANAGER, Role.PANEL_CHAIR)


class PanelOutcome(StrEnum):
    AGREE = "agree"
    CONDITIONS = "conditions"
    DEFER = "defer"
    NOT_AGREED = "not agreed"


TAKEN_ON = (PanelOutcome.AGREE, PanelOutcome.CONDITIONS)
PANEL_OPTIONS = (
    (PanelOutcome.AGREE, "Take the family on"),
    (PanelOutcome.CONDITIONS, "Take the family on, with conditions"),
    (PanelOutcome.DEFER, "Not ready: ask for more and come back"),
    (PanelOutcome.NOT_AGREED, "Not this service: offer other help"),
)


def may_bring_to_panel(
    worker: WorkerOnDay,
    referral: "Referral",
    latest: str | None,
    waiting: bool,
    decided: str | None,
) -> Answer:
    """`waiting`: it is on an agenda and not decided. `decided`: what the panel last decided, if it did."""
    if referral.to_team_id not in worker.team_ids:
        return refuse("the team that took the referral on brings it to the panel")
    if latest != Outcome.TAKE_ON:
        return refuse("only a referral that was taken on goes to the panel")
    if waiting:
        return refuse("it is on an agenda already")
    if decided is not None and decided != PanelOutcome.DEFER:
        return refuse("the panel has decided about this family")
    return allow("your team took this referral on")


def may_go_on_agenda(referral: "Referral", sitting: "Sitting", was_on: bool, today: date) -> Answer:
    """`was_on`: this family was on this sitting's agenda before."""
    if sitting.team_id != referral.to_team_id:
        return refuse("that is another team's panel", "Choose a sitting of the team's own panel.")
    if sitting.held_on < today:
        return refuse("that sitting is over", "Choose one that is today or later.")
    if was_on:
        return refuse("this family was on that agenda before", "Choose a later sitting.")
    return allow("the sitting is to come")


def may_arrange_sitting(worker: WorkerOnDay, team_id: int) -> Answer:
    """The team's manager or its panel's chair calls the panel together."""
    if worker.has_role(*ARRANGES_PANEL_ROLES, team_id=team_id):
        return allow("you manage the team or chair its panel")
    return refuse(
        "the team manager or the panel chair arranges a sitting",
        "Ask one of them to arrange it.",
    )


def may_chair(chair: WorkerOnDay, team_id: int) -> Answer:
    if chair.has_role(Role.PANEL_CHAIR, team_id=team_id):
        return allow(f"{chair.name} chairs the panel of this team")
    return refuse("a sitting is chaired by a panel chair of the team", "Choose one.")


def may_declare_interest(worker: WorkerOnDay, item: "AgendaItem", is_member: bool) -> Answer:
    if item.decision.signed_at:
        return refuse("the panel has decided")
    if is_member:
        return allow("you sit on this panel")
    return refuse(
        "you are not named as a member of this sitting", "The team manager or the chair names you."
    )


def may_add_to_item(worker: WorkerOnDay, item: "AgendaItem", recused: bool) -> Answer:
    """Views and conditions: from either organisation, not from a member with an interest."""
    if item.decision.signed_at:
        return refuse("the panel has decided")
    if recused:
        return refuse(RECUSED)
    if item.partnership_id in worker.partnership_ids:
        return allow("you work with this panel")
    return refuse("you work in another partnership")


def may_dissent(item: "AgendaItem", is_member: bool, recused: bool) -> Answer:
    """A member who sees it differently says so before the signature, in words nobody else can change."""
    if item.decision.signed_at:
        return refuse("the panel has decided")
    if recused:
        return refuse(RECUSED)
    if not is_member:
        return refuse("only a member of this sitting disagrees on the minute")
    return allow("you sit on this panel")


def may_meet_condition(worker: WorkerOnDay, condition: "Condition", team_id: int) -> Answer:
    """Its owner, or somebody of the panel's team, says that it is met and how."""
    if condition.met_at:
        return refuse(f"{condition.met_by} did this on {condition.met_at:%-d %B %Y}")
    decision = condition.item.decision
    if decision.outcome is None or decision.outcome.code != PanelOutcome.CONDITIONS:
        return refuse("the panel has not agreed with this condition")
    if worker.worker_id == condition.owner_id or team_id in worker.team_ids:
        return allow("it is yours, or your team’s panel set it")
    return refuse(f"{condition.owner} does this")


def may_take_part(signer_then: str | None) -> Answer:
    """Who signs has declared first, also that there is no interest; someone who said that they do not vote
    on a family does not sign for it either. `signer_then` is what the signer declared, if anything."""
    if signer_then is None:
        return refuse(
            "you have not declared yet whether you have an interest in this family",
            "Declare your interest, or that you have none, then sign.",
        )
    if signer_then in ("no vote", "leaves"):
        return refuse(
            RECUSED,
            "A deputy chair signs, or you mend what you declared if it was a mistake.",
        )
    return allow("no interest declared")


def may_save_panel_outcome(outcome: str, alternative: str, conditions: int) -> Answer:
    """A refusal offers something else, and conditions are things somebody does by a day."""
    if outcome not in set(PanelOutcome):
        return refuse(
            "what follows from that option is not agreed for the panel",
            "Choose one of those on the page.",
        )
    if outcome == PanelOutcome.NOT_AGREED and not alternative:
        return refuse("not agreed needs the other help that is offered instead", "Say what it is.")
    if outcome == PanelOutcome.CONDITIONS and not conditions:
        return refuse(
            "with conditions needs at least one condition", "Add what, who and by when, then sign."
        )
    if outcome == PanelOutcome.AGREE and conditions:
        return refuse(
            "the panel has set conditions", "Choose with conditions, so that they become tasks."
        )
    return allow("panel outcome")
