"""The commands that found a real partnership and give its people their posts."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from homeward.partnership.actions import FIRST_REGISTER
from homeward.partnership.management.commands import new_worker, set_up
from homeward.partnership.models import Arrangement, Membership, Partnership, Team, Worker


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


def test_set_up_founds_a_partnership_that_can_work(db):
    run("set_up", **REAL)

    partnership = Partnership.objects.get()
    assert partnership.name == REAL["name"]
    assert Arrangement.objects.filter(partnership=partnership).count() == len(FIRST_REGISTER)
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
        ({"role": "independent reviewing officer"}, "always the council’s"),
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
