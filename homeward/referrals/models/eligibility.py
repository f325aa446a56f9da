"""For whom the service is, in versions by date; and what a version said of one referral when it was screened."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from homeward.partnership.models import Dated, InPartnership, OfPartnership, Worker, one_at_a_time
from homeward.referrals import rules
from homeward.referrals.models.referring import Referral, Screening
from homeward.referrals.rules import Advice, CriterionKind, Judgement


class Eligibility(InPartnership, Dated):
    """One version. It is never edited: another follows it from a later day."""

    version = models.PositiveSmallIntegerField()
    decided_under = models.CharField(max_length=200)
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    objects = OfPartnership.as_manager()

    class Meta:
        ordering = ("-version",)
        constraints = (
            one_at_a_time("one_eligibility_at_a_time", "partnership"),
            models.UniqueConstraint(
                fields=["partnership", "version"], name="one_eligibility_a_version"
            ),
        )

    def __str__(self) -> str:
        return f"Version {self.version}"


class Criterion(InPartnership):
    eligibility = models.ForeignKey(Eligibility, models.CASCADE, related_name="criteria")
    kind = models.CharField(max_length=20, choices=[(k.value, k.label) for k in CriterionKind])
    words = models.CharField(max_length=300)
    least = models.PositiveSmallIntegerField(null=True)
    most = models.PositiveSmallIntegerField(null=True)
    any_of = ArrayField(models.CharField(max_length=60), default=list)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="criterion_of_an_age_has_one",
                condition=Q(kind=CriterionKind.AGE) | Q(least=None, most=None),
            ),
        )

    @property
    def plain(self) -> rules.Criterion:
        return rules.Criterion(
            CriterionKind(self.kind), self.words, self.least, self.most, tuple(self.any_of), self.pk
        )


class EligibilityCheck(InPartnership):
    """What the version in force when a referral was sent said of it, at one screening."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="checks")
    screening = models.OneToOneField(Screening, models.PROTECT, related_name="eligibility_check")
    eligibility = models.ForeignKey(Eligibility, models.PROTECT, related_name="+")
    advice = models.CharField(max_length=20, choices=[(a.value, a.value) for a in Advice])
    in_words = models.TextField()
    against_because = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)


class CriterionAnswer(InPartnership):
    """Met, not met or not known, of one criterion; and from what it followed."""

    of = models.ForeignKey(EligibilityCheck, models.PROTECT, related_name="answers")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    judgement = models.CharField(max_length=20, choices=[(j.value, j.value) for j in Judgement])
    told = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["of", "criterion"], name="one_answer_a_criterion"),
        )

    @property
    def judged(self) -> rules.Judged:
        return rules.Judged(self.criterion.plain, Judgement(self.judgement), self.told)
