"""What words say of a family, and what cannot be: without a database."""

from datetime import date

import pytest

from homeward.people.rules import (
    Kin,
    Over,
    Parentage,
    Tied,
    TieKind,
    may_be_tied,
    may_be_written,
    may_end,
    parentage,
    row_of,
    sex_by_words,
)


TODAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("kind", "how", "row", "sex"),
    [
        ("mother", Parentage.BIRTH, 1, "F"),
        ("Father", Parentage.BIRTH, 1, "M"),
        ("mum", Parentage.BIRTH, 1, "F"),
        ("parent", Parentage.BIRTH, 1, "U"),
        ("stepmother", Parentage.STEP, 1, "F"),
        ("step father", Parentage.STEP, 1, "M"),
        ("adoptive mother", Parentage.ADOPTIVE, 1, "F"),
        ("foster carer", Parentage.FOSTER, 1, "U"),
        ("grandmother", None, 2, "F"),
        ("gran", None, 2, "U"),
        ("grandad", None, 2, "M"),
        ("maternal grandmother", None, 2, "F"),
        ("aunt", None, 1, "F"),
        ("uncle", None, 1, "M"),
        ("grown-up sister", None, 0, "F"),
        ("godmother", None, None, "U"),
        ("partner of a parent", None, 1, "U"),
        ("mother’s partner", None, 1, "U"),
        ("Mum's partner", None, 1, "U"),
        ("brother’s partner", None, None, "U"),
        ("mother’s brother", None, None, "U"),
        ("sister of the father", None, None, "U"),
        ("family friend", None, None, "U"),
        ("teacher", None, None, "U"),
        ("", None, None, "U"),
    ],
)
def test_words_say_where_somebody_belongs(kind, how, row, sex):
    assert (parentage(kind), row_of(kind), sex_by_words(kind)) == (how, row, sex)


@pytest.mark.parametrize(
    ("born", "died", "kind", "said"),
    [
        (None, None, "mother", ""),
        (date(1990, 1, 1), None, "mother", ""),
        (date(2026, 11, 3), None, "mother", "born on a day to come"),
        (None, date(2026, 11, 3), "mother", "died on a day to come"),
        (date(1990, 1, 1), date(1989, 1, 1), "aunt", "died before they were born"),
        (date(2013, 5, 4), None, "mother", "older than the child"),
        (date(2013, 5, 4), None, "grown-up sister", ""),
        (date(2014, 5, 4), None, "stepfather", ""),
    ],
)
def test_what_is_said_of_an_adult_can_be_so(born, died, kind, said):
    answer = may_be_written(born, died, [date(2013, 5, 4)], TODAY, kind)

    assert bool(answer) is (said == "")
    assert said in answer.reason


NAN, DEE, RAY = Kin(1, "Nan", date(1960, 1, 1)), Kin(2, "Dee", date(1990, 1, 1)), Kin(3, "Ray")
PARENT, PARTNERS = TieKind.PARENT, TieKind.PARTNERS


def tied(kind, one, other, *, since=None, over_since=None, over=Over.NO, ties=()):
    return may_be_tied(
        kind, one, other, since=since, over_since=over_since, over=over, ties=ties, today=TODAY
    )


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (tied(PARENT, NAN, DEE), ""),
        (tied(PARENT, DEE, DEE), "nobody is their own parent"),
        (tied(PARENT, DEE, NAN), "Dee would be younger than Nan"),
        (tied(PARENT, RAY, DEE, ties=[Tied(PARENT, 3, 2)]), "in the record already"),
        (tied(PARENT, RAY, NAN, ties=[Tied(PARENT, 1, 2), Tied(PARENT, 2, 3)]), "above Ray"),
        (tied(PARTNERS, DEE, RAY, ties=[Tied(PARTNERS, 3, 2)]), "in the record already"),
        (tied(PARTNERS, DEE, RAY, ties=[Tied(PARENT, 1, 2)]), ""),
        (tied(PARTNERS, DEE, RAY, since=date(2026, 12, 1)), "day to come"),
        (tied(PARTNERS, DEE, RAY, since=date(1989, 1, 1)), "Dee was not born"),
        (
            tied(
                PARTNERS,
                DEE,
                RAY,
                since=date(2015, 1, 1),
                over_since=date(2014, 1, 1),
                over=Over.DIVORCED,
            ),
            "ended before it began",
        ),
        (tied(PARTNERS, DEE, RAY, over_since=date(2014, 1, 1)), "that it goes on"),
        (tied(PARTNERS, DEE, RAY, over=Over.SEPARATED), ""),
    ],
)
def test_tie_that_cannot_be_is_refused_with_why(answer, said):
    assert bool(answer) is (said == "")
    assert said in answer.reason
    assert answer or answer.instead


def test_end_is_between_the_beginning_and_today():
    start = date(2026, 10, 1)

    assert may_end(start, start, TODAY)
    assert may_end(start, TODAY, TODAY)
    assert "since 1 October 2026" in may_end(start, date(2026, 9, 30), TODAY).reason
    assert "day to come" in may_end(start, date(2026, 11, 3), TODAY).reason
