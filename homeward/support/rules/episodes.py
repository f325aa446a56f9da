"""Who may begin help, write, follow up and close.

Closing is a decision and is gated. The follow-ups of a closed episode are practice (DOMAIN 2.3: re-entry is
highest in the first year), kept so that outcomes are known.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import Role, WorkerOnDay
from homeward.support.rules.happenings import Happened
from homeward.support.rules.promises import may_withdraw


if TYPE_CHECKING:
    from homeward.support.models import EpisodeOfHelp, FollowUp

FOLLOW_UP_MONTHS = (1, 3, 6, 12, 24)


def may_allocate(worker: WorkerOnDay, team_id: int, *, closed_on: date | None = None) -> Answer:
    if closed_on:
        return refuse(f"support ended on {closed_on:%-d %B %Y}, and nobody is allocated to it now")
    if worker.has_role(Role.TEAM_MANAGER, team_id=team_id):
        return allow("you manage this team")
    return refuse("the team's manager allocates a key worker")


def may_change_key_worker(
    worker: WorkerOnDay, team_id: int, *, had: bool, because: str, closed_on: date | None = None
) -> Answer:
    """A family that has a key worker loses one by the change, so somebody must be able to say why."""
    answer = may_allocate(worker, team_id, closed_on=closed_on)
    if answer and had and not because.strip():
        return refuse(
            "the family has had a key worker, and no reason was given for a change",
            "Write why, in words that the family could read.",
        )
    return answer


def may_hand_over_on(day: date, today: date, *, at_work: bool) -> Answer:
    """From which day the next is key worker. `at_work`: whether there is one now, who stays until then."""
    if day < today:
        return refuse("that day is over", "Choose today, or the day on which they hand over.")
    if day > today and not at_work:
        return refuse(
            "nobody is the family’s key worker now, and they would have nobody until that day",
            "Choose today.",
        )
    return allow("somebody is there for the family until then")


def may_start_help(worker: WorkerOnDay, team_id: int, *, agreed: bool, started: bool) -> Answer:
    """Help begins once, when the panel has taken the family on and the manager gives a key worker."""
    if started:
        return refuse("this family has its episode of help already")
    if not agreed:
        return refuse(
            "the panel has not taken this family on", "Bring the family to the panel first."
        )
    return may_allocate(worker, team_id)


def may_write(worker: WorkerOnDay, episode: "EpisodeOfHelp") -> Answer:
    """Plans, visits and agreements are written by the team that supports the family, while it does."""
    if episode.team_id not in worker.team_ids:
        return refuse("the team that supports this family writes here")
    if episode.closed_at:
        return refuse(f"support ended on {episode.closed_on:%-d %B %Y}")
    return allow("your team supports this family")


def may_follow_up(worker: WorkerOnDay, follow_up: "FollowUp") -> Answer:
    if follow_up.episode.team_id not in worker.team_ids:
        return refuse("the team that supported this family follows it up")
    if follow_up.done_at:
        return refuse(f"{follow_up.done_by} did this on {follow_up.done_on:%-d %B %Y}")
    return allow("your team supported this family")


class Turn(StrEnum):
    """Which way something turned the help."""

    END_DECIDED = "end decided"
    WITHDREW = "withdrew"
    GOES_ON = "goes on"


@dataclass(frozen=True)
class Turned:
    """On which day something turned the help, when that was written down, which way, and what it was."""

    on: date
    at: datetime
    turn: Turn
    what: str


@dataclass(frozen=True)
class Ending:
    """What there is for closing: whether the end is decided, what happened, and what came after either."""

    decided: bool
    happened: list[Happened]
    since: str = ""


def ending(turns: Iterable[Turned], *, children: Collection[int], died: Collection[int]) -> Ending:
    """Only what came last counts: a decision to end, or a withdrawal, that was overtaken is history. One
    child's death ends nothing while a sibling lives."""
    ordered = sorted(turns, key=lambda turned: (turned.on, turned.at))
    last = ordered[-1] if ordered else None
    happened = []
    if last and last.turn == Turn.WITHDREW:
        happened.append(Happened.FAMILY_WITHDREW)
    if set(children) <= set(died):
        happened.append(Happened.DIED)
    overtaken = last and last.turn == Turn.GOES_ON and any(t.turn != last.turn for t in ordered)
    return Ending(
        decided=last is not None and last.turn == Turn.END_DECIDED,
        happened=happened,
        since=f"{last.what}, {last.on:%-d %B %Y}" if last and overtaken else "",
    )


def may_close(
    worker: WorkerOnDay,
    episode: "EpisodeOfHelp",
    *,
    end_decided: bool,
    happened: Sequence[str],
    since: str = "",
    promised: Collection[date] = (),
) -> Answer:
    """Closing needs the signed decision to end support, unless the family withdrew or every reason to
    go on has gone because of what happened. Entering care alone does not end help: it spans care status.
    `promised`: up to when support is promised still: no decision of one organisation alone ends it sooner."""
    written = may_write(worker, episode)
    if not written:
        return written
    if end_decided:
        return may_withdraw(promised) and allow("the decision to end support is signed")
    if Happened.FAMILY_WITHDREW in happened:
        return allow("the family withdrew")
    if Happened.DIED in happened:
        return allow("the child died")
    if since:
        return refuse(
            f"support was to end, and then came something new ({since}): it has to be decided again",
            "Prepare the decision to end support, or record what happened since.",
        )
    return refuse(
        "support ends by a signed decision, or because the family withdrew",
        "Prepare the decision to end support, or record what happened.",
    )
