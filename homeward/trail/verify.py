"""`homeward trail verify FILE`: check an exported trail offline, with no database and no Django.

With `--heads FILE` it is compared with the seals that were noted outside, by either organisation: so a trail
that was cut at its end, or whose every seal was made anew by someone who owns the database, is found too.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from homeward.trail.rules import Counted, Head, SealedBatch, faults


ALONE = (
    "Not checked: whether it was cut at its end or made anew. Name the seals that were noted outside: "
    "--heads FILE\n"
)


def read(path: Path) -> Iterator[SealedBatch]:
    """The batches of an exported trail: one JSON object a line."""
    for held in _lines(path):
        yield SealedBatch(**{**held, "entries": tuple(held["entries"])})


def read_heads(path: Path) -> list[Head]:
    """The seals that were noted outside: one JSON object a line, as `homeward trail heads` writes them."""
    return [Head(held["number"], held["seal"]) for held in _lines(path)]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="homeward trail verify", description=__doc__)
    parser.add_argument("file", type=Path, help="what `homeward trail export` wrote")
    parser.add_argument("--heads", type=Path, help="the seals that were noted outside")
    told = parser.parse_args(arguments)
    try:
        heads = read_heads(told.heads) if told.heads else []
    except (OSError, ValueError, TypeError, KeyError):
        return _unread(told.heads, "noted seals. Take the file that `homeward trail heads` wrote")
    trail = Counted(read(told.file))
    try:
        found = faults(trail, heads)
    except (OSError, ValueError, TypeError, KeyError):
        return _unread(told.file, "an exported trail. Export it again: homeward trail export FILE")
    for fault in found:
        sys.stdout.write(fault + "\n")
    if found:
        return 1
    sys.stdout.write(
        f"{trail.seals} seals over {trail.entries} entries hold. Last seal: {trail.last}\n"
    )
    sys.stdout.write(
        f"{len(heads)} of them were noted outside, and are the same.\n" if heads else ALONE
    )
    return 0


def _unread(path: Path, as_what: str) -> int:
    sys.stderr.write(f"{path} could not be read as {as_what}.\n")
    return 2
