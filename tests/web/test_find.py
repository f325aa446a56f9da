"""Finding a child: as people spell, only one's own, and in the trail."""

import pytest
from django.urls import reverse

from homeward.people.models import Child, OtherName
from homeward.trail.models import Entry


FIND = "/find/"


def find(client, words):
    return client.post(FIND, {"words": words}).content.decode()


@pytest.mark.parametrize(
    "words",
    [
        "Ash",
        "ashley sampleton",
        "sampl",
        "Samplton",
        "4/5/2013",
        "ash 2013",
        "sampleton 4 may 2013",
    ],
)
def test_child_is_found_by_what_people_know(cast, as_worker, words):
    cast.episode()

    page = find(as_worker(cast.robin), words)

    assert "Ash Sampleton" in page


def test_child_is_found_by_the_reference_of_the_referral(cast, as_worker):
    referral = cast.episode().referral

    page = find(as_worker(cast.robin), str(referral).lower())

    assert "Ash Sampleton" in page
    assert "Wren Sampleton" in page


def test_child_is_found_by_an_adult_and_the_page_says_so(cast, as_worker):
    cast.episode()

    page = find(as_worker(cast.robin), "dee")

    assert "Ash Sampleton" in page
    assert "Dee" in page


def test_child_is_found_by_another_name(cast, as_worker):
    child = cast.episode().children.get(preferred_name="Ash")
    OtherName.objects.create(
        partnership=cast.partnership, child=child, name="Ash Fakerley", added_by=cast.robin
    )
    child.index_names()

    page = find(as_worker(cast.robin), "fakerley")

    assert "Ash Sampleton" in page
    assert "Also Ash Fakerley" in page


@pytest.mark.parametrize("who", ["terry", "stranger"])
@pytest.mark.parametrize("words", ["Ash Sampleton", "4/5/2013", "dee"])
def test_nobody_finds_a_child_they_have_no_part_with(cast, as_worker, who, words):
    cast.episode()

    page = find(as_worker(getattr(cast, who)), words)

    assert "0 children answer" in page
    assert "Sampleton</a>" not in page


def test_search_is_a_read_of_those_it_shows(cast, as_worker):
    child = cast.episode().children.get(preferred_name="Ash")

    find(as_worker(cast.robin), "ashley")

    entry = Entry.objects.filter(kind="read").last()
    assert (entry.what, entry.worker, entry.child_ids) == ("searched", cast.robin, [child.pk])


def test_what_was_sought_is_in_no_address(cast, as_worker):
    page = as_worker(cast.robin).get(FIND, {"words": "Ash"}).content.decode()

    assert reverse("web:find") == FIND
    assert "answer" not in page


def test_queries_do_not_grow_with_what_is_found(cast, as_worker, django_assert_max_num_queries):
    cast.episode()
    team = cast.north
    for number in range(30):
        child = Child.objects.create(
            partnership=cast.partnership,
            given_name=f"Many{number}",
            family_name="Sampleton",
            born="2014-01-01",
        )
        child.involvements.create(
            partnership=cast.partnership, team=team, because="a test", period=("2024-04-01", None)
        )
    client = as_worker(cast.robin)

    with django_assert_max_num_queries(14):
        page = find(client, "sampleton")

    assert page.count("Sampleton</a>") == 32
