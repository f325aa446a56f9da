"""`python -m bench`: the commands. Each size has a database and a process of its own."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import report
from homeward import embedded
from homeward.embedded import EmbeddedError


SIZES = (1_000, 100_000)
REQUESTS = 200
BEST_OF = 1
BEST_OF_HELP = "open each so often and count the quickest: on a machine that has other work"
FIGURES = Path(__file__).resolve().parent.parent / "docs" / "reference" / "figures.md"


def directory(children: int) -> Path:
    """Where the benchmark database of that size lives: never among the user's own."""
    # Kept for the processes that this one starts: from here on HOMEWARD_DATA names the database of one size.
    home = os.environ.setdefault("HOMEWARD_BENCH", str(embedded.home() / "bench"))
    return Path(home) / str(children)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="make what is missing, measure, and write the figures")
    run.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="CHILDREN")
    run.add_argument("--requests", type=int, default=REQUESTS, help="of each page, at each size")
    run.add_argument("--best-of", type=int, default=BEST_OF, help=BEST_OF_HELP)
    run.add_argument("--out", type=Path, default=FIGURES, help="where the figures are written")
    for name, what in (
        ("build", "make the database of one size"),
        ("measure", "measure one size, and write it down for `run`"),
        ("explain", "show how the database goes about the queries of a page"),
        ("trail", "fifty people write at once, with the trail and without"),
        ("write", "some of the fifty: for `trail`"),
    ):
        one = commands.add_parser(name, help=what)
        one.add_argument("children", type=int)
        if name == "measure":
            one.add_argument("--requests", type=int, default=REQUESTS)
            one.add_argument("--best-of", type=int, default=BEST_OF, help=BEST_OF_HELP)
            one.add_argument("--out", type=Path, required=True)
        if name == "trail":
            one.add_argument("--out", type=Path, required=True)
        if name == "write":
            one.add_argument("turn", choices=["with", "without"])
            one.add_argument("part", type=int)
        if name == "explain":
            one.add_argument("page", help="part of its name, such as caseload")
    stop = commands.add_parser("stop", help="stop the benchmark databases; their data stay")
    stop.set_defaults(children=0)
    told = parser.parse_args(arguments)
    try:
        return _do(told)
    except EmbeddedError as why:
        print(why, file=sys.stderr)
        return 1


def _do(told: argparse.Namespace) -> int:
    if told.command == "run":
        return _run(list(told.sizes), told.requests, told.best_of, told.out)
    if told.command == "stop":
        for made in sorted((embedded.home() / "bench").glob("*/pg")):
            embedded.stop(made)
        return 0
    _set_up(told.children)
    if told.command == "build":
        return 0
    from bench import measuring, writing  # Django must be ready first

    if told.command == "explain":
        measuring.explain(told.page)
    elif told.command == "trail":
        told.out.write_text(json.dumps(writing.compare(told.children)), encoding="utf-8")
    elif told.command == "write":
        print(json.dumps(writing.write(told.turn, told.part)))
    else:
        told.out.write_text(
            json.dumps(measuring.measure(told.requests, told.best_of)), encoding="utf-8"
        )
    return 0


def _run(sizes: list[int], requests: int, best_of: int, out: Path) -> int:
    measured = []
    with tempfile.TemporaryDirectory() as kept:
        for children in sizes:
            file = Path(kept) / f"{children}.json"
            command = [sys.executable, "-m", "bench", "measure", str(children)]
            told = ["--requests", str(requests), "--best-of", str(best_of), "--out", str(file)]
            ended = subprocess.run([*command, *told], check=False)
            if ended.returncode:
                return ended.returncode
            measured.append(json.loads(file.read_text(encoding="utf-8")))
        file = Path(kept) / "trail.json"
        command = [sys.executable, "-m", "bench", "trail", str(sizes[0]), "--out", str(file)]
        ended = subprocess.run(command, check=False)
        if ended.returncode:
            return ended.returncode
        measured[0]["trail"] = json.loads(file.read_text(encoding="utf-8"))
    print(report.table(measured))
    out.write_text(report.page(measured), encoding="utf-8")
    print(f"\nWritten to {out.name}.")
    return 0


def _set_up(children: int) -> None:
    """Django on the database of that size, which is made if it is not there."""
    os.environ["HOMEWARD_DATA"] = str(directory(children))
    os.environ["HOMEWARD_DEMO"] = "1"
    os.environ.pop("DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "homeward.settings"
    directory(children).mkdir(parents=True, exist_ok=True)
    import django

    django.setup()
    from bench.databases import make_ready

    make_ready(children)


if __name__ == "__main__":
    sys.exit(main())
