import pytest

from homeward.ssda903 import codes


@pytest.mark.parametrize(
    ("given", "normal"), [("1", "M"), ("2", "F"), ("M", "M"), ("F", "F"), ("U", "U"), ("9", "9")]
)
def test_sex_of_any_year_becomes_the_code_of_today(given, normal):
    assert codes.normal_sex(given) == normal


@pytest.mark.parametrize(
    ("column", "given", "normal"),
    [
        ("MOTHER", "1.0", "1"),
        ("MOTHER", "0", "0"),
        ("SEX", "2.0", "F"),
        ("PLACE", "1.0", "1.0"),
    ],
)
def test_codes_saved_as_decimals_are_read_as_codes(column, given, normal):
    assert codes.normal_code(column, given) == normal


def test_every_code_is_upper_case_and_has_a_meaning():
    pairs = [pair for code_set in codes.CODE_SETS.values() for pair in code_set.items()]

    wrong = [(code, meaning) for code, meaning in pairs if code != code.upper() or not meaning]

    assert pairs
    assert wrong == []


def test_withdrawn_places_are_still_known():
    assert {"H5", "P2", "Z1"} <= codes.PLACE_WITHDRAWN <= codes.PLACE.keys()


def test_code_sets_cannot_be_changed():
    with pytest.raises(TypeError):
        codes.PLACE["XX"] = "no such place"
