"""The job that lets those see a child who may decide from today what waits at the legal gateway."""

from procrastinate.contrib.django import app

from homeward.family import actions


@app.periodic(cron="10 0 * * *")
@app.task(queueing_lock="show_to_gateway_deciders")
def show_to_gateway_deciders(timestamp: int) -> None:
    actions.show_to_gateway_deciders()
