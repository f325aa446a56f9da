"""The second lock by itself: what the database shows a page, whatever the queries ask.

Every look here asks for all the rows there are. What comes back is what `homeward_entitled` says.
"""

from random import Random

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection
from django.utils.timezone import localdate, localtime

from homeward.care.models import LegalStatus, MissingEpisode, PeriodOfCare
from homeward.locks import READER, locked, unlocked
from homeward.people.models import Child, OtherName
from homeward.web.row_locks import FREE, LOCKS, lists_of
from tests.sharing.test_worlds import by_the_database
from tests.sharing.worlds import World, make_world


def closed_for(worker):
    return locked(worker.pk, lists_of(worker.pk, localdate(), localtime()))


# A fact of each of three groups of data about every child, and the group.
FACTS = ((PeriodOfCare, "core"), (LegalStatus, "legal"), (MissingEpisode, "safety"))


def world_with_facts(number: int) -> World:
    world = make_world(Random(number))
    for child in world.children:
        here = {"partnership": child.partnership, "child": child}
        PeriodOfCare.objects.create(**here, period=("2026-01-01", None), begins_with="S")
        LegalStatus.objects.create(**here, period=("2026-01-01", None), code="C2")
        MissingEpisode.objects.create(**here, kind="M", started_on="2026-01-01")
    return world


def read_by(worker) -> set[tuple[int, str]]:
    """All that there is, with no condition at all: what the lock leaves of it."""
    with closed_for(worker):
        read = {(pk, "any") for pk in Child.objects.values_list("pk", flat=True)}
        for model, group in FACTS:
            read |= {(pk, group) for pk in model.objects.values_list("child_id", flat=True)}
    return read


def due_to(worker) -> set[tuple[int, str]]:
    entitled = by_the_database(worker.pk, localdate())
    groups = {group for _, group in FACTS}
    return {(pk, "any") for pk, _ in entitled} | {fact for fact in entitled if fact[1] in groups}


def test_with_every_condition_left_out_a_worker_reads_no_more_than_is_theirs(db):
    shown = 0
    for number in range(40):
        for worker in world_with_facts(number).workers:
            read = read_by(worker)
            shown += len(read)
            assert read == due_to(worker)

    assert shown > 40


@pytest.mark.parametrize("model", [Child, *(model for model, _ in FACTS)])
def test_a_policy_that_was_opened_on_purpose_is_found(db, model):
    """Or the test above would hold whatever the policies say."""
    workers = [worker for number in range(5) for worker in world_with_facts(number).workers]
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER POLICY seen ON {model._meta.db_table} USING (true)")

    assert any(read_by(worker) - due_to(worker) for worker in workers)


@pytest.mark.parametrize("table", ["people_child", "support_visit", "decisions_decision"])
def test_without_a_worker_the_reader_sees_no_row(cast, table):
    cast.episode()
    with locked(0, {}), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # a name of the parameters above

        assert cursor.fetchone() == (0,)


def test_reader_cannot_write_about_a_child_it_does_not_see(cast):
    child = cast.episode().children.first()

    with pytest.raises(ProgrammingError, match="row-level security"), closed_for(cast.terry):
        OtherName.objects.create(
            partnership=cast.partnership, child=child, name="Ash Fakerley", added_by=cast.terry
        )

    assert not OtherName.objects.exists()


def test_unlocked_ends_with_its_block_and_the_lock_with_the_request(cast):
    cast.episode()

    with closed_for(cast.terry):
        before = Child.objects.count()
        with unlocked():
            inside = Child.objects.count()
        after = Child.objects.count()

    assert (before, inside, after) == (0, 2, 0)
    assert Child.objects.count() == 2


def test_an_action_that_fails_leaves_the_lock_closed(cast):
    cast.episode()

    with closed_for(cast.terry):
        with pytest.raises(ZeroDivisionError), unlocked():
            Child.objects.count() / 0

        assert Child.objects.count() == 0


def test_every_policy_there_is_is_one_that_is_written_down(db):
    """A forgotten `USING (true)` would open a table to everyone, and nothing would complain."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, policyname, permissive, roles::text, cmd FROM pg_policies"
        )
        policies = cursor.fetchall()
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        closed = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcanlogin FROM pg_roles WHERE rolname = %s", [READER]
        )
        role = cursor.fetchone()

    assert sorted(policies) == sorted(
        (table, "seen", "PERMISSIVE", f"{{{READER}}}", "ALL") for table in LOCKS
    )
    assert closed == set(LOCKS)
    assert role == (False, False, False)


def test_every_table_about_a_child_is_locked_or_says_why_not():
    """What leads to a child, over however many tables, has a lock or a reason."""
    models = apps.get_models(include_auto_created=True)
    about = {Child}
    while True:
        more = {
            model
            for model in models
            if any(f.is_relation and f.related_model in about for f in model._meta.concrete_fields)
        } | about
        if more == about:
            break
        about = more

    tables = {model._meta.db_table for model in about}
    assert tables - set(LOCKS) - set(FREE) == set()
    assert not set(LOCKS) & set(FREE)
