"""A family group: the children whose family is asked together what it can do."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay


def may_ask_anew(asked: bool) -> Answer:
    """Whether there is anything to begin. Who sees the whole family is led to its page before this is asked."""
    if asked:
        return refuse(
            "what this family can do is asked already, and the page of it is not open to you",
            "Ask the team that works with the family.",
        )
    return allow("nobody asked this family yet")


def may_begin(
    worker: "WorkerOnDay", partnerships: Collection[int], taken: Collection[str]
) -> Answer:
    """`partnerships`: of the children; `taken`: those whose family is asked already."""
    if not partnerships:
        return refuse("no child is chosen", "Choose whose family is asked.")
    if len(set(partnerships)) > 1 or not set(partnerships) <= worker.partnership_ids:
        return refuse("not all of these children are of your partnership")
    if taken:
        return refuse(
            "the family of one of them is asked already",
            f"Open the page of that family from the page of {' or '.join(taken)}.",
        )
    return allow("whoever works with the children may ask the family")
