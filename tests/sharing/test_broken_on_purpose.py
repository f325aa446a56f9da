"""Each of the two says of who sees whom, broken on purpose: the comparison in random worlds finds it.

A comparison that finds nothing proves nothing until it has been seen to find. So every clause of the
database's function, and every part of the condition of queries, is taken out once.
"""

from random import Random

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.utils.timezone import localdate

from homeward.sharing.models import BrokenGlass, Involvement, Restriction, facts_of, sight
from tests.sharing.test_worlds import by_the_condition, by_the_database, by_the_rule
from tests.sharing.worlds import make_world


WORLDS = 60

# What is taken out of `homeward_entitled`: what stands there, and what instead.
OF_THE_DATABASE = {
    "posts have no dates": ("m.period @> day", "true"),
    "work has no dates": ("i.period @> day", "true"),
    "restrictions have no dates": ("WHERE r.period @> day", "WHERE true"),
    "a relative is let in": ("r.kind = 'relative'", "r.kind = 'none'"),
    "who is named is not asked": ("AND n.worker_id = worker", ""),
    "an agreement never ends": (
        "(a.in_force OR p.kind = 'council' OR "
        "(g.data_group = 'safety' AND lower(i.period) < a.ended))",
        "true",
    ),
    "the minimum is for work begun later too": ("AND lower(i.period) < a.ended", ""),
    "the council loses with the paper": ("OR p.kind = 'council'", ""),
    "roles are not asked": ("AND g.role = p.role", ""),
    "employers are not asked": ("AND g.employer_kind = p.kind", ""),
    "restrictions close nothing": (
        "AND NOT EXISTS (SELECT FROM closed c WHERE c.child_id = i.child_id)",
        "",
    ),
    "glass breaks everything": (
        "AND NOT EXISTS (SELECT FROM closed c WHERE c.child_id = b.child_id AND c.kind <> 'sealed')",
        "",
    ),
    "anybody's glass": ("b.worker_id = worker AND", ""),
    "glass stays broken": ("AND b.period && during", ""),
    "glass needs no post": (
        "AND EXISTS (SELECT FROM post p WHERE p.partnership_id = b.partnership_id)",
        "",
    ),
    "named in the other partnership": ("AND i.partnership_id = p.partnership_id", ""),
}


@pytest.fixture
def looks(db):
    """Of each world every worker, today: with the facts of its children."""
    found = []
    for number in range(WORLDS):
        world = make_world(Random(number))
        facts = {child.pk: facts_of(child.pk, child.partnership_id) for child in world.children}
        found += [(who.on(localdate()), facts) for who in world.workers]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a database that has stood for a night knows its tables
    return found


def of_the_database(looks) -> int:
    """In how many looks the database says something else than the rule."""
    today = localdate()
    return sum(
        by_the_database(worker.worker_id, today) != by_the_rule(worker, facts, today)
        for worker, facts in looks
    )


def test_every_clause_of_the_database_is_missed_when_it_is_gone(looks):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('homeward_entitled'::regproc)")
        whole = " ".join(cursor.fetchone()[0].split())
    assert of_the_database(looks) == 0

    unmissed = []
    for name, (clause, instead) in OF_THE_DATABASE.items():
        assert clause in whole, name
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(whole.replace(clause, instead))
            if not of_the_database(looks):
                unmissed.append(name)
            transaction.set_rollback(True)
    assert unmissed == []


def work_without_dates(worker, day, group):
    teams = [post.team_id for post in worker.posts if group in post.groups]
    return Involvement.objects.filter(team_id__in=teams)


def work_begun_whenever(worker, day, group):
    held = [post for post in worker.posts if group in post.groups]
    named = Q(worker_id=worker.worker_id, partnership_id__in=[post.partnership_id for post in held])
    through = Q(team_id__in=[post.team_id for post in held]) | named
    return Involvement.objects.filter(through, period__contains=day)


def work_whatever_is_granted(worker, day, group):
    return Involvement.objects.filter(team_id__in=worker.team_ids, period__contains=day)


def nothing_closed(worker, day):
    return Restriction.objects.none()


def all_glass(worker, day, group):
    return BrokenGlass.objects.filter(partnership_id__in=worker.partnership_ids)


@pytest.fixture
def written_anew():
    """Conditions are written once: here anew, and again after it."""
    written = (sight.children_seen_statement, sight.sees_statement)
    for statement in written:
        statement.cache_clear()
    yield
    for statement in written:
        statement.cache_clear()


@pytest.mark.parametrize(
    ("part", "broken"),
    [
        ("_through_work", work_without_dates),
        ("_through_work", work_begun_whenever),
        ("_through_work", work_whatever_is_granted),
        ("closed_to", nothing_closed),
        ("_behind_glass", all_glass),
    ],
)
def test_every_part_of_the_condition_is_missed_when_it_is_gone(
    looks, written_anew, monkeypatch, part, broken
):
    today = localdate()
    monkeypatch.setattr(sight, part, broken)

    assert any(
        by_the_condition(worker, today) != by_the_rule(worker, facts, today)
        for worker, facts in looks
    )
