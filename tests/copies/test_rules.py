"""Who makes a copy, and what becomes of a text about several children."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.copies.rules import WHOLE, Others, may_be_made, may_make_copy, names_of, parted
from homeward.copies.rules.parting import COVERED, LEFT_OUT
from homeward.partnership.rules import DataGroup, Role
from homeward.sharing.rules import Entitlement, Level


def sight(role=Role.TEAM_MANAGER, groups=WHOLE):
    return Entitlement(Level.FULL, frozenset(groups), ("in a team",), roles=frozenset({role}))


@pytest.mark.parametrize("role", [Role.TEAM_MANAGER, Role.HEAD_OF_SERVICE, Role.DIRECTOR])
def test_who_manages_a_team_with_the_child_and_sees_all_may(role):
    assert may_make_copy(sight(role))


@pytest.mark.parametrize(
    "role", sorted(set(Role) - {Role.TEAM_MANAGER, Role.HEAD_OF_SERVICE, Role.DIRECTOR})
)
def test_nobody_else_may_and_is_told_who(role):
    answer = may_make_copy(sight(role))

    assert not answer
    assert "managers" in answer.reason
    assert "manager" in answer.instead


@pytest.mark.parametrize("unseen", WHOLE[1:])
def test_who_does_not_see_all_is_told_what_is_unseen(unseen):
    answer = may_make_copy(sight(groups=set(WHOLE) - {unseen}))

    assert not answer
    assert unseen.label in answer.reason


def test_who_broke_the_glass_copies_nothing():
    behind = Entitlement(Level.FULL, frozenset(DataGroup), ("there by breaking the glass",))

    assert not may_make_copy(behind)


def test_who_sees_nothing_copies_nothing():
    assert not may_make_copy(Entitlement(Level.NOTHING))


@pytest.mark.parametrize(
    ("reason", "will_read"), [("asked", True), ("   ", True), ("Ash asked in a letter.", False)]
)
def test_copy_without_reason_or_reader_is_not_made(reason, will_read):
    answer = may_be_made(reason, will_read)

    assert not answer
    assert answer.instead


ASH = names_of("Ashley", "Ash")
OTHERS = Others(own=ASH | {"Sampleton"}, theirs=names_of("Wren Sampleton", "Teddy Tester"))


def parting(text, others=OTHERS):
    return parted(text, others, ASH)


@pytest.mark.parametrize(
    ("written", "stands"),
    [
        ("Dee cooked.", "Dee cooked."),
        ("Wren was sick.", LEFT_OUT),
        ("Dee cooked. Wren was sick. Ash read.", f"Dee cooked. {LEFT_OUT} Ash read."),
        ("Wren was sick. Teddy too. Ash read.", f"{LEFT_OUT} Ash read."),
        ("Ash fed Wren’s cat.", f"Ash fed {COVERED}’s cat."),
        ("WREN and Ash ran.", f"{COVERED} and Ash ran."),
        ("teddy cried.", LEFT_OUT),
        ("A wren sang.", "A wren sang."),
        ("Wrenching news.", "Wrenching news."),
        ("The Sampletons; Dee Sampleton.", "The Sampletons; Dee Sampleton."),
        ("Mr Tester came.", LEFT_OUT),
        ("Dee cooked!\nWren ate.\n\nAsh slept.", f"Dee cooked!\n{LEFT_OUT}\n\nAsh slept."),
        ("“Wren hit me.” Ash cried.", f"{LEFT_OUT} Ash cried."),
        ("", ""),
    ],
)
def test_sentences_are_parted(written, stands):
    assert parting(written) == stands


def test_family_of_one_child_has_nothing_to_part():
    assert parting("Wren sang.", Others(own=ASH, theirs=frozenset())) == "Wren sang."


@pytest.mark.parametrize(
    ("name", "typed"), [("Zoë", "Zoe"), ("Zoe", "zoë"), ("D'Arcy", "D’Arcy"), ("Zoë", "Zoe\u0308")]
)
def test_name_is_known_however_it_is_typed(name, typed):
    others = Others(own=ASH, theirs=names_of(name))

    assert parting(f"{typed} ran. Ash saw {typed}’s cat.", others) == (
        f"{LEFT_OUT} Ash saw {COVERED}’s cat."
    )


def test_name_that_both_have_is_not_covered():
    both = Others(own=ASH, theirs=names_of("Ash Wren"))

    assert parting("Ash is here.", both) == "Ash is here."


@given(
    st.lists(
        st.sampled_from(
            [
                "Wren",
                "wren’s",
                "Teddy",
                "TEDDY",
                "Ash",
                "Dee",
                "ran",
                ".",
                "!",
                "\n",
                "said:",
                "(Wren)",
                "”",
            ]
        ),
        max_size=30,
    )
)
def test_no_name_of_a_sibling_stays(words):
    stands = parting(" ".join(words))

    for name in ("Wren", "WREN", "Teddy", "TEDDY", "teddy"):
        assert name not in stands


@given(st.lists(st.sampled_from(["Ash", "Dee", "ran", ".", "\n", "home"]), max_size=30))
def test_what_names_no_sibling_stays_as_it_was_written(words):
    text = " ".join(words)

    assert parting(text) == "\n".join(text.splitlines())
