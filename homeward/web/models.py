"""What a worker asked a page to remember for them. Nothing of a child is here."""

from django.db import models

from homeward.partnership.models import Worker


class UsualFilter(models.Model):
    """How a worker usually looks at a list: the page, and what they chose on it."""

    worker = models.ForeignKey(Worker, models.CASCADE, related_name="+")
    page = models.CharField(max_length=60)
    chosen = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["worker", "page"], name="one_usual_filter_a_page"),
        )
