"""Who is in an invented family: children, the adults around them, and what brought them to ask for help."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from homeward.county import names, words
from homeward.referrals.actions import ReferredAdult, ReferredChild
from homeward.referrals.rules import Urgency


SIZES, SIZE_WEIGHTS = (1, 2, 3, 4), (52, 29, 14, 5)
OTHERS = (
    # kind, how often, and whether they hold parental responsibility (None: not known yet)
    ("father", 0.55, (True, True, True, False, None)),
    ("mother’s partner", 0.15, (False,)),
    ("grandmother", 0.25, (False,)),
)


@dataclass(frozen=True)
class Family:
    name: str
    children: tuple[ReferredChild, ...]
    adults: tuple[ReferredAdult, ...]
    reasons: tuple[str, ...]
    why_now: str
    tried: str
    going_well: str
    says: str
    urgency: Urgency


def size(rng: Random) -> int:
    return rng.choices(SIZES, SIZE_WEIGHTS)[0]


def family(rng: Random, name: str, children: int, referred_on: date) -> Family:
    """`referred_on`: the earliest that they may be referred, so that every child was born by then."""
    reasons = rng.sample(words.REASONS, rng.choice((1, 1, 2)))
    return Family(
        name=name,
        children=_children(rng, name, children, referred_on),
        adults=_adults(rng, name),
        reasons=tuple(reason for reason, _ in reasons),
        why_now=reasons[0][1],
        tried=rng.choice(words.TRIED),
        going_well=rng.choice(words.GOING_WELL),
        says=rng.choice(words.FAMILY_SAYS),
        urgency=rng.choices((Urgency.STANDARD, Urgency.SOON), (4, 1))[0],
    )


def birth(rng: Random, today: date, youngest: int = 3, oldest: int = 16) -> date:
    """Mostly 9 to 15, as at the edge of care they mostly are."""
    age = round(rng.triangular(youngest, oldest, 0.8 * oldest))
    return today - timedelta(days=age * 365 + rng.randrange(20, 340))


def _children(rng: Random, name: str, count: int, referred_on: date) -> tuple[ReferredChild, ...]:
    born = birth(rng, referred_on, youngest=1 + 2 * count, oldest=14)
    children = []
    for given in names.children_names(rng, count):
        young = (referred_on - born).days < 4 * 365
        asked = not young and rng.random() < 0.85
        children.append(
            ReferredChild(
                given,
                name,
                born,
                sex=rng.choice("MF"),
                says=rng.choice(words.CHILD_SAYS) if asked else "",
                not_asked_because="" if asked else words.NOT_ASKED[0 if young else 1],
            )
        )
        born = min(born + timedelta(days=rng.randrange(330, 800)), referred_on - timedelta(days=40))
    return tuple(children)


def _adults(rng: Random, name: str) -> tuple[ReferredAdult, ...]:
    adults = [an_adult(rng, name, "mother", True)]
    for kind, how_often, responsible in OTHERS:
        if rng.random() < how_often:
            adults.append(an_adult(rng, name, kind, rng.choice(responsible)))
    return tuple(adults)


def an_adult(rng: Random, name: str, kind: str, responsible: bool | None) -> ReferredAdult:
    return ReferredAdult(
        names.adult_name(rng, name),
        kind,
        phone=f"01632 960{rng.randrange(100, 1000)}",
        safe_contact=rng.choice(words.SAFE_CONTACT) if kind != "grandmother" else "",
        interpreter=rng.choice(words.INTERPRETERS) if rng.random() < 0.08 else "",
        parental_responsibility=responsible,
    )
