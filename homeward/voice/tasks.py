"""The job that asks those who work with a family to tell what was decided."""

from django.utils.timezone import localdate
from procrastinate.contrib.django import app

from homeward.voice.actions.telling import ask_to_tell
from homeward.voice.queries.telling import not_told_in_time


@app.periodic(cron="45 5 * * *")
@app.task(queueing_lock="ask_to_tell_decisions")
def ask_to_tell_decisions(timestamp: int) -> None:
    """Each by itself, as `ask_about_disagreements`. A night on which no job ran is made good on the next."""
    for decision in list(not_told_in_time(localdate())):
        ask_to_tell(decision, by=None)
