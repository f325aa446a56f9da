import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import django


FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"
PURPOSE = "Writes the reference in docs/reference from the code."
MEND = "Run: python -m tools.reference"


def pages() -> dict[str, Callable[[], str]]:
    from tools.reference.addresses import addresses
    from tools.reference.commands import commands
    from tools.reference.deciders import functions
    from tools.reference.following import after_happening
    from tools.reference.forms import forms
    from tools.reference.limits import time_limits
    from tools.reference.tables import tables

    return {
        "addresses.md": addresses,
        "commands.md": commands,
        "functions-and-deciders.md": functions,
        "after-something-happened.md": after_happening,
        "forms.md": forms,
        "models.md": tables,
        "time-limits.md": time_limits,
    }


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.reference", description=PURPOSE)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if not current")
    parser.add_argument("--to", type=Path, default=FOLDER, help="the folder of the pages")
    asked = parser.parse_args(arguments)
    made = {asked.to / name: make() for name, make in pages().items()}
    if not asked.check:
        asked.to.mkdir(parents=True, exist_ok=True)
        for path, text in made.items():
            path.write_text(text, encoding="utf-8")
        print(f"Wrote {len(made)} pages.")
        return 0
    old = [path.name for path, text in made.items() if _on_disk(path) != text]
    for name in old:
        print(f"{name} does not say what the code does. {MEND}", file=sys.stderr)
    return 1 if old else 0


def _on_disk(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "homeward.settings")
    # Only the code is read: nothing is signed and no database is opened.
    os.environ.setdefault("SECRET_KEY", "only-to-read-the-code")
    os.environ.setdefault("DATABASE_URL", "postgres:///never-opened")
    django.setup()
    sys.exit(main(sys.argv[1:]))
