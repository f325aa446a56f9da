"""Which of the two organisations may lawfully decide what.

The functions and who keeps them: DOMAIN facts with their sources beside each line below. Part 1 of the
Children and Young Persons Act 2008 and SI 2014/2407 let a council arrange for others to discharge most
functions, never those of the independent reviewing officer (2008 Act, section 2), and the council stays
liable; so each decision names its function, and only the role that the register names may sign it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules.roles import LEADING, OrganisationKind
from homeward.partnership.rules.workers import WorkerOnDay, may_by_role


if TYPE_CHECKING:
    from homeward.partnership.models import Arrangement


class Function(StrEnum):
    OFFER_HELP = "offer_help"
    STAY_AT_HOME = "stay_at_home"
    ACCOMMODATE = "accommodate"
    RETURN_HOME = "return_home"
    END_SUPPORT = "end_support"
    CHAIR_REVIEW = "chair_review"
    ASSESS_RETURN = "assess_return"
    SIGN_OFF_RISK = "sign_off_risk"
    WORK_TO_RETURN = "work_to_return"
    RETURN_AT_16 = "return_at_16"
    OVERRIDE_RISK = "override_risk"
    LEGAL_GATEWAY = "legal_gateway"


@dataclass(frozen=True)
class FunctionFacts:
    """What a function is, in words, and its law. `council_only` can never be arranged to a charity."""

    what: str
    law: str
    council_only: bool


FUNCTIONS = {
    Function.OFFER_HELP: FunctionFacts(
        "Offer a family help at the edge of care",
        "Children Act 1989, section 17 and Schedule 2, paragraph 7",
        council_only=False,
    ),
    Function.STAY_AT_HOME: FunctionFacts(
        "Decide whether a child at the edge of care stays at home",
        "Children Act 1989, sections 17, 20 and 47",
        council_only=True,
    ),
    Function.ACCOMMODATE: FunctionFacts(
        "Decide that a child comes into care",
        "Children Act 1989, sections 20 and 31",
        council_only=True,
    ),
    Function.RETURN_HOME: FunctionFacts(
        "Decide that a child in care returns home",
        "Care Planning, Placement and Case Review (England) Regulations 2010, regulations 15 to 19 and 39",
        council_only=True,
    ),
    Function.END_SUPPORT: FunctionFacts(
        "Decide that support ends",
        "Children Act 1989, section 17",
        council_only=False,
    ),
    Function.CHAIR_REVIEW: FunctionFacts(
        "Chair a looked-after child's review",
        "Children and Young Persons Act 2008, section 2; Children Act 1989, section 25A",
        council_only=True,
    ),
    # What leads to a return is a change of the care plan, which is the council's (regulations 4 and 32). Who signs
    # off how safe it is judged to be, and who goes beyond that, no regulation says: practice, and the partnership's
    # own register (DOMAIN 2.1, 2.2 and 3.3).
    Function.ASSESS_RETURN: FunctionFacts(
        "Decide whether a return home is worth assessing",
        "Care Planning, Placement and Case Review (England) Regulations 2010, regulation 4",
        council_only=True,
    ),
    Function.SIGN_OFF_RISK: FunctionFacts(
        "Sign off how safe a return home is judged to be",
        "Care Planning, Placement and Case Review (England) Regulations 2010, regulations 15 to 19 and Schedule 3",
        council_only=True,
    ),
    Function.WORK_TO_RETURN: FunctionFacts(
        "Decide to work towards a return home",
        "Care Planning, Placement and Case Review (England) Regulations 2010, regulations 4 and 32(2)",
        council_only=True,
    ),
    Function.RETURN_AT_16: FunctionFacts(
        "Decide that somebody of 16 or 17 who is not under a care order returns home",
        "Care Planning, Placement and Case Review (England) Regulations 2010, regulation 39",
        council_only=True,
    ),
    Function.OVERRIDE_RISK: FunctionFacts(
        "Let a return home be decided though it is judged to be of the two highest classes of risk",
        "the council’s own scheme of delegation; no regulation names who",
        council_only=True,
    ),
    Function.LEGAL_GATEWAY: FunctionFacts(
        "Decide at the legal gateway: a letter before proceedings, stepping down, or the court",
        "Children Act 1989, section 31; the council’s own scheme of delegation",
        council_only=True,
    ),
}


def may_arrange(
    function: Function, performed_by: OrganisationKind, decided_by: OrganisationKind
) -> Answer:
    """Whether the register may hold this line at all (2008 Act, section 2)."""
    facts = FUNCTIONS[function]
    if facts.council_only and decided_by != OrganisationKind.COUNCIL:
        return refuse(f"{facts.what} stays with the council ({facts.law})")
    if function == Function.CHAIR_REVIEW and performed_by != OrganisationKind.COUNCIL:
        return refuse(
            "reviewing-officer functions can never be arranged to a charity (2008 Act, section 2)"
        )
    return allow(f"{facts.what}: {facts.law}")


def may_decide(
    worker: WorkerOnDay, function: Function, arrangement: "Arrangement | None"
) -> Answer:
    """Whether this worker may sign a decision of this function, under the arrangement in force today.

    A function with no arrangement in force has no lawful decider: nobody may sign, and the page says so.
    """
    facts = FUNCTIONS[function]
    if arrangement is None:
        return refuse(
            f"no arrangement is in force today for this: {facts.what.lower()}",
            "Ask the partnership's governance lead to put one in the register.",
        )
    decider = f"the {arrangement.decides_role}, {OrganisationKind(arrangement.decides_kind).value}"
    for post in worker.posts:
        if (
            post.partnership_id == arrangement.partnership_id
            and post.role == arrangement.decides_role
            and post.employer_kind == arrangement.decides_kind
        ):
            return allow(f"you are {post.role}, {post.employer_name}: {arrangement.in_words}")
    return refuse(
        f"{decider}, decides",
        f"You can prepare everything and send it to {decider}. {facts.law}.",
    )


def may_change_register(worker: WorkerOnDay, partnership_id: int) -> Answer:
    """The council delegates, and the power to delegate cannot itself be delegated (SI 2014/2407)."""
    return may_by_role(
        worker,
        partnership_id,
        LEADING,
        kind=OrganisationKind.COUNCIL,
        otherwise=refuse(
            "the council’s head of service or director changes the register",
            "The power to delegate cannot itself be delegated (SI 2014/2407).",
        ),
    )


def may_begin_line(
    from_day: date, today: date, *, begun: date | None, later: date | None
) -> Answer:
    """Whether a line may begin on a day. `begun`: since when the one before holds; `later`: when one that is
    written already begins."""
    if from_day < today:
        return refuse(
            "it would begin in the past, and what was decided then was decided under the register of then",
            "Choose today or a later day.",
        )
    if later is not None:
        return refuse(
            f"a line that begins on {later:%-d %B %Y} is written already",
            "Choose a later day than that.",
        )
    if begun is not None and from_day <= begun:
        return refuse(
            f"the line before begins on {begun:%-d %B %Y}", "Choose a later day than that."
        )
    return allow("it begins after the one before")


def needs_supervisor(
    performed_by: OrganisationKind, *, supervised: bool, registered: bool
) -> Answer:
    """Work that a charity does for the council is done by or under the supervision of a registered social
    worker (2008 Act, section 2(5)). `registered`: somebody looked up whoever is named."""
    if performed_by == OrganisationKind.CHARITY and not supervised:
        return refuse(
            "nobody is named who supervises the charity’s work",
            "Name the registered social worker (2008 Act, section 2).",
        )
    if supervised and not registered:
        return refuse(
            "nobody has looked up that whoever is named to supervise is registered as a social worker",
            "Have their registration entered on their page first (2008 Act, section 2).",
        )
    return allow("who supervises it is known")
