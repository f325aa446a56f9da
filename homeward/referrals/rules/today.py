"""Help today: a crisis does not wait for a panel, and skips none of the law's gates.

Same-day help before the panel is practice (DOMAIN 1.3: a same-day urgent response), not statute. What the law
keeps stays where it is: whoever the register names decides that help is offered (Children Act 1989, section 17
and Schedule 2, paragraph 7), and whether a child stays at home or comes into care is a decision of its own
(sections 17, 20, 31 and 47). So nothing here says where a child lives: who cannot sleep at home tonight becomes
the council's to decide today. The panel looks back within a number of working days that the partnership agrees
(`clocks`, `limits`).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.referrals.rules.panel import TAKEN_ON, PanelOutcome
from homeward.referrals.rules.screening import NOT_TAKEN_ON


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay


class Night(StrEnum):
    """Where the children can sleep tonight, as far as whoever asks knows."""

    HOME = "home"
    FAMILY = "family"
    NOT_HOME = "not home"
    NOT_KNOWN = "not known"

    @property
    def words(self) -> str:
        return NIGHTS[self]


NIGHTS = {
    Night.HOME: "At home",
    Night.FAMILY: "With family or friends, and those with parental responsibility agree",
    Night.NOT_HOME: "Not at home, and nowhere else is agreed",
    Night.NOT_KNOWN: "Nobody knows yet",
}
# Then it has to be decided today where they sleep, and that is the council's.
COUNCIL_DECIDES = frozenset({Night.NOT_HOME, Night.NOT_KNOWN})


class TodayOutcome(StrEnum):
    TODAY = "today"
    NOT_TODAY = "not today"


TODAY_QUESTION = "Should help begin today, before the panel?"
TODAY_OPTIONS = (
    (TodayOutcome.TODAY, "Begin help today"),
    (TodayOutcome.NOT_TODAY, "Not today: something else keeps the children safe"),
)
# When the panel looks back: the same outcomes, in words that are true of help that has begun.
LOOKING_BACK_OPTIONS = (
    (PanelOutcome.AGREE, "It was right: go on"),
    (PanelOutcome.CONDITIONS, "Go on, with conditions"),
    (PanelOutcome.DEFER, "Not ready: ask for more and come back"),
    (PanelOutcome.NOT_AGREED, "This help should end: offer other help"),
)


class CrisisState(StrEnum):
    """How far a crisis has come. Derived, never stored."""

    TEAM = "Waits for the team to say who goes"
    CANNOT = "The team cannot go today"
    SIGNATURE = "Waits for a signature"
    NOT_TODAY = "Decided: not today"
    HELPED = "Help began; the panel looks back"
    LOOKED_BACK = "The panel has looked back"


@dataclass(frozen=True)
class CrisisFacts:
    """What is known of one crisis, plain."""

    can_go: bool | None = None
    outcome: TodayOutcome | None = None
    panel: PanelOutcome | None = None


def crisis_state(facts: CrisisFacts) -> CrisisState:
    if facts.can_go is None:
        return CrisisState.TEAM
    if not facts.can_go:
        return CrisisState.CANNOT
    if facts.outcome is None:
        return CrisisState.SIGNATURE
    if facts.outcome == TodayOutcome.NOT_TODAY:
        return CrisisState.NOT_TODAY
    if facts.panel in (None, PanelOutcome.DEFER):
        return CrisisState.HELPED
    return CrisisState.LOOKED_BACK


def may_ask_for_today(
    worker: "WorkerOnDay",
    from_team_id: int,
    *,
    latest: str | None,
    decided: str | None,
    asked: bool,
    helped: bool,
) -> Answer:
    """For a family that is referred already. `latest`: the last outcome of screening; `decided`: the panel's."""
    if from_team_id not in worker.team_ids:
        return refuse(
            "the team that referred the family asks for help today",
            "Phone them, or duty if it cannot wait.",
        )
    if helped:
        return refuse(
            "help has begun: the family has a key worker",
            "Phone the key worker. If a child is unsafe, phone duty.",
        )
    if asked:
        return refuse("help today was asked for already", "See below how far it has come.")
    if latest in NOT_TAKEN_ON or decided == PanelOutcome.NOT_AGREED:
        return refuse(
            "this referral has ended without help from this service",
            "If it is new, ask for help today as a new crisis. If a child is unsafe, phone duty.",
        )
    if decided in TAKEN_ON:
        return refuse(
            "the panel has taken the family on: help can begin today without this",
            "Phone the team’s manager, who gives the family a key worker.",
        )
    return allow("your team referred the family")


def may_say_who_goes(
    worker: "WorkerOnDay", to_team_id: int, *, can_go: bool | None, helped: bool
) -> Answer:
    """Anybody of the team: at nine at night it is whoever is there. No may become yes; yes is signed or not."""
    if to_team_id not in worker.team_ids:
        return refuse("the team that was asked says who goes")
    if helped:
        return refuse("help has begun already")
    if can_go:
        return refuse("your team has said who goes", "It waits for the signature now.")
    return allow("your team was asked")


def may_go(goes: "WorkerOnDay | None", to_team_id: int) -> Answer:
    """Somebody of the team goes, by name: the family is told who comes."""
    if goes is None:
        return refuse("nobody is named who goes", "Choose who goes, or say that nobody can.")
    if to_team_id not in goes.team_ids:
        return refuse(f"{goes.name} is not in the team today", "Choose somebody of the team.")
    return allow(f"{goes.name} goes")


def may_save_today_outcome(outcome: str, instead: str, begun_on: date | None) -> Answer:
    """Who says no says what happens instead: a crisis is never just turned away. `begun_on`: when help began
    meanwhile in the ordinary way, after the panel."""
    if outcome not in set(TodayOutcome):
        return refuse(
            "what follows from that option is not agreed", "Choose one of those on the page."
        )
    if outcome == TodayOutcome.TODAY and begun_on is not None:
        return refuse(
            f"the panel took the family on, and help began on {begun_on:%-d %B %Y}",
            "Sign that it does not begin before the panel, and write that the team is with the family.",
        )
    if outcome == TodayOutcome.NOT_TODAY and not instead.strip():
        return refuse(
            "not today needs what keeps the children safe instead",
            "Say what, and who does it tonight.",
        )
    return allow("outcome of help today")


def question_of_panel(referral: str, helped_on: date | None) -> str:
    if helped_on:
        began = f"{helped_on.day} {helped_on:%B %Y}"
        return f"Help began on {began}, before the panel (referral {referral}): should it go on?"
    return f"Should the service take on the family of referral {referral}?"


def look_back_in_words(due: date | None, looked_back: date | None, today: date) -> str:
    """The clock of looking back, in one sentence."""
    if due is None:
        return ""
    by = f"{due.day} {due:%B %Y}"
    if looked_back:
        kept = "in time" if looked_back <= due else "late"
        return f"The panel looked back on {looked_back.day} {looked_back:%B %Y}, {kept}: it was due by {by}."
    if due < today:
        return f"The panel is late in looking back: it was due by {by}."
    return f"The panel looks back by {by}."
