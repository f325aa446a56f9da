"""A breach of personal data: what was reported, what was found since, and who confirmed that it is all.

Where it stands is derived: of each question the last finding counts, and a confirmation is of what had been
found until then. So what is found after it was closed opens it again, and nothing that happened is refused.
"""

from django.db import models
from django.db.models import Q
from django.utils.timezone import now

from homeward.governance.rules.breaches import CHOICES, Choice, Question, Standing
from homeward.partnership.models import InPartnership, Worker
from homeward.partnership.rules import OrganisationKind, WorkerOnDay, leads_for
from homeward.people.models import Child


KINDS = [(kind.value, kind.label) for kind in OrganisationKind]


class BreachQuerySet(models.QuerySet["Breach"]):
    def visible_to(self, worker: WorkerOnDay) -> "BreachQuerySet":
        """The leads of both organisations, and whoever reported it. Children are named by their own sight."""
        leading = [pk for pk in worker.partnership_ids if leads_for(worker, pk)]
        return self.filter(
            Q(partnership_id__in=leading) | Q(reported_by_id=worker.worker_id),
            partnership_id__in=worker.partnership_ids,
        )

    def whole(self) -> "BreachQuerySet":
        """With what `standing` reads."""
        return self.select_related("reported_by").prefetch_related(
            models.Prefetch("findings", Finding.objects.select_related("written_by")),
            models.Prefetch("confirmations", Confirmation.objects.select_related("confirmed_by")),
        )


class Breach(InPartnership):
    what = models.TextField()
    noticed_at = models.DateTimeField()  # from when the 72 hours count
    goes_on = models.BooleanField()
    done = models.TextField(blank=True)
    whose = models.TextField(blank=True)  # whose data, in words without names
    reported_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(default=now, editable=False)
    children = models.ManyToManyField(Child, through="BreachChild", related_name="+")
    workers = models.ManyToManyField(Worker, through="BreachWorker", related_name="+")

    objects = BreachQuerySet.as_manager()

    class Meta:
        ordering = ("-reported_at",)
        constraints = (
            models.CheckConstraint(name="breach_says_what_happened", condition=~Q(what="")),
            models.CheckConstraint(
                name="breach_noticed_before_it_was_reported",
                condition=Q(noticed_at__lte=models.F("reported_at")),
            ),
        )
        indexes = (models.Index(fields=["partnership", "reported_at"], name="breach_reported"),)

    def __str__(self) -> str:
        return f"Breach {self.pk}"

    @property
    def last_findings(self) -> "dict[Question, Finding]":
        """What counts: of each question the last."""
        return {Question(found.question): found for found in self.findings.all()}

    def standing(self) -> Standing:
        """From its findings and confirmations, which `whole` has fetched."""
        last = max((found.pk for found in self.findings.all()), default=None)
        return Standing(
            noticed_at=self.noticed_at,
            answers={
                question: Choice(found.choice) if found.choice else None
                for question, found in self.last_findings.items()
            },
            confirmed={
                OrganisationKind(one.kind): one.confirmed_by_id
                for one in self.confirmations.all()
                if one.upto_id == last
            },
        )


class BreachChild(InPartnership):
    breach = models.ForeignKey(Breach, models.PROTECT, related_name="about")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["breach", "child"], name="child_once_in_a_breach"),
        )


class BreachWorker(InPartnership):
    breach = models.ForeignKey(Breach, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["breach", "worker"], name="worker_once_in_a_breach"),
        )


class Finding(InPartnership):
    """An answer to one of the questions. Nothing is changed: a later answer to the same one counts instead."""

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="findings")
    question = models.CharField(max_length=12, choices=[(q.value, q.label) for q in Question])
    choice = models.CharField(max_length=12, blank=True, choices=[(c, CHOICES[c]) for c in Choice])
    happened_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=80, blank=True)  # the Commissioner's
    words = models.TextField(blank=True)
    late_because = models.TextField(blank=True)
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="finding_says_something", condition=~Q(words="") | ~Q(reference="")
            ),
            models.CheckConstraint(
                name="finding_of_a_notification_is_whole",
                condition=~Q(choice=Choice.NOTIFIED)
                | Q(happened_at__isnull=False) & ~Q(reference=""),
            ),
        )

    @property
    def answer(self) -> str:
        return Choice(self.choice).label if self.choice else ""


class Confirmation(InPartnership):
    """The lead of one organisation confirms that all is answered, as it was until one finding."""

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="confirmations")
    kind = models.CharField(max_length=10, choices=KINDS)
    upto = models.ForeignKey(Finding, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["upto", "kind"], name="confirmed_once_for_each"),
            models.UniqueConstraint(fields=["upto", "confirmed_by"], name="confirmed_once_by_each"),
        )
