"""The county's children in care are as England's are: each marginal, in 6,000 drawn in memory.

The tolerance is three standard errors of a share in a sample of that size, and half a percentage point more for
the publisher's rounding and the fitting: 3 points for a share of a half in 3,000, 1 for one of a hundredth. The
figures themselves are held against the published files where those lie beside the checkout.
"""

import csv
from collections import Counter
from datetime import date
from math import sqrt
from pathlib import Path
from random import Random

import pytest

from homeward.county import lives, national
from homeward.county.national import AGES, AGES_CEASED, STAYS


TODAY = date(2026, 6, 10)
DRAWN = 3000
PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "data" / "dfe"


@pytest.fixture(scope="module")
def in_care():
    return [lives.in_care(Random(f"in care {n}"), TODAY) for n in range(DRAWN)]


@pytest.fixture(scope="module")
def left():
    return [lives.left(Random(f"left {n}"), TODAY) for n in range(DRAWN)]


def tolerance(share, number):
    return 3 * sqrt(share * (1 - share) / number) + 0.005


def check(table, drawn):
    counted = Counter(drawn)
    assert set(counted) <= set(table.shares)
    off = {
        kind: (round(share, 3), round(counted[kind] / DRAWN, 3))
        for kind, share in table.shares.items()
        if abs(counted[kind] / DRAWN - share) > tolerance(share, DRAWN)
    }
    assert not off, f"published, drawn: {off}"


def group(groups, days):
    years = days / lives.YEAR
    return next(
        (name for name, (low, high) in groups.items() if low <= years < high), [*groups][-1]
    )


def test_sex_age_and_need_of_those_in_care(in_care):
    check(national.SEX, [life.sex for life in in_care])
    check(national.AGE, [group(AGES, (TODAY - life.born).days) for life in in_care])
    check(national.NEED, [life.need for life in in_care])


def test_ethnicity_of_those_in_care(in_care):
    check(national.ETHNICITY, [life.ethnicity for life in in_care])


def test_legal_status_and_placement_of_those_in_care(in_care):
    check(national.LEGAL_STATUS, [life.legal_status for life in in_care])
    check(national.PLACEMENT, [life.placement for life in in_care])


def test_age_at_start_and_at_the_end(left):
    first = [(life, life.spans[0]) for life in left]

    started = [group(AGES, (span.start - life.born).days) for life, span in first]
    ceased = [group(AGES_CEASED, (span.end - life.born).days) for life, span in first]

    check(national.AGE_STARTED, started)
    check(national.AGE_CEASED, ceased)


def test_length_of_stay(left):
    stays = [(life.spans[0].end - life.spans[0].start).days for life in left]

    by_kind = [
        next((name for name, (low, high) in STAYS.items() if low <= days < high), "10 years on")
        for days in stays
    ]

    check(national.STAY, by_kind)
    assert abs(sum(stays) / DRAWN - 864) < 864 * 0.06  # published mean: 864 days


def test_reason_ceased_need_sex_and_legal_status_of_those_who_left(left):
    check(national.REASON_CEASED, [life.spans[0].reason for life in left])
    check(national.NEED_CEASED, [life.need for life in left])
    check(national.SEX_CEASED, [life.sex for life in left])
    check(national.LEGAL_STATUS_CEASED, [life.legal_status for life in left])


def test_coming_back_within_two_years_of_going_home(left):
    went = [
        life.spans
        for life in left
        if life.spans[0].reason in lives.WENT_HOME and (TODAY - life.spans[0].end).days >= 730
    ]

    back = sum(len(spans) > 1 and (spans[1].start - spans[0].end).days <= 730 for spans in went)

    wanted = national.back_within(730)
    assert len(went) > 200
    assert abs(back / len(went) - wanted) < tolerance(wanted, len(went))


@pytest.mark.parametrize(("days", "share"), [(91, 0.12), (365, 0.20), (6 * 365, 0.35)])
def test_coming_back_passes_through_the_published_shares(days, share):
    assert national.back_within(days) == pytest.approx(share)


def test_what_cannot_go_together_does_not(in_care):
    for life in in_care:
        years = (TODAY - life.born).days / lives.YEAR
        assert life.placement != "supported accommodation" or years >= 15.9
        assert life.placement != "placed for adoption" or life.legal_status == "placement order"
        assert life.legal_status != "placement order" or years < 10
        assert life.born < life.spans[0].start < TODAY


FILES = {
    "national_cla_on_31_march_by_characteristics.csv": [
        (national.SEX, "Gender"),
        (national.AGE, "Age group"),
        (national.NEED, "Category of need"),
        (national.ETHNICITY, "Ethnicity"),
    ],
    "national_cla_started_to_be_looked_after.csv": [(national.AGE_STARTED, "Age on starting")],
    "national_children_who_ceased_to_be_looked_after_during_the_year.csv": [
        (national.AGE_CEASED, "Age on ceasing"),
        (national.NEED_CEASED, "Category of need"),
        (national.SEX_CEASED, "Gender"),
        (national.LEGAL_STATUS_CEASED, "Legal status"),
        (national.STAY, "Duration of last period of care"),
        (national.REASON_CEASED, "Reason episode ceased"),
    ],
}


@pytest.mark.parametrize("name", FILES)
def test_figures_are_the_published_ones(name):
    file = PUBLISHED / name
    if not file.exists():
        pytest.skip(
            "The national tables of the Department for Education are not beside the checkout."
        )

    with file.open(encoding="utf-8-sig") as opened:
        rows = [row for row in csv.DictReader(opened) if row["time_period"] == "2024"]

    for table, heading in FILES[name]:
        figures = [
            int(row["number"])
            for row in rows
            if row["cla_group"] == heading and row["number"].isdigit()
        ]
        # Kinds that are counted together here are sums of published ones, so the whole is compared.
        assert set(figures) >= {f for f in table.figures.values() if f in figures} != set()
        assert sum(f in figures for f in table.figures.values()) >= len(table.figures) * 0.8
        assert sum(table.figures.values()) == pytest.approx(max(figures), rel=0.002)
