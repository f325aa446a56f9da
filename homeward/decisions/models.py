"""A formal decision about children: function, options, evidence, views, outcome, reasons, who signed."""

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from homeward.decisions import rules
from homeward.partnership.models import Arrangement, InPartnership, Worker
from homeward.partnership.rules import FUNCTIONS, Function, WorkerOnDay
from homeward.people.models import Child
from homeward.sharing.models import about_one_seen, hides_one


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, worker: WorkerOnDay, day: date) -> "DecisionQuerySet":
        """A decision is seen by those who see every child it is about, and by who signed it: sight of the
        children ends with the signature, and what one did stays in one's own record."""
        signed = Decision.objects.filter(signed_by=worker.worker_id).values("pk")
        return self.filter(
            ~hides_one(worker, day, DecisionChild, "decision") | Q(signed_by=worker.worker_id),
            # One list: with two and an "or" between them, every decision of the county is looked at.
            pk__in=about_one_seen(worker, day, DecisionChild, "decision").union(signed),
            partnership_id__in=worker.partnership_ids,
        )

    def waiting_for(self, worker: WorkerOnDay, day: date) -> "DecisionQuerySet":
        """Sent, unsigned, and this worker's to sign under the register of that day. What a panel decides waits
        for who chairs that family: the area above, which hangs the item of its agenda on it, says who."""
        mine = Q(pk__in=[])
        for post in worker.posts:
            mine |= Q(
                partnership_id=post.partnership_id,
                function__in=Arrangement.objects.filter(
                    partnership_id=post.partnership_id,
                    decides_role=post.role,
                    decides_kind=post.employer_kind,
                    period__contains=day,
                ).values("function"),
            )
        items = Decision._meta.get_field("agenda_item").related_model._default_manager
        chairs = Exists(items.chaired_by(worker.worker_id).filter(decision=OuterRef("pk")))
        return self.filter(
            mine, Q(agenda_item=None) | Q(chairs), sent_at__isnull=False, signed_at=None
        )


class Decision(InPartnership):
    function = models.CharField(max_length=30, choices=[(f, FUNCTIONS[f].what) for f in Function])
    question = models.CharField(max_length=200)
    due = models.DateField(null=True)
    prepared_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    # Why the decider last sent it back, until it is sent again.
    returned_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(null=True)
    returned_because = models.TextField(blank=True)
    # Goes up with every change, so that the second of two people is told and loses nothing.
    version = models.PositiveIntegerField(default=1)
    outcome = models.ForeignKey("Option", models.PROTECT, null=True, related_name="+")
    reasons = models.TextField(blank=True)
    look_again_if = models.TextField(blank=True)
    look_again_by = models.DateField(null=True)
    dissent = models.TextField(blank=True)
    signed_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    signed_name = models.CharField(max_length=120, blank=True)
    under_arrangement = models.ForeignKey(Arrangement, models.PROTECT, null=True, related_name="+")
    authority = models.CharField(max_length=500, blank=True)
    children = models.ManyToManyField(Child, through="DecisionChild", related_name="decisions")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ("-prepared_at",)
        indexes = (
            # The few that wait for a signature, out of all that ever were.
            models.Index(
                fields=["partnership", "function"],
                name="decision_waiting",
                condition=Q(sent_at__isnull=False, signed_at=None),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="signed_decision_is_whole",
                condition=Q(signed_at=None, signed_by=None, outcome=None, under_arrangement=None)
                | Q(
                    signed_at__isnull=False,
                    signed_by__isnull=False,
                    outcome__isnull=False,
                    under_arrangement__isnull=False,
                )
                & ~Q(reasons=""),
            ),
            models.CheckConstraint(
                name="decision_sent_by_someone",
                condition=Q(sent_at=None, sent_by=None)
                | Q(sent_at__isnull=False, sent_by__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_returned_by_someone",
                condition=Q(returned_at=None, returned_by=None, returned_because="")
                | Q(returned_at__isnull=False, returned_by__isnull=False) & ~Q(returned_because=""),
            ),
            models.CheckConstraint(
                name="decision_signed_after_sending",
                # Said of both: compared with nothing, the database would let it pass.
                condition=Q(signed_at=None) | Q(sent_at__isnull=False, signed_at__gte=F("sent_at")),
            ),
        )

    def __str__(self) -> str:
        return self.question

    @property
    def what(self) -> str:
        return FUNCTIONS[Function(self.function)].what

    @property
    def law(self) -> str:
        return FUNCTIONS[Function(self.function)].law

    @property
    def is_of_panel(self) -> bool:
        """Whether a panel decides it: the area above hangs an item of an agenda on it."""
        return hasattr(self, "agenda_item")

    def lacks(self) -> list[str]:
        """What it still lacks before it can be sent or signed."""
        return rules.missing(
            self,
            options=self.options.count(),
            views=list(self.views.values_list("whose", flat=True)),
        )


class DecisionChild(InPartnership):
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="about")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["decision", "child"], name="child_once_in_a_decision"),
        )


class Option(InPartnership):
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="options")
    code = models.CharField(max_length=20, blank=True)
    what = models.CharField(max_length=200)
    could_make_it_safe = models.TextField(blank=True)
    could_go_wrong = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.what


class Evidence(InPartnership):
    class PointsTo(models.TextChoices):
        SAFER = "safer", "Safer"
        LESS_SAFE = "less safe", "Less safe"
        NOT_CLEAR = "not clear", "Not clear"
        NOT_KNOWN = "not known", "Not known: not asked"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="evidence")
    what = models.TextField()
    source = models.CharField(max_length=120)
    on = models.DateField(null=True)
    points_to = models.CharField(max_length=10, choices=PointsTo)
    added_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)


class View(InPartnership):
    """What someone thinks of the question: the child first."""

    class Whose(models.TextChoices):
        CHILD = "child", "The child"
        FAMILY = "family", "The family"
        COUNCIL = "council", "The council"
        CHARITY = "charity", "The charity"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="views")
    whose = models.CharField(max_length=10, choices=Whose)
    who = models.CharField(max_length=120)
    words = models.TextField()
    added_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
