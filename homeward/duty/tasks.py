"""The job that makes the file of duty's cards anew every hour."""

from django.conf import settings
from procrastinate.contrib.django import app

from homeward.duty import queries
from homeward.duty.writing import NotWritten, write_everywhere


@app.periodic(cron="10 * * * *")
@app.task(queueing_lock="make_duty_files")
def make_duty_files(timestamp: int) -> None:
    """For each partnership that has set a passphrase. What goes wrong in one keeps no other waiting; the job
    fails."""
    if not settings.DUTY_FILES:
        return
    wrong = []
    for partnership in queries.in_partnership():
        if queries.passphrase_in_force(partnership.pk) is None:
            continue
        try:
            write_everywhere(partnership, settings.DUTY_FILES)
        except NotWritten as why:
            wrong.append(str(why))
    if wrong:
        raise NotWritten("\n".join(wrong))
