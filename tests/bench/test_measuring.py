"""The bench runs: every page is opened by somebody and asked the same of the database by hand.

Tiny, in the tests' own database: it measures nothing here, it shows that `make bench` would.
"""

import pytest
from django.db import connection, transaction

from bench import measuring
from bench.measuring import Asked
from bench.pages import pages, turns
from bench.people import Known, Who
from homeward.county import scale
from homeward.county.build import build
from homeward.people.rules import sound


pytestmark = pytest.mark.django_db
REQUESTS = 2


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker):
    with (
        pytest.MonkeyPatch.context() as patch,
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        patch.setattr(scale, "LIVED", 5)
        patch.setattr(measuring, "WARM_UP", 0)
        yield build(children=120)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def measured(county):
    return measuring.measure(REQUESTS)


def test_every_page_is_measured_as_often_as_asked(measured):
    assert [page["name"] for page in measured["pages"]] == [page.name for page in pages()]
    assert all(len(page["whole"]) == REQUESTS for page in measured["pages"])
    assert measured["held"]["children"] == 120


def test_database_takes_a_part_of_the_time(measured):
    for page in measured["pages"]:
        for whole, sql in zip(page["whole"], page["sql"], strict=True):
            assert 0 < sql < whole
        assert page["queries"] > 3


def test_pages_with_a_goal_are_compared_with_a_query_by_hand(measured):
    by_hand = {page["name"]: page["by_hand"] for page in measured["pages"]}

    lacking = [page.name for page in pages() if page.goal and not by_hand[page.name]]

    assert lacking == []


def rows_by_hand(page, who, child):
    sql, values = measuring.by_hand(page, who, child)
    with connection.connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("caseload, key worker", "rows"),
        ("timeline", "rows"),
        ("find: beginning of a name", "rows"),
        ("find: date of birth", "rows"),
        ("find: reference", "rows"),
    ],
)
def test_query_by_hand_fetches_as_many_rows_as_the_page_shows(county, name, key):
    page = next(page for page in pages() if page.name == name)
    with measuring.ready() as (people, clients):
        who = people[page.role][0]
        child = who.children[0]

        answer = page.open(clients[who.worker.pk], child)

        shown = answer.context[key] if answer.context else None
        rows = rows_by_hand(page, who, child)
        assert len(rows) > 0
        if shown is not None:
            assert len(rows) == len(shown)


def test_workers_take_turns_and_open_children_they_know():
    child = Known(1, "Ash", "Sampleton", "04/05/2013", "KM4729")
    one, other = (Who(worker, [1], [child]) for worker in ("one", "other"))

    taken = turns([one, other], 4)

    assert [who.worker for who, _ in taken] == ["one", "other", "one", "other"]
    assert {known for _, known in taken} == {child}


def test_name_spelled_by_ear_sounds_the_same():
    child = Known(1, "Ash", "Sampleton", "04/05/2013", "KM4729")

    assert child.sounds == "Sempleten"
    assert sound(child.sounds.lower()) == sound(child.family_name.lower())


def test_time_in_the_database_is_counted_though_a_query_fails():
    asked = Asked()

    with pytest.raises(ZeroDivisionError):
        asked(lambda *told: 1 / 0, "SELECT 1", None, False, None)

    assert len(asked.statements) == 1
    assert asked.seconds > 0
