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


# Of each kind, the lines of the published table that it is or that it sums, each by how it begins.
YEARS = {
    "under 1": "Under 1 year",
    "1 to 4": "1 to 4 years",
    "5 to 9": "5 to 9 years",
    "10 to 15": "10 to 15 years",
}
AGE_LINES = YEARS | {"16 on": "16 years and over"}
SEX_LINES = {"M": "Male", "F": "Female"}
NEED_LINES = {f"N{n}": f"N{n}. " for n in range(1, 9)}
LEGAL_LINES = {
    "care order": "Care orders",
    "placement order": "Placement order granted",
    "section 20": "Voluntary agreements under S20",
    "youth justice": "Youth justice legal statuses",
    "detained for protection": "Detained for child protection",
}
PLACEMENT_LINES = {
    "relative or friend": ("1a.1 ", "1b.1 "),
    "other foster carer": ("1a.2 ", "1b.2 "),
    "placed for adoption": "2. ",
    "with parents": "3. ",
    "children’s home": "4. ",
    "supported accommodation": "5. ",
    "other residential": ("6. ", "7. "),
    "other": "8. ",
}
ETHNICITY_LINES = {
    **{"WBRI": "1a. ", "WIRI": "1b. ", "WIRT": "1c. ", "WROM": "1d. ", "WOTH": "1e. "},
    **{"MWBC": "2a. ", "MWBA": "2b. ", "MWAS": "2c. ", "MOTH": "2d. "},
    **{"AIND": "3a. ", "APKN": "3b. ", "ABAN": "3c. ", "CHNE": "3d. ", "AOTH": "3e. "},
    **{"BCRB": "4a. ", "BAFR": "4b. ", "BOTH": "4c. ", "OOTH": "5. "},
    **{"REFU": "6a. ", "NOBT": "6b. "},
}
CEASED_LINES = YEARS | {
    "16": "16 years",
    "17": "17 years",
    "18th birthday": ("Ceased on 18th birthday", "Ceased when older"),
}
STAY_LINES = {name: f"{n}. " for n, name in enumerate(STAYS, start=1)}
HOME = "Returned home to live with parents or other person with parental responsibility which was "
REASON_LINES = {
    "E12": "Adopted",
    "E2": "Died",
    "E3": "Care taken by another local authority",
    "E4A": f"{HOME}part",
    "E4B": f"{HOME}not part",
    "E5": "Moved into independent living (with supportive accommodation)",
    "E6": "Moved into independent living (with no formalised support)",
    "E7": "Transferred to residential care funded by adult social services",
    "E8": "Care ceased for any other reason",
    "E9": "Sentenced to custody",
    "E13": "Left care to live with parents, relatives",
    "E14": "Accommodation on remand ended",
    "E15": "Age assessment determined child aged 18 or over",
    "E16": "Child moved abroad",
    "E17": "Aged 18 (or over) and remained with current carers",
    "E41": "Residence order or child arrangement order granted",
    "E45": "Special guardianship order",
}

IN_CARE = "national_cla_on_31_march_by_characteristics.csv"
STARTED = "national_cla_started_to_be_looked_after.csv"
CEASED = "national_children_who_ceased_to_be_looked_after_during_the_year.csv"
LINES = {
    "SEX": (IN_CARE, "Gender", SEX_LINES),
    "AGE": (IN_CARE, "Age group", AGE_LINES),
    "NEED": (IN_CARE, "Category of need", NEED_LINES),
    "LEGAL_STATUS": (IN_CARE, "Legal status", LEGAL_LINES),
    "PLACEMENT": (IN_CARE, "Placement", PLACEMENT_LINES),
    "ETHNICITY": (IN_CARE, "Ethnicity", ETHNICITY_LINES),
    "AGE_STARTED": (STARTED, "Age on starting", AGE_LINES),
    "AGE_CEASED": (CEASED, "Age on ceasing", CEASED_LINES),
    "NEED_CEASED": (CEASED, "Category of need", NEED_LINES),
    "SEX_CEASED": (CEASED, "Gender", SEX_LINES),
    "LEGAL_STATUS_CEASED": (CEASED, "Legal status", LEGAL_LINES),
    "STAY": (CEASED, "Duration of last period of care", STAY_LINES),
    "REASON_CEASED": (CEASED, "Reason episode ceased", REASON_LINES),
}


def test_every_table_is_compared_with_what_is_published():
    tables = {name for name, held in vars(national).items() if isinstance(held, national.Table)}

    assert set(LINES) == tables


@pytest.mark.parametrize("name", LINES)
def test_figures_are_the_published_ones_kind_by_kind(name):
    file, heading, lines = LINES[name]
    if not (PUBLISHED / file).exists():
        pytest.skip(
            "The national tables of the Department for Education are not beside the checkout."
        )

    with (PUBLISHED / file).open(encoding="utf-8-sig") as opened:
        published = {
            row["characteristic"]: int(row["number"])
            for row in csv.DictReader(opened)
            if (row["time_period"], row["cla_group"]) == ("2024", heading)
            and row["number"].isdigit()
        }

    figures = getattr(national, name).figures
    whole = next(number for line, number in published.items() if line in TOTALS)
    assert figures == {
        kind: sum(number for line, number in published.items() if line.startswith(begins))
        for kind, begins in lines.items()
    }
    assert sum(figures.values()) == pytest.approx(whole, rel=0.002)  # each rounded to ten


TOTALS = ("Total children", "Total")
