"""What somebody who owns the whole database can do to the trail: each is found, and told in which batch.

The triggers that forbid it are taken away first, as an owner can.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils.timezone import now
from time_machine import travel

from homeward.partnership.rules import Role
from homeward.trail import actions as trail
from homeward.trail import checking, queries
from homeward.trail.models import Check, ChildKey, Content, Entry, Outside, Seal
from homeward.trail.verify import main as verify
from tests.trail.sealing import export_to, seal_everything


pytestmark = pytest.mark.django_db(transaction=True)


def as_owner(*statements: str) -> None:
    """With the triggers away, as an owner of the tables can have them."""
    with connection.cursor() as cursor:
        for table in ("trail_entry", "trail_content", "trail_seal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def tampered(*statements: str) -> Iterator[None]:
    """As an owner, and undone again: to seal takes longer than to look."""
    with transaction.atomic():
        as_owner(*statements)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def sealed(cast):
    """Three things that were read, each under a seal of its own; their entries."""
    cast.refer()
    seal_everything()
    made = []
    for what in ("read one", "read two", "read three"):
        made.append(trail.looked(what, by=cast.sam, children=[]))
        seal_everything()
    return made


@pytest.fixture
def heads(sealed, tmp_path):
    file = tmp_path / "heads.jsonl"
    checking.note(file)
    return file


def batch_of(entry: Entry) -> int:
    entry.refresh_from_db()
    return Seal.objects.get(from_xid__lte=entry.xid, to_xid__gt=entry.xid).number


def copied(entry: Entry, **changed) -> str:
    """The statement that puts another entry beside this one, in the same batch or in another."""
    names = [f.column for f in Entry._meta.concrete_fields if f.column != "id"]
    values = [str(changed.get(name, f'"{name}"')) for name in names]
    names = [f'"{name}"' for name in names]
    return (
        f"INSERT INTO trail_entry ({', '.join(names)}) "
        f"SELECT {', '.join(values)} FROM trail_entry WHERE id = {entry.pk}"
    )


TAMPERING = {
    "edit what": lambda e: [f"UPDATE trail_entry SET what = 'read none' WHERE id = {e.pk}"],
    "edit who": lambda e: [f"UPDATE trail_entry SET worker_id = NULL WHERE id = {e.pk}"],
    "edit when": lambda e: [f"UPDATE trail_entry SET at = at - interval '1 day' WHERE id = {e.pk}"],
    "edit what for": lambda e: [f"UPDATE trail_entry SET purpose = 'all' WHERE id = {e.pk}"],
    "delete": lambda e: [f"DELETE FROM trail_entry WHERE id = {e.pk}"],
    "insert": lambda e: [copied(e)],
    "swap": lambda e: [
        f"UPDATE trail_entry SET xid = (SELECT xid FROM trail_entry WHERE id = {e.pk + 1}) "
        f"WHERE id = {e.pk}"
    ],
    "take the seal": lambda e: [
        f"DELETE FROM trail_seal WHERE from_xid <= {e.xid} AND to_xid > {e.xid}"
    ],
}


def test_what_an_owner_does_to_a_sealed_entry_is_found_in_its_batch(sealed, tmp_path):
    entry, file = sealed[1], tmp_path / "trail.jsonl"
    number = batch_of(entry)
    assert checking.check([]).faults == []

    for name, statements in TAMPERING.items():
        with tampered(*statements(entry)):
            located = [f for f in checking.check([]).faults if f"Batch {number} " in f]
            export_to(file)
        assert located, name
        assert verify([str(file)]) == 1, name


def test_what_is_whole_in_itself_is_found_by_what_was_noted_outside(
    sealed, heads, tmp_path, capsys
):
    last, file = batch_of(sealed[2]), tmp_path / "trail.jsonl"
    cut = [
        f"DELETE FROM trail_entry WHERE id = {sealed[2].pk}",
        f"DELETE FROM trail_seal WHERE number >= {last}",
    ]
    emptied = ["TRUNCATE trail_entry, trail_content, trail_seal"]

    for first_missing, statements in ((last, cut), (1, emptied)):
        with tampered(*statements):
            assert checking.check([]).faults == []
            (fault,) = checking.check([str(heads)]).faults
            export_to(file)
            with pytest.raises(checking.NotTheSame, match="was cut or made anew"):
                checking.note(heads)
        assert f"ends before batch {first_missing}" in fault
        assert verify([str(file)]) == 0
        assert "Not checked: whether it was cut at its end" in capsys.readouterr().out
        assert verify([str(file), "--heads", str(heads)]) == 1


def test_trail_whose_every_seal_was_made_anew_is_found(sealed, heads):
    as_owner(
        f"UPDATE trail_entry SET what = 'read none' WHERE id = {sealed[0].pk}",
        "TRUNCATE trail_seal",
    )
    seal_everything()

    assert checking.check([]).faults == []
    assert any("noted outside" in fault for fault in checking.check([str(heads)]).faults)
    with pytest.raises(checking.NotTheSame, match="was cut or made anew"):
        checking.note(heads)


def test_entry_that_no_seal_covers_is_found_or_told_to_wait(cast, sealed, as_worker):
    client, waiting = as_worker(lead(cast)), queries.waiting().entries

    with tampered(copied(sealed[0], xid=-5)):
        (fault,) = checking.check([]).faults
    assert "1 entries stand beside the seals" in fault
    with tampered(copied(sealed[0], xid=2**60, at="at - interval '1 hour'")):
        assert queries.waiting().entries == waiting + 1
        assert "That is longer than it should be" in client.get("/trail/").content.decode()


def test_content_that_is_not_what_was_written_is_found(sealed):
    content = Content.objects.first()
    other = Content.objects.exclude(entry=content.entry).filter(child_id=content.child_id).first()
    here, there = f"WHERE id = {content.pk}", f"WHERE id = {other.pk}"
    tampering = {
        "other words": f"UPDATE trail_content SET enciphered = "
        f"(SELECT enciphered FROM trail_content {there}) {here}",
        "taken away": f"DELETE FROM trail_content {here}",
        "not readable": f"UPDATE trail_content SET enciphered = 'x' {here}",
    }

    for name, statement in tampering.items():
        with tampered(statement):
            found = checking.check([]).faults
        assert found == [
            f"Entry {content.entry_id} has content that is not what was written, or lacks it."
        ], name


def test_content_of_a_destroyed_record_is_no_fault_also_when_there_is_a_new_key(cast, sealed):
    child = Content.objects.first().child_id
    ChildKey.objects.filter(child_id=child).delete()
    assert checking.check([]).faults == []

    trail.record(
        "noted", cast.partnership, by=cast.sam, children=[child], changed={"words": "again"}
    )

    assert checking.check([]).faults == []


def test_command_says_what_does_not_fit_and_fails(sealed, heads, settings, capsys):
    settings.TRAIL_HEADS = [str(heads)]
    number = batch_of(sealed[0])
    call_command("trail", "check")
    assert "All of it fits." in capsys.readouterr().out

    as_owner(f"UPDATE trail_entry SET because = 'else' WHERE id = {sealed[0].pk}")

    with pytest.raises(CommandError, match=f"Batch {number} has an entry"):
        call_command("trail", "check")
    assert Check.objects.last().faults


def test_last_seal_is_noted_once_in_each_place_and_one_place_keeps_no_other_waiting(
    sealed, tmp_path
):
    good, bad = tmp_path / "heads.jsonl", tmp_path / "missing" / "heads.jsonl"

    wrong = checking.note_in([str(bad), str(good)])
    checking.note_in([str(good)])

    assert [f"could not be noted in {bad}" in fault for fault in wrong] == [True]
    (line,) = good.read_text().splitlines()
    last = Seal.objects.last()
    assert (json.loads(line)["number"], json.loads(line)["seal"]) == (last.number, last.seal)
    told = {outside.place: outside for outside in Outside.objects.all()}
    assert (told[str(good)].number, told[str(good)].fault) == (last.number, "")
    assert (told[str(bad)].noted_at, told[str(bad)].fault) == (None, wrong[0])


def test_page_tells_what_was_never_checked_from_what_fits_and_from_what_does_not(
    cast, sealed, as_worker
):
    client = as_worker(lead(cast))
    assert "Not checked yet" in client.get("/trail/").content.decode()

    checking.check([])
    fits = client.get("/trail/").content.decode()
    as_owner(f"UPDATE trail_entry SET because = 'else' WHERE id = {sealed[0].pk}")
    checking.check([])
    does_not = client.get("/trail/").content.decode()

    assert "All of it fits" in fits
    assert "Not compared with seals" in fits
    assert f"Batch {batch_of(sealed[0])} has an entry that was changed" in does_not
    assert "All of it fits" not in does_not


def test_page_says_when_nothing_is_checked_or_noted_any_more(cast, as_worker, settings, tmp_path):
    settings.TRAIL_HEADS = [str(tmp_path / "heads.jsonl"), str(tmp_path / "new.jsonl")]
    checking.note_in([settings.TRAIL_HEADS[0], str(tmp_path / "given-up.jsonl")])
    checking.check(settings.TRAIL_HEADS)
    ira = lead(cast)
    at_once = as_worker(ira).get("/trail/").content.decode()

    with travel(now() + timedelta(hours=40)):
        later = as_worker(ira).get("/trail/").content.decode()

    assert "the jobs do not run" not in at_once
    assert "given-up" not in at_once
    assert "new.jsonl: nothing yet" in at_once
    assert "longer ago than a night" in later
    assert "Nothing was noted here for hours" in later


def test_page_says_when_nothing_was_ever_checked_or_noted(
    cast, as_worker, settings, tmp_path, sealed
):
    settings.TRAIL_HEADS = [str(tmp_path / "heads.jsonl")]
    ira = lead(cast)
    at_once = as_worker(ira).get("/trail/").content.decode()

    with travel(now() + timedelta(hours=40)):
        later = as_worker(ira).get("/trail/").content.decode()

    assert "the jobs do not run" not in at_once
    assert "Not checked yet" in later
    assert "longer ago than a night" in later
    assert "Nothing was noted here for hours" in later


def test_only_a_lead_asks_whether_the_trail_is_whole(cast, as_worker):
    response = as_worker(cast.jo).get("/trail/")

    assert response.status_code == 403
    assert "information governance leads" in response.content.decode()


def lead(cast):
    return cast.join("Lou Leading", cast.analysis, Role.GOVERNANCE_LEAD, cast.founded.council)
