"""The lists of disagreements: those that a worker may see, of a child, and of a decision."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from homeward.decisions.models import Decision
from homeward.decisions.queries import names
from homeward.disagreements.models import Disagreement
from homeward.disagreements.queries.answering import whole
from homeward.exports import Table
from homeward.partnership.rules import WorkerOnDay
from homeward.people.models import Child
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing


def disagreements_of(worker: WorkerOnDay, today: date) -> QuerySet[Disagreement]:
    """Those that wait for this worker's answer come first, then the open ones by day, then those that ended."""
    asked = Task.objects.open().filter(
        doing__in=(Doing.ANSWER_DISAGREEMENT, Doing.WEIGH_ANSWER),
        worker_id=worker.worker_id,
        subject_id=OuterRef("pk"),
    )
    found = Disagreement.objects.visible_to(worker, today).at_level().annotate(mine=Exists(asked))
    return whole(found).order_by(
        F("settlement__ended_at").desc(nulls_first=True), "-mine", "now_due", "-pk"
    )


# Which ones, for choosing from the list.
def _where(today: date) -> dict[str, Q]:
    is_open = Q(settlement=None)
    return {
        "mine": Q(mine=True),
        "late": is_open & Q(now_answer="", now_due__lt=today),
        "ended": Q(settlement__isnull=False),
        "open": is_open,
    }


def narrowed(
    found: QuerySet[Disagreement], chosen: Mapping[str, str], worker: WorkerOnDay, today: date
) -> QuerySet[Disagreement]:
    """`found` come from `disagreements_of`."""
    if "where" in chosen:
        found = found.filter(_where(today)[chosen["where"]])
    if "whose" in chosen:
        mine = Q(raised_by=worker.worker_id)
        if chosen["whose"] == "teams":
            mine = Q(from_team__in=worker.team_ids) | Q(with_team__in=worker.team_ids)
        found = found.filter(mine)
    if "theme" in chosen:
        found = found.filter(theme=chosen["theme"])
    return found


def disagreements_table(found: Iterable[Disagreement], today: date) -> Table:
    return Table(
        "Disagreements",
        (
            "About",
            "Children",
            "Raised by",
            "Team",
            "Raised on",
            "With",
            "Answer due",
            "Where it is",
        ),
        tuple(
            (
                one.about_what,
                names(list(one.children.all())),
                str(one.raised_by),
                str(one.from_team),
                localdate(one.raised_at),
                str(one.with_team),
                one.standing().due if one.standing().waits() else None,
                said(one, today),
            )
            for one in found
        ),
    )


def said(disagreement: Disagreement, today: date) -> str:
    """Where it is, in a few words."""
    standing = disagreement.standing()
    if not standing.is_open:
        return standing.ended[:1].upper() + standing.ended[1:]
    if standing.answer:
        return f"{standing.answered_by} did not uphold it"
    late = ", and are late" if standing.is_overdue(today) else ""
    return f"{standing.level.who[:1].upper()}{standing.level.who[1:]} answer{late}"


def of_child(child: Child, worker: WorkerOnDay, today: date) -> list[Disagreement]:
    """Open ones first."""
    found = Disagreement.objects.visible_to(worker, today).filter(about__child=child)
    return _open_first(found)


def of_decision(decision: Decision, worker: WorkerOnDay, today: date) -> list[Disagreement]:
    return _open_first(Disagreement.objects.visible_to(worker, today).filter(decision=decision))


def _open_first(found: QuerySet[Disagreement]) -> list[Disagreement]:
    """Ten at most, without their levels: the page of each has them."""
    ended_last = F("settlement__ended_at").desc(nulls_first=True)
    related = ("raised_by", "from_team", "settlement__ended_by")
    return list(found.select_related(*related).order_by(ended_last, "-pk")[:10])
