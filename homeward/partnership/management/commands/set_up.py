"""`homeward set_up`: found a real partnership, its organisations and its first teams."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.timezone import localdate

from homeward.partnership.actions import add_team, found_partnership
from homeward.partnership.models import Partnership, Team
from homeward.partnership.rules import OrganisationKind


# Option, question, what is taken when nobody answers (None: an answer is needed).
QUESTIONS = (
    ("name", "Name of the partnership", None),
    ("council", "Name of the council", None),
    ("charity", "Name of the charity", None),
    ("duty_phone", "Phone of the council’s duty team, day and night", None),
    ("help_phone", "Phone that families use", ""),
    ("edge_team", "Name of the edge of care team", "Edge of care team"),
    ("social_work_team", "Name of the social work team that refers", "Social work team"),
)


class Command(BaseCommand):
    help = "Found a partnership of one council and one charity. Asks for what is not given."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for option, question, _ in QUESTIONS:
            parser.add_argument("--" + option.replace("_", "-"), help=question)
        parser.add_argument(
            "--edge-team-managed-by",
            choices=[kind.value for kind in OrganisationKind],
            default=OrganisationKind.CHARITY.value,
            help="who manages the edge of care team (charity, unless told)",
        )

    def handle(self, *, edge_team_managed_by: str, **options) -> None:
        told = {
            option: self._answer(options[option], question, otherwise)
            for option, question, otherwise in QUESTIONS
        }
        if Partnership.objects.filter(name=told["name"]).exists():
            raise CommandError(
                f"There is a partnership called {told['name']} already, so none was founded. Choose another name."
            )
        partnership = self._found(told, edge_team_managed_by)
        teams = ", ".join(
            Team.objects.filter(partnership=partnership)
            .order_by("pk")
            .values_list("name", flat=True)
        )
        self.stdout.write(f"Founded {partnership}. Its teams: {teams}.")
        self.stdout.write("Its people come next, one by one: homeward new_worker")

    @transaction.atomic
    def _found(self, told: dict[str, str], managed_by: str) -> Partnership:
        today = localdate()
        founded = found_partnership(
            name=told["name"],
            council=told["council"],
            charity=told["charity"],
            duty_phone=told["duty_phone"],
            help_phone=told["help_phone"],
            from_day=today,
        )
        manager = founded.council if managed_by == OrganisationKind.COUNCIL else founded.charity
        for name, kind, organisation in (
            (told["edge_team"], Team.Kind.EDGE_OF_CARE, manager),
            (told["social_work_team"], Team.Kind.SOCIAL_WORK, founded.council),
            ("Leadership", Team.Kind.LEADERSHIP, founded.council),
            ("Analysis", Team.Kind.ANALYSIS, founded.council),
        ):
            add_team(
                name=name, kind=kind, managed_by=organisation, from_day=today, under="founding"
            )
        return founded.partnership

    def _answer(self, given: str | None, question: str, otherwise: str | None) -> str:
        """What was given, or asked for until there is an answer."""
        while given is None or not (given.strip() or otherwise is not None):
            shown = f"{question} [{otherwise}]: " if otherwise else f"{question}: "
            try:
                given = input(shown)
            except EOFError:
                raise CommandError(
                    f"Nobody answered the question “{question}”, so nothing was founded. "
                    "Give every answer as an option: homeward set_up --help"
                ) from None
        return given.strip() or (otherwise or "")
