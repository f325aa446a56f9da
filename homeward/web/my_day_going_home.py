"""What waits on return plans, as my day shows it."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from homeward.partnership.rules import WorkerOnDay
from homeward.reunification.queries import waiting
from homeward.web.my_day_items import Item


def of_return_plans(worker: WorkerOnDay, today: date) -> Iterable[Item]:
    for one in waiting(worker, today):
        yield Item(
            one.what,
            reverse(one.view, args=one.args),
            one.child.name,
            one.because,
            one.due,
            one.urgent,
            (one.child.pk,),
        )
