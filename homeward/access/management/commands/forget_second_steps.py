"""`homeward forget_second_steps`: for a worker who has lost their telephone, their passkey and their codes."""

from argparse import ArgumentParser

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from homeward.access.actions import forget_second_steps


class Command(BaseCommand):
    help = "Let a worker set up new second steps at the next sign-in, and end their sessions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="what they sign in with")
        parser.add_argument(
            "--authorised-by", required=True, help="who made sure that it is them, for the record"
        )

    def handle(self, *, email: str, authorised_by: str, **options) -> None:
        worker = get_user_model().objects.filter(email=email.lower()).first()
        if worker is None:
            raise CommandError(
                f"Nobody signs in with {email}, so nothing was changed. Check the address."
            )
        forgotten = forget_second_steps(worker, authorised_by=authorised_by)
        self.stdout.write(
            f"Forgot {forgotten} second step{'' if forgotten == 1 else 's'} of {worker.name} and ended their "
            "sessions. They set up a new one at the next sign-in, so tell them to do that today: until then "
            "the password is enough to set one up."
        )
