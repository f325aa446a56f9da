"""What may be written down of a measure: what can have been, on a day on which it can have been.

The SDQ has forms for ages 2 to 17, and one to fill in oneself for 11 to 17. That the youngest age is 2 was not read
where it is published again. The licence: copyright of Youthinmind, paper copies are free to those who make no profit,
and no electronic version is made without leave; so answers are entered one by one only under a licence that the
record names. That a school day has two sessions was not read where it is published again either.
"""

from datetime import date

from homeward.access.rules import Answer, allow, refuse
from homeward.clocks.rules import age_on
from homeward.measures.rules.sdq import DIFFICULTIES, MOST_OF_SCALE, Informant, Scale, Scores, most


AGES = {Informant.PARENT: (2, 17), Informant.TEACHER: (2, 17), Informant.SELF: (11, 17)}
SESSIONS_A_DAY = 2
LOOK = "Look at the day."


def may_have_been(born: date, on: date, today: date) -> Answer:
    """Whatever it was."""
    if on > today:
        return refuse("this day is still to come", "Write it down when it has been.")
    if on < born:
        return refuse(
            "it is before the child was born",
            f"{LOOK} In the record the birth is on {_day(born)}: if that is wrong, tell who looks after the record.",
        )
    return allow("it is a day in the child’s life")


def may_have_been_answered(informant: Informant, born: date, on: date, today: date) -> Answer:
    """An SDQ."""
    answer = may_have_been(born, on, today)
    if not answer:
        return answer
    age, (least, oldest) = age_on(on, born), AGES[informant]
    if least <= age <= oldest:
        return allow(f"there is a form for who is {age}")
    what = "one to fill in oneself is" if informant == Informant.SELF else "SDQ is"
    return refuse(
        f"the {what} for ages {least} to {oldest}, and the child was of another age",
        f"{LOOK} The child was {age} then. Look who filled it in. A form for other ages goes under “Another score”.",
    )


def may_be_scores(scores: Scores, informant: Informant) -> Answer:
    given = scores.given
    if not given:
        return refuse(
            "no score is there", "Write the total, or the scales, as they stand on the sheet."
        )
    for scale, score in given.items():
        top = most(scale, informant)
        if not 0 <= score <= top:
            return refuse(f"{scale.label.lower()} goes from 0 to {top}", "Look at the sheet again.")
    return _may_be_total(scores)


def _may_be_total(scores: Scores) -> Answer:
    """What is typed of the four scales leaves room for the total, and fills it where all four are there."""
    if scores.total is None:
        return allow("each score is one that the sheet can give")
    known = [score for scale in DIFFICULTIES if (score := scores.of(scale)) is not None]
    least = sum(known)
    highest = least + MOST_OF_SCALE * (len(DIFFICULTIES) - len(known))
    if least <= scores.total <= highest:
        return allow("the scales and the total agree")
    told = f"add up to {least}" if least == highest else f"allow a total from {least} to {highest}"
    return refuse(
        "the scales and the total do not agree",
        f"The scales {told}, and the total says {scores.total}. Look at the sheet again. "
        "If the sheet itself is wrong, write what its scales add up to.",
    )


def may_enter_answers(licence: str | None) -> Answer:
    """`licence`: the reference of the one in force today."""
    if licence is None:
        return refuse(
            "no licence to enter the answers of an SDQ is in the record for today",
            "Score the sheet on paper and write down its scores. If you have a licence, a head of service "
            "writes it down.",
        )
    return allow(f"licence {licence}")


def may_be_scored(scores: Scores) -> Answer:
    """By the answers."""
    if set(scores.given) <= {Scale.IMPACT}:
        return refuse(
            "too few questions are answered to score any scale: each needs three of its five",
            "Look at the sheet again, or ask who filled it in.",
        )
    return allow("enough is answered")


def may_have_attended(
    first: date, last: date, possible: int, attended: int, born: date, today: date
) -> Answer:
    if last < first:
        return refuse("the period ends before it begins", "Look at both days.")
    for on in (first, last):
        if not (answer := may_have_been(born, on, today)):
            return answer
    if attended > possible:
        return refuse(
            f"of {possible} sessions {attended} cannot have been attended",
            "Look which number is which.",
        )
    room = SESSIONS_A_DAY * ((last - first).days + 1)
    if not 1 <= possible <= room:
        return refuse(
            f"a day has two sessions, so that from the first day to the last there are 1 to {room}",
            "Look at the days and the number of sessions.",
        )
    return allow("so many sessions there can have been")


def may_be_corrected(is_current: bool) -> Answer:
    if not is_current:
        return refuse(
            "somebody has corrected it or taken it out since", "Look at what is there now."
        )
    return allow("whoever sees it puts a mistake right, and what was there stays in the record")


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
