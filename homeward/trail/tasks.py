"""The job that seals the trail every minute."""

from procrastinate.contrib.django import app

from homeward.trail import actions


SEALS_A_MINUTE = 10  # a backlog is worked off; one seal is enough on any other minute


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="seal_trail", pass_context=False)
def seal_trail(timestamp: int) -> None:
    for _ in range(SEALS_A_MINUTE):
        if not actions.seal():
            return
