"""The job that removes what was typed and never sent."""

from datetime import timedelta

from django.http import QueryDict
from django.utils.timezone import now
from procrastinate.contrib.django import app

from homeward.drafts import keeping
from homeward.drafts.models import DAYS_KEPT, Draft


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
