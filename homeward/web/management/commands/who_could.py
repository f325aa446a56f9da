"""`homeward who_could CHILD_ID --on DATE`: who could see a child on a day, and why."""

from argparse import ArgumentParser
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from homeward.people.models import Child
from homeward.trail import actions as trail
from homeward.web.queries.sight import who_could


class Command(BaseCommand):
    help = "Say who could see a child on a day, and why. That it was asked is kept in the trail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("child_id", type=int, help="the number of the child, as in its address")
        parser.add_argument(
            "--on", type=date.fromisoformat, help="the day, as 2026-03-03; today when left out"
        )

    def handle(self, *, child_id: int, on: date | None, **options) -> None:
        day = on or localdate()
        child = Child.objects.filter(pk=child_id).first()
        if child is None:
            raise CommandError(
                f"There is no child with the number {child_id}, so nothing was asked. "
                "Take the number from the address of the child’s page."
            )
        trail.looked("asked who could see the child", by=None, children=[child.pk], subject=child)
        found = who_could(child, day)
        self.stdout.write(f"On {day:%-d %B %Y} {len(found)} could see child {child.pk}.")
        for could in found:
            self.stdout.write(
                f"{could.worker.name} ({could.employer}): {could.level.lower()}; {could.why}"
            )
