"""A data protection impact assessment: what it holds, who advises and signs, and what is not assessed.

Source: UK GDPR, Article 35: where a risk to people is likely to be high, its controller assesses it first:
what is done, whether it is necessary and proportionate, the risks and the measures (35(7)), with the advice of
the data protection officer (35(2)) and, where appropriate, the views of those concerned (35(9)), and again when
the risk changes (35(11)). A high risk that remains goes to the Commissioner first (Article 36). The ICO's Data
sharing code of practice (2021, under section 121 of the Data Protection Act 2018) recommends one for sharing.
Likelihood, severity and what remains are graded as in the template of the ICO's guidance.

That each organisation's lead advises and each signs by its head of service or director is the partnership's
own rule: both are controllers (Article 26), and neither signs for the other. No law sets how often it is
looked at again: the day is chosen with each version.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import OrganisationKind, Purpose, WorkerOnDay, leads_for
from homeward.partnership.rules.sides import leads_side


class Likelihood(StrEnum):
    REMOTE = "remote"
    POSSIBLE = "possible"
    PROBABLE = "probable"


class Severity(StrEnum):
    MINIMAL = "minimal"
    SIGNIFICANT = "significant"
    SEVERE = "severe"


class Residual(StrEnum):
    """What remains of a risk when the measure is taken."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Consulted(StrEnum):
    """Whose views were asked for. The Commissioner's is consultation under Article 36."""

    FAMILIES = "families"
    WORKERS = "workers"
    OTHERS = "others"
    COMMISSIONER = "commissioner"

    @property
    def label(self) -> str:
        return CONSULTED[self]


CONSULTED = {
    Consulted.FAMILIES: "Children or families",
    Consulted.WORKERS: "Those who work here",
    Consulted.OTHERS: "Others: experts, suppliers, partners",
    Consulted.COMMISSIONER: "The Information Commissioner (Article 36)",
}


class Part(StrEnum):
    """A part of Homeward that may be assessed by itself."""

    REFERRALS = "referrals"
    DECISIONS = "decisions"
    SUPPORT = "support"
    CARE = "care"
    SHARING = "sharing"
    TRAIL = "trail"
    INSIGHT = "insight"
    ACCESS = "access"

    @property
    def label(self) -> str:
        return PARTS[self]


PARTS = {
    Part.REFERRALS: "Referring, screening and the panel",
    Part.DECISIONS: "Decisions, and disagreements about them",
    Part.SUPPORT: "Plans, visits, photos and what happened",
    Part.CARE: "Children in care, and the statutory return",
    Part.SHARING: "Who sees which child, and closed records",
    Part.TRAIL: "The trail: who looked and what was changed",
    Part.INSIGHT: "Figures about the service",
    Part.ACCESS: "Signing in",
}


class Step(StrEnum):
    """What somebody does that a version waits for. The value is the name of its page."""

    ADD_RISK = "add_risk"
    ADVISE = "advise"
    SIGN_OFF = "sign_off"


@dataclass(frozen=True)
class Subjects:
    """What a version assesses."""

    agreements: frozenset[int] = frozenset()  # versions of the sharing agreement
    purposes: frozenset[Purpose] = frozenset()
    parts: frozenset[Part] = frozenset()
    change: str = ""

    def __bool__(self) -> bool:
        return bool(self.agreements or self.purposes or self.parts or self.change)


@dataclass(frozen=True)
class Standing:
    """How far a version is: from who advised and who signed."""

    advised: frozenset[OrganisationKind]
    signed: Mapping[OrganisationKind, int]  # by whom
    risks: int
    high_remains: bool
    commissioner_consulted: bool

    @property
    def is_signed_off(self) -> bool:
        return set(self.signed) == set(OrganisationKind)


def not_assessed(subjects: Subjects, held: Collection[int]) -> list[str]:
    """What has changed since. `held`: the versions of the sharing agreement that hold or will. Of an assessment
    that is about something else nothing is said: see `nowhere_assessed`."""
    if not subjects.agreements:
        return []
    newest = max(subjects.agreements)
    return [f"Version {one} of the sharing agreement" for one in sorted(held) if one > newest]


def purposes_missing(assessed: Collection[Purpose], granted: Collection[Purpose]) -> list[str]:
    return [f"To {purpose.label}" for purpose in Purpose if purpose in set(granted) - set(assessed)]


def nowhere_assessed(
    every: Collection[Subjects], held: Collection[int], granted: Collection[Purpose]
) -> list[str]:
    """What none of the assessments that are signed off covers: of the agreement, its purposes and the product."""
    agreements = {version for one in every for version in one.agreements}
    purposes = {purpose for one in every for purpose in one.purposes}
    parts = {part for one in every for part in one.parts}
    return [
        *(f"Version {one} of the sharing agreement" for one in sorted(set(held) - agreements)),
        *purposes_missing(purposes, granted),
        *(part.label for part in Part if part not in parts),
    ]


def may_write(worker: WorkerOnDay, partnership_id: int) -> Answer:
    if leads_for(worker, partnership_id):
        return allow("you are an information governance lead of the partnership")
    return refuse(
        "the information governance leads write impact assessments",
        "Tell the lead of your organisation what should be in it.",
    )


def may_be_written(subjects: Subjects, review_by: date, today: date) -> Answer:
    if not subjects:
        return refuse(
            "it is not said what it assesses",
            "Tick at least one thing, or describe the change that it is about.",
        )
    if review_by <= today:
        return refuse(
            "the day on which it is looked at again is not to come", "Choose a later day."
        )
    return allow("it says what it assesses, and until when")


def may_be_titled(*, is_new: bool) -> Answer:
    if not is_new:
        return refuse(
            "there is an assessment of that title already",
            "Write a new version of it, or choose another title.",
        )
    return allow("the title is new")


def may_own(*, has_post: bool) -> Answer:
    if not has_post:
        return refuse("who is named for the measure has no post here", "Choose somebody who has.")
    return allow("they have a post here")


def may_add_to(worker: WorkerOnDay, partnership_id: int, standing: Standing) -> Answer:
    """Risks, views and advice: until the first of the two signs."""
    answer = may_write(worker, partnership_id)
    if answer and standing.signed:
        who = " and ".join(sorted(kind.label for kind in standing.signed))
        return refuse(
            f"this version is signed off by {who} and stays as it is", "Write a new version."
        )
    return answer


def may_have_risk(done_by: date, today: date) -> Answer:
    if done_by < today:
        return refuse(
            "the day by which the measure is taken is past",
            "If it is taken already, write that as the measure, and choose today.",
        )
    return allow("the measure is still to come, or is taken today")


def may_advise(worker: WorkerOnDay, partnership_id: int, standing: Standing) -> Answer:
    answer = may_add_to(worker, partnership_id, standing)
    if answer and not leads_for(worker, partnership_id) - standing.advised:
        return refuse(
            "your organisation’s lead has advised on this version",
            "Advice that changed belongs in a new version.",
        )
    return answer


def may_sign_off(worker: WorkerOnDay, partnership_id: int, standing: Standing) -> Answer:
    signing = leads_side(worker, partnership_id)
    if not signing:
        return refuse(
            "each organisation’s head of service or director signs it off",
            "Ask them when both leads have advised.",
        )
    if not signing - set(standing.signed):
        return refuse("your organisation has signed it off already")
    if worker.worker_id in standing.signed.values():
        return refuse(
            "you have signed it off already", "The other organisation’s senior signs as well."
        )
    if not standing.risks:
        return refuse("no risk has been written down", "Ask a lead to add the risks first.")
    silent = set(OrganisationKind) - standing.advised
    if silent:
        who = " and ".join(sorted(kind.label for kind in silent))
        return refuse(
            f"the lead of {who} has not advised yet (UK GDPR, Article 35(2))", "Ask them first."
        )
    if standing.high_remains and not standing.commissioner_consulted:
        return refuse(
            "a high risk remains, and the Commissioner is consulted first (UK GDPR, Article 36)",
            "Take a further measure, or write down what the Commissioner said.",
        )
    return allow(f"you sign for {min(signing - set(standing.signed)).label}")


def next_step(worker: WorkerOnDay, partnership_id: int, standing: Standing) -> Step | None:
    """What a version waits for from this worker: nobody advises or signs where no risk was written down."""
    if not standing.risks:
        return Step.ADD_RISK if may_add_to(worker, partnership_id, standing) else None
    if may_advise(worker, partnership_id, standing):
        return Step.ADVISE
    return Step.SIGN_OFF if may_sign_off(worker, partnership_id, standing) else None
