"""Histories of care: the return's episodes can be derived from them, and they are a real child's in shape."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from homeward.county import lives
from homeward.county.care import entered_on, history
from homeward.county.lives import Life, Span
from homeward.ssda903 import episodes_of, facts_of, overlapping
from homeward.ssda903.codes import CIN, LS, PLACE, PLACE_PROVIDER, REASON_PLACE_CHANGE, REC


TODAY = date(2026, 6, 10)
BORN = date(2013, 2, 9)


@pytest.mark.parametrize("draw", [lives.in_care, lives.left])
@pytest.mark.parametrize("seed", range(150))
def test_history_derives_into_valid_episodes(draw, seed):
    rng = Random(seed)
    life = draw(rng, TODAY)
    told = history(rng, life, TODAY)

    episodes = episodes_of(told.facts)

    assert not overlapping(episodes)
    assert facts_of(episodes) == told.facts
    for episode in episodes:
        assert life.born < episode.decom < (episode.dec or TODAY) <= TODAY
        assert episode.ls in LS
        assert episode.cin in CIN
        assert episode.place in PLACE
        assert episode.place_provider in PLACE_PROVIDER
        assert episode.reason_place_change in {"", *REASON_PLACE_CHANGE}
        assert (episode.rec in REC) == (episode.dec is not None)


@pytest.mark.parametrize("seed", range(20))
def test_history_tells_the_life_that_was_drawn(seed):
    rng = Random(seed)
    life = lives.left(rng, TODAY)

    told = history(rng, life, TODAY)

    assert [(p.start, p.end, p.reason_ceased) for p in told.facts.periods] == [
        (span.start, span.end, span.reason) for span in life.spans
    ]


@pytest.mark.parametrize("age", [1, 5, 16])
def test_reviews_and_absences_lie_within_care(age):
    born = date(TODAY.year - age, 1, 9)
    days = (TODAY - born).days
    times = (Span(born + timedelta(days // 4), born + timedelta(days // 2), "E4A"),)
    times += (Span(born + timedelta(days * 3 // 4)),)

    for seed in range(40):
        life = Life("F", "WBRI", born, "N1", "care order", "other foster carer", times)
        told = history(Random(seed), life, TODAY)
        spans = [(period.start, period.end or TODAY) for period in told.facts.periods]
        days = [day for day, _ in told.reviews] + [day for went in told.missing for day in went]
        assert all(any(start <= day <= end for start, end in spans) for day in days)
        assert all(before[0] < after[0] for before, after in pairwise(told.reviews))


def test_child_who_came_in_lately_is_accommodated_and_still_there():
    told = entered_on(Random(3), BORN, TODAY, TODAY)

    assert [(status.code, status.end) for status in told.facts.legal_statuses] == [("V2", None)]
    assert len(told.facts.placements) == 1
