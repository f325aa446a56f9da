"""What somebody means who types into the search box. No database."""

from datetime import date

import pytest

from homeward.people.rules import Sought, answering, folded, sound, understood


TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Ash Sampleton", Sought(words=("ash", "sampleton"))),
        ("O’Standin-Müller", Sought(words=("ostandin", "muller"))),
        ("4/5/2013", Sought(born=date(2013, 5, 4))),
        ("4 May 2013", Sought(born=date(2013, 5, 4))),
        ("04.05.13", Sought(born=date(2013, 5, 4))),
        ("2013-05-04", Sought(born=date(2013, 5, 4))),
        ("ash, 4 sept 2013", Sought(words=("ash",), born=date(2013, 9, 4))),
        ("1/1/30", Sought(born=date(1930, 1, 1))),
        ("wren 2017", Sought(words=("wren",), year=2017)),
        ("km 4729", Sought(number="KM4729")),
        ("KM4729", Sought(number="KM4729")),
        ("", Sought()),
    ],
)
def test_typed_is_understood(typed, meant):
    assert understood(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["31/2/2013", "99/99/2013", "4 Foo 2013"])
def test_day_that_is_none_is_never_taken_for_another(typed):
    assert understood(typed, TODAY).born is None


@pytest.mark.parametrize(
    ("one", "other"), [("catherine", "kathryn"), ("stephen", "steven"), ("mohammed", "muhammad")]
)
def test_names_that_sound_alike_are_one(one, other):
    assert sound(one) == sound(other)


def test_folding_keeps_no_case_marks_or_hyphens():
    assert folded("Zoë O’Standin-Łuk") == "zoe ostandin luk"


def test_why_somebody_was_found_is_said_only_when_the_name_does_not_show_it():
    adults = [("mother", "Dee Mockford")]

    assert answering(Sought(words=("ash",)), own="Ash Sampleton", adults=adults) == ""
    assert answering(Sought(words=("mock",)), own="Ash Sampleton", adults=adults) == (
        "mother: Dee Mockford"
    )
    assert answering(Sought(words=("samplton",)), own="Ash Sampleton", adults=adults) == (
        "sounds like it"
    )
