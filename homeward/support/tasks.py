"""The job that lets those see a child who may sign from today what waits about that child."""

from django.utils.timezone import localdate
from procrastinate.contrib.django import app

from homeward.partnership.models import Arrangement
from homeward.partnership.rules import Function
from homeward.support import actions


@app.periodic(cron="5 0 * * *")
@app.task(queueing_lock="show_to_deciders")
def show_to_deciders(timestamp: int) -> None:
    """A line of the register that was written for a later day begins without anybody doing anything. Every
    line that holds is looked at, so that a night on which no job ran is made good on the next."""
    for line in Arrangement.objects.filter(period__contains=localdate()):
        actions.show_to_deciders(line.partnership_id, Function(line.function), by=None)
