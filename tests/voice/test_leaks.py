"""What must not stand on the page of one person is found, and what may is let through. No database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.voice.rules.leaks import Secrets, Told, digits, leaks


SECRETS = Secrets(
    told=(
        Told("a child", "He locks the kitchen when mum is at work."),
        Told("a child", "I hate Sundays"),
        Told("somebody else", "Only through his sister at the bakery"),
        Told("a child", "Grandma"),
    ),
    names=("Wren",),
    phones_allowed=frozenset({"01632960101", "07700900111"}),
)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ash goes to 14 Sample Street on Fridays", "an address"),
        ("Nan lives at 3a, Old Mill Lane", "an address"),
        ("Nan lives at 9 Sample Hill", "an address"),
        ("Meet at EX4 3PL", "an address"),
        ("Meet at ex43pl", "an address"),
        ("Phone Ray: 01632 960 177", "a telephone"),
        ("Ring +44 1632 960177", "a telephone"),
        ("Ring 01632-960-177", "a telephone"),
        ("Dee and Wren cook together", "names a child"),
        ("It is wren’s turn", "names a child"),
        ("We know that he locks the kitchen when mum is out", "a child told us"),
        ("HE LOCKS the kitchen, when Mum...", "a child told us"),
        ("Ash said: I hate sundays!", "a child told us"),
        ("Reach him only through his sister, at the café", "somebody else told us"),
    ],
)
def test_what_is_not_theirs_is_found(text, why):
    found = leaks(["We eat together", text], SECRETS)

    assert any(why in one for one in found), found


@pytest.mark.parametrize(
    "text",
    [
        "Phone duty: 01632 960101, day and night",
        "Phone duty: +44 1632 960101",
        "Your own phone: 07700 900 111",
        "Phone Grandma first",  # one word is said by everybody
        "We meet on 3 December 2026 at 4.30pm",
        "It is a 10 minute walk, or 2 stops, from school",
        "He locks the kitchen",  # four words are too few to know them again
        "Wrenching is not a name",
        "Two of us, 10 minutes each, 3 times a week",
        "",
    ],
)
def test_what_may_stand_is_let_through(text):
    assert leaks([text], SECRETS) == []


def test_each_thing_is_said_once():
    assert leaks(["EX4 3PL", "EX4 3PL and 3 Mill Road"], SECRETS) == ["it holds an address"]


@pytest.mark.parametrize("phone", ["+44 1632 960101", "01632 960101", "(01632) 960101"])
def test_one_number_however_it_is_written(phone):
    assert digits(phone) == "01632960101"


WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=8)
WORDS = st.lists(WORD, min_size=3, max_size=12)


@given(
    told=WORDS, before=st.lists(WORD, max_size=5), after=st.lists(WORD, max_size=5), data=st.data()
)
def test_five_words_in_a_row_are_known_again_wherever_they_stand(told, before, after, data):
    """Or all of them, where there are fewer: with whatever marks and capitals between."""
    size = min(5, len(told))
    start = data.draw(st.integers(0, len(told) - size))
    mark = data.draw(st.sampled_from([" ", ", ", "! ", "… ", "\n"]))
    quoted = mark.join(word.upper() for word in told[start : start + size])
    text = " ".join([*before, quoted, *after])

    found = leaks([text], Secrets(told=(Told("a child", " ".join(told)),)))

    assert found == ["it holds words that a child told us"]
