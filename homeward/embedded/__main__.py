"""`python -m homeward.embedded`: start, stop or look at the database by hand."""

import argparse
import sys
from pathlib import Path

from homeward.embedded import MARKER, EmbeddedError, home, start, status, stop


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m homeward.embedded",
        description="Start, stop or look at the database that Homeward made.",
    )
    parser.add_argument("what", choices=["start", "stop", "status"])
    parser.add_argument(
        "directory", nargs="?", type=Path, help="its data directory; by default, all of ours"
    )
    told = parser.parse_args(arguments)
    try:
        if told.what == "start":
            place = start(told.directory or home() / "pg")
            print(
                f"Running. Reach it with: psql -h {place['HOST']} -U {place['USER']} {place['NAME']}"
            )
            return 0
        for directory in [told.directory] if told.directory else _all_of_ours():
            if told.what == "stop":
                print(f"{directory}: {'stopped' if stop(directory) else 'was not running'}")
            else:
                print(f"{directory}: {status(directory)}")
    except EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _all_of_ours() -> list[Path]:
    ours = sorted(marker.parent for marker in home().glob(f"*/{MARKER}"))
    if not ours:
        print(f"There is no database of ours in {home()}.")
    return ours


if __name__ == "__main__":
    sys.exit(main())
