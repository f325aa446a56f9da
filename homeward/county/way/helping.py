"""Help: the key worker, agreement, the plan with its goals and hours a week, visits, scores and the end."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from homeward.clocks.rules import months_after, working_days_after
from homeward.county import words
from homeward.county.copying import days
from homeward.county.journey import PLAN_DAYS, STEP_DOWN_AFTER
from homeward.county.way.pen import Row, Way, due_after, working_day
from homeward.support.models import (
    AgreementToEngage,
    Allocation,
    EpisodeChild,
    EpisodeOfHelp,
    FollowUp,
    Goal,
    GoalScore,
    Intensity,
    Plan,
    Visit,
    VisitChild,
)
from homeward.support.rules import FOLLOW_UP_MONTHS, Phase, Scorer, same_goal, step_in_words
from homeward.tasks.rules import Doing


LATE = timedelta(days=20)  # some follow-ups wait so long
EPISODE, VISIT, FOLLOW_UP = "support.episodeofhelp", "support.visit", "support.followup"
SUPPORTS, SUPPORTED = "your team supports this family", "your team supported this family"


def support(way: Way, days_ago: int, until: int = 0, quiet: int = 1) -> None:
    """Help from so many days ago, to today or to its end: agreement, plans, and visits until so many
    days (`quiet`) before that."""
    allocated = f"{way.key_worker[1]} is the key worker"
    way.task(way.unit.north, done=allocated, done_by=way.manager, **way.allocate_task)
    way.started_on = way.on(days_ago)
    _start(way, working_day(way.today, until) if until else None)
    way.task(
        way.unit.north, "Visit the family and agree to work together",
        f"{way.manager[1]} made you their key worker", due_after(way.started_on, 3), way.manager,
        worker=way.key_worker, doing=Doing.AGREE, subject=way.episode,
        done="They agree to work with us" if days_ago - until > 4 else "",
    )  # fmt: skip
    review_on, version = way.started_on, 0
    for ago in range(days_ago - 4, until + quiet, -way.rng.choice((9, 11, 13))):
        if version == 0:
            _agree(way, ago)
        day = _visit(way, ago)
        if version:
            _score(way, day)
            _step_down_in_time(way, day)
        if day >= review_on:
            version += 1
            last = ago - PLAN_DAYS <= until and not until
            review_on = _plan(way, version, day, last=last)


def _start(way: Way, ended: date | None) -> None:
    way.episode = way.add(
        EpisodeOfHelp,
        referral_id=way.referral,
        team_id=way.unit.north,
        started_on=way.started_on,
        started_by_id=way.manager[0],
    )
    way.episode_row = way.last(EpisodeOfHelp)
    for child in way.children:
        way.add(EpisodeChild, episode_id=way.episode, child_id=child)
    way.tell("began an episode of help", EPISODE, way.episode, way.manager)
    way.add(
        Allocation,
        episode_id=way.episode,
        worker_id=way.key_worker[0],
        allocated_by_id=way.manager[0],
        period=days(way.started_on, ended),
    )
    way.tell(
        "allocated a key worker", EPISODE, way.episode, way.manager, key_worker=way.key_worker[1]
    )


def _agree(way: Way, days_ago: int) -> None:
    day = way.on(days_ago)
    for adult in way.family.adults[:2]:
        who, said = f"{adult.name}, {adult.kind}", "Yes, if you come when you say you will."
        way.add(
            AgreementToEngage,
            episode_id=way.episode,
            who=who,
            agrees=True,
            words=said,
            on=day,
            recorded_by_id=way.key_worker[0],
            recorded_at=way.at,
        )
        way.tell(
            "recorded an agreement to engage", EPISODE, way.episode, way.key_worker,
            who=who, agrees=True, words=said,
        )  # fmt: skip


def _plan(way: Way, version: int, day: date, *, last: bool) -> date:
    review_on = day + timedelta(days=PLAN_DAYS)
    otherwise = way.rng.choice(words.IF_IT_GOES_WRONG)
    plan = way.add(
        Plan,
        episode_id=way.episode,
        version=version,
        starts_on=day,
        review_on=review_on,
        if_it_goes_wrong=otherwise,
        written_by_id=way.key_worker[0],
        written_at=way.at,
    )
    goals = way.rng.sample(words.GOALS, 2)
    whose = (way.family.children[0].given_name, "everyone")
    earlier, way.goals = way.goals, {}
    for who, (goal, steps) in zip(whose, goals, strict=True):
        first = next((first for was, (_, first) in earlier.items() if same_goal(was, goal)), None)
        pk = way.add(Goal, plan_id=plan, first_id=first, whose=who, words=goal, steps=steps)
        way.goals[goal] = pk, first or pk
    way.task(
        way.unit.north, "Look at the plan again, together with the family",
        f"Version {version} says when", review_on, way.key_worker, worker=way.key_worker,
        doing=Doing.REVIEW_PLAN, subject=way.episode, done="" if last else "It was written again",
    )  # fmt: skip
    way.tell(
        f"wrote version {version} of the plan", EPISODE, way.episode, way.key_worker, SUPPORTS,
        goals=[goal for goal, _ in goals], if_it_goes_wrong=otherwise,
    )  # fmt: skip
    if version == 1:
        _step(way, day, Phase.INTENSIVE, way.pace.choice((1, 1.5, 2)), words.WHY_BEGIN)
    return review_on


# How many hours, and how it goes


def _step(way: Way, day: date, phase: Phase, hours: float, because: str) -> None:
    """So many hours a week from that day; what was agreed before ends there."""
    before = None
    if way.intensity is not None:
        before = float(way.held(Intensity, way.intensity, "hours_a_week"))
        _end_hours(way, day)
    way.add(
        Intensity,
        episode_id=way.episode,
        phase=phase.value,
        hours_a_week=Decimal(hours),
        because=because,
        decided_by_id=way.key_worker[0],
        decided_at=way.at,
        period=days(day),
    )
    way.intensity, way.intensity_since = way.last(Intensity), day
    way.tell(
        "decided how many hours a week", EPISODE, way.episode, way.key_worker, SUPPORTS,
        outcome=f"{step_in_words(before, hours)}, {phase}", reasons=because,
    )  # fmt: skip


def _end_hours(way: Way, day: date) -> None:
    if way.intensity is not None and way.intensity_since < day:
        way.change(Intensity, way.intensity, period=days(way.intensity_since, day))


def _step_down_in_time(way: Way, day: date) -> None:
    """After twelve weeks of much, less: the family does more by itself."""
    phase = way.held(Intensity, way.intensity, "phase") if way.intensity else ""
    if phase == Phase.INTENSIVE and day - way.intensity_since > STEP_DOWN_AFTER:
        _step(way, day, Phase.STEPPING_DOWN, 0.5, words.WHY_STEP_DOWN)


def _score(way: Way, day: date) -> None:
    """Every third visit or so the goals are scored, by the family or by the eldest who is asked."""
    if way.pace.random() < 0.6:
        return
    weeks = (day - way.started_on).days // 7
    eldest = way.pace.random() < 0.4 and way.family.children[0].says
    child = way.children[0] if eldest else None
    told = []
    for goal, (pk, _) in way.goals.items():
        score = min(2 + weeks // 3 + way.pace.randrange(3), 9)
        said = way.pace.choice(words.SCORED)
        way.add(
            GoalScore,
            goal_id=pk,
            scorer=(Scorer.CHILD if child else Scorer.FAMILY).value,
            child_id=child,
            score=score,
            words=said,
            on=day,
            recorded_by_id=way.key_worker[0],
            recorded_at=way.at,
        )
        told.append(f"{goal}: {score} of 10. {said}")
    way.tell(
        "scored the goals of the plan", EPISODE, way.episode, way.key_worker, SUPPORTS,
        children=[child] if child else None, goals=told,
    )  # fmt: skip


# Whether they feel safe, asked at every other visit.
ANSWERS = {0: True, 2: True, 4: False}


def _visit(way: Way, days_ago: int) -> date:
    day, rng, pace = way.on(days_ago), way.rng, way.pace
    happened, then = rng.choice(words.HAPPENED_ON_VISIT), rng.choice(words.NEXT)
    visit = way.add(
        Visit,
        episode_id=way.episode,
        on=day,
        minutes=pace.choice((60, 90, 120, 180, 240)),
        where=rng.choice(words.WHERE),
        who_was_there=way.family.adults[0].name,
        what_happened=happened,
        what_next=then,
        written_by_id=way.key_worker[0],
        written_at=way.at,
    )
    for pk, child in zip(way.children, way.family.children, strict=True):
        alone = rng.random() < 0.7
        seen = "alone" if alone else "not alone"
        said = rng.choice(words.CHILD_SAYS) if child.says else ""
        about_only = pace.choice(words.ABOUT_ONE) if pace.random() < 0.3 else ""
        safe = ANSWERS.get(days_ago % 6)
        way.add(
            VisitChild,
            visit_id=visit,
            child_id=pk,
            seen=seen,
            why_not_alone="" if alone else "Wanted to stay with the others.",
            words=said,
            about_only=about_only,
            feels_safe=safe,
        )
        way.tell(
            "wrote up a visit", VISIT, visit, way.key_worker, SUPPORTS, children=[pk],
            what_happened=happened, about_only=about_only, what_next=then, seen=seen, words=said,
            feels_safe=safe,
        )  # fmt: skip
    return day


def close(way: Way, days_ago: int) -> None:
    day = way.on(days_ago)
    way.change(
        EpisodeOfHelp,
        way.episode_row,
        closed_on=day,
        closed_at=way.at,
        closed_by_id=way.key_worker[0],
        closed_because="The goals are met.",
    )
    _end_hours(way, day)
    way.tell(
        "ended support", EPISODE, way.episode, way.key_worker, closed_because="The goals are met."
    )
    for months in FOLLOW_UP_MONTHS:
        due = months_after(day, months)
        rows = {child: _to_follow_up(way, child, months, due) for child in way.children}
        if due < way.today - LATE:
            in_time = working_days_after(due - timedelta(days=1), 1)
            way.later(in_time, partial(_follow_up, way, months, rows))


def _to_follow_up(way: Way, child: int, months: int, due: date) -> Row:
    way.add(FollowUp, episode_id=way.episode, child_id=child, months=months, due=due)
    return way.last(FollowUp)


def _follow_up(way: Way, months: int, rows: dict[int, Row]) -> None:
    """With the last one the team's work has ended."""
    for child, row in rows.items():
        said = {
            "living": "at home",
            "in_care": False,
            "feels_safe": None,
            "how_it_is": way.rng.choice(words.GOING_WELL),
        }
        way.change(FollowUp, row, done_at=way.at, done_by_id=way.key_worker[0], **said)
        way.tell(
            f"followed up after {months} months", FOLLOW_UP, way.held(FollowUp, row, "id"),
            way.key_worker, SUPPORTED, children=[child], **said,
        )  # fmt: skip
    if months == FOLLOW_UP_MONTHS[-1]:
        way.let_go(way.unit.north, way.key_worker)
