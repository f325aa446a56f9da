"""Sealing and exporting the whole trail, for tests."""

import time
from pathlib import Path

from django.core.management import call_command

from homeward.trail import actions as trail
from homeward.trail.models import Entry, Seal


def sealed_in_time(seconds: float = 60) -> Seal:
    """Seal until something is sealed: the horizon is the whole server's, so tests that run beside this
    one on other databases hold it back for a moment."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if sealed := trail.seal():
            return sealed
        time.sleep(0.2)
    raise AssertionError("Nothing was sealed in time.")


def seal_everything() -> None:
    while (last := Seal.objects.last()) is None or Entry.objects.filter(
        xid__gte=last.to_xid
    ).exists():
        sealed_in_time()


def export_to(file: Path) -> list[str]:
    """The lines of the export, which the command wrote."""
    call_command("trail", "export", str(file))
    return file.read_text(encoding="utf-8").splitlines()
