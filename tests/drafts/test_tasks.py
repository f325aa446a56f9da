"""The job that removes what was typed and never sent."""

from datetime import timedelta
from uuid import uuid4

from django.http import QueryDict
from django.utils.timezone import now
from procrastinate.contrib.django import app

from homeward.drafts import keeping
from homeward.drafts.models import DAYS_KEPT, Draft, Sending


JOB = "homeward.drafts.tasks.remove_old_drafts"


def test_what_was_typed_is_removed_after_its_days_and_not_before(cast):
    nightly = {
        name: found.task for (name, _), found in app.periodic_registry.periodic_tasks.items()
    }
    for path, days in (("/old/", DAYS_KEPT + 1), ("/new/", DAYS_KEPT - 1)):
        kept = keeping.keep(cast.sam.pk, path, QueryDict("words=Half+a+line"))
        Draft.objects.filter(pk=kept.pk).update(saved_at=now() - timedelta(days=days))

    nightly[JOB](timestamp=0)

    assert Draft.objects.get().path == "/new/"


def test_what_is_remembered_of_a_sent_form_goes_too(cast):
    nightly = {
        name: found.task for (name, _), found in app.periodic_registry.periodic_tasks.items()
    }
    for days in (DAYS_KEPT + 1, DAYS_KEPT - 1):
        sent = Sending.objects.create(worker=cast.sam, key=uuid4(), digest=f"{days} days")
        Sending.objects.filter(pk=sent.pk).update(sent_at=now() - timedelta(days=days))

    nightly[JOB](timestamp=0)

    assert Sending.objects.get().digest == f"{DAYS_KEPT - 1} days"
