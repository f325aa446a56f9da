"""`homeward jobs`: run what is to be done in the background, such as sealing the trail every minute."""

from argparse import ArgumentParser

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Run the jobs: the trail is sealed every minute, old drafts are removed at night. Ctrl-C stops."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="say nothing at the start")

    def handle(self, *, quiet: bool, **options) -> None:
        if not quiet:
            self.stdout.write("Jobs are running. Ctrl-C stops them after the one at hand.")
        call_command("procrastinate", "worker")
