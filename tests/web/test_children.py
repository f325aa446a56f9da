"""The list of children: narrowed, remembered, and taken away."""

import csv
import io

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate

from homeward.drafts.models import UsualFilter
from homeward.partnership.models import SharingAgreement
from homeward.sharing.models import Involvement
from homeward.trail.models import Entry
from tests.conftest import FOUNDED_ON


LIST = "/children/"


def names(page: str) -> set[str]:
    return {name for name in ("Ash Sampleton", "Wren Sampleton", "Tally Exampler") if name in page}


@pytest.fixture
def two_families(cast):
    """The Sampletons are helped by Robin; Tally is referred."""
    from homeward.referrals.actions import ReferredAdult, ReferredChild

    episode = cast.episode()
    cast.refer(
        children=[ReferredChild("Tally", "Exampler", episode.children.first().born)],
        adults=[ReferredAdult("Kit Exampler", "father")],
    )
    return cast


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Ash Sampleton", "Wren Sampleton", "Tally Exampler"}),
        ("?whose=mine", {"Ash Sampleton", "Wren Sampleton"}),
        ("?now=referred", {"Tally Exampler"}),
        ("?now=helped", {"Ash Sampleton", "Wren Sampleton"}),
        ("?now=care", set()),
        ("?whose=nobodys", set()),
        ("?whose=rubbish&now=%00", {"Ash Sampleton", "Wren Sampleton", "Tally Exampler"}),
    ],
)
def test_list_is_narrowed_by_what_is_chosen(two_families, as_worker, query, shown):
    page = as_worker(two_families.robin).get(LIST + query).content.decode()

    assert names(page) == shown


@pytest.mark.parametrize("now", ["helped", "care", "referred"])
def test_child_of_whom_one_sees_the_minimum_is_nowhere_said_to_stand(two_families, as_worker, now):
    SharingAgreement.objects.update(period=DateRange(FOUNDED_ON, localdate()))
    Involvement.objects.update(period=DateRange(FOUNDED_ON, None))
    client = as_worker(two_families.robin)

    every, narrowed = (client.get(LIST + query).content.decode() for query in ("", f"?now={now}"))

    assert names(every) == {"Ash Sampleton", "Wren Sampleton", "Tally Exampler"}
    assert "You see what keeps them safe" in every
    assert names(narrowed) == set()


def test_usual_choice_is_where_the_list_begins_until_all_is_asked_for(two_families, as_worker):
    client = as_worker(two_families.robin)

    client.post(LIST, {"now": "referred"})

    assert names(client.get(LIST).content.decode()) == {"Tally Exampler"}
    assert len(names(client.get(LIST + "?all").content.decode())) == 3


def test_usual_choice_is_mine_alone_and_goes_when_nothing_is_chosen(two_families, as_worker):
    as_worker(two_families.robin).post(LIST, {"now": "referred"})

    assert len(names(as_worker(two_families.alex).get(LIST).content.decode())) == 3
    as_worker(two_families.robin).post(LIST, {})
    assert not UsualFilter.objects.exists()


def test_file_holds_what_the_list_shows_and_the_trail_names_every_child(two_families, as_worker):
    response = as_worker(two_families.robin).get(LIST + "?now=helped&as=csv")

    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    entry = Entry.objects.filter(kind="read").last()
    assert [row[0] for row in rows[1:]] == ["Ash Sampleton", "Wren Sampleton"]
    assert entry.what == "took away the list of children as a file"
    assert len(entry.child_ids) == 2


def test_file_of_no_known_kind_is_not_there(two_families, as_worker):
    assert as_worker(two_families.robin).get(LIST + "?as=exe").status_code == 404


def test_accessibility_statement_needs_no_sign_in(client, db):
    assert client.get("/accessibility/").status_code == 200
