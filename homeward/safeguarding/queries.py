"""What holds of a child on a day, and who is told when it changes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import (
    CharField,
    DateField,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast

from homeward.access.rules import Answer, allow
from homeward.care.models import LegalStatus, PeriodOfCare
from homeward.clocks.rules import Due
from homeward.limits.queries import limit_on
from homeward.partnership.models import Membership, Team, Worker
from homeward.partnership.rules import DataGroup, WorkerOnDay
from homeward.people.models import Child
from homeward.safeguarding import rules
from homeward.safeguarding.models import (
    AdvocacyOffer,
    ChildInNeed,
    LeadPractitioner,
    PlanCategory,
    ProtectionPlan,
    ReviewConference,
    Status,
    in_words,
)
from homeward.sharing.models import Involvement, entitled
from homeward.ssda903 import codes
from homeward.support.models import Allocation
from homeward.support.queries import newest_episode
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing


Sees = Callable[[DataGroup], Answer]


@dataclass(frozen=True)
class Holds:
    """One thing that holds of the child, and since when."""

    what: str
    since: date
    more: str = ""

    @property
    def line(self) -> str:
        more = f": {self.more}" if self.more else ""
        return f"{self.what} since {self.since:%-d %B %Y}{more}"


IN_CARE, PLAN, NEED, LEAD = (
    "In care",
    "Child protection plan",
    "Child in need",
    "Lead practitioner",
)
WORDS = CharField()


@dataclass(frozen=True)
class Stands:
    """What holds of a child on a day, and who leads."""

    holding: list[Holds]
    lead: Holds | None = None

    @property
    def why_social_worker(self) -> str:
        held = {one.what for one in self.holding}
        return rules.why_social_worker(plan=PLAN in held, in_care=IN_CARE in held)


def holding(child: Child, day: date, sees: Sees) -> list[Holds]:
    return stands(child, day, sees).holding


def stands(child: Child, day: date, sees: Sees) -> Stands:
    """What holds that day and this reader sees: one statement. Care is read where it is recorded."""
    asked: list[QuerySet] = []
    if sees(DataGroup.CORE):
        legal = LegalStatus.objects.filter(child=OuterRef("child"), period__contains=day)
        code = (
            Subquery(legal.values("code")[:1])
            if sees(DataGroup.LEGAL)
            else Value("", output_field=WORDS)
        )
        asked.append(_that_day(PeriodOfCare.objects.filter(child=child), IN_CARE, day, code))
        needs = ChildInNeed.objects.standing().filter(child=child)
        asked.append(_that_day(needs, NEED, day, Value("", output_field=WORDS)))
        leads = LeadPractitioner.objects.standing().filter(child=child)
        asked.append(_that_day(leads, LEAD, day, F("worker__name")))
    if sees(DataGroup.SAFETY):
        then = PlanCategory.objects.filter(plan=OuterRef("pk"), since__lte=day).order_by("-since")
        kinds = Func(
            Subquery(then.values("kinds")[:1]),
            Value(","),
            function="array_to_string",
            output_field=WORDS,
        )
        plans = ProtectionPlan.objects.standing().filter(child=child)
        asked.append(_that_day(plans, PLAN, day, kinds))
    if not asked:
        return Stands([])
    first, *more = asked
    rows = {what: (since, said) for what, since, said in first.union(*more, all=True)}
    held = {what: _holds(what, since, said) for what, (since, said) in rows.items()}
    return Stands([held[what] for what in (PLAN, IN_CARE, NEED) if what in held], held.get(LEAD))


def _that_day(rows: QuerySet, what: str, day: date, said: object) -> QuerySet:
    began = Func(F("period"), function="lower", output_field=DateField())
    return (
        rows.filter(period__contains=day)
        .order_by()
        .values_list(Value(what, output_field=WORDS), began, Cast(said, WORDS))
    )


def _holds(what: str, since: date, said: str | None) -> Holds:
    if what == PLAN:
        return Holds(what, since, in_words(said.split(",")) if said else "")
    if what == LEAD:
        return Holds(what, since, said or "")
    return Holds(what, since, codes.LS.get(said, said) if said else "")


@dataclass(frozen=True)
class PlanLine:
    """A plan with its categories and conferences; `due`: when the next is due, and how that stands."""

    plan: ProtectionPlan
    categories: list[PlanCategory]
    reviews: list[ReviewConference]
    due: Due | None = None
    is_late: bool = False


def plans_of(child: Child, today: date) -> list[PlanLine]:
    plans = ProtectionPlan.objects.standing().filter(child=child).select_related("recorded_by")
    return [_plan(plan, today) for plan in plans.prefetch_related("categories", "reviews")]


def _plan(plan: ProtectionPlan, today: date) -> PlanLine:
    reviews = list(plan.reviews.all())
    line = PlanLine(plan, list(plan.categories.all()), reviews)
    if plan.end is not None:
        return line
    duty, since = rules.next_review(plan.start, [review.held_on for review in reviews])
    limit = limit_on(plan.partnership_id, duty, since)
    due = limit.due(datetime.combine(since, time())) if limit else None
    return PlanLine(plan, line.categories, reviews, due, due is not None and due.day < today)


def needs_of(child: Child) -> QuerySet[ChildInNeed]:
    return ChildInNeed.objects.standing().filter(child=child).select_related("recorded_by")


def leads_of(child: Child) -> QuerySet[LeadPractitioner]:
    found = LeadPractitioner.objects.standing().filter(child=child)
    return found.select_related("worker", "recorded_by")


def offers_of(child: Child) -> QuerySet[AdvocacyOffer]:
    return AdvocacyOffer.objects.filter(child=child).select_related("recorded_by")


def who_could_lead(child: Child, day: date) -> list[Membership]:
    """Everybody at work in a team that works with the child: each once, by name."""
    teams = Involvement.objects.going_on(day).filter(child=child).values("team")
    posts = Membership.objects.filter(
        team__in=teams, period__contains=day, worker__is_active=True
    ).select_related("worker", "team", "employer")
    first: dict[int, Membership] = {}
    for post in posts.order_by("worker__name", "pk"):
        first.setdefault(post.worker_id, post)
    return list(first.values())


def may_lead(worker: Worker, child: Child, day: date) -> Answer:
    """Whatever the one who names them sees: it is asked of the whole record, while unlocked."""
    then = worker.on(day)
    now_stands = stands(child, day, lambda group: allow("it is asked of the whole record"))
    return rules.may_lead(
        works_with_child=bool(entitled(then, child, day).roles),
        social_worker=rules.is_social_worker(then, child.partnership_id),
        needs_one=now_stands.why_social_worker,
    )


def lead_does_not_fit(child: Child, day: date) -> str:
    """Why the one who leads that day should be a social worker, and is not. Empty where all is well."""
    lead = LeadPractitioner.objects.standing().filter(child=child, period__contains=day).first()
    if lead is None:
        return ""
    why = stands(child, day, lambda group: allow("asked")).why_social_worker
    fits = rules.is_social_worker(lead.worker.on(day), child.partnership_id)
    return "" if fits else why


def team_of(worker: Worker, child: Child, day: date) -> Team:
    """Through which they work with the child."""
    teams = Involvement.objects.going_on(day).filter(child=child).values("team")
    posts = Membership.objects.filter(worker=worker, team__in=teams, period__contains=day)
    return posts.select_related("team").order_by("pk")[0].team


def taken_out_of(child: Child, sees: Sees) -> list[Status]:
    rows: list[Status] = []
    for model in (ProtectionPlan, ChildInNeed):
        if sees(model.GROUP):
            out = model._default_manager.filter(child=child, taken_out_at__isnull=False)
            rows += out.select_related("taken_out_by", "recorded_by")
    return sorted(rows, key=lambda row: row.pk)


def last_told(status: Status) -> date | None:
    """The last day on which something was written down of a plan."""
    if not isinstance(status, ProtectionPlan):
        return None
    days = [review.held_on for review in status.reviews.all()]
    days += [category.since for category in status.categories.all()]
    return max(days, default=None)


def changes_to_read(child: Child, worker: WorkerOnDay) -> list[Task]:
    """What waits for this worker to be read, the oldest first."""
    mine = Q(worker=worker.worker_id) | Q(worker=None, team_id__in=worker.team_ids)
    waits = Task.objects.open().filter(mine, doing=Doing.READ_STATUS, subject_id=child.pk)
    return list(waits.order_by("pk"))


@dataclass(frozen=True)
class Told:
    """Whom a change is brought to: a worker, or a team where nobody of it is named."""

    team: Team
    worker: Worker | None = None

    @property
    def worker_id(self) -> int | None:
        return self.worker.pk if self.worker else None


def who_is_told(child: Child, day: date) -> list[Told]:
    """The key worker, and for the council who referred the family while at work in the team that did, else that team,
    while it works with the child. Without help for the family there is neither."""
    episode = newest_episode(child)
    if episode is None or episode.closed_at is not None:
        return []
    told = []
    held = Allocation.objects.held_on(day).filter(episode=episode).select_related("worker")
    if key_worker := held.first():
        told.append(Told(episode.team, key_worker.worker))
    referral = episode.referral
    works = Involvement.objects.going_on(day).filter(team=referral.from_team, child=child)
    if works.exists():
        at_work = Membership.objects.filter(
            worker=referral.referred_by_id,
            team=referral.from_team,
            period__contains=day,
            worker__is_active=True,
        )
        who = referral.referred_by if at_work.exists() else None
        told.append(Told(referral.from_team, who))
    return told
