"""Where everybody stands: nobody on another, nobody left out, each under their parents."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.people.rules import Over, Parentage, ParentLine, PartnerLine, Person, drawn
from homeward.people.rules.family import How
from homeward.people.rules.genogram import ROW, in_lines
from homeward.people.rules.places import COLUMN


TODAY = date(2026, 11, 2)


def a_person(key, sex="U", born=None, **more):
    return Person(key, key, sex, born, **more)


ASH = a_person("Ash", "M", date(2013, 5, 4), is_index=True)
WREN = a_person("Wren", "F", date(2017, 2, 9))
DEE, RAY, NAN = a_person("Dee", "F"), a_person("Ray", "M"), a_person("Nan", "F")
OF_BOTH = [ParentLine(p, c) for p in ("Dee", "Ray") for c in ("Ash", "Wren")]


def at(drawing):
    return {symbol.person.key: symbol for symbol in drawing.symbols}


def test_children_stand_under_the_middle_of_their_parents_the_eldest_first():
    found = at(drawn([ASH, WREN, DEE, RAY], OF_BOTH, [], {}, TODAY))

    assert found["Dee"].y == found["Ray"].y == found["Ash"].y - ROW
    assert found["Ray"].x < found["Dee"].x  # the man on the left, as is the custom
    assert found["Ash"].x < found["Wren"].x
    middle = (found["Ash"].x + found["Wren"].x) / 2
    assert middle == pytest.approx((found["Dee"].x + found["Ray"].x) / 2)


def test_half_brother_stands_under_his_own_father_with_the_mother_between_the_two():
    bo, sid = a_person("Bo", "M", date(2009, 1, 1)), a_person("Sid", "M")
    lines = [*OF_BOTH, ParentLine("Dee", "Bo"), ParentLine("Sid", "Bo")]

    found = at(drawn([ASH, WREN, bo, DEE, RAY, sid], lines, [], {}, TODAY))

    xs = sorted(("Sid", "Dee", "Ray"), key=lambda key: found[key].x)
    assert xs in (["Sid", "Dee", "Ray"], ["Ray", "Dee", "Sid"])
    children = sorted(("Bo", "Ash", "Wren"), key=lambda key: found[key].x)
    assert (children[0] == "Bo") is (xs[0] == "Sid")


def test_grandmother_stands_over_her_daughter_with_a_line_and_without_one_beside():
    people = [ASH, DEE, NAN]
    line = [ParentLine("Dee", "Ash"), ParentLine("Nan", "Dee")]

    with_line = at(drawn(people, line, [], {"Nan": 2}, TODAY))
    without = at(drawn(people, line[:1], [], {"Nan": 2}, TODAY))

    assert with_line["Nan"].x == pytest.approx(with_line["Dee"].x)
    assert with_line["Nan"].y == without["Nan"].y == with_line["Ash"].y - 2 * ROW


def test_who_belongs_nowhere_is_not_drawn_and_named():
    friend = a_person("Friend")

    drawing = drawn([ASH, friend], [], [], {}, TODAY)

    assert [s.person.key for s in drawing.symbols] == ["Ash"]
    assert drawing.undrawn == (friend,)


@pytest.mark.parametrize(
    ("how", "over", "kinds", "strokes"),
    [
        (How.MARRIED, Over.NO, "whole", 0),
        (How.TOGETHER, Over.SEPARATED, "broken", 1),
        (How.MARRIED, Over.DIVORCED, "whole", 2),
        (How.UNKNOWN, Over.NO, "dotted", 0),
    ],
)
def test_line_between_two_says_how_they_are_partners(how, over, kinds, strokes):
    drawing = drawn(
        [ASH, DEE, RAY],
        [ParentLine("Dee", "Ash"), ParentLine("Ray", "Ash")],
        [PartnerLine("Dee", "Ray", how, over)],
        {},
        TODAY,
    )

    found = at(drawing)
    beside = [s for s in drawing.strokes if {y for _, y in s.points} == {found["Dee"].y}]
    slanted = [
        s
        for s in drawing.strokes
        if len(s.points) == 2 and s.points[0][0] != s.points[1][0] != 0
        if s.points[0][1] != s.points[1][1]
    ]
    assert [s.kind for s in beside] == [kinds]
    assert len(slanted) == strokes


def test_adoption_is_a_broken_line():
    drawing = drawn([ASH, DEE], [ParentLine("Dee", "Ash", Parentage.ADOPTIVE)], [], {}, TODAY)

    assert [s.kind for s in drawing.strokes if s.points[-1][1] == at(drawing)["Ash"].top] == [
        "broken"
    ]


def test_age_stands_at_death_and_is_asked_for_where_it_is_not_known():
    gone = a_person("Gone", "M", date(1950, 6, 1), died=date(2000, 5, 31))
    lines = [ParentLine("Gone", "Ash"), ParentLine("Dee", "Ash")]

    found = at(drawn([ASH, DEE, gone], lines, [], {}, TODAY))

    assert (found["Gone"].age, found["Ash"].age, found["Dee"].age) == ("49", "13", "?")


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Dee Sampleton", ["Dee Sampleton"]),
        ("Persephone Alexandrina Sampleton", ["Persephone", "Alexandrina", "Sampleton"]),
        ("Persephone-Alexandrina", ["Persephone-Ale…"]),
        ("", []),
    ],
)
def test_long_name_is_cut_into_lines(name, lines):
    assert in_lines(name) == lines


@st.composite
def families(draw):
    """Any number of children, adults and elders, tied in any way."""
    children = [f"c{n}" for n in range(draw(st.integers(1, 5)))]
    adults = [f"a{n}" for n in range(draw(st.integers(0, 5)))]
    elders = [f"e{n}" for n in range(draw(st.integers(0, 4)))]
    how = st.sampled_from(Parentage)
    pick = lambda these, those: draw(  # noqa: E731
        st.lists(st.tuples(st.sampled_from(these), st.sampled_from(those), how), max_size=8)
        if these and those
        else st.just([])
    )
    lines = {(p, c): h for p, c, h in [*pick(adults, children), *pick(elders, adults)]}
    pairs = {(one, other) for one, other, _ in pick(adults, adults) if one < other}
    pairs |= {(one, other) for one, other, _ in pick(elders, elders) if one < other}
    born = draw(st.dictionaries(st.sampled_from(children), st.dates(date(2008, 1, 1), TODAY)))
    people = [
        a_person(key, draw(st.sampled_from("MFU")), born.get(key), is_index=key == "c0")
        for key in (*children, *adults, *elders)
    ]
    rows = {key: 1 for key in adults if draw(st.booleans())} | {
        key: 2 for key in elders if draw(st.booleans())
    }
    parents = [ParentLine(p, c, h) for (p, c), h in lines.items()]
    return people, parents, [PartnerLine(one, other) for one, other in pairs], rows


@given(family=families())
def test_nobody_stands_on_another_or_outside_and_nobody_is_lost(family):
    people, parents, partners, rows = family

    drawing = drawn(people, parents, partners, rows, TODAY)

    keys = [symbol.person.key for symbol in drawing.symbols]
    assert sorted([*keys, *(p.key for p in drawing.undrawn)]) == sorted(p.key for p in people)
    for one in drawing.symbols:
        assert one.left >= 0
        assert one.right <= drawing.width
        assert 0 <= one.top < one.bottom < drawing.height
        for other in drawing.symbols:
            if other is not one and other.y == one.y:
                assert abs(other.x - one.x) >= COLUMN - 0.2


@given(family=families())
def test_every_parent_who_is_drawn_has_a_line_to_the_child(family):
    people, parents, partners, rows = family

    drawing = drawn(people, parents, partners, rows, TODAY)

    found = at(drawing)
    ends = {stroke.points[-1] for stroke in drawing.strokes}
    for line in parents:
        if line.parent in found and line.child in found:
            child = found[line.child]
            assert (child.x, child.top) in ends
    for stroke in drawing.strokes:
        for x, y in stroke.points:
            assert 0 <= x <= drawing.width
            assert 0 <= y <= drawing.height
