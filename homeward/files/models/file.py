"""Letters, reports and pictures of children's records, and what was refused because of what a scanner found in it."""

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.files.models.kept import InFileOf, Kept, KeptQuerySet
from homeward.files.rules import KINDS, PICTURES, TYPES, FileKind
from homeward.files.vault import Vault
from homeward.partnership.models import InPartnership, Worker
from homeward.partnership.rules import DataGroup
from homeward.people.models import Child
from homeward.sharing.models import sees_all


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay

# What a file can be added to: as the address says it, its table, and how a page says it. They stand above files,
# which asks of them no more than whom they are `about` and who may see them.
ADDED_TO = {
    "visit": ("support", "Visit", "a visit"),
    "decision": ("decisions", "Decision", "a decision"),
    "referral": ("referrals", "Referral", "a referral"),
    "help": ("support", "EpisodeOfHelp", "the help for the family"),
}
PAGE_OF = {
    "visit": "support:visit",
    "decision": "decisions:decision",
    "referral": "referrals:referral",
    "help": "support:episode",
}


def kind_of(thing: models.Model) -> str:
    """As the address says it."""
    label = (thing._meta.app_label, thing._meta.object_name)
    (kind,) = [kind for kind, (area, name, _) in ADDED_TO.items() if (area, name) == label]
    return kind


def table_of(kind: str) -> type[models.Model]:
    area, name, _ = ADDED_TO[kind]
    return apps.get_model(area, name)


class FileQuerySet(KeptQuerySet):
    def visible_to(self, worker: "WorkerOnDay", day: date) -> "FileQuerySet":
        """Seen by those who see what is of the file's group of data of every child that it is about: a letter
        cannot be cut in two, and a page of it may be about either."""
        groups = {group for post in worker.posts for group in post.groups}
        theirs = Q(pk__in=[])
        for group in sorted(groups):
            theirs |= Q(data_group=group) & sees_all(worker, day, FileChild, "file", group)
        return self.filter(theirs, partnership_id__in=worker.partnership_ids)

    def kept(self) -> "FileQuerySet":
        """Without those that were removed or destroyed."""
        return super().kept().filter(found="")

    def listed(self) -> "FileQuerySet":
        """Without the second form of one that is listed in its first."""
        return self.filter(form_of=None)


class File(Kept):
    """A letter, a report or a picture that belongs to some children's records."""

    vault = Vault("files")

    children = models.ManyToManyField(Child, through="FileChild", related_name="files")
    data_group = models.CharField(
        max_length=20, choices=[(group.value, group.label) for group in DataGroup]
    )
    kind = models.CharField(
        max_length=20, choices=[(kind.value, said) for kind, said in KINDS.items()]
    )
    title = models.CharField(max_length=200)
    dated = models.DateField(null=True)  # what stands on it
    came_from = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=120, choices=[(t, d.said) for t, d in TYPES.items()])
    size = models.PositiveIntegerField()
    # By which the very same file is known again. Made with the installation's own key, so that it tells nobody
    # else whether a file that they hold is here.
    fingerprint = models.CharField(max_length=64)
    # The same in another form, as a letter in Word beside the PDF.
    form_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="other_forms")
    added_to = models.CharField(
        max_length=20, blank=True, choices=[(kind, said[2]) for kind, said in ADDED_TO.items()]
    )
    added_to_id = models.BigIntegerField(null=True)
    scanned_at = models.DateTimeField(null=True)
    found = models.CharField(
        max_length=120, blank=True
    )  # later, by the scanner: it was destroyed then

    objects = FileQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("-added_at", "-id")
        constraints = (
            *Kept.Meta.constraints,
            models.CheckConstraint(
                name="file_found_by_a_scan", condition=Q(found="") | Q(scanned_at__isnull=False)
            ),
            models.CheckConstraint(
                name="file_added_to_something",
                condition=Q(added_to="", added_to_id=None)
                | ~Q(added_to="") & Q(added_to_id__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=["added_to", "added_to_id"], name="file_added_to"),
            models.Index(
                fields=["id"],
                name="file_not_scanned",
                condition=Q(scanned_at=None, removed_at=None),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def group(self) -> DataGroup:
        return DataGroup(self.data_group)

    @property
    def kind_said(self) -> str:
        return FileKind(self.kind).label

    @property
    def is_picture(self) -> bool:
        return self.content_type in PICTURES

    @property
    def file_name(self) -> str:
        """As it is called when it is taken away: what kind it is and when it was added. The title may name a child,
        and a name would stay in the list of what was taken."""
        kind = "".join(c if c.isalnum() else "-" for c in self.kind_said.lower())
        day = localdate(self.added_at).isoformat()
        return f"{kind}-{day}-{self.pk}.{TYPES[self.content_type].endings[0]}"

    @property
    def megabytes(self) -> str:
        return f"{max(self.size / 1024 / 1024, 0.1):.1f} MB"

    def get_absolute_url(self) -> str:
        return reverse("files:file", args=[self.pk])


class FileChild(InFileOf):
    """In whose record a file is."""

    file = models.ForeignKey(File, models.PROTECT, related_name="about")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["file", "child"], name="child_once_in_a_file"),
        )


class CaughtFile(InPartnership):
    """A file that somebody wanted to add and that was not kept: the scanner found something in it."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="caught_files")
    found = models.CharField(max_length=120)
    sent_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    caught_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-caught_at", "-id")
