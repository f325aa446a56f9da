"""Scores of the SDQ, and of other tools. Numbers alone: nothing of a tool's content."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from homeward.clocks.rules import age_on
from homeward.measures.models.shared import Measure
from homeward.measures.rules import INFORMANTS, Informant, Scale, Scores
from homeward.partnership.rules import DataGroup


TYPED = (
    Scale.TOTAL,
    Scale.EMOTIONAL,
    Scale.CONDUCT,
    Scale.HYPERACTIVITY,
    Scale.PEER,
    Scale.PROSOCIAL,
    Scale.IMPACT,
)
OF_TEN = [scale.value for scale in TYPED if scale not in (Scale.TOTAL, Scale.IMPACT)]


def _up_to(most: int, *names: str) -> Q:
    inside = Q()
    for name in names:
        inside &= Q(**{name: None}) | Q(**{f"{name}__gte": 0, f"{name}__lte": most})
    return inside


class Sdq(Measure):
    """A Strengths and Difficulties Questionnaire: one form, filled in by one person on one day."""

    GROUP = DataGroup.HEALTH

    on = models.DateField()
    informant = models.CharField(
        max_length=10, choices=[(one.value, said) for one, said in INFORMANTS.items()]
    )
    who = models.CharField(max_length=120, blank=True)
    total = models.PositiveSmallIntegerField(null=True)
    emotional = models.PositiveSmallIntegerField(null=True)
    conduct = models.PositiveSmallIntegerField(null=True)
    hyperactivity = models.PositiveSmallIntegerField(null=True)
    peer = models.PositiveSmallIntegerField(null=True)
    prosocial = models.PositiveSmallIntegerField(null=True)
    impact = models.PositiveSmallIntegerField(null=True)
    # Under a licence: which box was ticked, by the number of the question. None: the scores were typed.
    answers = ArrayField(models.PositiveSmallIntegerField(null=True), size=25, null=True)
    # The same of the second page. None: it was not filled in, or the scores were typed. Empty: no difficulties.
    impact_answers = ArrayField(models.PositiveSmallIntegerField(null=True), size=5, null=True)

    class Meta(Measure.Meta):
        ordering = ("-on", "-pk")
        verbose_name = "SDQ"
        constraints = (
            *Measure.Meta.constraints,
            models.CheckConstraint(
                name="sdq_scores_are_possible",
                condition=_up_to(10, *OF_TEN)
                & _up_to(40, "total")
                & (
                    Q(informant=Informant.TEACHER) & _up_to(6, "impact")
                    | ~Q(informant=Informant.TEACHER) & _up_to(10, "impact")
                ),
            ),
            models.CheckConstraint(
                name="sdq_has_a_score",
                condition=~Q(**{scale.value: None for scale in TYPED}),
            ),
        )

    @property
    def scores(self) -> Scores:
        return Scores(**{scale.value: getattr(self, scale.value) for scale in TYPED})

    @property
    def day(self) -> date:
        return self.on

    @property
    def age(self) -> int:
        return age_on(self.on, self.child.born)

    @property
    def filled_in_by(self) -> str:
        if self.informant == Informant.SELF:
            return self.who or self.child.first_name
        return self.who or Informant(self.informant).label

    @property
    def in_words(self) -> str:
        told = [f"{scale.label.lower()} {score}" for scale, score in self.scores.given.items()]
        return f"SDQ, {self.filled_in_by}: {', '.join(told)}"


class ToolScore(Measure):
    """One score of a tool that belongs to somebody: what it is called and came to, under whose licence."""

    GROUP = DataGroup.HEALTH

    tool = models.CharField(max_length=120)
    part = models.CharField(max_length=120, blank=True)  # of a tool with several scores
    on = models.DateField()
    informant = models.CharField(max_length=120)
    score = models.DecimalField(max_digits=6, decimal_places=2)
    reading = models.CharField(
        max_length=200, blank=True
    )  # from what to what, and which end is better
    licence = models.CharField(max_length=120)
    licence_holder = models.CharField(max_length=120)
    held_by = models.CharField(max_length=120, blank=True)  # went through it with them

    class Meta(Measure.Meta):
        ordering = ("tool", "part", "-on", "-pk")

    @property
    def day(self) -> date:
        return self.on

    @property
    def name(self) -> str:
        return f"{self.tool}: {self.part}" if self.part else self.tool

    @property
    def in_words(self) -> str:
        return f"{self.name}, {self.informant}: {self.plain}"

    @property
    def plain(self) -> str:
        """Without the noughts that the database adds."""
        return f"{self.score.normalize():f}"
