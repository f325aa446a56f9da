"""One family's way: who they and their workers are, and the clock and the pen with which it is written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any

from django.utils.timezone import localdate

from homeward.clocks.rules import working_days_after
from homeward.county.copying import Sheets
from homeward.county.days import in_office_hours, working_day_before
from homeward.county.families import Family
from homeward.county.kin import Kin
from homeward.county.telling import CHANGE, READ, Telling, tell
from homeward.county.units import Person, Unit
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing


CHILD, TASK, REFERRAL = "people.child", "tasks.task", "referrals.referral"
INVOLVEMENT = "sharing.involvement"
LOOKED = ("read the child’s page", "read the child’s page", "read the timeline", "read the visits")
working_day = lru_cache(maxsize=20_000)(working_day_before)
due_after = lru_cache(maxsize=20_000)(working_days_after)
Row = list[Any]


@dataclass
class Way:
    """One family of a unit. Rows go into `sheets`; the trail is told at the end, in the order of time."""

    sheets: Sheets
    unit: Unit
    kin: Kin
    sittings: dict[date, int]
    rng: Random
    pace: Random  # of its own for hours, scores and minutes: they change nothing else that is drawn
    began: datetime
    today: date
    reference: str
    family: Family
    at: datetime = field(init=False)
    told: list[Telling] = field(default_factory=list)
    children: list[int] = field(default_factory=list)
    coming: list[tuple[date, Callable[[], None]]] = field(default_factory=list)
    # What the steps make, each there once its step is written.
    referral: int = field(init=False)
    referred_on: date = field(init=False)
    sent_at: datetime = field(init=False)
    screened: list[dict[str, str]] = field(default_factory=list)  # as the panel's papers say it
    waiting: tuple[Row, Row] | None = None  # the place on the list, and the task to look again
    allocate_task: dict[str, Any] = field(init=False)
    episode: int = field(init=False)
    episode_row: Row = field(init=False)
    started_on: date = field(init=False)
    # Of the plan in force: each goal by its words, with the goal of an earlier version that it carries on.
    goals: dict[str, tuple[int, int]] = field(default_factory=dict)
    intensity: Row | None = None  # the hours a week agreed now
    intensity_since: date = field(init=False)

    def __post_init__(self) -> None:
        self.social_worker = self.rng.choice(self.unit.social_workers)
        self.key_worker = self.rng.choice(self.unit.key_workers)
        self.manager, self.chair, self.head = self.unit.manager, self.unit.chair, self.unit.head

    @property
    def shown(self) -> str:
        """The reference as it is said."""
        return f"{self.reference[:2]} {self.reference[2:]}"

    # The clock

    def on(self, days_ago: int) -> date:
        day = working_day(self.today, days_ago)
        moment = in_office_hours(self.rng, day) if day < self.today else self.began
        last = getattr(self, "at", moment)
        self.at = min(max(moment, last + timedelta(minutes=20)), self.began)
        return day

    def later(self, day: date, act: Callable[[], None]) -> None:
        """To be done when that day comes, if it came: see `live_on`."""
        if day < self.today:
            self.coming.append((day, act))

    def live_on(self) -> None:
        """After the last step of the way: what follows it, day by day."""
        for day, act in sorted(self.coming, key=lambda coming: coming[0]):
            self.on((self.today - day).days)
            act()

    # The pen

    def add(self, model: Any, **values: Any) -> int:
        return self.sheets.add(model, partnership_id=self.unit.partnership_id, **values)

    def last(self, model: Any) -> Row:
        """The row that was added last, to be changed by a later step."""
        return self.sheets.of(model).rows[-1]

    def change(self, model: Any, row: Row, **values: Any) -> None:
        self.sheets.of(model).change(row, **values)

    def held(self, model: Any, row: Row, name: str) -> Any:
        return self.sheets.of(model).held(row, name)

    def tell(
        self, what: str, kind: str, pk: int, by: Person, because: str = "", /,
        children: Iterable[int] | None = None, **changed: Any,
    ) -> None:  # fmt: skip
        self.at = min(self.at + timedelta(seconds=1), self.began)
        whom = tuple(self.children if children is None else children)
        self.told.append(
            Telling(self.at, CHANGE, what, by[0], whom, (kind, pk), because, changed or None)
        )

    def task(
        self, team: int, what: str, because: str, due: date, by: Person, *, worker: Person | None = None,
        doing: Doing = Doing.BY_HAND, subject: int | None = None, urgent: bool = False,
        done: str = "", done_by: Person | None = None,
    ) -> Row:  # fmt: skip
        """A task for a team, done the day after when `done` says how: by whom it is for, unless it is said."""
        done_by = done_by or worker or by
        done_at = min(self.at + timedelta(days=1), self.began)
        pk = self.add(
            Task,
            team_id=team,
            worker_id=worker[0] if worker else None,
            what=what,
            because=because,
            due=due,
            urgent=urgent,
            doing=doing.value,
            subject_id=subject,
            opened_at=self.at,
            done_at=done_at if done else None,
            done_by_id=done_by[0] if done else None,
            done_how=done,
        )
        for child in self.children:
            self.sheets.add(Task.children.through, task_id=pk, child_id=child)
        self.tell("opened a task", TASK, pk, by, what=what, due=due)
        if done:
            because = "it was what the task waited for" if doing else "it was opened for your team"
            whom, how = tuple(self.children), {"done_how": done}
            self.told.append(
                Telling(done_at, CHANGE, "did a task", done_by[0], whom, (TASK, pk), because, how)
            )
        return self.last(Task)

    def finish(self, task: Row, how: str, by: Person) -> None:
        """What the task waited for was done on its page."""
        self.change(Task, task, done_at=self.at, done_by_id=by[0], done_how=how)
        pk = self.held(Task, task, "id")
        self.tell("did a task", TASK, pk, by, "it was what the task waited for", done_how=how)

    def see(
        self, child: int, team: int, because: str, on: date, *,
        by: Person | None = None, passing: bool = False,
    ) -> None:  # fmt: skip
        pk = self.kin.involve(child, team, because, on, passing=passing)
        self.tell(
            "began working with the child", INVOLVEMENT, pk, by or self.social_worker, because,
            children=[child],
        )  # fmt: skip

    def let_go(self, team: int, by: Person) -> None:
        """The team's work with the family has ended, and it sees the children until midnight."""
        for child in self.children:
            pk = self.kin.let_go(child, team, localdate(self.at))
            self.tell("stopped working with the child", INVOLVEMENT, pk, by, children=[child])

    # Who looked, and the trail of it all

    def looked(self, times: int) -> None:
        """Their workers opened the record so often, since the referral and while their team worked with them."""
        north, west = self.unit.north, self.unit.west
        workers = (
            (self.key_worker, north),
            (self.key_worker, north),
            (self.social_worker, west),
            (self.manager, north),
        )
        # All children of a family are seen for the same time.
        sights = {team: self.kin.sights[team][self.children[0]] for team in (north, west)}
        ends = [sight.until or self.today for sight in sights.values()]
        first = max((self.today - self.referred_on).days, 1)
        last = min((self.today - max(ends)).days + 1, first)
        for _ in range(times):
            day = working_day(self.today, self.rng.randrange(last, first + 1))
            day = max(day, self.referred_on)
            child = self.rng.choice(self.children)
            at = in_office_hours(self.rng, day)
            what = self.rng.choice(LOOKED)
            seeing = [worker for worker, team in workers if sights[team].holds_on(day)]
            by = self.rng.choice(seeing)[0]
            self.told.append(Telling(at, READ, what, by, (child,), (CHILD, child)))

    def write(self) -> None:
        tell(self.sheets, self.unit.partnership_id, self.told, self.kin.keys)
