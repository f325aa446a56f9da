"""`homeward county`: make a synthetic county in the database."""

import time
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from homeward.county import cast, scale
from homeward.county.build import DEFAULT_CHILDREN, build
from homeward.county.progress import Progress
from homeward.partnership.models import Partnership
from homeward.people.models import Child


class Command(BaseCommand):
    help = "Make a synthetic county: one council, one charity, invented families at every stage."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--children", type=int, default=DEFAULT_CHILDREN, help="how many children"
        )
        parser.add_argument(
            "--seed", type=int, default=1, help="the same seed makes the same county"
        )
        parser.add_argument(
            "--into", default=cast.NAME, metavar="NAME", help="name of the new partnership"
        )

    def handle(self, *, children: int, seed: int, into: str, **options) -> None:
        if children > scale.MOST:
            raise CommandError(
                f"There are not references enough for the families of {children:,} children. "
                f"Give --children {scale.MOST} or fewer."
            )
        if children < 1:
            raise CommandError(
                f"A county of {children} children cannot be made. Give --children 1 or more."
            )
        if not all(map(cast.is_county, Partnership.objects.all())):
            raise CommandError(
                "This database holds a real partnership, so no invented families are put beside it. "
                "Use another database: set HOMEWARD_DATA or DATABASE_URL."
            )
        if Partnership.objects.filter(name=into).exists():
            raise CommandError(
                f"There is a partnership called {into} already, and its families are left alone. "
                "Name another with --into."
            )
        began = time.monotonic()
        partnership = build(
            children=children,
            seed=seed,
            name=into,
            progress=Progress(self.stdout, "Making the county"),
        )
        made = Child.objects.filter(partnership=partnership).count()
        seconds = time.monotonic() - began
        self.stdout.write(
            f"Made {partnership}: {made} children in {seconds:.0f} seconds, seed {seed}."
        )
