"""What a worker typed and is given back: drafts, what was sent once, and how they usually look at a list.

What is typed and not yet sent is kept on the server, so that a closed laptop loses nothing.

A draft is its writer's alone, belongs to the address of the form, and goes when the form is sent or after
`DAYS_KEPT` days. It is not part of any child's record until it is sent. What was sent once is remembered by
its key, so that the same form sent again, over a bad connection, is not a second visit.
"""

from django.conf import settings
from django.db import models


DAYS_KEPT = 90


class Draft(models.Model):
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    path = models.CharField(max_length=200)
    data = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["worker", "path"], name="one_draft_a_form"),)


class Sending(models.Model):
    """A form that was taken: which rendering of it, a digest of what it held, and what was made of it."""

    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.UUIDField()
    digest = models.CharField(max_length=64)
    made = models.CharField(max_length=60, blank=True)  # of which model
    made_ids = models.JSONField(default=list)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["worker", "key"], name="one_sending_a_key"),)


class UsualFilter(models.Model):
    """How a worker usually looks at a list: the page, and what they chose on it. Nothing of a child is here."""

    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    page = models.CharField(max_length=60)
    chosen = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["worker", "page"], name="one_usual_filter_a_page"),
        )
