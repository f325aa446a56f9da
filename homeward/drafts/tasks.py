"""The job that removes drafts nobody came back to."""

from datetime import timedelta

from django.utils.timezone import now
from procrastinate.contrib.django import app

from homeward.drafts.models import DAYS_KEPT, Draft


@app.periodic(cron="15 3 * * *")
@app.task(queueing_lock="remove_old_drafts")
def remove_old_drafts(timestamp: int) -> None:
    Draft.objects.filter(saved_at__lt=now() - timedelta(days=DAYS_KEPT)).delete()
