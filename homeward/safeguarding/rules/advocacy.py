"""An advocate, who speaks for the child and for nobody else: offered, what the child answered, and begun.

When an advocate has to be offered is the law's and was not read: nothing here says when, and nothing is counted as
late. That it was offered is recorded by whoever offered it or knows of it.
"""

from datetime import date
from enum import StrEnum

from homeward.access.rules import Answer, allow, refuse
from homeward.safeguarding.rules.statuses import may_have_been


class Answered(StrEnum):
    YES = "yes"
    NO = "no"
    LATER = "later"
    NOT_ASKED = "not asked"

    @property
    def label(self) -> str:
        return ANSWERS[self]


ANSWERS = {
    Answered.YES: "Yes",
    Answered.NO: "No",
    Answered.LATER: "Wants to think about it",
    Answered.NOT_ASKED: "Could not be asked",
}


def may_have_offered(on: date, born: date, today: date, answered: Answered, words: str) -> Answer:
    if not (answer := may_have_been(on, born, today)):
        return answer
    if answered == Answered.NOT_ASKED and not words.strip():
        return refuse("it is not said why the child could not be asked", "Write why.")
    return allow("whoever knows of it records it")


def may_have_begun(
    on: date, today: date, *, offered: date, answered: Answered, begun: date | None
) -> Answer:
    if begun is not None:
        return refuse(f"an advocate began on {begun:%-d %B %Y}, and that is in the record already")
    if on > today:
        return refuse("that day is still to come", "Record it when it has happened.")
    if on < offered:
        return refuse(
            f"it was offered on {offered:%-d %B %Y}, after that day", "Look at the day again."
        )
    if answered == Answered.NO:
        return refuse(
            "the child said no to this offer",
            "If they have changed their mind, record that it was offered again.",
        )
    return allow("it was offered")
