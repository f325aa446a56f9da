"""The cards in a file that is read while the system is down: whose cards, under which passphrase, known to whom.

The passphrase is made, not chosen: what people choose can be guessed by whoever finds the file. Twenty characters of
31 are 99 bits. It is shown once, when it is made; handed on by hand, and who has it is written down.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import Role
from homeward.partnership.rules.roles import LEADING
from homeward.sharing.rules import Closed, RestrictionKind


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay

# Without i, l, o, 0 and 1: it is read from paper at night.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, IN_A_GROUP = 5, 4
MOST_DAYS = 90  # until another is made; no law sets it
OLD_AFTER = timedelta(hours=2)  # the file is made every hour


def new_passphrase(choose: Callable[[str], str]) -> str:
    """`choose` draws one of the letters, from a source that nobody can foretell."""
    return "-".join("".join(choose(LETTERS) for _ in range(IN_A_GROUP)) for _ in range(GROUPS))


def plain(typed: str) -> str:
    """A passphrase as it is compared, however it was typed. `file.js` says the same."""
    return "".join(letter for letter in typed.lower() if letter.isalnum())


def in_file(closed: Iterable[Closed], readers: Collection[int], day: date) -> bool:
    """Whether a child's card is in the file, which opens to all who know the passphrase and asks nobody who they are.

    What is sealed is not; what is closed to a relative is not while the relative may know the passphrase.
    """
    held = [one for one in closed if one.holds_on(day)]
    return not any(one.kind != RestrictionKind.RELATIVE or one.named & set(readers) for one in held)


def tells_of(closed: Iterable[Closed], day: date) -> bool:
    """Whether it may be said that one more record is not in the file. Of adoption and of witness protection it is
    not told that there is such a record."""
    return all(
        one.kind in (RestrictionKind.SEALED, RestrictionKind.RELATIVE)
        for one in closed
        if one.holds_on(day)
    )


def may_set(worker: "WorkerOnDay", duty_teams: Collection[int], partnership_id: int) -> Answer:
    """Who answers for duty: the manager of a duty team, and who leads either organisation; while the sharing agreement
    holds, because whoever sets it knows it."""
    for post in worker.posts:
        manages = post.role == Role.TEAM_MANAGER and post.team_id in duty_teams
        here = post.partnership_id == partnership_id and post.lapsed_on is None
        if here and (manages or post.role in LEADING):
            return allow(f"you are {post.role}, {post.team_name}")
    return refuse(
        "the manager of a duty team, a head of service or a director sets the passphrase",
        "Ask one of them.",
    )


def may_know(on_duty: Answer, name: str) -> Answer:
    """To whom it is given: who could open each card here as well."""
    if on_duty:
        return allow(f"{name} is on duty and could open each card here")
    return refuse(
        f"{name} is not on duty",
        "Give it to those alone who are in a duty team. Where somebody else has it, set another.",
    )


def may_give(sets: Answer, knows: Answer, *, known: bool, there_is: bool) -> Answer:
    if not sets:
        return sets
    if not there_is:
        return refuse("no passphrase is set", "Set one first.")
    if known:
        return refuse("it is written down already that they have it")
    return knows


def rotate_because(set_on: date, left: Collection[str], today: date) -> list[str]:
    """Why another passphrase is due. `left`: who knows this one and may not any more."""
    reasons = [f"{name} knows it and is not on duty any more" for name in left]
    if (today - set_on).days >= MOST_DAYS:
        reasons.append(f"It was set on {set_on:%-d %B %Y}, more than {MOST_DAYS} days ago")
    return reasons


def is_old(made_at: datetime, moment: datetime) -> bool:
    return moment - made_at > OLD_AFTER
