"""A county at scale: after the first families, who live through every step, the rest are written in bulk.

Unit by unit, each in a transaction of its own and each from its own numbers, so the same seed makes the same
county on the same day however many processes write it. Every constraint and trigger is on; statistics are
gathered at the end, as the database would in the night.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime
from functools import partial
from itertools import starmap
from multiprocessing import get_context
from random import Random

from django.db import connection, connections, transaction
from django.utils.timezone import localdate
from time_machine import travel

from homeward.county.cast import Cast
from homeward.county.copying import Sheets
from homeward.county.days import in_office_hours
from homeward.county.throng import REFERENCES, Share, unit_rows
from homeward.county.units import FAMILIES, Unit, found_units
from homeward.referrals.models import Referral


LIVED = 200  # children whose families live through every step
CHILDREN_A_FAMILY = 1.72  # on average: families.SIZES
MOST = REFERENCES // 2  # children: there is no reference for more families than that
PROCESSES = 2


def write(
    county: Cast,
    *,
    in_families: int,
    in_care: int,
    first_in_care: int,
    seed: int,
    surnames: list[str],
    began: datetime,
    progress: Callable[[int], None],
) -> None:
    """Write so many children in bulk, and tell `progress` how many are written."""
    units = max(1, round(in_families / CHILDREN_A_FAMILY / FAMILIES))
    families = round(in_families / CHILDREN_A_FAMILY / units)
    rng = Random(f"{seed} units")
    with transaction.atomic(), travel(in_office_hours(rng, county.from_day)):
        founded = found_units(county, units, families, rng)
    taken = frozenset(
        Referral.objects.filter(partnership=county.partnership).values_list("reference", flat=True)
    )
    shares = list(_shares(units, in_families, in_care, first_in_care))
    one = partial(
        _write_unit, seed=seed, surnames=surnames, began=began, today=localdate(began), taken=taken
    )
    written = 0
    for children in _run(one, list(zip(founded, shares, strict=True))):
        written += children
        progress(written)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _shares(units: int, in_families: int, in_care: int, first_in_care: int) -> Iterator[Share]:
    """What each unit makes: as even as can be."""
    for n in range(units):
        families = range(in_families * n // units, in_families * (n + 1) // units)
        care = range(in_care * n // units, in_care * (n + 1) // units)
        yield Share(n, families.start, len(families), first_in_care + care.start, len(care))


def _run(one: Callable[[Unit, Share], int], work: list[tuple[Unit, Share]]) -> Iterator[int]:
    """Here, inside a transaction of the caller's; else on two processes, each with its own connection."""
    processes = min(PROCESSES, os.cpu_count() or 1, len(work))
    if processes < 2 or connection.in_atomic_block:
        yield from starmap(one, work)
        return
    connections.close_all()  # a connection must not be shared with a forked process
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        yield from pool.map(one, *zip(*work, strict=True))


def _write_unit(
    unit: Unit, share: Share, *, seed: int, surnames: list[str], began: datetime, today: date,
    taken: frozenset[str],
) -> int:  # fmt: skip
    sheets = Sheets(began)
    with transaction.atomic():
        children = unit_rows(unit, share, seed, surnames, sheets, began, today, taken)
        sheets.write()
    return children
