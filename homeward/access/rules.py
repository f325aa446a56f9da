"""One shape for every permission: a yes or no with its reason, in words for the person asking. And who may
sign in, and how."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """A yes or no with its reason. The same answer shows or hides the button, guards the action
    and is kept with what was done."""

    allowed: bool
    reason: str
    instead: str = ""  # what the person asking can do when the answer is no

    def __bool__(self) -> bool:
        return self.allowed


def allow(reason: str) -> Answer:
    return Answer(True, reason)


def refuse(reason: str, instead: str = "") -> Answer:
    return Answer(False, reason, instead)


# Signing in. An organisation with a sign-in of its own looks after its workers' passwords, second steps and
# leavers, so there is no second way in beside it.


def may_use_password(employers: Collection[int], with_own_sign_in: Collection[int]) -> Answer:
    """Whether a worker of these employers today may sign in with a password of ours."""
    if set(employers) & set(with_own_sign_in):
        return refuse(
            "your organisation has its own sign-in, which looks after passwords",
            "Sign in with your organisation.",
        )
    return allow("your organisation has no sign-in of its own")


def may_have_been_vouched_for(verified: bool, vouches_for_addresses: bool) -> Answer:
    """Whether an address that an organisation's sign-in gives us is surely its owner's."""
    if not (verified or vouches_for_addresses):
        return refuse(
            "your organisation’s sign-in has not checked your email address",
            "Ask those who look after it to check the address.",
        )
    return allow("your organisation’s sign-in has checked your email address")


def may_sign_in_with(organisation_id: int, organisation: str, employers: Collection[int]) -> Answer:
    """An organisation signs in those who have a post with it today, and nobody else's workers."""
    if organisation_id not in employers:
        return refuse(
            f"{organisation} has signed you in, and you have no post with it here today",
            "Ask your manager to have your post entered.",
        )
    return allow(f"you have a post with {organisation} today")


def may_be_in(posts: Collection[object]) -> Answer:
    """Access ends with the last post, on its day (UK GDPR, Articles 5(1)(f) and 32)."""
    if not posts:
        return refuse(
            "you have no post here today, so there is nothing that you may see",
            "If you do have one, ask your manager to have it entered.",
        )
    return allow("you have a post today")


def may_remove_second_step(others: int) -> Answer:
    if others < 1:
        return refuse(
            "it is the only second step you have", "Set up another one first, then remove this one."
        )
    return allow("you have another second step")
