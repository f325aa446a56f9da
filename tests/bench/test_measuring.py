"""The bench runs: every page is opened by somebody and asked the same of the database by hand.

Tiny, in the tests' own database: it measures nothing here, it shows that `make bench` would.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils.timezone import localdate

from bench import measuring, same
from bench.hand.day import MY_DAY
from bench.hand.service import SERVICE
from bench.measuring import Asked
from bench.pages import pages, turns
from bench.people import Known, Who
from homeward.care.models import MissingEpisode, PeriodOfCare
from homeward.county import scale
from homeward.county.build import build
from homeward.partnership.models import Worker
from homeward.partnership.rules import Role
from homeward.people.rules import sound
from homeward.support.models import EpisodeOfHelp, FollowUp, Happening, VisitChild
from homeward.support.rules import Happened
from homeward.trail import actions as trail
from homeward.web.my_day import my_children


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


def same_pages():
    return [page for page in pages() if page.same]


def test_pages_made_of_many_kinds_are_held_to_their_query_by_hand():
    compared = {page.name for page in same_pages()}

    assert compared == {
        "my day, key worker",
        "my day, team manager",
        "my day, analyst",
        "how the service is going, analyst",
    }


def test_what_others_changed_is_in_my_day_by_hand_too(county):
    page = next(page for page in same_pages() if page.role == Role.KEY_WORKER)
    with measuring.ready() as (people, clients):
        who = next(
            who for who in people[page.role] if my_children(who.worker.on(localdate()), localdate())
        )
        child = my_children(who.worker.on(localdate()), localdate())[0]
        other = Worker.objects.exclude(pk=who.worker.pk).first()
        trail.record("wrote something", child, by=other, children=[child.pk])

        measuring.check(page, [who], clients)

        told = [row for row in rows_by_hand(page, who, measuring.NOBODY) if row[0] == "changed"]
        assert [child.pk] in [children for _, _, children, *_ in told]


@pytest.mark.parametrize("page", same_pages(), ids=lambda page: page.name)
def test_bench_ends_when_the_query_by_hand_fetches_other_rows(county, page):
    lacking = {
        MY_DAY: ("FROM shown\n", "FROM shown WHERE part <> 'later'\n"),
        SERVICE: ("FROM referred JOIN", "FROM (SELECT * FROM referred OFFSET 1) referred JOIN"),
    }
    other = replace(page, by_hand=page.by_hand.replace(*lacking[page.by_hand]))
    with measuring.ready() as (people, clients):
        who = people[page.role]

        measuring.check(page, who, clients)
        with pytest.raises(same.OtherRowsError, match="Mend the query in bench/hand"):
            measuring.check(other, who, clients)


@pytest.fixture
def one_of_each(county):
    """A child taken on a year ago and more, who was in care, missing, hurt and asked, and followed up."""
    closed = localdate() - timedelta(days=400)
    episode = EpisodeOfHelp.objects.filter(closed_on__lt=closed, visits__isnull=False).first()
    item = episode.referral.agenda_items.get()
    taken_on, child = localdate(item.decision.signed_at), episode.children.first()
    of_child = {"partnership": episode.partnership, "child": child}
    told = {"recorded_by": episode.closed_by, "kind": Happened.HURT, "what": "At the hospital."}

    def after(days):
        return taken_on + timedelta(days=days)

    PeriodOfCare.objects.create(**of_child, period=(after(80), after(100)), begins_with="S")
    MissingEpisode.objects.create(**of_child, kind="M", started_on=after(20), ended_on=after(21))
    Happening.objects.create(**of_child, **told, episode=episode, on=after(30))
    VisitChild.objects.filter(child=child).update(feels_safe=True)
    FollowUp.objects.filter(child=child).exclude(done_at=None).update(in_care=True)


@pytest.mark.parametrize(
    "left_out",
    [
        "care_periodofcare",
        "care_missingepisode\n    WHERE",
        "support_happening",
        "support_followup WHERE",
        "support_visitchild vc JOIN support_visit v ON v.id = vc.visit_id\n    WHERE",
    ],
    ids=lambda said: said.split()[0],
)
def test_figures_of_the_service_are_compared_whole(one_of_each, left_out):
    page = next(page for page in same_pages() if page.by_hand == SERVICE)
    none = f"{left_out} false AND" if left_out.endswith("WHERE") else f"{left_out} WHERE false"
    assert SERVICE.count(f"FROM {left_out} ") == 1
    other = replace(page, by_hand=SERVICE.replace(f"FROM {left_out} ", f"FROM {none} "))
    with measuring.ready() as (people, clients):
        who = people[page.role]

        measuring.check(page, who, clients)
        with pytest.raises(same.OtherRowsError):
            measuring.check(other, who, clients)


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
