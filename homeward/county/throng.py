"""What the families of a unit live through, and its children who are known from care alone, in bulk.

As many of each kind as keep caseloads real: of a unit's families, almost half are in help now.

Sight ends as it does in the product, each time told in the trail: the blended team's with a referral that is
not taken on, or with the last follow-up. The council answers for a child whether there is help or not
(Children Act 1989, section 17), so the team that referred goes on until its manager says that its work has
ended. After how long is invented, because no figure of it was at hand: see `AFTER_NO` and `AFTER_HELP`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import cycle
from random import Random
from typing import Any

from django.utils.timezone import localdate

from homeward.clocks.rules import working_days_after
from homeward.county import care, families, lives, names, words
from homeward.county.copying import Sheets
from homeward.county.days import in_office_hours, panel_day
from homeward.county.kin import Kin
from homeward.county.telling import CHANGE, READ, Telling, tell
from homeward.county.units import Person, Unit
from homeward.county.way.helping import close, support
from homeward.county.way.panel import to_panel
from homeward.county.way.pen import LOOKED, Way, working_day
from homeward.county.way.referring import REVIEW_EVERY, look_again, refer, screen
from homeward.county.way.safety import come_into_care, decide_safety
from homeward.partnership.rules import Function
from homeward.people.models import Identifier
from homeward.referrals.rules import (
    REFERENCE_DIGITS,
    REFERENCE_LETTERS,
    Outcome,
    PanelOutcome,
    reference_from,
)
from homeward.support.rules import SafetyOutcome


LOOKS_IN_HELP, LOOKS_OTHERWISE = 30, 20  # how often a child's record was opened, on average
LISTS = (
    100  # how often the unit's workers looked at their caseload, each list with up to 50 children
)
CAME_IN_CARE, DECIDING = 0.05, 0.03  # of the families in help
AFTER_NO, AFTER_HELP = (30, 365), (90, 730)  # days for which the council's team works on
REFERENCES = len(REFERENCE_LETTERS) ** 2 * len(REFERENCE_DIGITS) ** 4
STRIDE = (
    176_549  # a prime that shares nothing with their number: each multiple is another reference
)


def reference(number: int) -> str:
    """The reference of the family of that number: no two alike, and neighbours far apart."""
    left = number * STRIDE % REFERENCES

    def choose(among: Sequence[str]) -> str:
        nonlocal left
        left, place = divmod(left, len(among))
        return among[place]

    return reference_from(choose)


# The ends of a way


def waiting(way: Way) -> None:
    refer(way, way.rng.randrange(0, 3))


def asked(way: Way) -> None:
    refer(way, 4)
    screen(way, 2, Outcome.ASK_FOR_MORE, words.MORE_WANTED)


def screened_out(way: Way) -> None:
    ago = way.rng.randrange(5, 1200)
    outcome, reasons, elsewhere = way.rng.choice(
        (
            (Outcome.NOT_ELIGIBLE, "The children live in another county now.", ""),
            (Outcome.TOO_RISKY, "Serious harm was threatened: the council must act first.", ""),
            (Outcome.FAMILY_DECLINED, "They do not want anyone in the house just now.", ""),
            (Outcome.REDIRECTED, "Help with money is what they ask for.", "Citizens’ advice"),
        )
    )
    refer(way, ago + 2)
    screen(way, ago, outcome, reasons, elsewhere)
    _north_is_done(way, way.manager)


def waits(way: Way) -> None:
    """On the waiting list since some days or weeks; somebody looked again each time that it was due."""
    _on_list(way, way.rng.randrange(5, 100), until=0)


def waited(way: Way) -> None:
    """Was on the list for some weeks, and then had no need of us any more."""
    weeks, ago = way.rng.randrange(3, 12), way.rng.randrange(5, 1100)
    outcome, reasons, elsewhere = way.rng.choice(
        (
            (Outcome.FAMILY_DECLINED, "The help meanwhile was enough, and they say so.", ""),
            (Outcome.REDIRECTED, "School has found a mentor whom they like.", "School’s mentors"),
        )
    )
    _on_list(way, ago + 7 * weeks, until=ago)
    screen(way, ago, outcome, reasons, elsewhere)
    _north_is_done(way, way.manager)


def _on_list(way: Way, ago: int, until: int) -> None:
    refer(way, ago + 2)
    screen(way, ago, Outcome.NO_CAPACITY, words.NO_ROOM)
    for again in range(ago - REVIEW_EVERY, until, -REVIEW_EVERY):
        look_again(way, again)


def taken_on(way: Way, ago: int = 1) -> None:
    refer(way, ago + 10)
    screen(way, ago + 8, Outcome.TAKE_ON, words.WHY_TAKE_ON)


def with_the_chair(way: Way) -> None:
    taken_on(way, 2)
    to_panel(way, 2, None)


def to_allocate(way: Way) -> None:
    decided(way, 2)
    way.task(way.unit.north, **way.allocate_task)


def not_agreed(way: Way) -> None:
    ago = way.rng.randrange(20, 900)
    decided(way, ago, PanelOutcome.NOT_AGREED, words.WHY_NOT_AGREED)
    _north_is_done(way, way.chair)


def in_help(way: Way) -> None:
    ago = way.rng.randrange(5, 400)
    chance = way.rng.random()
    decided(way, ago + 3)
    if chance < CAME_IN_CARE and ago > 40:
        support(way, ago, quiet=30)
        come_into_care(way, 20)
    elif chance < CAME_IN_CARE + DECIDING and ago > 20:
        support(way, ago, quiet=8)
        decide_safety(way, Function.STAY_AT_HOME, 5, None, SafetyOutcome.STAY_AT_HOME)
    else:
        support(way, ago)


def helped(way: Way) -> None:
    ago, length = way.rng.randrange(10, 1000), way.rng.randrange(90, 280)
    decided(way, ago + length + 3)
    support(way, ago + length, until=ago, quiet=12)
    decide_safety(way, Function.END_SUPPORT, ago + 9, ago + 2, SafetyOutcome.END_SUPPORT)
    close(way, ago)
    _council_goes_on(way, AFTER_HELP)


def decided(
    way: Way,
    ago: int,
    outcome: PanelOutcome = PanelOutcome.AGREE,
    reasons: str = words.WHY_AGREED,
) -> None:
    held = (way.today - panel_day(way.today, ago)).days
    taken_on(way, held)
    to_panel(way, ago, outcome, reasons)


def _north_is_done(way: Way, by: Person) -> None:
    """A referral that is not taken on has ended, and with it the blended team's sight."""
    way.let_go(way.unit.north, by)
    _council_goes_on(way, AFTER_NO)


def _council_goes_on(way: Way, among: tuple[int, int]) -> None:
    """Until its manager says that its work with the family has ended."""
    ends = localdate(way.at) + timedelta(days=way.pace.randrange(*among))
    way.later(ends, partial(way.let_go, way.unit.west, way.unit.west_manager))


KINDS: tuple[tuple[Callable[[Way], None], float], ...] = (
    (waiting, 1.5),
    (asked, 0.5),
    (screened_out, 12),
    (waits, 1),
    (waited, 2),
    (taken_on, 1),
    (with_the_chair, 1),
    (to_allocate, 1),
    (not_agreed, 4),
    (in_help, 44),
    (helped, 32),
)


@dataclass(frozen=True)
class Share:
    """What of the county one unit makes: its families and children from care, by their first numbers."""

    number: int
    first_family: int
    in_families: int  # children
    first_in_care: int
    in_care: int  # children


def unit_rows(unit: Unit, share: Share, seed: int, surnames: list[str], sheets: Sheets,
              began: datetime, today: date, taken: frozenset[str]) -> int:  # fmt: skip
    """The rows of one unit. Gives how many children there are in them."""
    rng, pace = (Random(f"{seed} {what} {share.number}") for what in ("unit", "pace"))
    kin = Kin(sheets, unit.partnership_id, keys={}, sights={})
    sittings: dict[date, int] = {}
    kinds, weights = zip(*KINDS, strict=True)
    turns = cycle(unit.key_workers)
    left, number = share.in_families, share.first_family
    while left > 0:
        size = min(families.size(rng), left)
        name = surnames[rng.randrange(len(surnames))]
        family = families.family(rng, name, size, today - timedelta(days=1290))
        while (given := reference(number)) in taken:
            number += REFERENCES // 2
        way = Way(unit=unit, sheets=sheets, kin=kin, sittings=sittings, rng=rng, pace=pace,
                  began=began, today=today, reference=given, family=family)  # fmt: skip
        kind: Any = rng.choices(kinds, weights)[0]
        if kind is in_help:
            way.key_worker = next(turns)
        kind(way)
        way.live_on()
        in_it = kind in (in_help, helped)
        way.looked(
            round(size * (LOOKS_IN_HELP if in_it else LOOKS_OTHERWISE) * rng.uniform(0.5, 1.5))
        )
        way.write()
        left, number = left - size, share.first_family + (share.in_families - left + size)
    for n in range(share.in_care):
        name = surnames[rng.randrange(len(surnames))]
        _from_care(unit, kin, share.first_in_care + n, name, rng, began, today)
    _lists(unit, kin, rng, today)
    return len(kin.keys)


def _from_care(
    unit: Unit, kin: Kin, number: int, name: str, rng: Random, began: datetime, today: date
) -> None:
    """A child in care whom no referral brought: the council's own record, with its number."""
    life = (lives.left if number % 10 in lives.LEFT else lives.in_care)(rng, today)
    history = care.history(rng, life, today)
    first, last = history.facts.periods[0], history.facts.periods[-1]
    worker = rng.choice(unit.social_workers)
    known = working_days_after(max(first.start, unit.from_day) - timedelta(days=1), 1)
    at = min(in_office_hours(rng, min(known, today)), began)
    pk = kin.child(rng.choice(names.CHILDREN), name, life.born, life.sex, life.ethnicity)
    told: list[Telling] = []

    def told_of(what: str, subject: tuple[str, int], because: str = "", **changed: Any) -> None:
        moment = min(at + timedelta(seconds=len(told)), began)
        told.append(
            Telling(moment, CHANGE, what, worker[0], (pk,), subject, because, changed or None)
        )

    told_of("entered the child", ("people.child", pk), family_name=name, born=life.born)
    because = "looked after by the council"
    involved = kin.involve(pk, unit.west, because, min(known, today))
    told_of("began working with the child", ("sharing.involvement", involved), because)
    if last.end is None:
        officer = rng.choice(unit.officers)
        because = f"{officer[1]} is the child’s independent reviewing officer"
        involved = kin.involve(pk, unit.reviewing, because, min(max(last.start, known), today))
        told_of("began working with the child", ("sharing.involvement", involved), because)
    kin.sheets.add(
        Identifier,
        partnership_id=unit.partnership_id,
        child_id=pk,
        system=Identifier.System.SSDA903.value,
        value=f"{unit.partnership_id}{number + 1:06}",
    )
    care.copy(kin.sheets, unit.partnership_id, pk, history)
    told_of(
        "entered the child’s time in care", ("people.child", pk), "from the council’s own record"
    )
    if number % 4:
        mother = families.an_adult(rng, name, "mother", True)
        kin.relate(pk, kin.adult(mother), "mother", True, life.born)
    for _ in range(round(LOOKS_OTHERWISE * rng.uniform(0.5, 1.5))):
        since = max((today - known).days, 1)
        day = max(working_day(today, rng.randrange(1, since + 1)), min(known, today))
        moment = min(in_office_hours(rng, day), began)
        told.append(
            Telling(moment, READ, rng.choice(LOOKED), worker[0], (pk,), ("people.child", pk))
        )
    tell(kin.sheets, unit.partnership_id, told, kin.keys)


def _lists(unit: Unit, kin: Kin, rng: Random, today: date) -> None:
    """The unit's workers looked at their lists of the children with whom their team worked then."""
    workers = [(unit.north, worker) for worker in (*unit.key_workers, unit.manager)]
    workers += [(unit.west, worker) for worker in unit.social_workers]
    told = []
    for _ in range(LISTS):
        day = working_day(today, rng.randrange(1, 365))
        team, worker = rng.choice(workers)
        sights = kin.sights.get(team, {}).items()
        known = [child for child, sight in sights if sight.since < day and sight.holds_on(day)]
        shown = tuple(rng.sample(known, min(50, len(known))))
        at = in_office_hours(rng, day)
        told.append(Telling(at, READ, "read the caseload", worker[0], shown))
    tell(kin.sheets, unit.partnership_id, told, kin.keys)
