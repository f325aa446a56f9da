"""The page that one person of a family holds: what stands on it, and when it may be issued or withdrawn.

Source: PRACTICE 21, the family-held plan: who is who, what we agreed, what each does, what if it goes wrong, what we
hold and who sees it, how to disagree. The content of it is frozen when it is issued, so that a person reads what a
worker has checked and nothing that was written since.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from homeward.access.rules import Answer, allow, refuse


@dataclass(frozen=True)
class Who:
    """A worker, as the family knows them."""

    name: str
    what: str
    phone: str = ""
    days: str = ""


@dataclass(frozen=True)
class Agreed:
    """One thing that was agreed, and who does what for it."""

    words: str
    does: str = ""


@dataclass(frozen=True)
class PlanPage:
    """All that stands on the page of one person. Plain, so that it can be kept as it was read."""

    children: tuple[str, ...]  # first names, of whom it is about
    who: tuple[Who, ...]
    agreed: tuple[Agreed, ...]
    if_wrong: str
    sees: tuple[str, ...]  # which teams read the record
    review_on: date | None = None
    about: tuple[int, ...] = ()  # the same children, by number

    def as_kept(self) -> dict[str, Any]:
        kept = asdict(self)
        kept["review_on"] = self.review_on.isoformat() if self.review_on else None
        return kept

    @classmethod
    def from_kept(cls, kept: dict[str, Any]) -> "PlanPage":
        review_on = kept["review_on"]
        return cls(
            children=tuple(kept["children"]),
            who=tuple(Who(**one) for one in kept["who"]),
            agreed=tuple(Agreed(**one) for one in kept["agreed"]),
            if_wrong=kept["if_wrong"],
            sees=tuple(kept["sees"]),
            review_on=date.fromisoformat(review_on) if review_on else None,
            about=tuple(kept["about"]),
        )

    @property
    def typed(self) -> tuple[str, ...]:
        """What people wrote, in which something may stand that must not."""
        return (*(text for one in self.agreed for text in (one.words, one.does)), self.if_wrong)


@dataclass(frozen=True)
class Checked:
    """What the worker left on the page, and said about it."""

    agreed: tuple[Agreed, ...]
    if_wrong: str
    read_through: bool


def may_issue(
    may_write: Answer, page: PlanPage, wrong: Sequence[str], *, read_through: bool
) -> Answer:
    """`wrong`: what `leaks` found."""
    if not may_write:
        return may_write
    if not page.agreed:
        return refuse("nothing that was agreed is on the page", "Choose what this person agreed.")
    if not page.if_wrong.strip():
        return refuse(
            "the page does not say what happens if it goes wrong",
            "Write what this person can do, and whom to phone.",
        )
    if wrong:
        return refuse(
            f"somebody else would be in danger or hurt by what is on this page: {'; '.join(wrong)}",
            "Take it out, or say it in other words that tell nothing about anybody else.",
        )
    if not read_through:
        return refuse(
            "nobody has said that the page was read through for this person",
            "Read it as the person who gets it, then tick the box.",
        )
    return allow("you checked the page, and your team supports this family")


def may_withdraw_plan(may_write: Answer, why: str, *, withdrawn: bool) -> Answer:
    if withdrawn:
        return refuse("this version was withdrawn already", "Issue a new one.")
    if not may_write:
        return may_write
    if not why.strip():
        return refuse("no reason was given", "Write what is wrong with this version.")
    return allow("your team supports this family")
