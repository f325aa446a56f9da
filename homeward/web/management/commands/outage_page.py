"""`homeward outage_page FILE`: the page that the proxy shows while Homeward itself does not answer."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.template.loader import render_to_string

from homeward.partnership.models import Partnership


class Command(BaseCommand):
    help = "Write the page for an outage, with every partnership's duty phone. Needs nothing to be shown."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options) -> None:
        partnerships = list(Partnership.objects.order_by("name"))
        if not partnerships:
            raise CommandError(
                "There is no partnership yet, so no duty phone to show, and nothing was written. "
                "Found one first: homeward set_up"
            )
        try:
            file.write_text(
                render_to_string("web/outage.html", {"partnerships": partnerships}), "utf-8"
            )
        except OSError as why:
            raise CommandError(
                f"{file} could not be written ({why.strerror}). Name a file in a directory that is yours."
            ) from None
        self.stdout.write(f"Written to {file}. Point your proxy's error page at it.")
