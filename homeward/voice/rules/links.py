"""The link and the code by which one person opens their page: once, for a short time, and never twice.

What somebody is told who is not let in is the same whether there is such a link or not, until they have shown that
they hold both the link and the code: only then is it said that it was used, withdrawn or too old. So nothing tells
whether a family is known here. The numbers below are ours, set by no law.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from homeward.access.rules import Answer, allow, refuse


LASTS = timedelta(days=3)  # until it is opened
READS_FOR = timedelta(minutes=30)  # once it is opened
CODE_DIGITS = 8
TRIES = "5/15m/key,30/m/ip"  # of one link; of one address, which many may share
STATEMENTS = "10/h/key"  # by one link, so that nobody can bury the team in them
TOO_MANY = (
    "There were too many tries. Wait 15 minutes, then try again. Or ask your worker for a new link."
)
NOT_OPEN = (
    "That did not open anything. Look at the code and type it again. "
    "If it still does not work, ask your worker for a new link."
)
ASK = "Ask your worker for a new link and code."


@dataclass(frozen=True)
class LinkFacts:
    """What is known of a link when somebody wants to open it."""

    expires_at: datetime
    opened_at: datetime | None
    withdrawn_at: datetime | None
    belongs: bool  # whether the person still belongs to the children of the page


def may_open(link: LinkFacts | None, *, right_code: bool, now: datetime) -> Answer:
    """In the words that the person reads. `link` is None where there is none with this secret."""
    if link is None or not right_code:
        return refuse("that did not open anything", NOT_OPEN)
    if link.opened_at:
        return refuse(
            "this link was used before, and a link opens only once",
            f"{ASK} If it was not you who used it, tell them that too.",
        )
    if link.withdrawn_at or not link.belongs:
        return refuse("this link was closed", ASK)
    if link.expires_at <= now:
        return refuse("this link is too old", ASK)
    return allow("the link and the code go together")


def may_make_link(may_write: Answer, *, belongs: bool, has_plan: bool, safe_way: str) -> Answer:
    if not may_write:
        return may_write
    if not belongs:
        return refuse(
            "this person does not belong to the children of this help today",
            "Look at who is who on the child’s page.",
        )
    if not has_plan:
        return refuse(
            "there is no page for this person to open", "Check and issue their page first."
        )
    if not safe_way.strip():
        return refuse(
            "nobody has written down a safe way to reach this person",
            "Ask them how, when, and never how. Write it down, then make the link.",
        )
    return allow("the page is issued and a safe way is known")


def may_withdraw_link(may_see: bool, *, withdrawn: bool) -> Answer:
    """Whoever works with the family: when a link is in the wrong hands there is no time to ask."""
    if withdrawn:
        return refuse("this link was withdrawn already", "Make a new one if it is needed.")
    if not may_see:
        return refuse("those who work with this family withdraw its links")
    return allow("you work with this family")


def may_leave() -> Answer:
    return allow("whoever reads a page may stop")
