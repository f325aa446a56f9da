from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.ssda903 import codes
from homeward.ssda903.episodes import episodes_of, facts_of, merge, overlapping
from homeward.ssda903.facts import (
    Begins,
    Episode,
    Facts,
    LegalStatus,
    Need,
    PeriodOfCare,
    Placement,
)


MAY, JUNE, JULY, AUGUST = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1)
FIRST = Episode(MAY, "S", "V2", "N1", "U6", "PR1", JUNE, "X1", "", "AA1 1AA", "AA2 2AA", "1000001")
SECOND = replace(FIRST, decom=JUNE, rne="L", ls="C2", dec=JULY)
THIRD = replace(
    SECOND, decom=JULY, rne="P", place="K2", pl_post="AA3 3AA", urn="1000002", dec=None, rec=""
)


# A few values each, so that neighbours are often alike.
VALUES = {
    "ls": ["V2", "C2"],
    "cin": ["N1", "N4"],
    "place": ["U6", "K2"],
    "place_provider": ["", "PR1"],
    "home_post": ["", "AA1 1AA"],
    "pl_post": ["", "AA2 2AA"],
    "urn": ["", "1000001"],
}


@st.composite
def histories(draw, most=8):
    """Any valid episodes of one child that do not overlap, with gaps, joins and loose ends.

    Each is the one before with some details changed or none, as in life; else hardly any fact
    would ever go on from one episode to the next.
    """
    episode, day = FIRST, MAY
    episodes = []
    count = draw(st.integers(0, most))
    for number in range(count):
        day += timedelta(draw(st.sampled_from([0, 0, 0, 0, 1, 40])))
        end = day + timedelta(draw(st.integers(1, 90)))
        is_open = number == count - 1 and draw(st.booleans())
        changed = draw(st.lists(st.sampled_from(list(VALUES)), unique=True, max_size=3))
        episode = replace(
            episode,
            decom=day,
            rne=draw(st.sampled_from(list(codes.RNE))),
            dec=None if is_open else end,
            rec=draw(st.sampled_from(["X1", "X1", "X1", "X1", "E4A", ""])),
            reason_place_change=draw(st.sampled_from(["", "", "CARPL", "OTHER"])),
            **{name: draw(st.sampled_from(VALUES[name])) for name in changed},
        )
        episodes.append(episode)
        day = end
    return tuple(episodes)


@settings(max_examples=400, deadline=None)
@given(histories())
def test_episodes_come_back_from_their_facts_unchanged(episodes):
    assert episodes_of(facts_of(episodes)) == episodes


@given(histories())
def test_facts_come_back_from_their_episodes_unchanged(episodes):
    facts = facts_of(episodes)

    assert facts_of(episodes_of(facts)) == facts


@given(histories())
def test_facts_of_one_kind_never_overlap_and_lie_in_a_period(episodes):
    facts = facts_of(episodes)

    for kind in (facts.periods, facts.legal_statuses, facts.placements, facts.needs):
        for before, after in zip(kind, kind[1:], strict=False):
            assert before.end is not None
            assert before.end <= after.start
        assert {fact.start for fact in facts.periods} <= {fact.start for fact in kind}


@given(histories())
def test_the_order_of_rows_does_not_matter(episodes):
    assert facts_of(reversed(episodes)) == facts_of(episodes)


def test_one_period_holds_a_status_a_move_and_a_need_that_goes_on():
    facts = facts_of([FIRST, SECOND, THIRD])

    at_first = ("U6", "PR1", "1000001", "AA2 2AA", "AA1 1AA", "")
    at_last = ("K2", "PR1", "1000002", "AA3 3AA", "AA1 1AA", "")
    assert facts == Facts(
        periods=(PeriodOfCare(MAY, None, "S", ""),),
        legal_statuses=(
            LegalStatus("V2", MAY, JUNE, Begins.START),
            LegalStatus("C2", JUNE, None, Begins.CHANGE),
        ),
        placements=(
            Placement(*at_first, MAY, JULY, Begins.START),
            Placement(*at_last, JULY, None, Begins.CHANGE),
        ),
        needs=(Need("N1", MAY, None),),
    )


@pytest.mark.parametrize(
    ("rne", "legal", "placed"),
    [
        ("L", Begins.CHANGE, None),
        ("P", None, Begins.CHANGE),
        ("T", None, Begins.SAME_CARER),
        ("B", Begins.CHANGE, Begins.CHANGE),
        ("U", Begins.CHANGE, Begins.SAME_CARER),
    ],
)
def test_the_reason_for_a_new_episode_says_which_facts_begin(rne, legal, placed):
    facts = facts_of([FIRST, replace(FIRST, decom=JUNE, rne=rne, dec=None)])

    begun = [
        next((fact.begins for fact in facts_of_kind if fact.start == JUNE), None)
        for facts_of_kind in (facts.legal_statuses, facts.placements)
    ]
    assert begun == [legal, placed]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"rec": "E4A"}, {}),
        ({"rec": ""}, {}),
        ({}, {"rne": "S"}),
        ({"dec": date(2026, 5, 31)}, {}),
    ],
)
def test_another_reason_a_new_start_or_a_gap_begins_a_new_period(before, after):
    facts = facts_of([replace(FIRST, **before), replace(SECOND, **after)])

    assert [period.start for period in facts.periods] == [MAY, JUNE]
    assert [need.start for need in facts.needs] == [MAY, JUNE]


def test_details_that_differ_undeclared_are_a_restatement():
    facts = facts_of([FIRST, replace(SECOND, rne="P", urn="1000002"), THIRD])
    moved_under_legal_change = facts_of([FIRST, replace(SECOND, urn="1000002")])

    assert facts.legal_statuses[1].begins is Begins.RESTATED
    assert moved_under_legal_change.placements[1].begins is Begins.RESTATED


def test_a_reason_where_no_move_follows_is_kept():
    reasoned = replace(FIRST, reason_place_change="CARPL")

    facts = facts_of([reasoned, SECOND])

    assert [p.begins for p in facts.placements] == [Begins.START, Begins.RESTATED]
    assert episodes_of(facts) == (reasoned, SECOND)


def test_a_reason_for_the_move_stays_with_the_placement_that_ended():
    episodes = (FIRST, replace(SECOND, reason_place_change="CARPL"), THIRD)

    facts = facts_of(episodes)

    assert episodes_of(facts) == episodes
    assert [(p.start, p.reason_place_change) for p in facts.placements] == [
        (MAY, "CARPL"),
        (JULY, ""),
    ]


def test_an_open_episode_may_carry_a_reason():
    facts = facts_of([replace(FIRST, dec=None, rec="X1")])

    assert facts.periods == (PeriodOfCare(MAY, None, "S", "X1"),)


def test_what_the_facts_do_not_say_is_left_empty():
    facts = Facts(
        periods=(PeriodOfCare(MAY, None, "S", ""),),
        legal_statuses=(LegalStatus("C2", JUNE, None, Begins.START),),
    )

    first, second = episodes_of(facts)

    assert (first.decom, first.rne, first.ls, first.dec, first.rec) == (MAY, "S", "", JUNE, "X1")
    assert (second.decom, second.rne, second.ls, second.place) == (JUNE, "L", "C2", "")


def test_a_change_of_need_alone_begins_no_episode():
    mid_may = date(2026, 5, 9)
    needs = (Need("N1", MAY, mid_may), Need("N4", mid_may, None))
    facts = replace(facts_of([FIRST, SECOND]), needs=needs)

    episodes = episodes_of(facts)

    assert [(episode.decom, episode.cin) for episode in episodes] == [(MAY, "N1"), (JUNE, "N4")]


def test_a_fact_outside_every_period_begins_no_episode():
    facts = facts_of([replace(FIRST, rec="E4A")])
    late = LegalStatus("C2", AUGUST, None, Begins.CHANGE)

    assert episodes_of(replace(facts, legal_statuses=(*facts.legal_statuses, late))) == (
        replace(FIRST, rec="E4A"),
    )


@pytest.mark.parametrize(
    "episodes", [[FIRST, replace(SECOND, decom=date(2026, 5, 31))], [replace(FIRST, dec=MAY)]]
)
def test_facts_are_not_made_of_episodes_that_contradict_each_other(episodes):
    with pytest.raises(ValueError, match="no one history"):
        facts_of(episodes)


def test_the_later_of_two_overlapping_episodes_is_the_one_to_refuse():
    within = replace(FIRST, decom=date(2026, 5, 9), dec=date(2026, 5, 20))
    reaching_out = replace(FIRST, decom=date(2026, 5, 25), dec=AUGUST)

    pairs = overlapping([reaching_out, SECOND, within, FIRST])

    assert pairs == ((within, FIRST), (reaching_out, FIRST))


def test_an_open_episode_overlaps_everything_after_it():
    still_open = replace(FIRST, dec=None)

    assert overlapping([still_open, SECOND, THIRD]) == ((SECOND, still_open), (THIRD, still_open))


def test_episodes_that_touch_do_not_overlap():
    assert overlapping([FIRST, SECOND, THIRD]) == ()


def test_a_stated_episode_replaces_the_known_one_of_the_same_day():
    closed = replace(THIRD, dec=AUGUST, rec="E4A")
    again = replace(FIRST, decom=AUGUST)

    merged = merge([FIRST, SECOND, THIRD], [again, closed])

    assert merged == (FIRST, SECOND, closed, again)
