"""Scanning what was kept while the virus scanner did not answer: the job's and the command's."""

from dataclasses import dataclass

from homeward.files import scanner
from homeward.files.actions import note_scanned
from homeward.files.models import File


@dataclass(frozen=True)
class Caught:
    """How many were looked into, in how many something was found, and how many still wait."""

    scanned: int
    found: int
    waiting: int


def scan_waiting() -> Caught:
    """One file after another, each in its own transaction; it stops when the scanner no longer answers, and goes on
    past what it cannot look into. What nobody can open any more, because its children's records were destroyed, is
    left."""
    scanned = found = 0
    waiting = File.objects.kept().filter(scanned_at=None).order_by("pk")
    for pk in list(waiting.values_list("pk", flat=True)):
        file = waiting.get(pk=pk)
        content = file.content()
        if content is None:
            continue
        scan = scanner.scanned(content)
        if scan.at is None and not scanner.answers():
            break
        if scan.at is None:
            continue  # this one alone it cannot look into
        note_scanned(file, scan)
        scanned += 1
        found += bool(scan.found)
    return Caught(scanned, found, waiting.count())
