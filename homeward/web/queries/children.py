"""The list of children that a worker's teams work with, and finding one of them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import (
    BooleanField,
    Exists,
    Min,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from homeward.care.models import PeriodOfCare
from homeward.exports import Table
from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Child
from homeward.people.queries import found, numbered
from homeward.people.rules import Sought, answering
from homeward.referrals.models import ReferralChild
from homeward.support.models import (
    Allocation,
    EpisodeChild,
)
from homeward.tasks.models import Task


def caseload(worker: WorkerOnDay, day: date) -> QuerySet[Child]:
    """The children that this worker's teams work with: their own families first."""
    episodes = EpisodeChild.objects.filter(child=OuterRef("pk"), episode__closed_on=None)
    key_workers = Allocation.objects.held_on(day).filter(episode__about__child=OuterRef("pk"))
    return (
        Child.objects.listed_to(worker, day)
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


def narrowed(children: QuerySet[Child], chosen: dict[str, str], today: date) -> QuerySet[Child]:
    """A caseload as `ChildrenForm` narrows it."""
    if chosen.get("whose") == "mine":
        children = children.filter(mine=True)
    if chosen.get("whose") == "nobodys":
        children = children.filter(in_help=True, key_worker=None)
    if chosen.get("now"):
        children = children.filter(whole=True)  # of the others it is not known here: `now_of`
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
    if not child.whole:
        return "You see what keeps them safe"
    if child.in_care:
        return "In care"
    return "Being helped at home" if child.in_help else "Referred"


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
        children = Child.objects.listed_to(worker, day).filter(
            pk__in=known.union(referred.values("child_id"))
        )
    key_worker = Allocation.objects.held_on(day).filter(episode__about__child=OuterRef("pk"))
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
