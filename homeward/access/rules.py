"""One shape for every permission: a yes or no with its reason, in words for the person asking."""

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
