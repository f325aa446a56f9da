"""Making the county: how many families at which stage, and the children who are in care already.

Everybody lives through the past with the clock moved back, so nothing is dated afterwards, nor is the trail.
Seeded: each family draws from its own numbers, so the same seed makes the same people, dates and states on
the same day. References are drawn by the action that makes them and are not seeded. These are made in one
transaction, so that an interrupted county leaves nothing behind; a large one goes on in bulk (`scale`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.clocks.rules import working_days_after
from homeward.county import (
    care,
    cast,
    crisis,
    families,
    lives,
    measured,
    names,
    recorded,
    scale,
    sharing,
)
from homeward.county.cast import Cast
from homeward.county.days import in_office_hours, working_day_before
from homeward.county.governing import govern
from homeward.county.journey import Journey
from homeward.county.stages import STAGES, YEARS_BACK
from homeward.county.stories import Story
from homeward.partnership.models import Partnership, Worker
from homeward.partnership.rules import Role
from homeward.people.actions import enter_child
from homeward.people.models import Adult, Child, Identifier, Relationship
from homeward.referrals import actions as referrals
from homeward.sharing.actions import involve_team
from homeward.trail import actions as trail


DEFAULT_CHILDREN = 60
IN_CARE_ONLY = 5  # one child in so many is known to the county only from being in care
CAME_BACK = 3  # the number of the child who surely came back into care: a small county has one too

# What a draft holds of a child, besides the birthday.
CHILD_HELD = ("given_name", "family_name", "preferred_name", "sex", "says", "not_asked_because")


@dataclass(frozen=True)
class PlannedFamily:
    number: int
    story: Story
    children: int


def plan_families(rng: Random, children: int) -> list[PlannedFamily]:
    """Every story once, as far as the children reach; then by how often it comes up."""
    planned: list[PlannedFamily] = []
    stories, weights = zip(*STAGES, strict=True)
    while children > 0:
        number = len(planned)
        story = stories[number] if number < len(stories) else rng.choices(stories, weights)[0]
        kept_for_others = max(len(stories) - number - 1, 0)
        size = min(families.size(rng), max(children - kept_for_others, 1))
        planned.append(PlannedFamily(number, story, size))
        children -= size
    return planned


def build(
    *,
    children: int = DEFAULT_CHILDREN,
    seed: int = 1,
    name: str = cast.NAME,
    progress: Callable[[int, int], None] = lambda made, of: None,
) -> Partnership:
    """Found the county and fill it. `progress` is told how many children are made, of how many."""
    if children > scale.MOST:
        raise ValueError(
            f"There are references for the families of {scale.MOST:,} children at most, so {children:,} "
            "cannot be made. Ask for fewer."
        )
    began = now()
    rng = Random(f"{seed} county")
    surnames = names.family_names(rng)
    lived = min(children, scale.LIVED)
    in_care = lived // IN_CARE_ONLY
    planned = plan_families(rng, lived - in_care)
    made = 0
    with transaction.atomic():
        county = cast.found(name=name, children=lived, rng=rng, today=localdate(began))
        sharing.agree_what_is_shared(county, Random(f"{seed} sharing"), localdate(began))
        measured.license_answers(county, Random(f"{seed} licence"), localdate(began))
        crisis.agree_eligibility(county, Random(f"{seed} eligibility"), localdate(began))
        _draft(county, Random(f"{seed} draft"), surnames[-1], localdate(began))
        for family in planned:
            made = _live(county, family, seed, surnames, began, made)
            progress(made, children)
        _all_in_care(county, range(in_care), seed, surnames, began)
        sharing.seal_a_record(county, Random(f"{seed} sealed"), localdate(began))
        govern(county, began)
        recorded.count_forms(county, Random(f"{seed} recorded"))
        progress(lived, children)
    if children > lived:
        of_care = children // IN_CARE_ONLY - in_care
        scale.write(
            county,
            in_families=children - lived - of_care,
            in_care=of_care,
            first_in_care=in_care,
            seed=seed,
            surnames=surnames,
            began=began,
            progress=lambda written: progress(lived + written, children),
        )
    return county.partnership


def _live(
    county: Cast, planned: PlannedFamily, seed: int, surnames: list[str], began: datetime, made: int
) -> int:
    """Let one family live its story. Gives back how many children are made by now."""
    rng = Random(f"{seed} family {planned.number}")
    years = YEARS_BACK.get(planned.story, 1)
    name = surnames[planned.number % len(surnames)]
    earliest = localdate(began) - timedelta(days=366 * years)
    family = families.family(rng, name, planned.children, earliest)
    planned.story(Journey(county, family, planned.number, rng, began))
    return made + planned.children


def _all_in_care(
    county: Cast, numbers: Iterable[int], seed: int, surnames: list[str], began: datetime
) -> None:
    for number in numbers:
        name = surnames[-2 - number % len(surnames)]
        _in_care(county, number, Random(f"{seed} care {number}"), name, localdate(began))


def _in_care(county: Cast, number: int, rng: Random, name: str, today: date) -> None:
    """A child in care whom no referral brought: the council's own record, with its number."""
    worker = county.turn("West" if number % 2 else "East", Role.SOCIAL_WORKER, number)
    given_name = rng.choice(names.CHILDREN)
    life = (lives.left if number % 10 in lives.LEFT else lives.in_care)(rng, today)
    if number == CAME_BACK:
        while len(life.spans) < 2:
            life = lives.left(rng, today)
    history = care.history(rng, life, today)
    first, last = history.facts.periods[0], history.facts.periods[-1]
    with travel(_came_in(county, first.start, number)):
        child = enter_child(
            partnership_id=county.partnership.pk,
            given_name=given_name,
            family_name=name,
            born=life.born,
            by=worker,
            sex=life.sex,
            ethnicity=life.ethnicity,
        )
        _enter_care(county, child, history, number, by=worker)
        if number % 4:  # of the fourth, the record knows only what the return says
            _enter_mother(child, rng)
    if last.end is None:
        with travel(_came_in(county, last.start, number) + timedelta(minutes=20)):
            care.appoint_reviewing_officer(county, child, number, by=worker)


def _came_in(county: Cast, day: date, number: int) -> datetime:
    """The working day on which a child came into care, or on which the partnership began knowing of it."""
    day = working_days_after(max(day, county.from_day) - timedelta(days=1), 1)
    return in_office_hours(Random(number), day)


def _enter_care(
    county: Cast, child: Child, history: care.History, number: int, *, by: Worker
) -> None:
    team = county.teams["West" if number % 2 else "East"]
    involve_team(child, team, because="looked after by the council", by=by, on=localdate())
    Identifier.objects.create(
        partnership=county.partnership,
        child=child,
        system=Identifier.System.SSDA903,
        value=f"{county.partnership.pk}{number + 1:06}",
    )
    care.write(child, history)
    trail.record(
        "entered the child’s time in care",
        child,
        by=by,
        children=[child.pk],
        because="from the council’s own record",
    )


def _enter_mother(child: Child, rng: Random) -> None:
    mother = Adult.objects.create(
        partnership_id=child.partnership_id,
        name=names.adult_name(rng, child.family_name),
        phone=f"01632 960{rng.randrange(100, 1000)}",
    )
    Relationship.objects.create(
        partnership_id=child.partnership_id,
        child=child,
        adult=mother,
        kind="mother",
        parental_responsibility=True,
        at_home=False,
        period=(child.born, None),
    )


def _draft(county: Cast, rng: Random, name: str, today: date) -> None:
    """A referral that Sam began the working day before and has not sent: in nobody's record."""
    family = families.family(rng, name, 2, today - timedelta(days=366))
    sam = county.one("West", Role.SOCIAL_WORKER)
    with travel(in_office_hours(rng, working_day_before(today, 1))):
        draft = referrals.start_draft(
            from_team=county.teams["West"], to_team=county.teams["North"], by=sam
        )
        for number, child in enumerate(family.children, start=1):
            held = {name: getattr(child, name) for name in CHILD_HELD} | {
                "born": child.born.isoformat()
            }
            referrals.save_person(draft, "children", number, held, by=sam)
        why_now = {"reasons": list(family.reasons), "why_now": family.why_now}
        referrals.save_section(draft, "why_now", why_now, by=sam)
