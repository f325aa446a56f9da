"""Children, and the adults around them: who they are, and the words by which they are found."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import ExpressionWrapper, F, Q, Value
from django.db.models.functions import Replace, Upper

from homeward.clocks.rules import age_on
from homeward.partnership.models import Dated, InPartnership, Worker
from homeward.partnership.rules import DataGroup
from homeward.people.rules import folded, sound
from homeward.sharing.models import children_seen, sees


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay


# A number as search compares it: in capitals, without spaces.
PLAIN_NUMBER = Upper(Replace(F("value"), Value(" "), Value("")))


# Who sees all of these of whomever they see, of them lists need ask no more.
LISTED = frozenset({DataGroup.CORE, DataGroup.SAFETY, DataGroup.LEGAL})


class ChildQuerySet(models.QuerySet["Child"]):
    def visible_to(
        self, worker: "WorkerOnDay", day: date, group: DataGroup = DataGroup.CORE
    ) -> "ChildQuerySet":
        """The children of whom the worker sees on that day what is of this group of data: see `sharing`."""
        return self.filter(
            pk__in=children_seen(worker, day, group), partnership_id__in=worker.partnership_ids
        )

    def listed_to(self, worker: "WorkerOnDay", day: date) -> "ChildQuerySet":
        """Those whom lists name: where the sharing agreement has ended, also those of whom the worker sees no
        more than what keeps them safe. `whole` says which are seen as far as the role sees, `safe` of which
        what keeps them safe is seen, `legal` of which what leads to court."""
        if all(post.groups >= LISTED for post in worker.posts):
            return self.visible_to(worker, day).annotate(
                whole=Value(True), safe=Value(True), legal=Value(True)
            )
        listed = children_seen(worker, day, DataGroup.CORE, DataGroup.SAFETY)
        yes = models.BooleanField()
        whole = ExpressionWrapper(sees(worker, day, "pk"), output_field=yes)
        safe = ExpressionWrapper(sees(worker, day, "pk", DataGroup.SAFETY), output_field=yes)
        legal = ExpressionWrapper(sees(worker, day, "pk", DataGroup.LEGAL), output_field=yes)
        # One list: with two and an "or" between them, every child of the county is looked at.
        return self.filter(pk__in=listed, partnership_id__in=worker.partnership_ids).annotate(
            whole=whole, safe=safe, legal=legal
        )


class Child(InPartnership):
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    preferred_name = models.CharField(max_length=80, blank=True)
    born = models.DateField()
    sex = models.CharField(
        max_length=1, choices=[("M", "Male"), ("F", "Female"), ("U", "Not known")], default="U"
    )
    pronouns = models.CharField(max_length=40, blank=True)
    ethnicity = models.CharField(max_length=4, blank=True)
    disabled = models.BooleanField(null=True)  # None: not known, which is not no
    language = models.CharField(max_length=60, blank=True)
    folded_name = models.CharField(max_length=200, blank=True, editable=False, db_index=True)

    objects = ChildQuerySet.as_manager()

    class Meta:
        ordering = ("family_name", "born", "id")

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.folded_name = folded(f"{self.given_name} {self.family_name}")
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "folded_name"}
        super().save(*args, **kwargs)
        self.index_names()

    def index_names(self) -> None:
        """Make the child findable by every word of every name, as it stands now."""
        other = self.other_names.values_list("name", flat=True)
        NameWord.objects.filter(child=self).delete()
        NameWord.objects.bulk_create(
            NameWord.of(self.partnership_id, self.all_names(other), child_id=self.pk)
        )

    def all_names(self, other: Iterable[str] = ()) -> str:
        return " ".join([self.given_name, self.family_name, self.preferred_name, *other])

    @property
    def first_name(self) -> str:
        return self.preferred_name or self.given_name or "This child"

    @property
    def name(self) -> str:
        """The name the child goes by. A child known only from a return has a number, not a name."""
        return (
            f"{self.preferred_name or self.given_name} {self.family_name}".strip()
            or "Name not given"
        )

    def age_on(self, day: date) -> int:
        return age_on(day, self.born)


class OtherName(InPartnership):
    """A name the child is or was also known by, so that whoever knows only that one finds the child."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="other_names")
    name = models.CharField(max_length=160)
    added_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class Adult(InPartnership):
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    safe_contact = models.CharField(max_length=300, blank=True)
    interpreter = models.CharField(max_length=80, blank=True)
    sex = models.CharField(
        max_length=1, choices=[("M", "Male"), ("F", "Female"), ("U", "Not known")], default="U"
    )
    born = models.DateField(null=True)  # not known, as often
    died = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="adult_died_after_birth",
                condition=Q(born=None) | Q(died=None) | Q(died__gte=F("born")),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        super().save(*args, **kwargs)
        NameWord.objects.filter(adult=self).delete()
        NameWord.objects.bulk_create(NameWord.of(self.partnership_id, self.name, adult_id=self.pk))


class Relationship(InPartnership, Dated):
    """How an adult belongs to a child, and whether they have parental responsibility."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="relationships")
    adult = models.ForeignKey(Adult, models.PROTECT, related_name="relationships")
    kind = models.CharField(max_length=60)
    parental_responsibility = models.BooleanField(null=True)
    at_home = models.BooleanField(null=True)


class Identifier(InPartnership):
    """The number by which another system knows a child."""

    class System(models.TextChoices):
        SSDA903 = "ssda903", "SSDA903 child identifier"
        UPN = "upn", "Unique pupil number"

    child = models.ForeignKey(Child, models.PROTECT, related_name="identifiers")
    system = models.CharField(max_length=20, choices=System)
    value = models.CharField(max_length=40)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["partnership", "system", "value"], name="one_child_an_identifier"
            ),
        )
        indexes = (models.Index(PLAIN_NUMBER, name="identifier_plain"),)


class NameWord(InPartnership):
    """One word of a person's names, folded, and how it sounds: derived, for search alone.

    Rebuilt when a name is saved; whoever writes people in bulk writes these with them.
    """

    child = models.ForeignKey(Child, models.CASCADE, null=True, related_name="name_words")
    adult = models.ForeignKey(Adult, models.CASCADE, null=True, related_name="name_words")
    word = models.CharField(max_length=80)
    sound = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="name_word_of_one_person",
                condition=Q(child=None, adult__isnull=False) | Q(child__isnull=False, adult=None),
            ),
        )
        indexes = (
            # text_pattern_ops: the beginning of a word is looked for, in any locale.
            models.Index(
                fields=["word"], name="name_word_begins", opclasses=["varchar_pattern_ops"]
            ),
            models.Index(fields=["sound"], name="name_word_sounds"),
        )

    @classmethod
    def of(
        cls,
        partnership_id: int,
        names: str,
        *,
        child_id: int | None = None,
        adult_id: int | None = None,
    ) -> "list[NameWord]":
        return [
            cls(
                partnership_id=partnership_id,
                child_id=child_id,
                adult_id=adult_id,
                word=word[:80],
                sound=sound(word)[:80],
            )
            for word in sorted(set(folded(names).split()))
        ]
