"""The family drawn and in a table: both say the same, and nobody sees whom they may not see."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.people import actions
from homeward.people.models import FamilyTie, Relationship
from homeward.people.rules import Over
from homeward.trail.models import Entry
from tests.people.making import closed_to_robin, partners, said, sampletons
from tests.support.making import boxes


@pytest.fixture
def family(cast):
    return sampletons(cast)


def address(name, *args) -> str:
    return reverse(f"people:{name}", args=args)


def page(client, child) -> str:
    response = client.get(address("family", child.pk))
    assert response.status_code == 200
    return unescape(response.content.decode())


def svg(read) -> str:
    return read[
        read.index('<svg class="hw-genogram') : read.index("</svg>", read.index("hw-genogram"))
    ]


def drawn(read) -> list[str]:
    """Who is drawn: the names below the symbols, in as many lines as they take."""
    groups = re.findall(r'<g text-anchor="middle">(.*?)</g>', svg(read), re.S)
    return sorted(" ".join(re.findall(r">([^<>]+)</text>", group)[1:]) for group in groups)


def listed(read) -> dict[str, str]:
    """What the table says of each."""
    body = read[read.index("<tbody") : read.index("</tbody>")]
    rows = re.findall(r'<th scope="row"[^>]*>([^<]+)(.*?)</tr>', body, re.S)
    return {name: re.sub("<[^>]+>", " ", row) for name, row in rows}


@pytest.mark.parametrize("who", ["robin", "alex", "sam"])
def test_everybody_drawn_is_in_the_table_and_everybody_in_the_table_is_drawn(
    cast, as_worker, family, who
):
    read = page(as_worker(getattr(cast, who)), family.ash)

    assert drawn(read) == sorted(listed(read))
    assert set(listed(read)) == {
        "Ash Sampleton",
        "Wren Sampleton",
        "Dee Sampleton",
        "Ray Fakerley",
        "Nan Sampleton",
    }


def test_who_is_not_drawn_is_named_and_in_the_table(cast, as_worker, family):
    actions.add_relative(family.ash, said("Tam Nobody", "teacher"), by=cast.robin)

    read = page(as_worker(cast.robin), family.ash)

    assert "Tam Nobody" not in drawn(read)
    assert "Tam Nobody" in listed(read)
    assert "it is not known where they belong: Tam Nobody." in read


def test_table_says_who_is_whose_parent_and_how_partners_stand(cast, as_worker, family):
    ray = actions.add_relative(
        family.ash, said("Ray Fakerley", "stepfather"), adult=family.ray.adult, by=cast.robin
    )
    partners(
        cast,
        family.ash,
        family.dee.adult,
        ray.adult,
        over=Over.SEPARATED,
        over_since=date(2020, 1, 2),
    )

    rows = listed(page(as_worker(cast.robin), family.ash))

    assert "Dee Sampleton: mother" in rows["Ash Sampleton"]
    assert "Ray Fakerley: stepfather" in rows["Ash Sampleton"]
    assert "Ray Fakerley: father" in rows["Wren Sampleton"]
    assert "Parent of Dee Sampleton" in rows["Nan Sampleton"]
    assert "Child of Nan Sampleton" in rows["Dee Sampleton"]
    assert (
        "With Ray Fakerley: married or civil partners, since 6 June 2015. "
        "They separated, on 2 January 2020" in rows["Dee Sampleton"]
    )


def test_closed_sister_is_drawn_as_nobody_with_all_who_belong_to_her_alone(cast, as_worker, family):
    closed_to_robin(cast, family.wren)

    read = page(as_worker(cast.robin), family.ash)

    assert "Wren" not in read
    assert "Ray Fakerley" not in read
    assert set(listed(read)) == {"Ash Sampleton", "Dee Sampleton", "Nan Sampleton"}
    assert drawn(read) == sorted(listed(read))


def test_tie_to_who_belongs_to_a_closed_sister_alone_is_not_there(cast, as_worker, family):
    dee = family.wren.relationships.get(adult=family.dee.adult)
    partners(cast, family.wren, dee.adult, family.ray.adult)
    before = page(as_worker(cast.robin), family.ash)

    closed_to_robin(cast, family.wren)
    read = page(as_worker(cast.robin), family.ash)

    assert "With Ray Fakerley" in before
    assert "married" not in re.sub("<details.*?</details>", "", read, flags=re.S)


def test_how_to_reach_an_adult_is_not_in_the_drawing_or_beside_it(cast, as_worker, family):
    read = page(as_worker(cast.robin), family.ash)

    assert "01632 960155" not in read
    assert "Phone before six" not in read


@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_family_is_not_there_for_who_has_no_part_in_it(cast, as_worker, family, who):
    client, ash = as_worker(getattr(cast, who)), family.ash.pk

    for page_of in (
        address("family", ash),
        address("add_relative", ash),
        address("change_relative", family.nan.pk),
        address("end_relative", family.nan.pk),
        address("add_tie", ash),
        address("untie", ash, family.over_dee.pk),
    ):
        assert client.get(page_of).status_code == 404
        assert client.post(page_of, {}).status_code == 404


def test_tie_is_not_there_under_another_child(cast, as_worker, family):
    client = as_worker(cast.robin)

    assert client.get(address("untie", family.wren.pk, family.over_dee.pk)).status_code == 404
    # How two are partners can be changed; that one is a parent is right or wrong.
    assert client.get(address("change_tie", family.ash.pk, family.over_dee.pk)).status_code == 404


def test_reading_tells_the_trail_of_every_child_shown(cast, as_worker, family):
    page(as_worker(cast.robin), family.ash)

    looked = Entry.objects.get(what="read the family")
    assert (looked.worker, set(looked.child_ids)) == (
        cast.robin,
        {family.ash.pk, family.wren.pk},
    )


def test_child_page_leads_to_the_family(cast, as_worker, family):
    read = as_worker(cast.robin).get(reverse("web:child", args=[family.ash.pk]))

    assert address("family", family.ash.pk) in read.content.decode()


def test_somebody_new_is_entered_with_what_nobody_knows_left_open(cast, as_worker, family):
    typed = {"who": "new", "name": "Bo Fakerley", "kind": "uncle", "sex": "U"}

    answer = as_worker(cast.robin).post(address("add_relative", family.ash.pk), typed)

    made = Relationship.objects.get(adult__name="Bo Fakerley")
    assert answer["Location"] == address("family", family.ash.pk)
    assert (made.kind, made.at_home, made.parental_responsibility) == ("uncle", None, None)
    assert made.adult.born is None


def test_adult_of_a_sister_is_offered_and_of_a_closed_one_not(cast, as_worker, family):
    client, add = as_worker(cast.robin), address("add_relative", family.ash.pk)

    offered = "Ray Fakerley" in client.get(add).content.decode()
    closed_to_robin(cast, family.wren)

    assert offered
    assert "Ray Fakerley" not in client.get(add).content.decode()


def test_name_and_other_words_are_asked_for(cast, as_worker, family):
    client, add = as_worker(cast.robin), address("add_relative", family.ash.pk)

    read = client.post(add, {"who": "new", "kind": "other"}).content.decode()

    assert "Enter their name" in read
    assert "Enter what they are to the child" in read


def test_refusal_is_on_the_page_and_what_was_typed_is_kept(cast, as_worker, family):
    typed = {
        "one": str(family.dee.adult_id),
        "kind": "parent",
        "other": str(family.nan.adult_id),
        "how": "not known",
    }

    answer = as_worker(cast.robin).post(address("add_tie", family.ash.pk), typed)

    assert answer.status_code == 403
    assert "in the record already" in answer.content.decode()
    assert FamilyTie.objects.count() == 1


def test_tie_of_partners_is_entered_changed_and_taken_out(cast, as_worker, family):
    bo = actions.add_relative(family.ash, said("Bo Fakerley", "uncle"), by=cast.robin)
    client, ash = as_worker(cast.robin), family.ash.pk
    typed = {
        "one": str(family.dee.adult_id),
        "kind": "partners",
        "other": str(bo.adult_id),
        "how": "married",
        "over": "",
    }

    client.post(address("add_tie", ash), typed)
    made = FamilyTie.objects.get(kind="partners")
    client.post(address("change_tie", ash, made.pk), {"how": "together", "over": "separated"})
    made.refresh_from_db()
    changed = (made.how, made.over)
    client.post(address("untie", ash, made.pk), {})

    assert changed == ("together", "separated")
    assert not FamilyTie.objects.filter(kind="partners").exists()


def test_parent_who_is_no_longer_around_stays_drawn_and_a_friend_does_not(cast, as_worker, family):
    friend = actions.add_relative(family.ash, said("Fen Friend", "family friend"), by=cast.robin)
    client = as_worker(cast.robin)

    Relationship.objects.filter(pk__in=[family.dee.pk, friend.pk]).update(
        period=(date(2020, 1, 1), None)
    )
    for gone in (family.dee, friend):
        client.post(address("end_relative", gone.pk), boxes("on", localdate() - timedelta(days=1)))
    read = page(client, family.ash)

    assert "Dee Sampleton" in drawn(read)
    assert "No longer around since" in listed(read)["Dee Sampleton"]
    assert address("change_relative", family.dee.pk) not in read
    assert "Fen Friend" not in read


def test_number_of_queries_does_not_grow_with_the_family(
    cast, as_worker, family, django_assert_max_num_queries
):
    client = as_worker(cast.robin)
    page(client, family.ash)

    with django_assert_max_num_queries(20):
        page(client, family.ash)
    for number in range(10):
        made = actions.add_relative(family.ash, said(f"Aunt {number}", "aunt"), by=cast.robin)
        partners(cast, family.ash, family.dee.adult, made.adult)
    with django_assert_max_num_queries(20):
        page(client, family.ash)


def test_name_must_be_there_where_nobody_else_is_known(cast, as_worker, family):
    change = address("change_relative", family.nan.pk)

    read = as_worker(cast.robin).post(change, {"name": "", "kind": "grandmother"}).content.decode()

    assert "Enter their name" in read
    assert Relationship.objects.get(pk=family.nan.pk).adult.name == "Nan Sampleton"
