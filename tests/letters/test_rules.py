"""The words of a letter, and what it must not say: without a database."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.letters.rules import (
    INVENTED,
    KINDS,
    LONGEST,
    Block,
    LetterKind,
    Reached,
    Shape,
    blocks,
    filled,
    gives_away,
    may_be_issued,
    may_be_put_in_force,
    may_be_template,
    may_change_templates,
    may_write,
    places_in,
)
from homeward.partnership.rules import Role


H, P, L = Shape.HEADING, Shape.PARAGRAPH, Shape.LIST


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("", ()),
        ("Dear Dee,", (Block(P, ("Dear Dee,",)),)),
        ("One\nTwo\n\nThree", (Block(P, ("One", "Two")), Block(P, ("Three",)))),
        ("# When\nMonday", (Block(H, ("When",)), Block(P, ("Monday",)))),
        ("You can\n- come\n- not come", (Block(P, ("You can",)), Block(L, ("come", "not come")))),
        ("- one\n\n- two", (Block(L, ("one",)), Block(L, ("two",)))),
        ("- one\nafter", (Block(L, ("one",)), Block(P, ("after",)))),
        ("#hash and -dash", (Block(P, ("#hash and -dash",)),)),
    ],
)
def test_text_becomes_headings_paragraphs_and_lists(text, stands):
    assert blocks(text) == stands


@given(text=st.text(alphabet="ab #-\n[]", max_size=200))
def test_no_word_of_a_letter_is_lost(text):
    """Marks of layout go at the beginning of a line alone; every letter stays, in its order."""
    shown = "".join(line for block in blocks(text) for line in block.lines)

    assert [c for c in shown if c in "ab[]"] == [c for c in text if c in "ab[]"]


def test_what_is_filled_in_is_never_read_as_a_place():
    text = filled("Dear [to], about [ Children ]: [when]", {"to": "[worker]", "children": "Ash"})

    assert text == "Dear [worker], about Ash: [when]"


@given(
    value=st.text(max_size=60),
    place=st.sampled_from(sorted(INVENTED)),
)
def test_a_value_stands_in_the_letter_as_it_is(value, place):
    assert filled(f"<[{place}]>", {place: value}) == (f"<{value}>" if value else f"<[{place}]>")


@pytest.mark.parametrize("kind", LetterKind)
def test_first_texts_obey_the_rules_of_an_organisations_own(kind):
    words = KINDS[kind]

    assert may_be_template(words.title, words.text, words.places, set(words.needed))
    assert places_in(filled(f"{words.title}\n{words.text}", INVENTED)) == []
    assert set(words.places) <= set(INVENTED)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[to] [salary]", "there is no place called [salary]"),
        ("[to] [user.password]", "there is no place called [user.password]"),
        ("no place at all", "[to] is not in the text"),
        ("[to]" + "x" * LONGEST, "more than 8,000 characters"),
    ],
)
def test_template_with_a_place_that_is_not_there_is_refused(text, said):
    answer = may_be_template("A letter", text, {"to": "who"}, {"to"})

    assert not answer
    assert said in answer.reason
    assert answer.instead


@pytest.mark.parametrize("text", ["{{ child }}", "{% load x %}", "${to}", "<script>[to]</script>"])
def test_no_other_language_is_understood(text):
    """It is text, and stands in the letter as it was typed."""
    assert "{{ child }}" in filled("[to] {{ child }}", INVENTED)
    assert filled(text.replace("[to]", ""), INVENTED) == text.replace("[to]", "")


DEE = Reached("Dee", "01632 960155", "Phone before six", ("4 Hidden Lane\nSampleton SA1 4ZZ",))
RAY = Reached("Ray", "01632 960177", "Text only, never call", ("9 Open Road\nSampleton SA2 9YY",))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Come on Monday.", []),
        ("Dee is on 01632 960155.", ["the telephone of Dee"]),
        ("Dee: 01632960155", ["the telephone of Dee"]),
        ("Dee: +44 1632 960155", ["the telephone of Dee"]),
        ("Reference 960155", []),
        ("She lives at 4 Hidden Lane now", ["the address of Dee"]),
        ("It is in SA1 4ZZ", ["the address of Dee"]),
        ("It is in sa14zz", ["the address of Dee"]),
        ("24 Hidden Lane", []),
        ("please PHONE, before six", ["the safe way to reach Dee"]),
        ("Ring me on 01632 960177", []),
        (
            "01632 960155 or 4 Hidden Lane",
            ["the telephone of Dee", "the address of Dee"],
        ),
    ],
)
def test_letter_to_one_adult_says_nothing_of_how_another_is_reached(text, told):
    assert gives_away(text, [DEE], RAY) == told


def test_what_two_adults_share_gives_nothing_away():
    together = Reached("Ray", DEE.phone, DEE.safe_contact, DEE.addresses)

    assert gives_away("4 Hidden Lane, 01632 960155, phone before six", [DEE], together) == []


@given(number=st.from_regex(r"07[0-9]{9}", fullmatch=True), gaps=st.lists(st.integers(2, 10)))
def test_number_is_found_however_it_is_spaced(number, gaps):
    spaced = number
    for gap in sorted(set(gaps), reverse=True):
        spaced = f"{spaced[:gap]} {spaced[gap:]}"

    assert gives_away(f"on {spaced}.", [Reached("Dee", number)], Reached("Ray")) != []


def a_letter(**more):
    held = {
        "issued_at": None,
        "issued_by": "Robin",
        "issued_on": date(2026, 11, 2),
        "title": "Invitation",
        "text": "Dear Dee, come.",
        "to_name": "Dee",
        "version": 2,
    }
    return SimpleNamespace(**{**held, **more})


@pytest.mark.parametrize(
    ("letter", "seen", "told", "said"),
    [
        (a_letter(), 2, [], ""),
        (a_letter(text="Dear Dee, come on [when]."), 2, [], "take it out: [when]"),
        (a_letter(), 2, ["the address of Ray"], "tells Dee the address of Ray"),
        (a_letter(text=" "), 2, [], "says nothing yet"),
        (a_letter(), 1, [], "somebody changed the words"),
        (a_letter(issued_at=1, text=""), 2, [], "Robin issued this letter on 2 November 2026"),
    ],
)
def test_letter_is_issued_when_it_is_whole_and_was_read(letter, seen, told, said):
    answer = may_be_issued(letter, seen, told)

    assert bool(answer) is (said == "")
    assert said in f"{answer.reason} {answer.instead}"


def a_worker(role, employer=1):
    post = SimpleNamespace(role=role, employer_id=employer, employer_name="X", team_name="North")
    return SimpleNamespace(posts=[post])


@pytest.mark.parametrize(
    ("role", "changes", "writes"),
    [
        (Role.TEAM_MANAGER, True, True),
        (Role.HEAD_OF_SERVICE, True, True),
        (Role.KEY_WORKER, False, True),
        (Role.SOCIAL_WORKER, False, True),
        (Role.ANALYST, False, False),
        (Role.GOVERNANCE_LEAD, False, False),
    ],
)
def test_who_changes_the_words_and_who_writes_to_families(role, changes, writes):
    assert bool(may_change_templates(a_worker(role), 1)) is changes
    assert not may_change_templates(a_worker(role), 2)
    assert bool(may_write(a_worker(role), [1, 2])) is writes
    assert not may_write(a_worker(role), [3])


def test_version_that_was_overtaken_is_not_put_in_force():
    written = SimpleNamespace(version=3, in_force_at=None, in_force_on=None)
    held = SimpleNamespace(version=3, in_force_at=1, in_force_on=date(2026, 11, 2))

    assert may_be_put_in_force(written, 2)
    assert "version 4 was put in force since" in may_be_put_in_force(written, 4).reason
    assert "was put in force on 2 November" in may_be_put_in_force(held, 3).reason
