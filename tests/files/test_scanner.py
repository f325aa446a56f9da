"""A real ClamAV looks into what is sent. Where it is not installed, these are skipped with the reason."""

import socket

import pytest
from django.core.management import CommandError, call_command

from homeward.files import scanner
from homeward.files.models import CaughtFile, File
from homeward.files.waiting import scan_waiting
from homeward.tasks.models import Task
from homeward.trail.models import Entry
from tests.files.making import A_PDF, add_file_to, address, posted, sent
from tests.files.scanning import BAD, NAME
from tests.support.making import address as of_support
from tests.support.making import photo_file, write_visit


BAD_PDF = A_PDF + BAD
NOBODY = "/nowhere/clamd.sock"


def test_scanner_says_when_it_looked_and_what_it_found(scanning):
    nothing, something = scanner.scanned(A_PDF), scanner.scanned(BAD_PDF)

    assert nothing.at is not None
    assert nothing.found == ""
    assert something.found.startswith(NAME)
    assert scanner.answers()


def test_larger_than_the_scanner_takes_is_not_scanned(scanning):
    assert scanner.scanned(b"0" * (26 * 1024 * 1024)).at is None


@pytest.mark.parametrize("where", ["", NOBODY, "127.0.0.1:1", "no port"])
def test_scanner_that_is_not_there_has_scanned_nothing(settings, where):
    settings.CLAMAV = where

    assert scanner.scanned(A_PDF).at is None
    assert not scanner.answers()


def test_what_does_not_answer_in_time_has_scanned_nothing(settings, monkeypatch):
    """Another program at the address, that takes what is sent and says nothing."""
    monkeypatch.setattr(scanner, "SECONDS", 0.2)

    with socket.create_server(("127.0.0.1", 0)) as other:
        settings.CLAMAV = f"127.0.0.1:{other.getsockname()[1]}"
        scan = scanner.scanned(A_PDF)

    assert scan.at is None


def test_infected_file_is_refused_recorded_and_not_kept(cast, as_worker, scanning):
    child = cast.episode().children.get(preferred_name="Ash")
    client = as_worker(cast.robin)

    page = client.post(
        address("add", child.pk), posted([child], file=sent(content=BAD_PDF))
    ).content.decode()

    assert "the virus scanner found something in the file" in page.lower()
    assert 'value="Letter from school"' in page
    assert not File.objects.exists()
    caught = CaughtFile.objects.get()
    assert (caught.child, caught.sent_by) == (child, cast.robin)
    entry = Entry.objects.get(what__startswith="tried to add a file")
    assert entry.child_ids == [child.pk]
    assert NAME not in entry.what + entry.because
    assert NAME in client.get(address("files", child.pk)).content.decode()


def test_file_that_was_looked_into_says_so_and_never_that_it_is_clean(cast, as_worker, scanning):
    child = cast.episode().children.get(preferred_name="Ash")
    client = as_worker(cast.robin)

    page = client.post(address("add", child.pk), posted([child]), follow=True).content.decode()

    assert File.objects.get().scanned_at is not None
    assert "nothing found" in page
    assert "clean" not in page.lower()


def test_where_scanning_is_required_and_the_daemon_is_down_nothing_is_kept(
    cast, as_worker, settings
):
    settings.CLAMAV, settings.SCAN_REQUIRED = NOBODY, True
    child = cast.episode().children.get(preferred_name="Ash")

    page = as_worker(cast.robin).post(address("add", child.pk), posted([child])).content.decode()

    assert "The virus scanner does not answer" in page
    assert 'value="Letter from school"' in page
    assert not File.objects.exists()


def test_unscanned_file_is_called_so_and_is_not_opened_once_scanning_is_required(
    cast, as_worker, settings
):
    child = cast.episode().children.get(preferred_name="Ash")
    file = add_file_to([child], by=cast.robin)
    client = as_worker(cast.robin)

    before = client.get(address("file", file.pk)).content.decode()
    settings.SCAN_REQUIRED = True
    after = client.get(address("file", file.pk)).content.decode()

    assert "Not scanned" in before
    assert address("download", file.pk) in before
    assert address("download", file.pk) not in after
    assert "was not scanned for viruses yet" in after
    assert client.get(address("download", file.pk)).status_code == 403


def test_what_waited_is_scanned_when_the_daemon_is_back(
    cast, settings, a_scanner, django_capture_on_commit_callbacks
):
    children = list(cast.episode().children.order_by("born"))
    good = add_file_to(children[:1], by=cast.robin)
    bad = add_file_to(children, by=cast.robin, title="Report", content=BAD_PDF)
    settings.CLAMAV = a_scanner

    with django_capture_on_commit_callbacks(execute=True):
        done = scan_waiting()
    good.refresh_from_db()
    bad.refresh_from_db()

    assert (done.scanned, done.found, done.waiting) == (2, 1, 0)
    assert good.scanned_at
    assert good.content() == A_PDF
    assert bad.found.startswith(NAME)
    assert bad.content() is None
    assert not File.vault.storage.exists(bad.name)
    task = Task.objects.get(what__startswith="Ask again for a file")
    assert (task.worker, task.team, task.urgent) == (cast.robin, cast.north, True)
    assert set(task.children.all()) == set(children)
    assert Entry.objects.filter(what="found something in a file and destroyed it").exists()


def test_file_that_the_scanner_cannot_look_into_keeps_no_other_waiting(
    cast, settings, a_scanner, monkeypatch
):
    children = list(cast.episode().children.order_by("born"))
    too_much = add_file_to(children, by=cast.robin, content=A_PDF + b"% too much")
    good = add_file_to(children, by=cast.robin)
    settings.CLAMAV = a_scanner
    ask = scanner.ask
    monkeypatch.setattr(
        scanner,
        "ask",
        lambda where, content: None if content.endswith(b"too much") else ask(where, content),
    )

    done = scan_waiting()

    too_much.refresh_from_db()
    good.refresh_from_db()
    assert (done.scanned, done.waiting) == (1, 1)
    assert (too_much.scanned_at, bool(good.scanned_at)) == (None, True)


def test_command_scans_what_waits_and_says_what_is_wrong(cast, settings, a_scanner, capsys):
    add_file_to([cast.episode().children.first()], by=cast.robin)

    with pytest.raises(CommandError, match="CLAMAV is not set"):
        call_command("scan_files")
    settings.CLAMAV = NOBODY
    with pytest.raises(CommandError, match="does not answer"):
        call_command("scan_files")
    waited = scan_waiting()
    settings.CLAMAV = a_scanner
    call_command("scan_files")

    assert (waited.scanned, waited.waiting) == (0, 1)
    assert "Scanned 1." in capsys.readouterr().out
    assert File.objects.get().scanned_at


def test_infected_photo_of_a_visit_is_refused_and_recorded(cast, as_worker, scanning):
    visit = write_visit(cast.episode(), by=cast.robin)
    photo = photo_file()
    bad = sent("plan.jpg", photo.read() + BAD)

    page = as_worker(cast.robin).post(
        of_support("add_photo", visit.pk),
        {"photo": bad, "shows": "The plan", "children": [visit.about.first().child_id]},
    )

    assert "found something in the file" in page.content.decode()
    assert not visit.photos.exists()
    assert CaughtFile.objects.count() == 1
