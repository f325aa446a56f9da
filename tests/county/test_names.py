"""Names: many, and none that anybody could have."""

from random import Random

from homeward.county import names


def test_names_make_thousands_of_combinations():
    assert len(set(names.family_names(Random(1)))) * len(set(names.CHILDREN)) > 20_000


def test_family_names_come_in_an_order_of_the_seed():
    one, same, other = (names.family_names(Random(seed))[:20] for seed in (1, 1, 2))

    assert one == same != other


def test_siblings_have_names_of_their_own():
    assert len(set(names.children_names(Random(1), 4))) == 4
