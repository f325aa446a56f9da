"""`homeward what_could EMAIL --on DATE`: what a worker could see on a day, and why. Children by number."""

from argparse import ArgumentParser
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from homeward.partnership.models import Worker
from homeward.trail import actions as trail
from homeward.web.queries.sight import LEVELS, what_could, why_of


AT_ONCE = 1000


class Command(BaseCommand):
    help = "Say what a worker could see on a day, and why. That it was asked is kept in the trail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="what the worker signs in with")
        parser.add_argument(
            "--on", type=date.fromisoformat, help="the day, as 2026-03-03; today when left out"
        )

    def handle(self, *, email: str, on: date | None, **options) -> None:
        day = on or localdate()
        worker = Worker.objects.filter(email=email.strip().lower()).first()
        if worker is None:
            raise CommandError(
                f"Nobody signs in with {email}, so nothing was asked. Give the worker’s email address."
            )
        then = worker.on(day)
        groups, children = what_could(worker.pk, day, then.partnership_ids)
        found = list(children.order_by("pk").values_list("pk", "partnership_id"))
        trail.looked(
            "asked what a colleague could see",
            by=None,
            children=[pk for pk, _ in found],
            subject=worker,
        )
        self.stdout.write(f"On {day:%-d %B %Y} {worker.name} was {then.role_line}.")
        self.stdout.write(f"Children: {len(found)}")
        for group, ids in groups.items():
            self.stdout.write(f"  {group.label}: {len(ids)}")
        for start in range(0, len(found), AT_ONCE):
            for pk, sight in why_of(then, dict(found[start : start + AT_ONCE]), day).items():
                said = "; ".join(sight.why)
                self.stdout.write(f"Child {pk}: {LEVELS[sight.level].lower()}; {said}")
