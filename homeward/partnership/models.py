"""Organisations, teams, dated posts and the delegation register.

Every fact of Homeward names its partnership (ADR 1): one installation serves several, and a second never
sees the first. `InPartnership` is the base that every such table stands on.
"""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from homeward.partnership.rules import (
    FUNCTIONS,
    Function,
    OrganisationKind,
    Post,
    Role,
    WorkerOnDay,
)


def one_at_a_time(name: str, *fields: str, condition: Q | None = None) -> ExclusionConstraint:
    """Periods that cannot overlap for the same ids. Written with int8range, because no extension
    is needed that way: the embedded server has none."""
    same = [
        (Func(F(field), F(field), Value("[]"), function="int8range"), RangeOperators.OVERLAPS)
        for field in fields
    ]
    return ExclusionConstraint(
        name=name, expressions=[*same, ("period", RangeOperators.OVERLAPS)], condition=condition
    )


class Dated(models.Model):
    """Something that holds from one day up to, not including, another; open when there is no end."""

    period = DateRangeField()

    class Meta:
        abstract = True

    @property
    def start(self) -> date:
        return self.period.lower

    @property
    def end(self) -> date | None:
        return self.period.upper

    def holds_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


class Partnership(models.Model):
    """One council and one charity that work as one."""

    name = models.CharField(max_length=120, unique=True)
    duty_phone = models.CharField(max_length=30)
    help_phone = models.CharField(max_length=30, blank=True)

    def __str__(self) -> str:
        return self.name


class InPartnership(models.Model):
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Organisation(InPartnership):
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=[(k, k.label) for k in OrganisationKind])

    def __str__(self) -> str:
        return self.name


class WorkerManager(BaseUserManager["Worker"]):
    def create_user(self, email: str, name: str, password: str | None = None, **more) -> "Worker":
        worker = self.model(email=self.normalize_email(email).lower(), name=name, **more)
        worker.set_password(password)
        worker.save(using=self._db)
        return worker

    def get_by_natural_key(self, username: str | None) -> "Worker":
        return self.get(email=(username or "").strip().lower())


class Worker(AbstractBaseUser):
    """A person with a post in either organisation. What they may do comes from memberships, by date."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField(default=True)

    objects = WorkerManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    def on(self, day: date) -> WorkerOnDay:
        """The worker's posts on a day. One query; the middleware asks once a request."""
        memberships = self.memberships.filter(period__contains=day).select_related(
            "team", "employer"
        )
        return WorkerOnDay(
            worker_id=self.pk,
            name=self.name,
            posts=tuple(membership.as_post() for membership in memberships.order_by("id")),
        )


class Team(InPartnership):
    class Kind(models.TextChoices):
        EDGE_OF_CARE = "edge of care", "Edge of care"
        SOCIAL_WORK = "social work", "Social work"
        DUTY = "duty", "Duty"
        LEADERSHIP = "leadership", "Leadership"
        ANALYSIS = "analysis", "Analysis"

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind)

    def __str__(self) -> str:
        return self.name


class Management(InPartnership, Dated):
    """Which organisation manages a team, by date and under which decision."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="managements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    decided_under = models.CharField(max_length=200)

    class Meta:
        constraints = (one_at_a_time("team_managed_by_one_organisation", "team"),)


class Membership(InPartnership, Dated):
    """A worker's post in a team: role and employer at the time."""

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40, choices=[(r, r.value) for r in Role])
    employer = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    authorised_by = models.CharField(max_length=200)

    class Meta:
        constraints = (one_at_a_time("one_post_in_a_team_at_a_time", "worker", "team"),)

    def as_post(self) -> Post:
        return Post(
            team_id=self.team_id,
            team_name=self.team.name,
            partnership_id=self.partnership_id,
            role=Role(self.role),
            employer_id=self.employer_id,
            employer_name=self.employer.name,
            employer_kind=OrganisationKind(self.employer.kind),
        )


class ArrangementQuerySet(models.QuerySet["Arrangement"]):
    def in_force(self, partnership_id: int, function: str, day: date) -> "Arrangement | None":
        """The line of the register that holds on a day; None when nobody may lawfully decide."""
        return self.filter(
            partnership_id=partnership_id, function=function, period__contains=day
        ).first()


class Arrangement(InPartnership, Dated):
    """One line of the delegation register: who may prepare and who decides, from when to when."""

    number = models.PositiveSmallIntegerField()
    function = models.CharField(max_length=30, choices=[(f, FUNCTIONS[f].what) for f in Function])
    function_code = models.PositiveSmallIntegerField(editable=False)
    performed_by_kind = models.CharField(
        max_length=10, choices=[(k, k.label) for k in OrganisationKind]
    )
    decides_role = models.CharField(max_length=40, choices=[(r, r.value) for r in Role])
    decides_kind = models.CharField(max_length=10, choices=[(k, k.label) for k in OrganisationKind])
    legal_basis = models.CharField(max_length=200)

    objects = ArrangementQuerySet.as_manager()

    class Meta:
        constraints = (
            one_at_a_time("one_arrangement_for_a_function", "partnership", "function_code"),
            models.CheckConstraint(
                name="council_only_functions_stay_with_the_council",
                condition=Q(decides_kind=OrganisationKind.COUNCIL)
                | ~Q(function__in=[f for f in Function if FUNCTIONS[f].council_only]),
            ),
            models.CheckConstraint(
                name="reviewing_never_arranged_to_a_charity",
                condition=Q(performed_by_kind=OrganisationKind.COUNCIL)
                | ~Q(function=Function.CHAIR_REVIEW),
            ),
        )

    def save(self, *args, **kwargs) -> None:
        self.function_code = list(Function).index(Function(self.function))
        super().save(*args, **kwargs)

    @property
    def what(self) -> str:
        return FUNCTIONS[Function(self.function)].what

    @property
    def law(self) -> str:
        return FUNCTIONS[Function(self.function)].law

    @property
    def in_words(self) -> str:
        until = f" until {self.end:%-d %B %Y}" if self.end else ""
        return f"arrangement {self.number}, in force since {self.start:%-d %B %Y}{until}"
