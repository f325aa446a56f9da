"""The file for an outage: its passphrase, who knows it and may not any more, and when it was last made."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.utils.timezone import localdate, now

from homeward.duty import rules
from homeward.duty.models import DutyFile, Passphrase
from homeward.duty.queries.finding import duty_teams
from homeward.partnership.models import Membership, Partnership, Worker
from homeward.partnership.queries import workers_on_days
from homeward.partnership.rules import Role, WorkerOnDay
from homeward.partnership.rules.roles import LEADING


def passphrase_in_force(partnership_id: int) -> Passphrase | None:
    held = Passphrase.objects.filter(partnership_id=partnership_id, key__isnull=False)
    return held.select_related("set_by", "partnership").first()


def may_have(partnership_id: int, today: date) -> list[Worker]:
    """Who is on duty today and could open each card in the system too, by name."""
    teams = duty_teams([partnership_id])
    posts = Membership.objects.filter(
        team_id__in=teams, period__contains=today, worker__is_active=True
    )
    workers = Worker.objects.filter(pk__in=posts.values("worker")).order_by("name", "pk")
    days = workers_on_days((worker.pk, today) for worker in workers)
    return [
        worker
        for worker in workers
        if rules.may_be_on_duty(days[worker.pk, today], teams, partnership_id)
    ]


def left_duty(passphrase: Passphrase, today: date) -> list[str]:
    """Who was given it and may not know it any more. Who set it answers for duty, or is on it."""
    given = list(passphrase.given.select_related("worker"))
    teams = duty_teams([passphrase.partnership_id])
    days = workers_on_days((one.worker_id, today) for one in given)
    names = []
    for one in given:
        worker = days.get((one.worker_id, today))
        stays = (
            worker
            and one.worker.is_active
            and (
                rules.may_be_on_duty(worker, teams, passphrase.partnership_id)
                or rules.may_set(worker, teams, passphrase.partnership_id)
            )
        )
        if not stays:
            names.append(one.worker.name)
    return names


def _answers_for(worker: WorkerOnDay) -> Iterable[Passphrase]:
    if not worker.has_role(Role.TEAM_MANAGER, *LEADING):
        return
    for pk in sorted(worker.partnership_ids):
        if rules.may_set(worker, duty_teams([pk]), pk) and (held := passphrase_in_force(pk)):
            yield held


def to_rotate(worker: WorkerOnDay) -> Iterable[tuple[Partnership, list[str]]]:
    """Where this worker has to set another passphrase, and why."""
    today = localdate()
    for held in _answers_for(worker):
        reasons = rules.rotate_because(localdate(held.set_at), left_duty(held, today), today)
        if reasons:
            yield held.partnership, reasons


def late_files(worker: WorkerOnDay) -> Iterable[tuple[Partnership, datetime | None]]:
    """Where this worker answers for duty and the file is not made any more; since when."""
    for held in _answers_for(worker):
        last = last_file(held.partnership_id)
        if is_late(last, held, now()):
            yield held.partnership, last.made_at if last else None


def last_file(partnership_id: int) -> DutyFile | None:
    """Made by the hour, and put wherever it belongs. One that somebody took away says nothing of whether the next is
    made by itself."""
    whole = DutyFile.objects.filter(partnership_id=partnership_id, taken_by=None, places_missed=0)
    return whole.first()


def last_taken(partnership_id: int) -> DutyFile | None:
    taken = DutyFile.objects.filter(partnership_id=partnership_id, taken_by__isnull=False)
    return taken.select_related("taken_by").first()


def is_late(last: DutyFile | None, held: Passphrase, moment: datetime) -> bool:
    """Whether the file should have been made by itself and was not."""
    return bool(settings.DUTY_FILES) and rules.is_old(last.made_at if last else held.set_at, moment)


def in_partnership() -> list[Partnership]:
    return list(Partnership.objects.order_by("pk"))
