"""`homeward trail verify FILE`: check an exported trail offline, with no database and no Django."""

import json
import sys
from pathlib import Path

from homeward.trail.rules import SealedBatch, faults


def read(path: Path) -> list[SealedBatch]:
    """The batches of an exported trail: one JSON object a line."""
    batches = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line:
            continue
        held = json.loads(line)
        batches.append(SealedBatch(**{**held, "entries": tuple(held["entries"])}))
    return batches


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write("Name one exported file: homeward trail verify FILE\n")
        return 2
    try:
        batches = read(Path(arguments[0]))
    except (OSError, ValueError, TypeError, KeyError):
        sys.stderr.write(
            f"{arguments[0]} could not be read as an exported trail. "
            "Export it again: homeward trail export FILE\n"
        )
        return 2
    found = faults(batches)
    for fault in found:
        sys.stdout.write(fault + "\n")
    entries = sum(batch.count for batch in batches)
    if not found:
        last = batches[-1].seal if batches else "none"
        sys.stdout.write(f"{len(batches)} seals over {entries} entries hold. Last seal: {last}\n")
    return 1 if found else 0
