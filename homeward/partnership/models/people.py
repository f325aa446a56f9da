"""Organisations, their teams, and the workers who have posts in them, by date."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from homeward.partnership.models.agreement import agreements_of
from homeward.partnership.models.dated import Dated, InPartnership, OfPartnership, one_at_a_time
from homeward.partnership.rules import Agreed, OrganisationKind, Post, Role, WorkerOnDay, granted_on
from homeward.partnership.rules.posts import HeldPost, Offered


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

    def visible_to(self, worker: WorkerOnDay) -> models.QuerySet["Worker"]:
        """Everybody who has, had or will have a post in a partnership of this worker's."""
        posts = Membership.objects.filter(partnership_id__in=worker.partnership_ids)
        return self.filter(pk__in=posts.values("worker"))

    def get_by_natural_key(self, username: str | None) -> "Worker":
        return self.get(email=(username or "").strip().lower())


class Worker(AbstractBaseUser):
    """A person with a post in either organisation. What they may do comes from memberships, by date."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=30, blank=True)
    days = models.CharField(max_length=80, blank=True)  # on which they work, in words
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

    objects = OfPartnership.as_manager()

    def __str__(self) -> str:
        return self.name

    def closes_on(self) -> date | None:
        """From which day nobody manages it; None while its management has no end."""
        last = self.managements.order_by("-period").first()
        return last.end if last else None


class Management(InPartnership, Dated):
    """Which organisation manages a team, by date and under which decision."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="managements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    decided_under = models.CharField(max_length=200)
    # Of the last line of a team that was closed: under which decision.
    closed_under = models.CharField(max_length=200, blank=True)
    closed_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            one_at_a_time("team_managed_by_one_organisation", "team"),
            models.CheckConstraint(
                name="team_closed_by_someone",
                condition=Q(closed_at=None, closed_by=None, closed_under="")
                | Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(closed_under=""),
            ),
        )


class MembershipQuerySet(OfPartnership):
    def not_over(self, day: date) -> Self:
        """Those that hold on a day or begin after it."""
        return self.filter(Q(period__contains=day) | Q(period__startswith__gt=day))


class Membership(InPartnership, Dated):
    """A worker's post in a team: role and employer at the time."""

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40, choices=[(r, r.value) for r in Role])
    employer = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    authorised_by = models.CharField(max_length=200)
    # Where it was ended, not given until a day from the beginning: why, and who wrote it down.
    ended_because = models.CharField(max_length=300, blank=True)
    ended_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = (
            one_at_a_time("one_post_in_a_team_at_a_time", "worker", "team"),
            models.CheckConstraint(
                name="post_ended_by_someone",
                condition=Q(ended_at=None, ended_by=None, ended_because="")
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_because=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.role}, {self.team}"

    def as_offered(self) -> Offered:
        return Offered(
            self.partnership_id,
            self.team_id,
            Role(self.role),
            self.employer_id,
            self.employer.name,
            OrganisationKind(self.employer.kind),
        )

    def as_held(self) -> HeldPost:
        return HeldPost(
            self.start,
            self.end,
            self.team_id,
            self.team.name,
            Role(self.role),
            self.employer_id,
            self.employer.name,
        )

    def as_post(self, agreed: Iterable[Agreed], day: date) -> Post:
        """`agreed` are versions of the partnership's sharing agreement, the one of that day among them."""
        kind, role = OrganisationKind(self.employer.kind), Role(self.role)
        granted = granted_on(agreed, kind, role, day)
        return Post(
            team_id=self.team_id,
            team_name=self.team.name,
            partnership_id=self.partnership_id,
            role=role,
            employer_id=self.employer_id,
            employer_name=self.employer.name,
            employer_kind=kind,
            groups=granted.groups,
            lapsed_on=granted.lapsed_on,
            purposes=granted.purposes,
            partnership_name=self.partnership.name,
            duty_phone=self.partnership.duty_phone,
            help_phone=self.partnership.help_phone,
        )
