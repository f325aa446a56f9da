"""`homeward new_worker`: a person with a post, who can sign in from now on."""

import getpass
import secrets
from argparse import ArgumentParser

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from homeward.partnership.actions import add_member
from homeward.partnership.actions.posts import make_worker, may_be_made
from homeward.partnership.models import Organisation, Team, Worker
from homeward.partnership.rules import OrganisationKind, Role
from homeward.partnership.rules.posts import may_give_role


GENERATED_BYTES = 15  # 20 characters


class Command(BaseCommand):
    help = (
        "Make a worker with a post in a team. Asks for a password, or makes one and shows it once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True, help="what they sign in with")
        parser.add_argument("--name", required=True)
        parser.add_argument("--team", required=True, help="name of the team")
        parser.add_argument("--role", required=True, choices=[role.value for role in Role])
        parser.add_argument(
            "--employer", required=True, choices=[kind.value for kind in OrganisationKind]
        )
        parser.add_argument("--partnership", help="its name, when several have a team of this name")
        parser.add_argument(
            "--authorised-by", default="homeward new_worker", help="who decided it, for the record"
        )
        parser.add_argument(
            "--generate", action="store_true", help="make the password and show it once"
        )

    def handle(self, *, email: str, name: str, generate: bool, **told) -> None:
        if not (answer := may_be_made(email)):
            raise CommandError(f"{email}: {answer.reason}. {answer.instead}")
        may_give = may_give_role(Role(told["role"]), OrganisationKind(told["employer"]))
        if not may_give:
            raise CommandError(f"{name} was not made: {may_give.reason}. {may_give.instead}")
        team = self._team(told["team"], told["partnership"])
        employer = Organisation.objects.get(partnership=team.partnership, kind=told["employer"])
        worker = Worker(email=email.lower(), name=name)
        password = secrets.token_urlsafe(GENERATED_BYTES) if generate else self._asked(worker)
        with transaction.atomic():
            worker = make_worker(email=email, name=name, password=password)
            add_member(
                team,
                worker,
                role=Role(told["role"]),
                employer=employer,
                from_day=localdate(),
                authorised_by=told["authorised_by"],
            )
        self.stdout.write(f"{name} is {told['role']} in {team} for {employer} from today.")
        if generate:
            self.stdout.write(f"Their password, shown once: {password}")

    def _team(self, name: str, partnership: str | None) -> Team:
        teams: QuerySet[Team] = Team.objects.filter(name__iexact=name).select_related("partnership")
        if partnership:
            teams = teams.filter(partnership__name__iexact=partnership)
        found = list(teams[:2])
        if len(found) == 1:
            return found[0]
        if found:
            raise CommandError(
                f"Several partnerships have a team called {name}. Say which with --partnership."
            )
        known = ", ".join(Team.objects.order_by("name").values_list("name", flat=True)[:20])
        raise CommandError(
            f"There is no team called {name}, so nobody was made. "
            + (
                f"The teams are: {known}."
                if known
                else "Found a partnership first: homeward set_up"
            )
        )

    def _asked(self, worker: Worker) -> str:
        """A password typed twice. Said again until it will do."""
        while True:
            try:
                password = getpass.getpass(f"Password for {worker.name}: ")
                validate_password(password, worker)
                if password == getpass.getpass("The same again: "):
                    return password
                self.stderr.write("The two were not the same. Try again.")
            except ValidationError as weak:
                self.stderr.write(" ".join(weak.messages))
            except EOFError:
                raise CommandError(
                    "Nobody typed a password, so nobody was made. Use --generate to have one made."
                ) from None
