"""The commands: a demonstration keeps its data and touches nothing else; a real partnership is founded."""

import socket
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from homeward.county import serving
from homeward.partnership.models import Partnership
from homeward.people.models import Child
from homeward.trail.models import Entry


def run(command, *arguments, **options):
    said = StringIO()
    call_command(command, *arguments, stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def demo(db, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_DIRS = []
    return lambda *arguments: run("demo", "--no-serve", "--children", "5", *arguments)


def test_demo_makes_the_county_and_names_its_people(demo, settings):
    said = demo()

    assert Child.objects.count() == 5
    assert "Sam Placeholder" in said
    assert all(may in said for may in settings.DEMO_PEOPLE.values())


def test_second_demo_keeps_what_was_done(demo):
    demo()
    Child.objects.filter(pk=Child.objects.first().pk).update(pronouns="they")

    said = demo()

    assert "kept as it is" in said
    assert Child.objects.count() == 5
    assert Child.objects.filter(pronouns="they").count() == 1


def test_demo_leaves_a_real_partnership_alone(demo, cast):
    entries = Entry.objects.count()

    with pytest.raises(CommandError, match="not the county’s"):
        demo()

    assert not Child.objects.exists()
    assert Entry.objects.count() == entries


def test_demo_leaves_a_database_of_other_makers_alone(demo):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE invoices (number int)")

    with pytest.raises(CommandError, match="did not make"):
        demo()

    assert not Partnership.objects.exists()


def test_demo_can_be_forbidden(demo, monkeypatch):
    monkeypatch.setenv("HOMEWARD_DEMO", "0")

    with pytest.raises(CommandError, match="forbids"):
        demo()

    assert not Partnership.objects.exists()


def test_county_is_not_put_beside_a_real_partnership(cast):
    with pytest.raises(CommandError, match="real partnership"):
        run("county", "--children", "3")

    assert not Child.objects.exists()


def test_county_with_a_name_that_is_taken_is_refused(db):
    run("county", "--children", "3", "--into", "Exampleshire")

    with pytest.raises(CommandError, match="already"):
        run("county", "--children", "3", "--into", "Exampleshire")

    assert Child.objects.count() == 3


def test_taken_port_gives_the_next_free_one():
    with socket.socket() as other:
        other.bind((serving.HOST, 0))
        other.listen()
        taken = other.getsockname()[1]

        free = serving.free_port(taken)

    assert free > taken


def test_stopping_ends_what_was_started():
    started = [
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) for _ in range(2)
    ]

    serving.stop(started)

    assert all(process.poll() is not None for process in started)
