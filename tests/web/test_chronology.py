"""A child's life by date: the drawing and the table say the same, and nobody reads what they may not see."""

import re
from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.care.models import LegalStatus, MissingEpisode, PeriodOfCare, Placement
from homeward.partnership.models import Grant
from homeward.partnership.rules import DataGroup, Role
from homeward.sharing import actions as sharing
from homeward.sharing.rules import RestrictionKind
from homeward.ssda903 import codes
from homeward.support import actions as support
from homeward.support.models import Happening
from homeward.support.rules import Happened
from homeward.trail.models import Entry


def days_ago(days):
    return localdate() - timedelta(days=days)


def happened(cast, child, kind, ago, episode=None, what="As Dee told it."):
    return support.record_happening(
        child, kind=kind, on=days_ago(ago), what=what, episode=episode, by=cast.kit
    )


@pytest.fixture
def ash(cast):
    """In care for a year until two years ago, under an order; home with help; missing once, for three days."""
    episode = cast.episode()
    child = episode.children.get(preferred_name="Ash")
    spell = DateRange(days_ago(1100), days_ago(735))
    held = {"partnership": child.partnership, "child": child, "period": spell}
    PeriodOfCare.objects.create(**held, begins_with="S", reason_ceased="E4A")
    LegalStatus.objects.create(**held, code="C2", begins="start")
    Placement.objects.create(**held, place="U6", begins="start")
    MissingEpisode.objects.create(
        partnership=child.partnership,
        child=child,
        kind="A",
        started_on=days_ago(900),
        ended_on=days_ago(899),
    )
    happened(cast, child, Happened.WENT_MISSING, 20, episode, "Out since Friday.")
    happened(cast, child, Happened.FOUND, 17, episode, "At the station.")
    happened(cast, child, Happened.MOVED, 5, episode, "To a flat next door.")
    return child


def page(client, child, **query) -> str:
    response = client.get(reverse("web:chronology", args=[child.pk]), query)
    assert response.status_code == 200
    return response.content.decode()


def drawn(read) -> dict[int, str]:
    """What is drawn, by its number."""
    svg = read[read.index('<svg class="hw-life') : read.index("</svg>", read.index("hw-life"))]
    marks = re.findall(
        r"<g><title>(\d+): (.*?)</title><(?:polygon|circle).*?>(\d+)</text></g>", svg
    )
    assert all(number == label for number, _, label in marks)
    assert len(marks) == len(re.findall("<polygon|<circle", svg))
    return {int(number): what for number, what, _ in marks}


def listed(read) -> dict[int, str]:
    """What the rows of the table say, by their number."""
    body = read[read.index("<tbody") : read.index("</tbody>")]
    rows = re.findall(r'<th scope="row"[^>]*>(\d+)</th>(.*?)</tr>', body, re.S)
    return {int(number): re.sub("<[^>]+>", " ", row) for number, row in rows}


def test_each_row_is_drawn_and_each_thing_drawn_is_a_row(cast, as_worker, ash):
    read = page(as_worker(cast.robin), ash)

    assert drawn(read).keys() == listed(read).keys()
    for number, said in drawn(read).items():
        what, when = said.rsplit(", ", 1)
        assert what.rstrip(".") in listed(read)[number]
        assert when.split(" to ")[0] in listed(read)[number]


@pytest.mark.parametrize(
    ("about", "what"),
    [
        ("In care", "In care"),
        ("Legal status", codes.LS["C2"].capitalize()),
        ("Where the child lived in care", "oster"),
        ("At home again after care", "planned"),
        ("Missing or away", "Away from placement"),
        ("Missing or away", "Missing"),
        ("Help for the family", "Help from North team"),
        ("What happened", "To a flat next door."),
        ("Decisions", "?"),
    ],
)
def test_life_holds_what_the_record_holds(cast, as_worker, ash, about, what):
    rows = listed(page(as_worker(cast.robin), ash)).values()

    assert any(about in row and what in row for row in rows)


def test_missing_lasts_from_who_went_to_who_was_found(cast, as_worker, ash):
    rows = listed(page(as_worker(cast.robin), ash)).values()

    (spell,) = [
        row for row in rows if "Missing or away" in row and " to " in row and "Missing." in row
    ]
    assert f"{days_ago(20):%-d %B %Y}" in spell
    assert f"{days_ago(17):%-d %B %Y}" in spell


@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_life_is_not_there_for_who_has_no_part_in_it(cast, as_worker, ash, who):
    answer = as_worker(getattr(cast, who)).get(reverse("web:chronology", args=[ash.pk]))

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("group", "hidden"),
    [
        (DataGroup.SAFETY, ["Missing or away", "Out since Friday", "To a flat next door"]),
        (DataGroup.LEGAL, [codes.LS["C2"].capitalize()]),
    ],
)
def test_what_a_role_does_not_see_is_neither_drawn_nor_listed(cast, as_worker, ash, group, hidden):
    Grant.objects.filter(data_group=group, role=Role.KEY_WORKER).delete()

    read = page(as_worker(cast.robin), ash)

    assert not [words for words in hidden if words in read]
    assert "In care" in read
    assert drawn(read).keys() == listed(read).keys()


def test_what_is_about_a_closed_sister_too_is_not_in_it(cast, as_worker, ash):
    wren = ash.episodes_of_help.get().children.exclude(pk=ash.pk).get()
    before = page(as_worker(cast.robin), ash)

    sharing.close_record(
        wren,
        kind=RestrictionKind.SEALED,
        because="A threat was made.",
        named=[cast.kit],
        until=localdate() + timedelta(days=30),
        by=cast.kit,
    )
    read = page(as_worker(cast.robin), ash)

    assert "Help from" in before
    assert "Help from" not in read
    assert "In care" in read


def test_page_draws_what_it_lists_and_nothing_else(cast, as_worker, ash):
    Happening.objects.bulk_create(
        Happening(
            partnership=ash.partnership,
            child=ash,
            kind=Happened.OTHER,
            on=days_ago(number),
            what=f"Thing {number}",
            recorded_by=cast.kit,
        )
        for number in range(60)
    )
    client = as_worker(cast.robin)

    first, second = page(client, ash), page(client, ash, page=2)

    assert list(listed(first)) == list(drawn(first)) == list(range(1, 51))
    assert list(listed(second)) == list(drawn(second))
    assert min(listed(second)) == 51
    assert "This page draws what it lists" in first


def test_number_of_queries_does_not_grow_with_the_life(
    cast, as_worker, ash, django_assert_max_num_queries
):
    client = as_worker(cast.robin)
    page(client, ash)

    with django_assert_max_num_queries(30):
        page(client, ash)
    for number in range(10):
        happened(cast, ash, Happened.OTHER, 100 + number)
        MissingEpisode.objects.create(
            partnership=ash.partnership, child=ash, kind="M", started_on=days_ago(800 + number)
        )
    with django_assert_max_num_queries(30):
        page(client, ash)


def test_child_page_leads_to_it_and_reading_it_is_in_the_trail(cast, as_worker, ash):
    client = as_worker(cast.robin)

    offered = client.get(reverse("web:child", args=[ash.pk])).content.decode()
    page(client, ash)

    assert reverse("web:chronology", args=[ash.pk]) in offered
    looked = Entry.objects.get(what="read the child’s chronology")
    assert (looked.worker, looked.child_ids) == (cast.robin, [ash.pk])


def test_life_of_which_nothing_is_known_says_so(cast, as_worker):
    child = cast.refer().children.first()

    assert "Nothing is in the record yet." in page(as_worker(cast.sam), child)
