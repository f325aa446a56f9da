"""Where a rule's answer becomes a refusal: Django turns it into a 403 page that shows the reason."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied

from homeward.access.rules import Answer, refuse


Found = TypeVar("Found")


class Refused(PermissionDenied):
    """The answer was no. Carries the answer, so that the page and the trail can show the reason."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.reason)
        self.answer = answer


class Overtaken(Refused):
    """Someone else changed it since this person opened the page."""


def require(answer: Answer) -> Answer:
    """Give the answer back if it is yes; otherwise raise Refused with it."""
    if not answer:
        raise Refused(answer)
    return answer


def present(found: Found | None, what: str) -> Found:
    """What was read again under the lock, if it is still there."""
    if found is None:
        raise Overtaken(
            refuse(
                f"{what} was taken away since you opened this page",
                "Go back and look at what there is now.",
            )
        )
    return found
