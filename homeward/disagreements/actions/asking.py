"""Asking those who answer: a task each, and sight of the children for this one act, which ends with it.

Who answers follows from posts, and posts change: each night those are asked who were not yet, so that an open
disagreement always waits for somebody who is there.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.utils.timezone import localdate, localtime

from homeward.clocks.rules import working_days_after
from homeward.disagreements import queries
from homeward.disagreements.actions.shared import OF_DISAGREEMENTS, let_go, locked, tell
from homeward.disagreements.models import Disagreement, LevelReached
from homeward.disagreements.queries import NAMED_BECAUSE
from homeward.disagreements.rules import WEIGH_DAYS, Candidate, Level
from homeward.locks import unlocked
from homeward.partnership.models import Team, Worker
from homeward.sharing.actions import name_worker
from homeward.sharing.models import Involvement, entitled
from homeward.tasks.actions import finish_doing, open_task
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail import actions as trail


# They see the children so long, and longer while nobody has answered: the nightly job goes on naming them.
NAMED_FOR = timedelta(days=14)
NAMED_AGAIN = timedelta(days=7)  # so long before it ends
NOBODY_LEFT = "Nobody who can answer is left at the level before."
NOBODY_WEIGHS = "Nobody is left who can say whether the answer is enough."
ALWAYS_WAITS = "an open disagreement waits for somebody who is there"


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


def raise_on(
    disagreement: Disagreement, *, because: str, told: str, by: Worker | None
) -> LevelReached:
    """To the next level. What was asked at the one before is over, and with it the sight of who is not asked
    again. `told`: on whose authority, for the trail."""
    tell("raised a disagreement further", disagreement, by=by, because=told, why=because)
    for doing in OF_DISAGREEMENTS:
        finish_doing(doing, disagreement, how="It was raised to the next level", by=by)
    level = Level(disagreement.standing().level + 1)
    reached = reach(disagreement, level, because=because, by=by)
    found = queries.who_can_answer(disagreement, localdate())
    let_go(disagreement, staying=found.names_at(Level(reached.level)), by=by)
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
    """To answer it. They see the children for that."""
    today = localdate()
    teams = {candidate.worker_id: candidate.team_id for candidate in asked}
    _let_see(teams, disagreement, today, by=by)
    _open_tasks(
        teams,
        disagreement,
        doing=Doing.ANSWER_DISAGREEMENT,
        what=f"Answer a disagreement: {disagreement.about_what}",
        because=f"{disagreement.raised_by} of {disagreement.from_team} raised it",
        due=reached.due or today,
        by=by,
    )


def ask_whether_enough(disagreement: Disagreement, *, by: Worker | None) -> None:
    """Who raised it, whether the answer is enough; or those who act for them, who see the children for that.
    Where nobody is left who can say so, it goes to the next level."""
    today = localdate()
    found = queries.who_can_answer(disagreement, today)
    acting = queries.acting_for_raiser(disagreement, found, today)
    if not acting and not queries.raiser_is_there(disagreement, today):
        raise_on(disagreement, because=NOBODY_WEIGHS, told=ALWAYS_WAITS, by=None)
        return
    teams = {candidate.worker_id: candidate.team_id for candidate in acting}
    _let_see(teams, disagreement, today, by=by)
    answered_by = disagreement.standing().answered_by
    gone = f", and {disagreement.raised_by} can no longer open it" if teams else ""
    _open_tasks(
        teams or {disagreement.raised_by_id: disagreement.from_team_id},
        disagreement,
        doing=Doing.WEIGH_ANSWER,
        what=f"{'A' if teams else 'Your'} disagreement was not upheld: is the answer enough?",
        because=f"{answered_by} answered{gone}. Raise it further, or withdraw it",
        due=working_days_after(today, WEIGH_DAYS),
        by=by,
    )


def _open_tasks(
    teams: Mapping[int, int],
    disagreement: Disagreement,
    *,
    doing: Doing,
    what: str,
    because: str,
    due: date,
    by: Worker | None,
) -> None:
    """`teams`: who is asked, and in which team. Those who are asked already are not asked twice."""
    tasks = Task.objects.open().filter(doing=doing, subject_id=disagreement.pk)
    already = set(tasks.values_list("worker_id", flat=True))
    for worker, team in teams.items():
        if worker not in already:
            open_task(
                team=Team.objects.get(pk=team),
                worker=Worker.objects.get(pk=worker),
                children=disagreement.children.all(),
                doing=doing,
                subject=disagreement,
                what=what,
                because=because,
                due=due,
                by=by,
            )


def _let_see(
    workers: Iterable[int], disagreement: Disagreement, today: date, *, by: Worker | None
) -> None:
    until = today + NAMED_FOR
    for worker in Worker.objects.filter(pk__in=workers).order_by("pk"):
        on_day = worker.on(today)
        for child in disagreement.children.all():
            lapsing = Involvement.objects.filter(
                child=child,
                worker=worker,
                because=NAMED_BECAUSE,
                period__contains=today,
                period__endswith__lt=today + NAMED_AGAIN,
            )
            if lapsing.exists() or not entitled(on_day, child, today).may_see():
                name_worker([child], worker, because=NAMED_BECAUSE, by=by, on=today, until=until)


@unlocked()
def ask_again(disagreement: Disagreement) -> None:
    """Each night, of one that is open: those who came into post are asked, to answer it or whether the answer
    is enough. Where nobody is left who can answer, it goes to the next level."""
    disagreement = locked(disagreement)
    standing = disagreement.standing()
    if not standing.is_open:
        return
    if standing.answer:
        ask_whether_enough(disagreement, by=None)
        return
    asked = queries.who_can_answer(disagreement, localdate()).at(standing.level)
    if asked or standing.level.is_last:
        reached = disagreement.levels.order_by("-level")[0]
        ask(disagreement, reached, asked, by=None)
    else:
        raise_on(disagreement, because=NOBODY_LEFT, told=ALWAYS_WAITS, by=None)
