"""The job that seals the trail every minute."""

from procrastinate.contrib.django import app

from homeward.trail import actions


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="seal_trail", pass_context=False)
def seal_trail(timestamp: int) -> None:
    actions.seal()
