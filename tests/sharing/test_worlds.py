"""Who sees what is said three times: the rule, the condition of queries, and the database. They never differ."""

from random import Random

import pytest
from django.db import connection
from django.utils.timezone import localdate, localtime

from homeward.partnership.rules import DataGroup
from homeward.people.models import Child
from homeward.sharing.models import Involvement, facts_of, sees
from homeward.sharing.rules import during, entitlement
from tests.sharing.worlds import TIMES, make_world


WORLDS = 1000 * TIMES
BATCHES = 10
Seen = set[tuple[int, str]]


def by_the_rule(worker, facts, day) -> Seen:
    moment = localtime()
    return {
        (pk, group.value)
        for pk, held in facts.items()
        for group in entitlement(worker, held, day, during(day, moment)).groups
    }


def by_the_condition(worker, day) -> Seen:
    return {
        (pk, group.value)
        for group in DataGroup
        for pk in Child.objects.visible_to(worker, day, group).values_list("pk", flat=True)
    }


def by_the_condition_of_a_row(worker, day, group) -> Seen:
    """Asked of each child, and of each row that tells who works with one: the same table as the condition's."""
    of_children = Child.objects.filter(
        sees(worker, day, "pk", group), partnership_id__in=worker.partnership_ids
    )
    of_work = Involvement.objects.filter(
        sees(worker, day, "child", group), child__partnership_id__in=worker.partnership_ids
    )
    children = set(of_children.values_list("pk", flat=True))
    worked_with = set(Involvement.objects.values_list("child_id", flat=True))
    assert set(of_work.values_list("child_id", flat=True)) == children & worked_with
    return {(pk, group.value) for pk in children}


def by_the_database(worker_id, day) -> Seen:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT child_id, data_group FROM homeward_entitled(%s, %s, tstzrange(%s, %s))",
            [worker_id, day, *during(day, localtime())],
        )
        return set(cursor.fetchall())


@pytest.mark.parametrize("batch", range(BATCHES))
def test_rule_condition_and_database_agree_in_every_world(db, batch):
    """Of each world three workers on a day each, one of them today: everything that they see."""
    rngs = [Random(batch * 1_000_000 + number) for number in range(WORLDS // BATCHES)]
    worlds = [make_world(rng) for rng in rngs]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a database that has stood for a night knows its tables
    seen_at_all = 0

    for number, (rng, world) in enumerate(zip(rngs, worlds, strict=True)):
        facts = {child.pk: facts_of(child.pk, child.partnership_id) for child in world.children}
        days = [localdate(), *rng.sample(world.days(), 2)]
        for who, day in zip(rng.sample(world.workers, 3), days, strict=True):
            worker = who.on(day)
            rule = by_the_rule(worker, facts, day)
            seen_at_all += len(rule)
            told = f"batch {batch}, world {number}, worker {who.pk}, {day}"
            assert by_the_condition(worker, day) == rule, told
            group = rng.choice(list(DataGroup))
            of_group = {(pk, code) for pk, code in rule if code == group.value}
            assert by_the_condition_of_a_row(worker, day, group) == of_group, told
            assert by_the_database(who.pk, day) == rule, told

    assert seen_at_all > WORLDS // BATCHES  # or the worlds would prove nothing
