"""What a return states over what is known, as plain values: nothing here touches a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.care.rules import StatedEpisode, Verdict, lay_over, verdict, with_days
from homeward.ssda903 import Episode, EpisodeRow, RowSource, episodes_of, facts_of, overlapping


YEAR, BEFORE, AFTER = date(2019, 3, 31), date(2018, 3, 31), date(2020, 3, 31)


def row(decom: date, dec: date | None = None, *, line: int = 2, **changes) -> EpisodeRow:
    given = {
        "child": "101", "rne": "S", "ls": "C2", "cin": "N1", "place": "U4", "place_provider": "PR1",
        "rec": "X1" if dec else "", "reason_place_change": "", "home_post": "", "pl_post": "", "urn": "",
    }  # fmt: skip
    return EpisodeRow(
        decom=decom, dec=dec, source=RowSource("episodes.csv", line), **{**given, **changes}
    )


def known(*rows: EpisodeRow, as_of: date | None = BEFORE) -> list[StatedEpisode]:
    return [StatedEpisode(row.episode, as_of) for row in rows]


MAY, SEPTEMBER, DECEMBER = date(2018, 5, 1), date(2018, 9, 1), date(2018, 12, 1)


@pytest.mark.parametrize(
    ("is_known", "same", "known_as_of", "expected"),
    [
        (False, False, None, Verdict.NEW),
        (True, True, AFTER, Verdict.UNCHANGED),
        (True, False, AFTER, Verdict.SUPERSEDED),
        (True, False, YEAR, Verdict.CHANGED),
        (True, False, BEFORE, Verdict.CHANGED),
        (True, False, None, Verdict.CHANGED),
    ],
)
def test_the_newest_statement_stands(is_known, same, known_as_of, expected):
    assert verdict(known=is_known, same=same, known_as_of=known_as_of, as_of=YEAR) is expected


def test_a_later_return_closes_what_was_open():
    laid = lay_over(known(row(MAY)), [row(MAY, SEPTEMBER), row(SEPTEMBER, rne="P")], YEAR)

    assert [what for _, what in laid.verdicts] == [Verdict.CHANGED, Verdict.NEW]
    assert [episode.dec for episode in laid.episodes] == [SEPTEMBER, None]
    assert {episode.as_of for episode in laid.episodes} == {YEAR}


def test_an_older_return_leaves_a_later_statement():
    held = known(row(MAY, SEPTEMBER), as_of=AFTER)

    laid = lay_over(held, [row(MAY)], YEAR)

    assert [what for _, what in laid.verdicts] == [Verdict.SUPERSEDED]
    assert list(laid.episodes) == held


def test_of_two_rows_that_overlap_the_later_is_refused():
    first, second = row(MAY, line=2), row(SEPTEMBER, line=3)

    laid = lay_over([], [first, second], YEAR)

    (clash,) = laid.clashes
    assert (clash.row, clash.other, clash.other_row) == (second, first.episode, first)
    assert [episode.episode for episode in laid.episodes] == [first.episode]


def test_a_row_over_an_open_episode_of_the_record_is_refused():
    laid = lay_over(known(row(MAY)), [row(SEPTEMBER)], YEAR)

    (clash,) = laid.clashes
    assert (clash.row.decom, clash.other.decom, clash.other_row) == (SEPTEMBER, MAY, None)


def test_a_row_that_would_reach_into_a_known_episode_goes_and_the_known_stays():
    held = known(row(MAY, SEPTEMBER), row(SEPTEMBER, rne="P"))

    laid = lay_over(held, [row(MAY), row(SEPTEMBER, DECEMBER, rne="P")], YEAR)

    assert [clash.row.decom for clash in laid.clashes] == [MAY]
    assert [(e.decom, e.dec) for e in laid.episodes] == [(MAY, SEPTEMBER), (SEPTEMBER, DECEMBER)]


def test_a_refused_row_does_not_take_others_with_it():
    held = known(row(SEPTEMBER))
    wrong = row(MAY, date(2018, 10, 1))

    laid = lay_over(held, [wrong, row(SEPTEMBER, DECEMBER), row(DECEMBER, rne="P")], YEAR)

    assert [clash.row for clash in laid.clashes] == [wrong]
    assert [episode.decom for episode in laid.episodes] == [SEPTEMBER, DECEMBER]


def test_an_episode_is_as_old_as_the_oldest_of_its_facts():
    class Fact:
        def __init__(self, start, end, stated_as_of):
            self.start, self.end, self.stated_as_of = start, end, stated_as_of

    goes_on, ended, now = (
        Fact(MAY, None, YEAR),
        Fact(MAY, SEPTEMBER, BEFORE),
        Fact(SEPTEMBER, None, YEAR),
    )
    episodes = [row(MAY, SEPTEMBER).episode, row(SEPTEMBER, rne="P").episode]

    first, second = with_days(episodes, [goes_on, ended, now])

    assert (first.as_of, second.as_of) == (BEFORE, YEAR)


DAYS = st.integers(0, 30).map(lambda n: date.fromordinal(date(2018, 4, 1).toordinal() + n * 7))


@st.composite
def rows_of_a_return(draw):
    rows = {}
    for _ in range(draw(st.integers(0, 6))):
        start = draw(DAYS)
        length = draw(st.one_of(st.none(), st.integers(1, 60)))
        end = None if length is None else date.fromordinal(start.toordinal() + length)
        codes = {
            "ls": draw(st.sampled_from(["C1", "C2"])),
            "place": draw(st.sampled_from(["U4", "K2"])),
        }
        rows[start] = row(
            start, end, rne=draw(st.sampled_from("SPLB")), line=len(rows) + 2, **codes
        )
    return list(rows.values())


@given(st.lists(st.tuples(rows_of_a_return(), st.sampled_from([BEFORE, YEAR, AFTER])), max_size=4))
def test_whatever_comes_nothing_overlaps_and_every_row_is_accounted_for(returns):
    held: tuple[StatedEpisode, ...] = ()
    for rows, as_of in returns:
        laid = lay_over(held, rows, as_of)

        assert len(laid.verdicts) + len(laid.clashes) == len(rows)
        assert not overlapping(laid.episodes)
        plain: list[Episode] = [stated.episode for stated in laid.episodes]
        assert list(episodes_of(facts_of(plain))) == plain
        for taken, what in laid.verdicts:
            if what is not Verdict.SUPERSEDED:
                assert taken.episode in plain
        again = lay_over(laid.episodes, [taken for taken, _ in laid.verdicts], as_of)
        assert {what for _, what in again.verdicts} <= {Verdict.UNCHANGED, Verdict.SUPERSEDED}
        assert again.episodes == laid.episodes
        held = laid.episodes


def test_a_row_stated_again_by_a_later_return_is_as_of_that_one():
    held = known(row(MAY))

    laid = lay_over(held, [row(MAY)], YEAR)

    assert [episode.as_of for episode in laid.episodes] == [YEAR]
    assert laid.episodes[0].episode == row(MAY).episode
