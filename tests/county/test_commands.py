"""The commands: a demonstration keeps its data and touches nothing else; a real partnership is founded."""

import socket
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from homeward.county import serving
from homeward.county.management.commands import new_worker, set_up
from homeward.partnership.models import Arrangement, Membership, Partnership, Team, Worker
from homeward.people.models import Child
from homeward.trail.models import Entry


REAL = {
    "name": "Mockborough and Fictionaid",
    "council": "Mockborough Council",
    "charity": "Fictionaid",
    "duty_phone": "01632 960201",
    "help_phone": "",
    "edge_team": "North team",
    "social_work_team": "West team",
}


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


def test_set_up_founds_a_partnership_that_can_work(db):
    run("set_up", **REAL)

    partnership = Partnership.objects.get()
    assert partnership.name == REAL["name"]
    assert Arrangement.objects.filter(partnership=partnership).count() == 6
    assert set(Team.objects.values_list("name", flat=True)) == {
        "Duty team",
        "North team",
        "West team",
        "Leadership",
        "Analysis",
    }


def test_set_up_asks_for_what_is_not_given(db, monkeypatch):
    answers = iter(["", "Mockborough and Fictionaid"])
    monkeypatch.setattr("builtins.input", lambda question: next(answers))

    run("set_up", **{**REAL, "name": None})

    assert Partnership.objects.get().name == "Mockborough and Fictionaid"


def test_set_up_with_nobody_to_answer_founds_nothing(db, monkeypatch):
    def nobody(question):
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)

    with pytest.raises(CommandError, match="Name of the council"):
        run("set_up", **{**REAL, "council": None})

    assert not Partnership.objects.exists()


NEW = {
    "email": "Dee@charity.example",
    "name": "Dee Mockford",
    "team": "north team",
    "role": "key worker",
    "employer": "charity",
}


def new(**changes):
    told = {**NEW, **changes}
    flags = [f"--{name.replace('_', '-')}={value}" for name, value in told.items()]
    return run("new_worker", *flags, *(() if "password" in changes else ("--generate",)))


def test_new_worker_can_sign_in_with_the_password_shown(db):
    run("set_up", **REAL)

    said = new()

    worker = Worker.objects.get(email="dee@charity.example")
    assert worker.check_password(said.rsplit(": ", 1)[1].strip())
    post = Membership.objects.get(worker=worker)
    assert (post.team.name, post.role, post.employer.name) == (
        "North team",
        "key worker",
        "Fictionaid",
    )


def test_new_worker_types_a_password_until_it_will_do(db, monkeypatch):
    run("set_up", **REAL)
    typed = iter(
        ["short", "a-long-mock-password", "another", "a-long-mock-password", "a-long-mock-password"]
    )
    monkeypatch.setattr(new_worker.getpass, "getpass", lambda question: next(typed))

    run("new_worker", *[f"--{name}={value}" for name, value in NEW.items()], stderr=StringIO())

    assert Worker.objects.get().check_password("a-long-mock-password")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"team": "South team"}, "The teams are: Analysis, Duty team"),
        ({"email": "dee"}, "not an email address"),
        ({"email": "ash@charity.example"}, "already"),
    ],
)
def test_new_worker_that_cannot_be_is_not_made(db, changes, why):
    run("set_up", **REAL)
    new(email="ash@charity.example", name="Ash Mockford")

    with pytest.raises(CommandError, match=why):
        new(**changes)

    assert Worker.objects.count() == 1


def test_every_question_of_set_up_has_an_option():
    assert {option for option, _, _ in set_up.QUESTIONS} == set(REAL)
