"""`homeward demo`: everything a newcomer needs to look at Homeward, in one command.

It never touches a database it did not make: one with tables of other makers, or with a partnership that is
not the county's, is left as it is.
"""

import os
from argparse import ArgumentParser

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from homeward.county import serving
from homeward.county.build import DEFAULT_CHILDREN, build
from homeward.county.ours import why_not
from homeward.county.progress import Progress
from homeward.partnership.models import Partnership, Worker


class Command(BaseCommand):
    help = "Make the synthetic county if there is none, and serve it on this machine. Ctrl-C stops."
    # The pages' checks need the pages only; the database is asked about first.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--children", type=int, default=DEFAULT_CHILDREN, help="of a new county"
        )
        parser.add_argument(
            "--no-serve", action="store_true", help="make everything ready and stop"
        )

    def handle(self, *, port: int, children: int, no_serve: bool, **options) -> None:
        if os.environ.get("HOMEWARD_DEMO", "1") != "1":
            raise CommandError(
                "HOMEWARD_DEMO is set to something other than 1, which forbids the demonstration here. "
                "Unset it, and run this again."
            )
        if reason := why_not():
            raise CommandError(reason)
        self._migrate()
        self._county(children)
        self._styles()
        self._people()
        if no_serve:
            return
        free = serving.free_port(port)
        if free != port:
            self.stdout.write(f"Port {port} is taken by another program, so this uses {free}.")
        self.stdout.write(f"\nOpen http://localhost:{free}/ and choose who to be. Ctrl-C stops.\n")
        self.stdout.flush()
        if not serving.serve(free):
            raise CommandError(
                "The web server or the jobs ended by themselves, so both were stopped. Why is said above. "
                "The county is kept: mend it and run this again."
            )
        self.stdout.write("Stopped. The county is kept for the next time.")

    def _migrate(self) -> None:
        waiting = serving.waiting_migrations()
        if waiting:
            self.stdout.write(f"Making the database ready: {waiting} steps.")
            call_command("migrate", verbosity=0, interactive=False, skip_checks=True)

    def _county(self, children: int) -> None:
        if Partnership.objects.exists():
            self.stdout.write("The county is there already, and is kept as it is.")
            return
        self.stdout.write(f"Making a county of {children:,} children. Nobody in it is real.")
        build(children=children, progress=Progress(self.stdout, "Making the county"))

    def _styles(self) -> None:
        if serving.styles_are_collected():
            return
        self.stdout.write("Collecting styles and scripts.")
        call_command("collectstatic", verbosity=0, interactive=False, skip_checks=True)

    def _people(self) -> None:
        people = {
            worker.email: worker for worker in Worker.objects.filter(email__in=settings.DEMO_PEOPLE)
        }
        rows = [("Who", "Post", "Employer", "What they may do")]
        for email, may in settings.DEMO_PEOPLE.items():
            if worker := people.get(email):
                on_day = worker.on(localdate())
                employers = ", ".join(sorted({post.employer_name for post in on_day.posts}))
                rows.append((worker.name, on_day.role_line, employers, may))
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        self.stdout.write("")
        for row in rows:
            self.stdout.write(
                "  ".join(
                    text.ljust(width) for text, width in zip(row, widths, strict=True)
                ).rstrip()
            )
