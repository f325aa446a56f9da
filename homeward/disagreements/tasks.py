"""The job that asks those who came into post to answer what waits for their level."""

from procrastinate.contrib.django import app

from homeward.disagreements import actions
from homeward.disagreements.models import Disagreement


@app.periodic(cron="30 5 * * *")
@app.task(queueing_lock="ask_about_disagreements")
def ask_about_disagreements(timestamp: int) -> None:
    """Each by itself: what is done about one stays done, whatever happens with the next."""
    for disagreement in Disagreement.objects.open():
        actions.ask_again(disagreement)
