"""Organisations, their teams, and the workers who have posts in them, by date."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from homeward.partnership.models.agreement import agreements_of
from homeward.partnership.models.dated import Dated, InPartnership, one_at_a_time
from homeward.partnership.rules import Agreed, OrganisationKind, Post, Role, WorkerOnDay, granted_on


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
        """The worker's posts on a day, with what is shared with each. Two queries; the middleware asks once a
        request."""
        held = self.memberships.filter(period__contains=day).select_related(
            "team", "employer", "partnership"
        )
        memberships = list(held.order_by("id"))
        agreed = agreements_of({m.partnership_id for m in memberships}, on=day)
        return WorkerOnDay(
            worker_id=self.pk,
            name=self.name,
            posts=tuple(m.as_post(agreed[m.partnership_id], day) for m in memberships),
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

    def as_post(self, agreed: Iterable[Agreed], day: date) -> Post:
        """`agreed` are versions of the partnership's sharing agreement, the one of that day among them."""
        kind, role = OrganisationKind(self.employer.kind), Role(self.role)
        groups, lapsed_on = granted_on(agreed, kind, role, day)
        return Post(
            team_id=self.team_id,
            team_name=self.team.name,
            partnership_id=self.partnership_id,
            role=role,
            employer_id=self.employer_id,
            employer_name=self.employer.name,
            employer_kind=kind,
            groups=groups,
            lapsed_on=lapsed_on,
            partnership_name=self.partnership.name,
            duty_phone=self.partnership.duty_phone,
            help_phone=self.partnership.help_phone,
        )
