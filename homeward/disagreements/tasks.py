"""The job that asks those who came into post to answer what waits for their level."""

from procrastinate.contrib.django import app

from homeward.disagreements import actions


@app.periodic(cron="30 5 * * *")
@app.task(queueing_lock="ask_about_disagreements")
def ask_about_disagreements(timestamp: int) -> None:
    actions.ask_again()
