"""`homeward duty bundle [DIRECTORY]`: the cards of all open children in one enciphered file for each partnership."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from homeward.duty import queries
from homeward.duty.writing import NotWritten, name_of, write_everywhere


class Command(BaseCommand):
    help = (
        "Write duty’s cards into one enciphered file for each partnership, which a browser opens with the passphrase "
        "and without network. Files of an earlier hour go."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("step", choices=["bundle"])
        parser.add_argument(
            "directory",
            nargs="?",
            type=Path,
            help="where to; those that DUTY_FILES names when left out",
        )

    def handle(self, *, step: str, directory: Path | None, **options) -> None:
        places = [directory] if directory else settings.DUTY_FILES
        if not places:
            raise CommandError(
                "Nobody has said where to, so nothing was written. Name a directory, or set DUTY_FILES."
            )
        for partnership in queries.in_partnership():
            if queries.passphrase_in_force(partnership.pk) is None:
                self.stdout.write(
                    f"{partnership}: no passphrase is set, so there is no file. Set one at /duty/file/."
                )
                continue
            try:
                file = write_everywhere(partnership, places)
            except NotWritten as why:
                raise CommandError(str(why)) from None
            self.stdout.write(
                f"{partnership}: {file.cards} cards in {name_of(file)}; {file.left_out} closed records are not in it."
            )
