"""Scoring an SDQ, against forms that were scored by hand, and for every form there can be. No database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.measures.rules import (
    BANDINGS,
    IMPACT_QUESTIONS,
    Bands,
    Informant,
    Scale,
    Scores,
    band_of,
    impact_score,
    most,
    scores_of,
)
from homeward.measures.rules.sdq import ITEMS, QUESTIONS, TURNED, half_up


# Scored by hand, apart from the code. A dash is a question that was not answered. For each form the boxes of questions
# 1 to 25; emotional, conduct, hyperactivity, peers, prosocial and total; externalising and internalising.
BY_HAND = [
    ("every first box", "00000 00000 00000 00000 00000", (0, 2, 4, 4, 0, 10), (6, 4)),
    ("every middle box", "11111 11111 11111 11111 11111", (5, 5, 5, 5, 5, 20), (10, 10)),
    ("every last box", "22222 22222 22222 22222 22222", (10, 8, 6, 6, 10, 30), (14, 16)),
    ("no difficulty at all", "20020 02020 20020 02002 20002", (0, 0, 0, 0, 10, 0), (0, 0)),
    ("every difficulty", "02202 20202 02202 20220 02220", (10, 10, 10, 10, 0, 40), (20, 20)),
    # Emotional 1+2+1+1+2, conduct 0+(2-1)+1+2+1, hyperactivity 1+0+0+(2-0)+(2-1), peers 1+(2-0)+(2-2)+1+1,
    # prosocial 2+2+1+0+2. The forms under it are the same with something left out.
    ("mixed", "21120 11210 01120 10212 01121", (7, 5, 4, 5, 7, 21), (9, 12)),
    # Without 1, 14 and 16. Emotional: 6 of four answers, 7.5, so 8; peers and prosocial: 5 of four, 6.25, so 6.
    ("three left out", "-1120 11210 011-0 -0212 01121", (8, 5, 4, 6, 6, 23), (9, 14)),
    # Without 21. Hyperactivity: 2 of four answers, 2.5, so 3.
    ("a half", "21120 11210 01120 10212 -1121", (7, 5, 3, 5, 7, 20), (8, 12)),
    # Without 14 and 23. Peers: 4 of three answers, 6.67, so 7.
    ("two of peers left out", "21120 11210 011-0 10212 01-21", (7, 5, 4, 7, 7, 23), (9, 14)),
    # Without 24. Emotional: 5 of four answers, 6.25, so 6.
    ("one of emotional left out", "21120 11210 01120 10212 011-1", (6, 5, 4, 5, 7, 20), (9, 11)),
    # Without 18 and 22. Conduct: 2 of three answers, 3.33, so 3.
    ("two of conduct left out", "21120 11210 01120 10-12 0-121", (7, 3, 4, 5, 7, 19), (7, 12)),
    # Emotional has two answers: too few, so there is no total and no internalising.
    (
        "three of emotional left out",
        "21120 11210 01-20 -0212 011-1",
        (None, 5, 4, 5, 7, None),
        (9, None),
    ),
    ("prosocial left out", "-11-0 112-0 01120 1-21- 01121", (7, 5, 4, 5, None, 21), (9, 12)),
]


def ticked(form: str) -> list[int | None]:
    return [None if one == "-" else int(one) for one in form.replace(" ", "")]


@pytest.mark.parametrize(
    ("form", "scales", "sums"), [one[1:] for one in BY_HAND], ids=[one[0] for one in BY_HAND]
)
def test_scores_are_those_of_the_sheet(form, scales, sums):
    scores = scores_of(ticked(form))

    names = ("emotional", "conduct", "hyperactivity", "peer", "prosocial", "total")
    assert tuple(getattr(scores, name) for name in names) == scales
    assert (scores.of(Scale.EXTERNALISING), scores.of(Scale.INTERNALISING)) == sums


@pytest.mark.parametrize(
    ("boxes", "score"),
    [
        ((), 0),
        ((0, 0, 0), 0),
        ((1, 1, 1), 0),
        ((2, 2, 2), 3),
        ((3, 3, 3), 6),
        ((0, 1, 2, 3, 0), 3),
        ((3, 3, 3, 3, 3), 10),
        ((3, None, 3), None),
    ],
)
def test_impact_counts_the_last_two_boxes_and_needs_every_answer(boxes, score):
    assert impact_score(boxes) == score


@pytest.mark.parametrize(
    ("points", "of", "rounded"),
    [(5, 2, 3), (1, 2, 1), (20, 3, 7), (10, 3, 3), (35, 4, 9), (0, 3, 0)],
)
def test_a_half_is_rounded_up(points, of, rounded):
    assert half_up(points, of) == rounded


# By hand from the published sheets: scores at the edges of the bands, of four and of three.
EDGES = [
    (Informant.PARENT, Scale.TOTAL, 13, "close to average", "normal"),
    (Informant.PARENT, Scale.TOTAL, 14, "slightly raised", "borderline"),
    (Informant.PARENT, Scale.TOTAL, 16, "slightly raised", "borderline"),
    (Informant.PARENT, Scale.TOTAL, 17, "high", "abnormal"),
    (Informant.PARENT, Scale.TOTAL, 20, "very high", "abnormal"),
    (Informant.PARENT, Scale.EMOTIONAL, 4, "slightly raised", "borderline"),
    (Informant.PARENT, Scale.CONDUCT, 5, "high", "abnormal"),
    (Informant.PARENT, Scale.HYPERACTIVITY, 7, "slightly raised", "abnormal"),
    (Informant.PARENT, Scale.PEER, 3, "slightly raised", "borderline"),
    (Informant.PARENT, Scale.PROSOCIAL, 8, "close to average", "normal"),
    (Informant.PARENT, Scale.PROSOCIAL, 6, "low", "normal"),
    (Informant.PARENT, Scale.PROSOCIAL, 5, "very low", "borderline"),
    (Informant.PARENT, Scale.IMPACT, 2, "high", "abnormal"),
    (Informant.TEACHER, Scale.TOTAL, 11, "close to average", "normal"),
    (Informant.TEACHER, Scale.TOTAL, 15, "slightly raised", "borderline"),
    (Informant.TEACHER, Scale.TOTAL, 16, "high", "abnormal"),
    (Informant.TEACHER, Scale.TOTAL, 19, "very high", "abnormal"),
    (Informant.TEACHER, Scale.EMOTIONAL, 4, "slightly raised", "normal"),
    (Informant.TEACHER, Scale.CONDUCT, 4, "high", "abnormal"),
    (Informant.TEACHER, Scale.HYPERACTIVITY, 9, "very high", "abnormal"),
    (Informant.TEACHER, Scale.PEER, 4, "slightly raised", "borderline"),
    (Informant.TEACHER, Scale.PROSOCIAL, 4, "low", "abnormal"),
    (Informant.TEACHER, Scale.IMPACT, 6, "very high", "abnormal"),
    (Informant.SELF, Scale.TOTAL, 15, "slightly raised", "normal"),
    (Informant.SELF, Scale.TOTAL, 19, "high", "borderline"),
    (Informant.SELF, Scale.TOTAL, 20, "very high", "abnormal"),
    (Informant.SELF, Scale.EMOTIONAL, 5, "slightly raised", "normal"),
    (Informant.SELF, Scale.CONDUCT, 4, "slightly raised", "borderline"),
    (Informant.SELF, Scale.HYPERACTIVITY, 7, "high", "abnormal"),
    (Informant.SELF, Scale.PEER, 5, "very high", "borderline"),
    (Informant.SELF, Scale.PROSOCIAL, 7, "close to average", "normal"),
    (Informant.SELF, Scale.IMPACT, 1, "slightly raised", "borderline"),
]


@pytest.mark.parametrize(("informant", "scale", "score", "four", "three"), EDGES)
def test_score_is_in_the_band_of_the_sheet(informant, scale, score, four, three):
    assert band_of(Bands.FOUR, informant, scale, score, 12) == four
    assert band_of(Bands.THREE, informant, scale, score, 12) == three


@pytest.mark.parametrize("banding", BANDINGS, ids=lambda one: f"{one.informant} {one.bands}")
def test_every_score_has_exactly_one_band_and_bands_are_in_order(banding):
    assert set(banding.cuts) == {*ITEMS, Scale.TOTAL, Scale.IMPACT}
    for scale, cuts in banding.cuts.items():
        inside = [score for cut in cuts for score in range(cut.least, cut.most + 1)]
        assert sorted(inside) == list(range(most(scale, banding.informant) + 1))
        edges = [cut.least for cut in cuts]
        assert edges == sorted(edges, reverse=scale == Scale.PROSOCIAL)


def test_all_informants_have_both_bandings_and_only_one_is_unchecked():
    unchecked = [(one.bands, one.informant) for one in BANDINGS if not one.is_checked]

    assert {(one.bands, one.informant) for one in BANDINGS} == {
        (bands, informant) for bands in Bands for informant in Informant
    }
    assert len(BANDINGS) == 6
    assert unchecked == [(Bands.FOUR, Informant.SELF)]


@pytest.mark.parametrize("age", [2, 3, 18])
def test_no_band_is_made_up_for_an_age_that_has_none(age):
    assert band_of(Bands.FOUR, Informant.PARENT, Scale.TOTAL, 20, age) is None


@pytest.mark.parametrize("scale", [Scale.EXTERNALISING, Scale.INTERNALISING])
def test_no_band_is_made_up_for_a_sum(scale):
    assert band_of(Bands.FOUR, Informant.PARENT, scale, 12, 12) is None


def test_every_question_belongs_to_one_scale():
    numbers = [number for items in ITEMS.values() for number in items]

    assert sorted(numbers) == list(range(1, QUESTIONS + 1))
    assert set(numbers) >= TURNED


ANSWERS = st.lists(st.sampled_from([0, 1, 2, None]), min_size=QUESTIONS, max_size=QUESTIONS)


@given(ANSWERS)
def test_no_scale_ever_leaves_its_range_whatever_is_left_out(answers):
    scores = scores_of(answers)

    for scale, score in scores.given.items():
        assert 0 <= score <= most(scale, Informant.PARENT)


@given(ANSWERS)
def test_a_scale_is_missing_exactly_when_fewer_than_three_are_answered(answers):
    scores = scores_of(answers)

    for scale, items in ITEMS.items():
        answered = sum(answers[number - 1] is not None for number in items)
        assert (scores.of(scale) is None) is (answered < 3)


@given(ANSWERS)
def test_total_is_the_four_scales_or_nothing(answers):
    scores = scores_of(answers)
    four = [scores.emotional, scores.conduct, scores.hyperactivity, scores.peer]

    assert scores.total == (None if None in four else sum(four))
    assert scores.total is None or scores.total == (
        scores.of(Scale.EXTERNALISING) + scores.of(Scale.INTERNALISING)
    )


@given(ANSWERS, st.integers(0, QUESTIONS - 1))
def test_a_higher_box_never_lowers_what_it_counts_for(answers, place):
    if answers[place] is None:
        answers[place] = 0
    scores = [scores_of([*answers[:place], box, *answers[place + 1 :]]) for box in (0, 1, 2)]
    (scale,) = (scale for scale, items in ITEMS.items() if place + 1 in items)

    held = [one.of(scale) for one in scores]

    if None not in held:
        assert held == sorted(held, reverse=place + 1 in TURNED)


@given(st.sampled_from(Informant), st.data())
def test_impact_never_leaves_its_range(informant, data):
    count = IMPACT_QUESTIONS[informant]
    boxes = data.draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))

    assert 0 <= impact_score(boxes) <= most(Scale.IMPACT, informant)


def test_a_typed_total_is_never_worked_out_anew():
    assert Scores(total=12).with_total().total == 12
    assert Scores(1, 2, 3, 4).with_total().total == 10
    assert Scores(1, 2, 3).with_total().total is None
