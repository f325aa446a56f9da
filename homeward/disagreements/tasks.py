"""The job that asks those who came into post to answer what waits for their level."""

from procrastinate.contrib.django import app

from homeward.disagreements import actions
from homeward.disagreements.models import Disagreement


@app.periodic(cron="30 5 * * *")
@app.task(queueing_lock="ask_about_disagreements")
def ask_about_disagreements(timestamp: int) -> None:
    """Each by itself: what fails with one keeps nobody from being asked about the others. It is told at the
    end, so that the night counts as failed."""
    failed = []
    for disagreement in Disagreement.objects.open():
        try:
            actions.ask_again(disagreement)
        except Exception as wrong:
            failed.append(wrong)
    if failed:
        raise ExceptionGroup("some disagreements were not asked about", failed)
