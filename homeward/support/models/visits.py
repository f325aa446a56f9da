"""A visit, the part of it that goes into each child's file, and its photos.

What is shared goes into the file of every child in the visit. What is about one child alone (`about_only`,
`words`, how they were seen, a photo of theirs) goes into that child's file and into no other.
"""

from datetime import date

from django.db import models
from django.db.models import Q

from homeward.files.models import InFileOf, Kept, KeptQuerySet
from homeward.files.vault import Vault
from homeward.partnership.models import InPartnership, Worker
from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Child
from homeward.support.models.episodes import EpisodeOfHelp


PHOTOS = Vault("photos")


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, worker: WorkerOnDay, day: date) -> "VisitQuerySet":
        """Seen by those who see at least one child in it; a page shows them that child's part alone."""
        mine = VisitChild.objects.filter(child__in=Child.objects.visible_to(worker, day))
        return self.filter(
            pk__in=mine.values("visit_id"), partnership_id__in=worker.partnership_ids
        )


class Visit(InPartnership):
    """One visit, one write-up; each child's file gets what is shared and its own part."""

    episode = models.ForeignKey(EpisodeOfHelp, models.PROTECT, related_name="visits")
    on = models.DateField()
    # Null: written up before Homeward asked, or nobody said.
    minutes = models.PositiveSmallIntegerField(null=True)
    where = models.CharField(max_length=120)
    who_was_there = models.CharField(max_length=600)
    what_happened = models.TextField()
    what_next = models.TextField()
    unsafe_tonight = models.BooleanField(default=False)
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ("-on", "-id")
        constraints = (
            models.CheckConstraint(
                name="visit_within_a_day", condition=Q(minutes__gt=0, minutes__lte=24 * 60)
            ),
        )


class VisitChild(InPartnership):
    class Seen(models.TextChoices):
        ALONE = "alone", "Seen alone"
        NOT_ALONE = "not alone", "Seen, not alone"
        NOT_SEEN = "not seen", "Not seen"

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="about")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    seen = models.CharField(max_length=10, choices=Seen)
    why_not_alone = models.CharField(max_length=300, blank=True)
    words = models.TextField(blank=True)
    about_only = models.TextField(blank=True)
    # What the child answered, asked whether they feel safe where they live. Null: not asked.
    feels_safe = models.BooleanField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="child_asked_was_seen", condition=~Q(seen="not seen") | Q(feels_safe=None)
            ),
            models.UniqueConstraint(fields=["visit", "child"], name="child_once_in_a_visit"),
        )


class PhotoQuerySet(KeptQuerySet):
    def visible_to(self, worker: WorkerOnDay, day: date) -> "PhotoQuerySet":
        """Seen by those who see a child whom it is about."""
        mine = PhotoChild.objects.filter(child__in=Child.objects.visible_to(worker, day))
        return self.filter(
            pk__in=mine.values("photo_id"), partnership_id__in=worker.partnership_ids
        )


class Photo(Kept):
    """A photo of a visit, written again without where and when it was taken (`files.pictures`)."""

    vault = PHOTOS

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="photos")
    children = models.ManyToManyField(Child, through="PhotoChild", related_name="photos")
    shows = models.CharField(max_length=200)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    objects = PhotoQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("id",)


class PhotoChild(InFileOf):
    """In whose file a photo is."""

    photo = models.ForeignKey(Photo, models.PROTECT, related_name="about")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["photo", "child"], name="child_once_in_a_photo"),
        )
