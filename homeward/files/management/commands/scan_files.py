"""`homeward scan_files`: look now into what was kept while the virus scanner did not answer."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from homeward.files import scanner
from homeward.files.waiting import scan_waiting


class Command(BaseCommand):
    help = "Scan the files that were kept unscanned. The job does it every night."

    def handle(self, **options) -> None:
        if not settings.CLAMAV:
            raise CommandError(
                "CLAMAV is not set, so nothing was scanned. Set it to where ClamAV's daemon listens (see .env.example)."
            )
        if not scanner.answers():
            raise CommandError(
                f"The virus scanner does not answer at {settings.CLAMAV}, so nothing was scanned. Start it, and run "
                "this again."
            )
        done = scan_waiting()
        self.stdout.write(
            f"Scanned {done.scanned}. Something was found in {done.found}; what was found in is destroyed, and a task "
            f"asks for it again. {done.waiting} still wait."
        )
