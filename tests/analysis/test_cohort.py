"""A cohort of twelve children, counted by hand, and the promises that hold for any. No database.

Today is 1 October 2026. K: known until.
1  taken on 1 Jan 2025, completed, never in care, K today
2  taken on 1 Jan 2025, ended early, in care from 1 Mar 2025 on
3  taken on 1 Jan 2025, ended early, K 1 May 2025: afterwards nobody knows
4  taken on 1 Mar 2025, completed, in care 1 Apr to 1 Jul 2025, back in care 1 Aug 2025 on
5  taken on 1 Mar 2025, completed, missing twice in Apr 2025, K today
6  taken on 1 Apr 2026, still with us, K today, says unsafe then safe
7  taken on 1 Aug 2026, still with us, K today: too early for any month
8  taken on 1 Jan 2025, died 1 Feb 2025, K today: stays in the base
9  not agreed by the panel   10  the family declined   11  not eligible   12  waiting
"""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.analysis.cohort import (
    CohortChild,
    Ending,
    InCareAfter,
    Path,
    Safety,
    SafetyMeasure,
    ServiceFigures,
    Span,
    Unpaired,
    by_group,
    figures,
)
from homeward.analysis.proportions import Proportion


TODAY = date(2026, 10, 1)
JAN, MAR = date(2025, 1, 1), date(2025, 3, 1)


def taken(on, ending=Ending.COMPLETED, until=TODAY, **facts):
    return CohortChild(on, Path.TAKEN_ON, on, ending, known_until=until, **facts)


COHORT = [
    taken(JAN, groups={"age": "0 to 4"}),
    taken(JAN, Ending.EARLY, until=date(2025, 3, 1), in_care=(Span(MAR, None),)),
    taken(JAN, Ending.EARLY, until=date(2025, 5, 1)),
    taken(
        MAR,
        in_care=(Span(date(2025, 4, 1), date(2025, 7, 1)), Span(date(2025, 8, 1), None)),
    ),
    taken(MAR, events={Safety.MISSING: (date(2025, 4, 3), date(2025, 4, 20))}),
    taken(
        date(2026, 4, 1),
        Ending.STILL,
        feels_safe=((date(2026, 5, 1), False), (date(2026, 8, 1), True)),
    ),
    taken(date(2026, 8, 1), Ending.STILL),
    taken(JAN, Ending.EARLY, events={Safety.DIED: (date(2025, 2, 1),)}),
    CohortChild(JAN, Path.NOT_AGREED),
    CohortChild(JAN, Path.FAMILY_DECLINED),
    CohortChild(JAN, Path.NOT_ELIGIBLE),
    CohortChild(TODAY, Path.WAITING),
]


def counted():
    return figures(COHORT, TODAY)


def found(what) -> Proportion:
    return next(measure.found for measure in counted().safety if measure.what is what)


def test_every_child_is_counted_once():
    assert counted().referred == 12
    assert counted().taken_on == Proportion(8, 12)
    assert counted().endings == {Ending.STILL: 2, Ending.COMPLETED: 3, Ending.EARLY: 3}


def test_in_care_is_of_all_taken_on_long_enough_ago():
    # After 3 months: children 1 to 6 and 8. In care: 2, and 4 (1 June). Known of all: 3 is known until May.
    # After 6: the same seven (6 exactly today). In care: 2, and 4 (1 September). 3 is not known.
    # After 12: without 6. In care: 2 and 4. 3 is not known.
    assert counted().in_care == (
        InCareAfter(3, base=7, in_care=2, not_known=0),
        InCareAfter(6, base=7, in_care=2, not_known=1),
        InCareAfter(12, base=6, in_care=2, not_known=1),
    )


def test_not_known_is_neither_in_care_nor_at_home():
    after_a_year = counted().in_care[2]

    assert after_a_year.of_known == Proportion(2, 5)
    assert after_a_year.at_least == Proportion(2, 6)
    assert after_a_year.at_most == Proportion(3, 6)


def test_safety_is_counted_within_six_months_of_being_taken_on():
    assert found(Safety.MISSING) == Proportion(1, 7)
    assert found(Safety.DIED) == Proportion(1, 7)
    assert found(Safety.RE_ENTERED) == Proportion(1, 1)
    assert found(Safety.FEELS_SAFE) == Proportion(1, 1)


def test_what_cannot_be_told_yet_is_not_known_and_says_why():
    told = figures([], TODAY)

    assert {measure.found for measure in told.safety} == {None}
    assert all(measure.not_known_because for measure in told.safety)


@pytest.mark.parametrize("left_out", list(Safety))
def test_care_counts_cannot_be_had_without_every_safety_measure(left_out):
    kept = tuple(SafetyMeasure(what, None) for what in Safety if what is not left_out)

    with pytest.raises(Unpaired, match=left_out):
        ServiceFigures({}, {}, (InCareAfter(3, 7, 2, 0),), kept)


def test_children_without_a_group_are_not_known_and_not_dropped():
    groups = by_group(COHORT, "age")

    assert {name: len(children) for name, children in groups.items()} == {
        "0 to 4": 1,
        "not known": 11,
    }


days = st.dates(date(2024, 1, 1), TODAY)


@st.composite
def children(draw):
    on = draw(days)
    if draw(st.booleans()):
        return CohortChild(on, draw(st.sampled_from([p for p in Path if p is not Path.TAKEN_ON])))
    spans = tuple(Span(start, None) for start in draw(st.lists(days, max_size=1)))
    return taken(on, draw(st.sampled_from(Ending)), until=draw(days), in_care=spans)


@given(st.lists(children(), max_size=30))
def test_nobody_leaves_the_base_and_unknowns_bound_the_share(cohort):
    told = figures(cohort, TODAY)

    assert told.referred == len(cohort)
    assert sum(told.endings.values()) == told.taken_on.count
    for after in told.in_care:
        assert after.in_care + after.not_known <= after.base <= told.taken_on.count
        if after.of_known.base:
            share = Fraction(after.in_care, after.base - after.not_known)
            assert Fraction(after.in_care, after.base) <= share
            assert share <= Fraction(after.in_care + after.not_known, after.base)
