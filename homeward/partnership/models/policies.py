"""Each organisation's policies in versions, who has read them, and what settled two that differ."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from homeward.partnership.models.dated import Dated, InPartnership, OfPartnership, one_at_a_time
from homeward.partnership.models.people import Organisation, Worker
from homeward.partnership.models.proposed import Proposed
from homeward.partnership.rules import OrganisationKind, Role
from homeward.partnership.rules.policies import Outcome, Settled, Source, Subject
from homeward.partnership.rules.sides import HEADS


class PolicyQuerySet(OfPartnership):
    def with_versions(self) -> Self:
        """But for those of which each version was called off."""
        return self.filter(versions__isnull=False).distinct()


class Policy(InPartnership):
    """What an organisation has set on a subject. What it says is in its versions."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="policies")
    subject = models.CharField(max_length=20, choices=[(s.value, s.label) for s in Subject])

    objects = PolicyQuerySet.as_manager()


class PolicyEnding(InPartnership):
    """From which day an organisation no longer has a policy, and why: by whoever ended it."""

    policy = models.ForeignKey(Policy, models.PROTECT, related_name="endings")
    from_day = models.DateField()
    because = models.CharField(max_length=300)
    ended_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(auto_now_add=True)

    objects = OfPartnership.as_manager()

    class Meta:
        ordering = ("-pk",)


class PolicyVersionQuerySet(OfPartnership):
    def on(self, day: date) -> Self:
        return self.filter(period__contains=day)


class PolicyVersion(InPartnership, Dated):
    """One version: never edited; it ends with the day on which the next begins."""

    policy = models.ForeignKey(Policy, models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    rule = models.CharField(max_length=300)  # in one sentence
    text = models.TextField(blank=True)
    link = models.URLField(max_length=500, blank=True)  # where it is kept
    # For whom, of the organisation's own people: none named is everybody.
    roles = ArrayField(
        models.CharField(max_length=40, choices=[(r.value, r.value) for r in Role]), blank=True
    )
    authorised_by = models.CharField(max_length=200)
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        ordering = ("policy", "version")
        constraints = (
            models.UniqueConstraint(
                fields=["policy", "version"], name="one_policy_text_of_a_version"
            ),
            one_at_a_time("one_version_of_a_policy_at_a_time", "policy"),
            models.CheckConstraint(name="policy_can_be_read", condition=~Q(text="") | ~Q(link="")),
        )

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"

    @property
    def audience(self) -> str:
        return ", ".join(self.roles) if self.roles else "everybody"

    def as_source(self) -> Source:
        return Source(
            self.pk,
            self.policy_id,
            Subject(self.policy.subject),
            OrganisationKind(self.policy.organisation.kind),
            frozenset(Role(role) for role in self.roles),
        )


class Settlement(Proposed, Dated):
    """Which of two versions is followed, or what joint rule; proposed by one side and agreed by the other."""

    council_version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="+")
    charity_version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=[(o.value, o.label) for o in Outcome])
    rule = models.TextField(blank=True)  # of both, where it is a joint one
    # Who decided it in the organisation that proposes, and where it is minuted; and then in the other.
    decided_by = models.CharField(max_length=200)
    decided_on = models.DateField()
    agreed_under = models.CharField(max_length=200, blank=True)

    called = "how to settle two policies"
    speakers = HEADS

    class Meta:
        ordering = ("pk",)
        constraints = (
            *Proposed.Meta.constraints,
            one_at_a_time(
                "settled_one_way_at_a_time",
                "council_version",
                "charity_version",
                condition=Q(agreed_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["council_version", "charity_version"],
                name="one_settlement_proposed_at_a_time",
                condition=Q(agreed_at=None, taken_back_at=None),
            ),
            models.CheckConstraint(
                name="joint_rule_has_its_words",
                condition=Q(outcome="joint") & ~Q(rule="") | ~Q(outcome="joint") & Q(rule=""),
            ),
            models.CheckConstraint(
                name="settlement_agreed_under_a_decision",
                condition=Q(agreed_at=None, agreed_under="")
                | Q(agreed_at__isnull=False) & ~Q(agreed_under=""),
            ),
        )

    @property
    def pair(self) -> tuple[int, int]:
        return self.council_version_id, self.charity_version_id

    def as_settled(self) -> Settled:
        return Settled(
            self.pk, self.council_version_id, self.charity_version_id, Outcome(self.outcome)
        )


class Acknowledgement(InPartnership):
    """A worker has read a version, or a joint rule."""

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    version = models.ForeignKey(
        PolicyVersion, models.PROTECT, null=True, related_name="acknowledgements"
    )
    settlement = models.ForeignKey(
        Settlement, models.PROTECT, null=True, related_name="acknowledgements"
    )
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["worker", "version"], name="version_read_once"),
            models.UniqueConstraint(fields=["worker", "settlement"], name="joint_rule_read_once"),
            models.CheckConstraint(
                name="one_thing_was_read",
                condition=Q(version__isnull=False, settlement=None)
                | Q(version=None, settlement__isnull=False),
            ),
        )
