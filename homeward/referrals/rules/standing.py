"""Where a referral stands: one sentence, what to do next, and by when. Derived, never stored."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from homeward.clocks.rules import working_days_after
from homeward.referrals.rules.panel import PanelOutcome
from homeward.referrals.rules.screening import Outcome
from homeward.referrals.rules.today import CrisisState


class Stage(StrEnum):
    """Where a referral is, for choosing from a list."""

    TO_SCREEN = "screen"
    ASKED = "asked"
    WAITS = "waits"
    PANEL = "panel"
    HELPED = "helped"
    ENDED = "ended"

    @property
    def words(self) -> str:
        return STAGE_WORDS[self]


STAGE_WORDS = {
    Stage.TO_SCREEN: "Waiting to be screened",
    Stage.ASKED: "Asked for more",
    Stage.WAITS: "Waiting for a place",
    Stage.PANEL: "Going to the panel",
    Stage.HELPED: "Taken on by the panel",
    Stage.ENDED: "Ended without help from us",
}


@dataclass(frozen=True)
class Facts:
    """What is known of one referral, plain."""

    from_team: str
    to_team: str
    screen_by: date
    answer_days: int
    outcome: Outcome | None = None
    screened_on: date | None = None
    answered_on: date | None = None
    taken_back_by: str = ""
    redirected_to: str = ""
    look_again_on: date | None = None
    panel_on: date | None = None
    sent_to_sign: bool = False
    panel_outcome: PanelOutcome | None = None
    helped_on: date | None = None  # help began before the panel
    look_back_by: date | None = None
    asked_today_on: date | None = None
    today: CrisisState | None = None


@dataclass(frozen=True)
class Standing:
    sentence: str
    to_do: str = ""
    due: date | None = None

    @property
    def is_open(self) -> bool:
        """Somebody of the two teams still has to do something."""
        return bool(self.to_do)


def standing(facts: Facts) -> Standing:
    if facts.today == CrisisState.TEAM:
        return Standing(
            "Help today was asked for.",
            f"{facts.to_team} says who goes",
            facts.asked_today_on,
        )
    if facts.today == CrisisState.SIGNATURE:
        return Standing(
            f"{facts.to_team} can go today.", "The council’s decider signs", facts.asked_today_on
        )
    if facts.outcome is None:
        return Standing(
            f"Waiting for {facts.to_team} to screen it.",
            f"{facts.to_team} screens it",
            facts.screen_by,
        )
    if facts.outcome == Outcome.ASK_FOR_MORE:
        return _asked(facts)
    if facts.outcome == Outcome.TAKE_ON:
        return _taken_on(facts)
    if facts.outcome == Outcome.NO_CAPACITY:
        return Standing(
            f"Waits for a place with {facts.to_team}.",
            f"{facts.to_team} looks again",
            facts.look_again_on,
        )
    return Standing(
        {
            Outcome.NOT_ELIGIBLE: "Not eligible for this service.",
            Outcome.TOO_RISKY: "Too risky for this service: "
            f"{facts.taken_back_by} took the family back for the council.",
            Outcome.FAMILY_DECLINED: "The family declined.",
            Outcome.REDIRECTED: f"Redirected to {facts.redirected_to.strip().rstrip('.')}.",
        }[facts.outcome]
    )


def _asked(facts: Facts) -> Standing:
    if facts.answered_on:
        return Standing(
            f"{facts.from_team} has answered what was asked.",
            f"{facts.to_team} reads the answer and screens it",
            facts.screen_by,
        )
    asked_on = facts.screened_on or facts.screen_by
    return Standing(
        f"{facts.to_team} asked for more.",
        f"{facts.from_team} answers",
        working_days_after(asked_on, facts.answer_days),
    )


def _taken_on(facts: Facts) -> Standing:
    if facts.helped_on and facts.panel_outcome in (None, PanelOutcome.DEFER):
        began = f"{facts.helped_on.day} {facts.helped_on:%B %Y}"
        return Standing(
            f"Help began on {began}, before the panel.",
            f"{facts.to_team} brings it to the panel, which looks back",
            facts.look_back_by,
        )
    if facts.helped_on and facts.panel_outcome == PanelOutcome.NOT_AGREED:
        return Standing("The panel looked back, and would end the help that had begun.")
    if facts.panel_outcome == PanelOutcome.AGREE:
        return Standing("The panel took the family on.")
    if facts.panel_outcome == PanelOutcome.CONDITIONS:
        return Standing("The panel took the family on, with conditions.")
    if facts.panel_outcome == PanelOutcome.NOT_AGREED:
        return Standing("The panel did not agree: other help is offered instead.")
    if facts.panel_outcome == PanelOutcome.DEFER:
        return Standing(
            "The panel asked for more and will see the family again.",
            f"{facts.from_team} brings what was asked; {facts.to_team} brings the family to a sitting",
        )
    if facts.panel_on is None:
        return Standing(
            f"Taken on by {facts.to_team}.", f"{facts.to_team} brings the family to the panel"
        )
    if facts.sent_to_sign:
        return Standing(
            "The panel's decision is ready to sign.",
            "The panel's chair decides and signs",
            facts.panel_on,
        )
    return Standing(
        "On the panel's agenda.",
        f"{facts.to_team} prepares the decision for the panel",
        facts.panel_on,
    )


def due_tag(due: date | None, today: date) -> tuple[str, str] | None:
    """The tag beside something due: late, or soon (today or the next working day)."""
    if due is None:
        return None
    if due < today:
        return "Late", "late"
    if due == today:
        return "Today", "soon"
    return ("Soon", "soon") if due <= working_days_after(today, 1) else None
