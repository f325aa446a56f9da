"""`homeward trail seal | check | export FILE | heads FILE`. Verifying needs no database: homeward/trail/verify.py."""

import json
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from homeward.trail import actions, checking, queries


class Command(BaseCommand):
    help = (
        "Seal the trail now, check all of it, export it for checking elsewhere, or note the last seal in a file "
        "that is kept outside."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("step", choices=["seal", "check", "export", "heads"])
        parser.add_argument("file", nargs="?", type=Path, help="for export and heads: where to")

    def handle(self, *, step: str, file: Path | None, **options) -> None:
        if step == "seal":
            self._seal()
        elif step == "check":
            self._check()
        elif file is None:
            raise CommandError(f"Name the file to write: homeward trail {step} FILE")
        elif step == "export":
            self._export(file)
        else:
            self._note(file)

    def _seal(self) -> None:
        if not (sealed := actions.seal()):
            self.stdout.write("Nothing to seal.")
        while sealed:
            self.stdout.write(f"Sealed {sealed.count} entries: {sealed.seal}")
            sealed = actions.seal()

    def _check(self) -> None:
        checked = checking.check(settings.TRAIL_HEADS)
        waiting = queries.waiting()
        self.stdout.write(
            f"{checked.seals} seals over {checked.entries} entries; {waiting.entries} are not sealed yet. "
            f"Compared with {checked.compared} seals noted outside."
        )
        if checked.faults:
            raise CommandError("\n".join(checked.faults))
        self.stdout.write("All of it fits.")

    def _export(self, file: Path) -> None:
        with file.open("w", encoding="utf-8") as out:
            for batch in queries.batches():
                out.write(json.dumps(vars(batch), ensure_ascii=False) + "\n")
        self.stdout.write(
            f"Wrote the sealed trail to {file}. Check it with: homeward trail verify {file}"
        )

    def _note(self, file: Path) -> None:
        try:
            head = checking.note(file)
        except (checking.NotTheSame, OSError, ValueError, KeyError, TypeError) as why:
            raise CommandError(str(why)) from why
        if head is None:
            self.stdout.write("There is no seal yet, so nothing was noted.")
        else:
            self.stdout.write(f"Seal {head.number} is noted in {file}: {head.seal}")
