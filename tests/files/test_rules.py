"""What may be kept, opened and removed: from plain facts, without a database."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.files.rules import (
    FILE_BYTES,
    JPEG,
    NOT_SCANNED,
    OPEN_TEXT,
    PDF,
    PLAIN_ZIP,
    PNG,
    TYPES,
    WORD,
    FileKind,
    Scan,
    may_add,
    may_be_dated,
    may_be_taken,
    may_keep,
    may_open,
    may_remove,
    not_twice,
    own_title,
)
from homeward.partnership.rules import DataGroup, Role


AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
CORE, HEALTH = DataGroup.CORE, DataGroup.HEALTH


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("letter.pdf", PDF),
        ("LETTER.PDF", PDF),
        ("report.docx", WORD),
        ("report.odt", OPEN_TEXT),
        ("drawing.jpeg", JPEG),
        ("drawing.JPG", JPEG),
        ("scan.png", PNG),
        ("letter.of.may.pdf", PDF),
    ],
)
def test_file_that_is_what_it_says_is_taken(name, holds):
    assert may_be_taken(name, 100, holds, False)


@pytest.mark.parametrize(
    ("name", "holds", "said"),
    [
        ("letter.pdf", WORD, "its name ends in .pdf, and it holds a Word document"),
        ("letter.pdf.exe", PDF, "its name ends in .exe, and it holds a PDF"),
        ("letter", PDF, "its name has no ending, and it holds a PDF"),
        ("photo.docx", JPEG, "its name ends in .docx, and it holds a JPEG picture"),
        ("setup.exe", "application/x-dosexec", "this is a program"),
        ("page.html", "text/html", "this is a web page"),
        ("letter.pdf", PLAIN_ZIP, "what the file holds is none of the types we take"),
        ("letter.pdf", "", "what the file holds is none of the types we take"),
    ],
)
def test_file_that_is_not_what_it_says_is_refused_with_what_it_is(name, holds, said):
    answer = may_be_taken(name, 100, holds, False)

    assert not answer
    assert said in answer.reason
    assert answer.instead


def test_file_with_macros_or_too_large_is_refused():
    assert "macros" in may_be_taken("a.docx", 100, WORD, True).reason
    assert "20 MB" in may_be_taken("a.pdf", FILE_BYTES + 1, PDF, False).reason
    assert may_be_taken("a.pdf", FILE_BYTES, PDF, False)


@given(name=st.text(max_size=40), holds=st.sampled_from([*TYPES, "", "text/html", PLAIN_ZIP]))
def test_whatever_is_taken_ends_as_what_it_holds(name, holds):
    if may_be_taken(name, 1, holds, False):
        assert name.lower().endswith(tuple(f".{ending}" for ending in TYPES[holds].endings))


@pytest.mark.parametrize(
    ("scan", "required", "may", "said"),
    [
        (Scan(AT), True, True, "found nothing"),
        (Scan(AT), False, True, "found nothing"),
        (NOT_SCANNED, False, True, "without having been scanned"),
        (NOT_SCANNED, True, False, "does not answer"),
        (Scan(AT, "Bad.One"), True, False, "Bad.One"),
        (Scan(AT, "Bad.One"), False, False, "Bad.One"),
    ],
)
def test_what_is_kept_after_the_scanner(scan, required, may, said):
    answer = may_keep(scan, required)

    assert bool(answer) is may
    assert said in answer.reason
    assert "clean" not in f"{answer.reason} {answer.instead}"


def a_file(**more):
    held = {
        "removed_at": None,
        "removed_by": "Robin Testerton",
        "removed_on": date(2026, 5, 1),
        "found": "",
        "scanned_at": AT,
        "kind": FileKind.LETTER,
        "added_by_id": 1,
    }
    return SimpleNamespace(**{**held, **more})


def test_what_waits_for_the_scanner_is_opened_only_where_none_is_required():
    waits = a_file(scanned_at=None)

    assert may_open(waits, required=False)
    assert "not scanned" in may_open(waits, required=True).reason
    assert may_open(a_file(), required=True)
    assert "destroyed" in may_open(a_file(found="Bad.One"), required=False).reason
    assert "Robin Testerton removed" in may_open(a_file(removed_at=AT), required=False).reason


def test_file_goes_only_where_who_adds_it_reads_it():
    both, core = frozenset({CORE, HEALTH}), frozenset({CORE})

    assert may_add([both, both], HEALTH)
    assert may_add([both, core], CORE)
    assert "do not see health" in may_add([both, core], HEALTH).reason
    assert "one or more children" in may_add([], CORE).reason
    assert not may_add([frozenset(DataGroup)], DataGroup.STAFF)


def test_letter_is_of_today_or_before():
    today = date(2026, 11, 2)

    assert may_be_dated(None, today)
    assert may_be_dated(today, today)
    assert "day to come" in may_be_dated(date(2026, 11, 3), today).reason


def test_same_file_twice_is_refused_with_who_added_it():
    assert not_twice({})
    assert "Kit added it on 2 November 2026" in not_twice({date(2026, 11, 2): "Kit"}).reason


@given(title=st.text(min_size=1, max_size=8), taken=st.sets(st.text(max_size=12), max_size=5))
def test_no_two_files_are_called_the_same(title, taken):
    ours = own_title(title, taken)

    assert ours not in taken
    assert ours.startswith(title)
    assert own_title(title, {*taken, ours}) != ours


MANAGER, WORKER = frozenset({Role.TEAM_MANAGER}), frozenset({Role.KEY_WORKER})


@pytest.mark.parametrize(
    ("who", "kind", "roles", "may"),
    [
        (1, FileKind.LETTER, [WORKER], True),
        (2, FileKind.LETTER, [WORKER], False),
        (2, FileKind.LETTER, [MANAGER], True),
        (2, FileKind.LETTER, [MANAGER, WORKER], False),
        (2, FileKind.LETTER, [], False),
        (1, FileKind.SENT, [WORKER], False),
        (1, FileKind.SENT, [MANAGER], True),
    ],
)
def test_who_added_a_file_or_manages_the_team_removes_it(who, kind, roles, may):
    answer = may_remove(SimpleNamespace(worker_id=who), a_file(kind=kind), roles)

    assert bool(answer) is may
    assert may or answer.instead


def test_file_is_removed_once_and_for_a_reason():
    mine = SimpleNamespace(worker_id=1)

    assert "no reason" in may_remove(mine, a_file(), [WORKER], " ").reason
    assert may_remove(mine, a_file(), [WORKER], "Of another family")
    assert "removed this file" in may_remove(mine, a_file(removed_at=AT), [WORKER], "x").reason
    assert "destroyed already" in may_remove(mine, a_file(found="Bad"), [WORKER], "x").reason
