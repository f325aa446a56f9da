"""Reads for the caseload, the child's page and the timeline: the one place where every area meets.

Each read takes a constant number of queries, whatever the number of rows; tests assert it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    BooleanField,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils.timezone import localtime

from homeward.care.models import PeriodOfCare
from homeward.decisions.models import Decision
from homeward.exports import Table
from homeward.partnership.queries import workers_on_days
from homeward.partnership.rules import Role, WorkerOnDay
from homeward.people.models import Child, Relationship
from homeward.people.queries import found, numbered
from homeward.people.rules import Sought, answering
from homeward.referrals.models import Referral, ReferralChild
from homeward.referrals.rules import PanelOutcome
from homeward.sharing.models import Involvement
from homeward.sharing.rules import seen_through
from homeward.support.models import (
    Allocation,
    EpisodeChild,
    EpisodeOfHelp,
    FollowUp,
    Plan,
    VisitChild,
)
from homeward.tasks.models import Task
from homeward.trail.actions import contents_of
from homeward.trail.models import Entry


def caseload(worker: WorkerOnDay, day: date) -> QuerySet[Child]:
    """The children that this worker's teams work with: their own families first."""
    episodes = EpisodeChild.objects.filter(child=OuterRef("pk"), episode__closed_on=None)
    key_workers = Allocation.objects.filter(
        episode__about__child=OuterRef("pk"), period__contains=day
    )
    return (
        Child.objects.visible_to(worker, day)
        .annotate(
            in_help=_there_is(episodes),
            in_care=_there_is(
                PeriodOfCare.objects.filter(child=OuterRef("pk"), period__contains=day)
            ),
            mine=Exists(key_workers.filter(worker_id=worker.worker_id)),
            key_worker=Subquery(key_workers.values("worker__name")[:1]),
            next_due=Subquery(
                Task.objects.visible_to(worker)
                .open()
                .filter(children=OuterRef("pk"))
                .order_by()
                .values("children")
                .annotate(due=Min("due"))
                .values("due")
            ),
        )
        .order_by("-mine", "-in_help", "family_name", "born", "pk")
    )


def _there_is(rows: QuerySet) -> Coalesce:
    """Whether there is such a row of a child. As Exists, but asked of the worker's own children one by one:
    for Exists the database may read the whole county's rows once instead, which takes longer."""
    yes = rows.order_by().annotate(yes=Value(True)).values("yes")[:1]
    return Coalesce(Subquery(yes), Value(False), output_field=BooleanField())


def sought_children(sought: Sought, worker: WorkerOnDay, day: date) -> QuerySet[Child]:
    """By name and birth; by a number, that of the child elsewhere or that of a referral."""
    if not sought.number:
        children = found(sought, worker, day)
    else:
        referred = ReferralChild.objects.filter(
            referral__partnership_id__in=worker.partnership_ids, referral__reference=sought.number
        )
        known = numbered(sought.number, worker, day).order_by().values("pk")
        # One list: with two and an "or" between them, every child of the county is looked at.
        children = Child.objects.visible_to(worker, day).filter(
            pk__in=known.union(referred.values("child_id"))
        )
    key_worker = Allocation.objects.filter(
        episode__about__child=OuterRef("pk"), period__contains=day
    )
    return children.annotate(
        key_worker=Subquery(key_worker.values("worker__name")[:1])
    ).prefetch_related("other_names", "relationships__adult")


def found_rows(children: list[Child], sought: Sought, day: date) -> list[dict]:
    """Each child found, with who around them answers when it is not the child's own name."""
    return [
        {
            "child": child,
            "age": child.age_on(day),
            "because": answering(
                sought,
                own=child.all_names(other.name for other in child.other_names.all()),
                adults=[
                    (relationship.kind, relationship.adult.name)
                    for relationship in child.relationships.all()
                ],
            ),
        }
        for child in children
    ]


@dataclass(frozen=True)
class Unallocated:
    """A family that was taken on and whom nobody is key worker of."""

    names: str
    team: str
    since: date
    href: str
    child_ids: tuple[int, ...]


def unallocated(worker: WorkerOnDay, today: date) -> list[Unallocated]:
    """In the teams whose manager this worker is: taken on and not begun, or begun and left without anyone."""
    teams = [post.team_id for post in worker.posts if post.role == Role.TEAM_MANAGER]
    if not teams:
        return []
    agreed = (
        Referral.objects.visible_to(worker, today)
        .filter(
            to_team_id__in=teams,
            episode=None,
            agenda_items__decision__outcome__code__in=[PanelOutcome.AGREE, PanelOutcome.CONDITIONS],
        )
        .select_related("to_team")
        .prefetch_related("children")
        .annotate(since=Max("agenda_items__decision__signed_at"))
    )
    waiting = [
        Unallocated(
            _names(referral.children.all()),
            str(referral.to_team),
            localtime(referral.since).date(),
            reverse("support:start", args=[referral.pk]),
            tuple(child.pk for child in referral.children.all()),
        )
        for referral in agreed
    ]
    current = Allocation.objects.filter(episode=OuterRef("pk"), period__contains=today)
    alone = (
        EpisodeOfHelp.objects.visible_to(worker, today)
        .filter(team_id__in=teams, closed_on=None)
        .exclude(Exists(current))
        .select_related("team")
        .prefetch_related("children")
    )
    waiting += [
        Unallocated(
            _names(episode.children.all()),
            str(episode.team),
            episode.started_on,
            reverse("support:allocate", args=[episode.pk]),
            tuple(child.pk for child in episode.children.all()),
        )
        for episode in alone
    ]
    return sorted(waiting, key=lambda family: family.since)


def narrowed(children: QuerySet[Child], chosen: dict[str, str], today: date) -> QuerySet[Child]:
    """A caseload as `ChildrenForm` narrows it."""
    if chosen.get("whose") == "mine":
        children = children.filter(mine=True)
    if chosen.get("whose") == "nobodys":
        children = children.filter(in_help=True, key_worker=None)
    if chosen.get("now") == "helped":
        children = children.filter(in_help=True, in_care=False)
    if chosen.get("now") == "care":
        children = children.filter(in_care=True)
    if chosen.get("now") == "referred":
        children = children.filter(in_help=False, in_care=False)
    if chosen.get("due") == "late":
        children = children.filter(next_due__lt=today)
    return children


def children_table(children: Iterable[Child], today: date) -> Table:
    """The caseload as a file."""
    return Table(
        "Children",
        ("Child", "Born", "Age", "Now", "Key worker", "Next due"),
        tuple(
            (
                child.name,
                child.born,
                child.age_on(today),
                now_of(child),
                child.key_worker or "",
                child.next_due,
            )
            for child in children
        ),
    )


def now_of(child: Child) -> str:
    """Where a child of a caseload stands, in words."""
    if child.in_care:
        return "In care"
    return "Being helped at home" if child.in_help else "Referred"


def _names(children: Iterable[Child]) -> str:
    return ", ".join(child.name for child in children)


@dataclass(frozen=True)
class Words:
    """What the child says, and where it comes from."""

    words: str
    who: str
    when: date


def latest_words(child: Child) -> Words | None:
    said = (
        VisitChild.objects.filter(child=child)
        .exclude(words="")
        .select_related("visit__written_by")
        .order_by("-visit__on", "-pk")
        .first()
    )
    if said:
        return Words(said.words, f"To {said.visit.written_by}", said.visit.on)
    told = (
        ReferralChild.objects.filter(child=child)
        .exclude(says="")
        .select_related("referral__referred_by")
        .order_by("-referral__sent_at")
        .first()
    )
    if told:
        return Words(told.says, f"To {told.referral.referred_by}", told.referral.sent_at.date())
    return None


def involvements(child: Child) -> list[Involvement]:
    return list(child.involvements.select_related("team"))


def relationships(child: Child, day: date) -> QuerySet[Relationship]:
    return child.relationships.filter(period__contains=day).select_related("adult").order_by("pk")


def siblings(child: Child, worker: WorkerOnDay, day: date) -> QuerySet[Child]:
    """Children who share a parent in the record and whom this worker may see as well."""
    adults = Relationship.objects.filter(child=child, period__contains=day).values("adult")
    return (
        Child.objects.visible_to(worker, day)
        .filter(relationships__adult__in=adults)
        .exclude(pk=child.pk)
        .distinct()
    )


def episode_of(child: Child, worker: WorkerOnDay, day: date) -> EpisodeOfHelp | None:
    """The child's newest episode of help that this worker may see: the open one if there is one."""
    return (
        EpisodeOfHelp.objects.visible_to(worker, day)
        .filter(about__child=child)
        .select_related("team", "referral")
        .order_by(F("closed_on").desc(nulls_first=True), "-started_on")
        .first()
    )


def referrals_of(child: Child, worker: WorkerOnDay, day: date) -> QuerySet[Referral]:
    return Referral.objects.visible_to(worker, day).filter(about__child=child).with_latest()


def decisions_of(child: Child, worker: WorkerOnDay, day: date) -> QuerySet[Decision]:
    return (
        Decision.objects.visible_to(worker, day)
        .filter(about__child=child)
        .select_related("signed_by", "outcome", "safety", "agenda_item")
    )


def timeline(child: Child) -> QuerySet[Entry]:
    """What was done about the child, the newest day first: straight from the trail."""
    return (
        Entry.objects.filter(kind=Entry.Kind.CHANGE, child_ids__contains=[child.pk])
        .select_related("worker")
        .order_by(Coalesce("on", TruncDate("at")).desc(), "-pk")
    )


# The fields of an entry that tell what happened, in the order in which they are read.
TELLING = (
    "what",
    "what_happened",
    "about_only",
    "words",
    "outcome",
    "reasons",
    "why_now",
    "evidence",
    "goals",
    "closed_because",
)


def next_dates(
    tasks: Iterable[Task],
    follow_ups: Iterable[FollowUp],
    decisions: Iterable[Decision],
    plan: Plan | None,
    today: date,
) -> list[tuple[date, str]]:
    """What is coming, the nearest first, from what the page has read already."""
    dates = [(task.due, task.what) for task in tasks if task.due >= today]
    dates += [
        (follow_up.due, f"Ask how it is, {follow_up.months} months after support ended")
        for follow_up in follow_ups
        if follow_up.due >= today
    ]
    dates += [
        (decision.due, f"Decision due: {decision.question}")
        for decision in decisions
        if decision.due and decision.due >= today and not decision.signed_at
    ]
    dates += [
        (decision.look_again_by, f"Look again: {decision.question}")
        for decision in decisions
        if decision.look_again_by and decision.look_again_by >= today
    ]
    if plan and plan.review_on >= today:
        dates.append((plan.review_on, "The plan is looked at again"))
    return sorted(set(dates))[:6]


def with_content(entries: list[Entry], child: Child) -> list[dict]:
    """Timeline rows. When the content was lawfully destroyed the row says so."""
    contents = contents_of(entries, child.pk)
    rows = []
    for entry in entries:
        destroyed = entry.pk in contents and contents[entry.pk] is None
        held = contents.get(entry.pk) or {}
        text = "\n".join(held[name] for name in TELLING if held.get(name))
        rows.append(
            {
                "title": entry.what[:1].upper() + entry.what[1:],
                "when": entry.on or entry.at,
                "by": f"by {entry.worker}" if entry.worker else "by the system",
                "written": entry.at if entry.on else None,
                "text": "What this said was destroyed." if destroyed else text,
            }
        )
    return rows


def with_reason(entries: list[Entry], child: Child) -> list[dict]:
    """Who looked, with the team through which they saw the child that day: worked out from the dated facts,
    so that a line of a list has its reason too. Two queries, whatever the number of entries."""
    held = involvements(child)
    workers = workers_on_days(
        (entry.worker_id, localtime(entry.at).date()) for entry in entries if entry.worker_id
    )
    rows = []
    for entry in entries:
        day = localtime(entry.at).date()
        worker = workers.get((entry.worker_id, day))
        through = seen_through(worker, held, day) if worker else None
        rows.append({"entry": entry, "why": f"In {through}" if through else entry.because})
    return rows


def looks(child: Child) -> QuerySet[Entry]:
    """Who looked at the child's record and who changed it."""
    return (
        Entry.objects.filter(~Q(kind=Entry.Kind.REFUSED), child_ids__contains=[child.pk])
        .select_related("worker")
        .order_by("-pk")
    )
