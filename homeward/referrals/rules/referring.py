"""Making a referral: who may, what it must hold, and how its reference is said over the phone.

A referral goes to a team, never to a person. Its reference has no letter or digit that is mistaken for
another one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import REFERRING_ROLES, WorkerOnDay
from homeward.people.rules import folded


if TYPE_CHECKING:
    from homeward.referrals.models import ReferralDraft

# References are said over the phone: no letter or digit that is mistaken for another.
REFERENCE_LETTERS = "ACDEFGHJKLMNPQRTUVWXY"
REFERENCE_DIGITS = "234679"
# The spelling alphabet of the International Telecommunication Union (Radio Regulations, Appendix 14).
SPOKEN = {
    word[0]: word
    for word in (
        *("Alfa", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India"),
        *("Juliett", "Kilo", "Lima", "Mike", "November", "Oscar", "Papa", "Quebec", "Romeo"),
        *("Sierra", "Tango", "Uniform", "Victor", "Whiskey", "X-ray", "Yankee", "Zulu"),
    )
}

REASONS = (
    "rows at home",
    "violence at home",
    "a child goes missing",
    "someone may be exploiting a child",
    "a child is not in school",
    "a child's mental health",
    "a parent's mental health",
    "drink or drugs",
    "nowhere safe to live",
    "a parent asks for a child to be looked after",
    "something else",
)


# The codes of the SSDA903 return, in the words of the form.
SEXES = {"M": "Male", "F": "Female", "U": "Not known yet"}


class Urgency(StrEnum):
    STANDARD = "standard"
    SOON = "within a day"
    DANGER = "danger now"


def reference_from(choose: Callable[[Sequence[str]], str]) -> str:
    """A reference such as KM 4729. `choose(sequence)` picks one: `secrets.choice`, or a test's own."""
    letters = "".join(choose(REFERENCE_LETTERS) for _ in range(2))
    return letters + "".join(choose(REFERENCE_DIGITS) for _ in range(4))


def grouped(reference: str) -> str:
    """KM 47 29: in groups that one breath can say."""
    return " ".join(reference[start : start + 2] for start in range(0, len(reference), 2))


def spoken(reference: str) -> str:
    """Kilo, Mike, 47, 29: as it is said over the phone."""
    letters, digits = reference[:2], reference[2:]
    words = [SPOKEN[letter] for letter in letters]
    return ", ".join([*words, digits[:2], digits[2:]])


def may_refer(worker: WorkerOnDay, from_team_id: int | None = None) -> Answer:
    """A social worker or team manager of the council refers, for their own team."""
    for post in worker.posts:
        if (
            post.role in REFERRING_ROLES
            and post.employer_kind == "council"
            and (from_team_id is None or post.team_id == from_team_id)
        ):
            return allow(f"you are {post.role} in {post.team_name}")
    return refuse(
        "a referral is made by a social worker of the council",
        "Ask the child's social worker to refer. If a child is unsafe now, phone duty.",
    )


def may_send_to(team_kind: str, team_partnership_id: int, partnership_id: int) -> Answer:
    """A referral goes to a team, never to a person, and never out of the partnership."""
    if team_partnership_id != partnership_id:
        return refuse("that team belongs to another partnership")
    if team_kind != "edge of care":
        return refuse("that team does not take referrals", "Choose an edge of care team.")
    return allow("the team takes referrals")


def may_write_draft(worker: WorkerOnDay, draft: "ReferralDraft") -> Answer:
    """A referral not yet sent is its writer's alone."""
    if draft.worker_id != worker.worker_id:
        return refuse("a referral that is not sent yet is its writer's alone")
    return allow("you are writing this referral")


SECTIONS = {
    "children": "Children",
    "adults": "Adults and safe ways to contact",
    "why_now": "Why now",
    "tried": "What has been tried",
    "family": "What the family says",
    "urgency": "Urgency",
}


TWICE = "Remove one of the two children with the same name and date of birth, or mend what is wrong"


def is_twice(children: Iterable[tuple[str, date | str]]) -> bool:
    """Whether a child is written twice: the same name, however it is spelt, and the same date of birth."""
    counted = Counter((folded(name), str(born)) for name, born in children)
    return any(number > 1 for number in counted.values())


def may_refer_children(children: Iterable[tuple[str, date]]) -> Answer:
    """One child, one record, and once in a referral."""
    if is_twice(children):
        return refuse("the same child is in this referral twice", f"{TWICE}. Then send it again.")
    return allow("each child is in it once")


def lacking(answers: Mapping[str, Any]) -> dict[str, str]:
    """What a draft still lacks before it can be sent: section and what to do. Empty when it is whole."""
    held = {name: answers.get(name) or {} for name in SECTIONS}
    urgency = held["urgency"].get("urgency")
    named = [
        (f"{c.get('given_name')} {c.get('family_name')}", c.get("born", ""))
        for c in held["children"]
    ]
    lacks = {
        "children": (not held["children"] and "Add at least one child")
        or (is_twice(named) and TWICE),
        "adults": not held["adults"] and "Add at least one adult, with a safe way to contact them",
        "why_now": not (held["why_now"].get("reasons") and held["why_now"].get("why_now"))
        and "Say why the family needs help now",
        "tried": not held["tried"].get("tried") and "Say what has been tried",
        "family": not held["family"].get("family_says") and "Write what the family says",
        "urgency": not urgency and "Say how soon help is needed",
    }
    if urgency == Urgency.DANGER and not held["urgency"].get("danger"):
        lacks["urgency"] = "Say what the danger is"
    return {section: words for section, words in lacks.items() if words}


def may_send(lacks: Mapping[str, str]) -> Answer:
    if lacks:
        todo = "; ".join(words[:1].lower() + words[1:] for words in lacks.values())
        return refuse(
            f"the referral is not complete: {todo}", "Use the Change links, then send it."
        )
    return allow("every part is written")
