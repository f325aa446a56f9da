"""The edge of court: the legal gateway, the letter before proceedings, and the time limits until proceedings end.

Sources: the limits stand in `clocks` (Best practice guidance of the Public Law Working Group, 2021; Children Act 1989,
section 32) and a partnership may have agreed shorter ones (`limits`). Who decides at the gateway is the council's own
scheme of delegation, and stands in the register: never the charity.

What happened is never refused: a letter that went out without a decision, or an application that was made at night,
is recorded at once and asks urgently for what is missing.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.clocks.rules import Due
from homeward.family.rules.meetings import may_have_been


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay


LETTER_WITHIN = 5  # working days after the decision, as is the next; no law says so
APPLY_WITHIN = 5


class Outcome(StrEnum):
    """What is decided at the legal gateway."""

    LETTER = "letter"
    NEITHER = "neither"
    STEP_DOWN = "step down"
    GO_ON = "go on"
    APPLY = "apply"


OUTCOMES = {
    Outcome.LETTER: "Send a letter before proceedings",
    Outcome.NEITHER: "Neither a letter nor an application: go on with the plan",
    Outcome.STEP_DOWN: "Step down: the pre-proceedings end, without an application",
    Outcome.GO_ON: "Go on with the pre-proceedings, until a later day",
    Outcome.APPLY: "Apply to the court",
}


def outcomes(open_: bool) -> tuple[Outcome, ...]:
    """What there is to choose from, while pre-proceedings are open or not."""
    if open_:
        return (Outcome.STEP_DOWN, Outcome.GO_ON, Outcome.APPLY)
    return (Outcome.LETTER, Outcome.NEITHER, Outcome.APPLY)


def may_ask_gateway(
    worker: "WorkerOnDay", partnership_id: int, waiting: bool, in_court: bool
) -> Answer:
    if partnership_id not in worker.partnership_ids:
        return refuse("you work in another partnership")
    if waiting:
        return refuse(
            "this family waits for a decision at the legal gateway already",
            "Read what was asked. What is new can be told to the decider.",
        )
    if in_court:
        return refuse(
            "the family is in court", "What is to change is asked of the court, by the lawyers."
        )
    return allow("either organisation may ask; the council decides")


def may_still_decide(decided_by: str, decided_on: date | None) -> Answer:
    if decided_on is None:
        return allow("it was not decided yet")
    return refuse(
        f"{decided_by} decided this on {decided_on:%-d %B %Y}",
        "What has changed since is asked again.",
    )


def may_decide_so(
    outcome: Outcome,
    *,
    open_: bool,
    until: date | None,
    due: date | None,
    today: date,
    agreed_with: str,
) -> Answer:
    """Whether it can be decided as things stand. `due`: by when the pre-proceedings are to end now."""
    if outcome not in outcomes(open_):
        stands = "are open" if open_ else "are not open"
        return refuse(
            f"pre-proceedings {stands}, and this is decided otherwise",
            "Open the page again: it shows what can be decided now.",
        )
    if outcome != Outcome.GO_ON:
        return allow("it can be decided now")
    if until is None or until <= max(today, due or today):
        least = max(today, due or today)
        return refuse(
            f"more time ends after {least:%-d %B %Y}, or it is none", "Choose a later day."
        )
    if not agreed_with.strip():
        return refuse(
            "it does not say who agreed to more time", "Write who: for example, the lawyers."
        )
    return allow("it can be decided now")


def ends_by(due: Due | None, longer: Sequence[date]) -> date | None:
    """By when it is to end, with the time that was given since: never sooner than without it."""
    days = [due.day] if due else []
    return max([*days, *longer], default=None)


def may_have_sent_letter(
    on: date, today: date, open_since: date | None, ended_on: date | None = None
) -> Answer:
    """`ended_on`: the last day of the pre-proceedings before."""
    if open_since is not None:
        return refuse(
            f"pre-proceedings are open, by the letter of {open_since:%-d %B %Y}",
            "They end first: by stepping down, or by an application.",
        )
    return may_have_been(on, today, ended_on, "the pre-proceedings before ended on")


def may_have_met(on: date, today: date, letter_on: date, ended_on: date | None) -> Answer:
    """A meeting within pre-proceedings."""
    if ended_on is not None and on > ended_on:
        return refuse(
            f"these pre-proceedings ended on {ended_on:%-d %B %Y}, before that",
            "Write what was said since into a visit.",
        )
    return may_have_been(on, today, letter_on, "the letter was sent on")


def may_have_issued(
    on: date, today: date, letter_on: date | None, open_since: date | None
) -> Answer:
    if open_since is not None:
        return refuse(
            f"proceedings issued on {open_since:%-d %B %Y} are in the record and go on",
            "Write down how they ended first.",
        )
    return may_have_been(on, today, letter_on, "the letter before proceedings was sent on")


def may_have_given_time(
    ordered_on: date,
    until: date,
    today: date,
    issued_on: date,
    due: date | None,
    ended_on: date | None = None,
) -> Answer:
    """The court gave more time: recorded as it ordered."""
    if ended_on is not None and ordered_on > ended_on:
        return refuse(
            f"the proceedings ended on {ended_on:%-d %B %Y}, before that", "Look at both days."
        )
    answer = may_have_been(ordered_on, today, issued_on, "the proceedings were issued on")
    if answer and until <= (due or ordered_on):
        return refuse(
            f"the proceedings end by {due or ordered_on:%-d %B %Y} without it",
            "Look at the day: more time ends later.",
        )
    return answer


def may_have_ended(on: date, today: date, issued_on: date, ended_on: date | None) -> Answer:
    if ended_on is not None:
        return refuse(
            f"the proceedings ended on {ended_on:%-d %B %Y}", "An appeal is issued as new ones."
        )
    return may_have_been(on, today, issued_on, "the proceedings were issued on")


def may_explain(worker: "WorkerOnDay", partnership_id: int, explained: bool) -> Answer:
    if explained:
        return refuse("it is written why no meeting was offered", "It stays as it was written.")
    if worker.is_council_officer(partnership_id):
        return allow("you are an officer of the council")
    return refuse(
        "an officer of the council says why no meeting was offered",
        "Tell the family’s social worker what you know.",
    )
