"""The job that removes drafts nobody came back to, and what is remembered of forms sent long ago."""

from datetime import timedelta

from django.utils.timezone import now
from procrastinate.contrib.django import app

from homeward.drafts.models import DAYS_KEPT, Draft, Sending


@app.periodic(cron="15 3 * * *")
@app.task(queueing_lock="remove_old_drafts")
def remove_old_drafts(timestamp: int) -> None:
    old = now() - timedelta(days=DAYS_KEPT)
    Draft.objects.filter(saved_at__lt=old).delete()
    Sending.objects.filter(sent_at__lt=old).delete()
