"""Support that was promised up to a day: it is not withdrawn before, but by both organisations together.

Source: PRACTICE.md, idea 9 (a guarded close). No regulation says so: that support goes on for six months at least
after a child went home is practice (DOMAIN 2.3), and who speaks for an organisation here is the partnership's own
rule. Managers speak, because they know the family; nobody agrees to what they proposed.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules.roles import LEADING, Role
from homeward.partnership.rules.sides import Speakers, Standing, may_agree_to, may_speak


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay
    from homeward.support.models import EpisodeOfHelp, Promise

MANAGERS = Speakers(
    (Role.TEAM_MANAGER, *LEADING),
    "manager",
    "this is for the managers of the two organisations",
    "Ask your team’s manager.",
)


def may_promise(
    worker: "WorkerOnDay", episode: "EpisodeOfHelp", *, until: date, held: date | None, today: date
) -> Answer:
    """`held`: up to when something is promised already: a promise is made longer, never shorter."""
    if episode.partnership_id not in worker.partnership_ids:
        return refuse("you work in another partnership")
    if episode.closed_on:
        return refuse(f"support ended on {episode.closed_on:%-d %B %Y}, so none can be promised")
    if until <= today:
        return refuse("the day is over already, or is today", "Choose a later day.")
    if held and until < held:
        return refuse(
            f"support is promised up to {held:%-d %B %Y} already",
            "Choose a later day. To end it sooner, both organisations decide together.",
        )
    return allow("who works with the family writes down what was promised")


def may_propose_early_end(
    worker: "WorkerOnDay", promise: "Promise", today: date, *, ended: bool, waiting: bool
) -> Answer:
    may = may_speak(worker, promise.partnership_id, MANAGERS)
    if not may:
        return may
    if ended or promise.until <= today:
        return refuse("what was promised is over")
    if waiting:
        return refuse(
            "that it ends sooner is proposed already", "Agree to it, or take it back first."
        )
    return may


def may_agree_early_end(worker: "WorkerOnDay", standing: Standing) -> Answer:
    return may_agree_to(worker, standing)


def may_withdraw(promised: Iterable[date]) -> Answer:
    """Whether support may end. `promised`: the days up to which it is promised still, if any."""
    last = max(promised, default=None)
    if last is None:
        return allow("nothing is promised beyond today")
    return refuse(
        f"support was promised up to {last:%-d %B %Y}",
        "It ends sooner only when both organisations have decided so together: see the child’s return plan.",
    )
