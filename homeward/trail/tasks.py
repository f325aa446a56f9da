"""The jobs that seal the trail every minute, note the last seal outside every hour, and go through it at night."""

from django.conf import settings
from procrastinate.contrib.django import app

from homeward.trail import actions, checking


SEALS_A_MINUTE = 10  # a backlog is worked off; one seal is enough on any other minute


class TrailFault(Exception):
    """So that the job shows as failed: whoever watches the jobs sees it."""


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="seal_trail", pass_context=False)
def seal_trail(timestamp: int) -> None:
    for _ in range(SEALS_A_MINUTE):
        if not actions.seal():
            return


@app.periodic(cron="5 * * * *")
@app.task(queueing_lock="note_seals")
def note_seals(timestamp: int) -> None:
    if wrong := checking.note_in(settings.TRAIL_HEADS):
        raise TrailFault("\n".join(wrong))


@app.periodic(cron="45 2 * * *")
@app.task(queueing_lock="check_trail")
def check_trail(timestamp: int) -> None:
    if wrong := checking.check(settings.TRAIL_HEADS).faults:
        raise TrailFault("\n".join(wrong))
