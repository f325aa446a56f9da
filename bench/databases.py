"""Making a benchmark database ready: migrated, and with a county in it. What was made before is used again."""

import sys
import time

from django.core.management import call_command
from django.db import connection

from homeward.county.build import build
from homeward.county.progress import Progress
from homeward.partnership.models import Partnership


SEED = 1


class Lines:
    def write(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)


def make_ready(children: int) -> None:
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    if Partnership.objects.exists():
        return
    began = time.monotonic()
    build(children=children, seed=SEED, progress=Progress(Lines(), "Making the benchmark"))
    took = time.monotonic() - began
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    Lines().write(f"Made {children:,} children in {took:.0f} seconds.")
