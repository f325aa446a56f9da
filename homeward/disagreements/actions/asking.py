"""Asking those who answer: a task each, and sight of the children for this one act, which ends with it.

Who answers follows from posts, and posts change: each night those are asked who were not yet, so that an open
disagreement always waits for somebody who is there.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.utils.timezone import localdate, localtime

from homeward.disagreements import queries
from homeward.disagreements.models import Disagreement, LevelReached
from homeward.disagreements.queries import NAMED_BECAUSE
from homeward.disagreements.rules import Candidate, Level
from homeward.locks import unlocked
from homeward.partnership.models import Team, Worker
from homeward.people.models import Child
from homeward.referrals.actions.sittings import SEES_ON
from homeward.referrals.models import SittingMember
from homeward.sharing.actions import end_naming, name_worker
from homeward.sharing.models import Involvement, entitled
from homeward.tasks.actions import open_task
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail import actions as trail


# They see the children so long, and longer while nobody has answered: the nightly job goes on naming them.
NAMED_FOR = timedelta(days=14)
NAMED_AGAIN = timedelta(days=7)  # so long before it ends
NOBODY_LEFT = "Nobody who can answer is left at the level before."


def reach(
    disagreement: Disagreement, level: Level, *, because: str, by: Worker | None
) -> LevelReached:
    """Raise it to a level, or to the first above it where somebody can answer. The last level stands even if
    nobody can today: the page says so, and whoever comes into post is asked."""
    asked = queries.who_can_answer(disagreement, localdate()).at(level)
    if not asked and not level.is_last:
        _pass_over(disagreement, level, because=because, by=by)
        return reach(disagreement, Level(level + 1), because=because, by=by)
    reached = LevelReached.objects.create(
        partnership_id=disagreement.partnership_id,
        disagreement=disagreement,
        level=level,
        because=because,
        due=level.clock.due(localtime()),
    )
    ask(disagreement, reached, asked, by=by)
    return reached


def _pass_over(
    disagreement: Disagreement, level: Level, *, because: str, by: Worker | None
) -> None:
    why = queries.who_can_answer(disagreement, localdate()).why_nobody(level)
    passed = LevelReached.objects.create(
        partnership_id=disagreement.partnership_id,
        disagreement=disagreement,
        level=level,
        because=because,
        passed_because=why,
    )
    trail.record(
        "passed a disagreement on to the next level",
        passed,
        by=by,
        children=disagreement.child_ids(),
        because=why,
    )


def ask(
    disagreement: Disagreement,
    reached: LevelReached,
    asked: Iterable[Candidate],
    *,
    by: Worker | None,
) -> None:
    """Those who are asked already are not asked twice."""
    today = localdate()
    children = list(disagreement.children.all())
    tasks = Task.objects.open().filter(doing=Doing.ANSWER_DISAGREEMENT, subject_id=disagreement.pk)
    already = set(tasks.values_list("worker_id", flat=True))
    workers = Worker.objects.in_bulk([candidate.worker_id for candidate in asked])
    for candidate in asked:
        worker = workers[candidate.worker_id]
        _let_see(worker, children, today, by=by)
        if worker.pk not in already:
            open_task(
                team=Team.objects.get(pk=candidate.team_id),
                worker=worker,
                children=children,
                doing=Doing.ANSWER_DISAGREEMENT,
                subject=disagreement,
                what=f"Answer a disagreement: {disagreement.about_what}",
                because=f"{disagreement.raised_by} of {disagreement.from_team} raised it",
                due=reached.due or today,
                by=by,
            )


def _let_see(worker: Worker, children: Iterable[Child], today: date, *, by: Worker | None) -> None:
    on_day = worker.on(today)
    for child in children:
        lapsing = Involvement.objects.filter(
            child=child,
            worker=worker,
            because=NAMED_BECAUSE,
            period__contains=today,
            period__endswith__lt=today + NAMED_AGAIN,
        )
        if lapsing.exists() or not entitled(on_day, child, today).may_see():
            name_worker(
                [child], worker, because=NAMED_BECAUSE, by=by, on=today, until=today + NAMED_FOR
            )


def let_go(disagreement: Disagreement, *, staying: Collection[int] = (), by: Worker | None) -> None:
    """Who saw the children only to answer this sees them until midnight, unless another disagreement waits for
    them or a panel named them since: that ends by its own day."""
    today = localdate()
    for child in disagreement.children.all():
        named = Involvement.objects.filter(
            child=child, because=NAMED_BECAUSE, period__contains=today
        ).exclude(worker__in=staying)
        asked_elsewhere = (
            Task.objects.open()
            .filter(doing=Doing.ANSWER_DISAGREEMENT, children=child)
            .exclude(subject_id=disagreement.pk)
        )
        on_a_panel = SittingMember.objects.filter(
            sitting__items__referral__children=child,
            sitting__held_on__gt=today - SEES_ON,
        )
        for involvement in (
            named.exclude(worker__in=asked_elsewhere.values("worker"))
            .exclude(worker__in=on_a_panel.values("worker"))
            .select_related("worker")
        ):
            end_naming(child, involvement.worker, because=NAMED_BECAUSE, by=by, on=today)


@unlocked()
def ask_again() -> None:
    """Of every open disagreement that waits for an answer: those who came into post are asked, and where nobody
    is left who can, it goes to the next level."""
    for disagreement in queries.whole(Disagreement.objects.open()):
        standing = disagreement.standing()
        if not standing.waits():
            continue
        asked = queries.who_can_answer(disagreement, localdate()).at(standing.level)
        reached = disagreement.levels.order_by("-level")[0]
        if asked or standing.level.is_last:
            ask(disagreement, reached, asked, by=None)
            continue
        reach(disagreement, Level(standing.level + 1), because=NOBODY_LEFT, by=None)
