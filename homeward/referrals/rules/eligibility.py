"""For whom the service is: criteria that a partnership agreed, and what they say of one referral.

There is no definition of the edge of care in law, and services differ (DOMAIN 1.1): so the criteria are data,
agreed locally, in versions by date, and what began under a version keeps it. They advise, and decide nothing: a
person screens, a panel decides, and who goes against the advice says why. What nobody knows is said to be not
known, never counted as a no. Two things are read from the record, the ages and what the referral fears; the rest
somebody answers.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from homeward.access.rules import Answer, allow, refuse
from homeward.clocks.rules import age_on
from homeward.referrals.rules.screening import Outcome


class CriterionKind(StrEnum):
    AGE = "age"
    FEARED = "feared"
    LIVING = "living"
    LEGAL = "legal"
    TRIED = "tried"
    EXCLUDES = "excludes"

    @property
    def label(self) -> str:
        return KINDS[self]


KINDS = {
    CriterionKind.AGE: "How old a child is",
    CriterionKind.FEARED: "What is feared",
    CriterionKind.LIVING: "Where the child is living",
    CriterionKind.LEGAL: "Legal status",
    CriterionKind.TRIED: "What was tried before",
    CriterionKind.EXCLUDES: "What makes it the wrong service",
}
FROM_THE_RECORD = frozenset({CriterionKind.AGE, CriterionKind.FEARED})
SOMETHING_ELSE = "something else"


class Judgement(StrEnum):
    MET = "met"
    NOT_MET = "not met"
    NOT_KNOWN = "not known"


class Advice(StrEnum):
    FITS = "fits"
    DOES_NOT_FIT = "does not fit"
    CANNOT_SAY = "cannot say"


@dataclass(frozen=True)
class Criterion:
    """One line of a version. `any_of` are the reasons of a referral of which one is enough."""

    kind: CriterionKind
    words: str
    least: int | None = None
    most: int | None = None
    any_of: tuple[str, ...] = ()
    number: int = 0

    @property
    def excludes(self) -> bool:
        return self.kind == CriterionKind.EXCLUDES

    @property
    def is_asked(self) -> bool:
        return self.kind not in FROM_THE_RECORD


@dataclass(frozen=True)
class Judged:
    criterion: Criterion
    judgement: Judgement
    told: str = ""  # from what it follows, where the record says it

    @property
    def speaks_against(self) -> bool:
        bad = Judgement.MET if self.criterion.excludes else Judgement.NOT_MET
        return self.judgement == bad

    @property
    def in_words(self) -> str:
        if self.criterion.excludes:
            said = {
                Judgement.MET: "true of them",
                Judgement.NOT_MET: "not true of them",
                Judgement.NOT_KNOWN: "not known",
            }[self.judgement]
        else:
            said = self.judgement.value
        return f"{said}: {self.told}" if self.told else said


def judge(
    criteria: Iterable[Criterion],
    *,
    born: Collection[date],
    reasons: Collection[str],
    day: date,
    answers: Mapping[int, Judgement],
) -> list[Judged]:
    """Each criterion on the day on which the referral was sent. `answers` by the number of the criterion."""
    return [
        _ages(one, born, day)
        if one.kind == CriterionKind.AGE
        else _feared(one, reasons)
        if one.kind == CriterionKind.FEARED
        else Judged(one, answers.get(one.number, Judgement.NOT_KNOWN))
        for one in criteria
    ]


def _ages(criterion: Criterion, born: Collection[date], day: date) -> Judged:
    """One child of the family is enough: help is for all who live there."""
    ages = sorted(age_on(day, one) for one in born)
    if not ages:
        return Judged(criterion, Judgement.NOT_KNOWN)
    least, most = criterion.least or 0, 17 if criterion.most is None else criterion.most
    met = any(least <= age <= most for age in ages)
    said = ", ".join(str(age) for age in ages)
    told = f"aged {said}" if len(ages) == 1 else f"aged {said}; one is enough"
    return Judged(criterion, Judgement.MET if met else Judgement.NOT_MET, told)


def _feared(criterion: Criterion, reasons: Collection[str]) -> Judged:
    found = [reason for reason in reasons if reason in criterion.any_of]
    if found:
        return Judged(criterion, Judgement.MET, "; ".join(found))
    if SOMETHING_ELSE in reasons or not reasons:
        return Judged(criterion, Judgement.NOT_KNOWN, "the referral says something else")
    return Judged(criterion, Judgement.NOT_MET, "; ".join(reasons))


def advice(judged: Sequence[Judged]) -> Advice:
    if any(one.speaks_against for one in judged):
        return Advice.DOES_NOT_FIT
    if any(one.judgement == Judgement.NOT_KNOWN for one in judged):
        return Advice.CANNOT_SAY
    return Advice.FITS


def advice_in_words(judged: Sequence[Judged]) -> str:
    """What the criteria advise, and because of which."""
    said = advice(judged)
    if said == Advice.DOES_NOT_FIT:
        because = "; ".join(one.criterion.words for one in judged if one.speaks_against)
        return f"By what we agreed it does not fit, because of: {because}"
    if said == Advice.CANNOT_SAY:
        open_ = "; ".join(
            one.criterion.words for one in judged if one.judgement == Judgement.NOT_KNOWN
        )
        return f"By what we agreed it cannot be said yet; not known: {open_}"
    return "By what we agreed it fits"


def goes_against(said: Advice, outcome: Outcome) -> bool:
    """No room, asking, redirecting and a family's own no are no judgement of whether it fits."""
    if said == Advice.DOES_NOT_FIT:
        return outcome == Outcome.TAKE_ON
    return said == Advice.FITS and outcome in (Outcome.NOT_ELIGIBLE, Outcome.TOO_RISKY)


def may_go_against(said: Advice, outcome: Outcome, because: str) -> Answer:
    """It advises: a person may see it otherwise, and says why."""
    if goes_against(said, outcome) and not because.strip():
        fits = "fits" if said == Advice.FITS else "does not fit"
        return refuse(
            f"by what was agreed this referral {fits}, and no reason was given for seeing it otherwise",
            "Write why, in words the family may read. The panel reads it too.",
        )
    return allow("the outcome follows what was agreed, or says why not")


def may_be_agreed(criteria: Sequence[Criterion]) -> Answer:
    if not any(not one.excludes for one in criteria):
        return refuse(
            "nothing says for whom the service is",
            "Agree at least an age, what is feared, or another criterion.",
        )
    for one in criteria:
        if one.least is not None and one.most is not None and one.least > one.most:
            return refuse(
                f"no child is {one.least} or older and {one.most} or younger",
                "Look at the two ages.",
            )
    return allow("it says for whom the service is")
