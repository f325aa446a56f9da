"""`homeward trail seal | export FILE`. Verifying needs no database: see homeward/trail/verify.py."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand

from homeward.trail import actions


class Command(BaseCommand):
    help = "Seal the trail now, or export the sealed trail to a file for checking elsewhere."

    def add_arguments(self, parser):
        parser.add_argument("step", choices=["seal", "export"])
        parser.add_argument("file", nargs="?", type=Path)

    def handle(self, *, step, file, **options):
        if step == "seal":
            if not (sealed := actions.seal()):
                self.stdout.write("Nothing to seal.")
            while sealed:
                self.stdout.write(f"Sealed {sealed.count} entries: {sealed.seal}")
                sealed = actions.seal()
            return
        if file is None:
            self.stderr.write("Name the file to write: homeward trail export FILE")
            return
        with file.open("w", encoding="utf-8") as out:
            for batch in actions.exported():
                out.write(json.dumps(batch, ensure_ascii=False) + "\n")
        self.stdout.write(
            f"Wrote the sealed trail to {file}. Check it with: homeward trail verify {file}"
        )
