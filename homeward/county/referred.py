"""A family's way to the panel, each step through the action that a worker would use.

`with journey.ago(9): journey.refer()` lives the step nine days ago: the clock is moved while it is lived, so
every day and moment that the action writes, in the record and in the trail, is that of the step.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from random import Random
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from time_machine import travel

from homeward.county import words
from homeward.county.cast import Cast
from homeward.county.days import in_office_hours, working_day_before
from homeward.county.families import Family
from homeward.decisions.models import Decision
from homeward.partnership.models import Worker
from homeward.partnership.rules import Role
from homeward.people.models import Child
from homeward.referrals import actions as referrals
from homeward.referrals import queries
from homeward.referrals.models import AgendaItem, Interest, Referral, Sitting
from homeward.referrals.rules import (
    Expected,
    Judgement,
    Need,
    Outcome,
    PanelOutcome,
    Urgency,
    Waits,
)
from homeward.support.models import EpisodeOfHelp
from homeward.tasks.actions import finish_task
from homeward.tasks.models import Task


ARRANGED_DAYS_BEFORE = 28


@dataclass
class Referred:
    cast: Cast
    family: Family
    number: int
    rng: Random
    began: datetime  # when the county was begun: no later moment than this is lived through
    last: datetime | None = None
    expects: bool = False  # the panel seals what it expects without the help
    # What the steps make, each there once its step is lived.
    referral: Referral = field(init=False)
    item: AgendaItem = field(init=False)
    episode: EpisodeOfHelp = field(init=False)
    decision: Decision = field(init=False)

    def __post_init__(self) -> None:
        self.today = localdate(self.began)
        west = self.number % 2 == 0
        self.from_team, self.to_team = ("West", "North") if west else ("East", "South")
        turn = self.number // 2
        self.referrer = self.cast.turn(self.from_team, Role.SOCIAL_WORKER, turn)
        self.key_worker = self.cast.turn(self.to_team, Role.KEY_WORKER, turn)
        self.manager = self.cast.one(self.to_team, Role.TEAM_MANAGER)
        self.chair = self.cast.one(self.to_team, Role.PANEL_CHAIR)
        self.head = self.cast.one("Leadership", Role.HEAD_OF_SERVICE)

    # The clock

    @contextmanager
    def on(self, day: date) -> Iterator[date]:
        """What happens inside happens on that day, in office hours and after all before it."""
        moment = in_office_hours(self.rng, day) if day < self.today else self.began
        if self.last:
            moment = min(max(moment, self.last + timedelta(minutes=20)), self.began)
        self.last = moment
        with travel(moment):
            yield day

    def ago(self, days: int) -> AbstractContextManager[date]:
        return self.on(working_day_before(self.today, days))

    # Referral, screening, panel

    def refer(self, urgency: Urgency | None = None, danger: str = "") -> None:
        family = self.family
        self.referral = referrals.refer(
            from_team=self.cast.teams[self.from_team],
            to_team=self.cast.teams[self.to_team],
            children=family.children,
            adults=family.adults,
            reasons=family.reasons,
            why_now=family.why_now,
            tried=family.tried,
            going_well=family.going_well,
            family_says=family.says,
            urgency=urgency or family.urgency,
            danger=danger,
            by=self.referrer,
        )

    def screen(self, outcome: Outcome, reasons: str, **more: Any) -> None:
        referrals.screen_referral(
            self.referral,
            outcome=outcome,
            reasons=reasons,
            answers=self._answers(outcome),
            by=self.manager,
            **more,
        )

    def _answers(self, outcome: Outcome) -> dict[int, Judgement]:
        """To the criteria of whom the service is for, as the outcome has it."""
        advised = queries.advised(self.referral)
        asked = advised.asked if advised else []
        if outcome == Outcome.ASK_FOR_MORE:
            return {}
        said = {}
        for one in asked:
            bad = outcome == (Outcome.TOO_RISKY if one.excludes else Outcome.NOT_ELIGIBLE)
            said[one.number] = Judgement.MET if bad == one.excludes else Judgement.NOT_MET
        return said

    def put_on_list(self, review_in: int) -> None:
        self.screen(
            Outcome.NO_CAPACITY,
            words.NO_ROOM,
            waits=self._waits(Need.CAN_WAIT, review_in),
        )

    def look_again(self, review_in: int) -> None:
        referrals.review_waiting(
            self.referral.waiting,
            words=words.LOOKED_AGAIN,
            waits=self._waits(Need.SOON, review_in),
            why_moved=words.WHY_MOVED,
            by=self.manager,
        )

    def _waits(self, need: Need, review_in: int) -> Waits:
        """Somebody looks again in so many days, or on the working day before."""
        review_on = working_day_before(localdate() + timedelta(days=review_in), 1)
        helps, who = words.HELP_MEANWHILE, words.HELPS_MEANWHILE
        return Waits(need, review_on, helps, who, localdate())

    def ask(self) -> None:
        self.screen(Outcome.ASK_FOR_MORE, words.MORE_WANTED)

    def answer(self) -> None:
        referrals.answer_question(self.referral, words=words.ANSWERED, by=self.referrer)

    def to_panel(self, held_on: date) -> None:
        self.item = referrals.bring_to_panel(self.referral, self._sitting(held_on), by=self.manager)

    def _sitting(self, held_on: date) -> Sitting:
        """One for all the families of that day, arranged before any of them is put on its agenda."""
        sittings = self.cast.sittings
        if (self.to_team, held_on) not in sittings:
            day = working_day_before(held_on, ARRANGED_DAYS_BEFORE)
            with travel(in_office_hours(Random(f"sitting {held_on}"), day)):
                sittings[self.to_team, held_on] = referrals.arrange_sitting(
                    self.cast.teams[self.to_team],
                    held_on=held_on,
                    chair=self.chair,
                    members=[self.manager, *self.cast.people[self.to_team, Role.KEY_WORKER][:2]],
                    by=self.chair,
                )
        return sittings[self.to_team, held_on]

    def sit(self) -> None:
        """On the day: who is here, and that nobody has an interest in this family."""
        sitting = self.item.sitting
        if sitting.attendance_at is None:
            members = [member.worker for member in sitting.members.select_related("worker")]
            sitting = referrals.record_attendance(sitting, members, by=self.chair)
            self.cast.sittings[self.to_team, sitting.held_on] = sitting
        self.item.sitting = sitting
        referrals.note_no_interest(self.item, by=self.chair)

    def expect(self) -> None:
        """Each member but the chair, alone, before talking."""
        members = self.item.sitting.members.exclude(worker=self.chair).select_related("worker")
        for member in members:
            path, placement, cost, why = self.rng.choice(words.EXPECTED)
            referrals.seal_expectation(
                self.item,
                Expected(
                    path=path,
                    placement=placement,
                    weekly_cost=cost,
                    confidence=self.rng.randrange(30, 95, 5),
                    why=why,
                ),
                by=member.worker,
            )

    def send_to_chair(self) -> None:
        referrals.declare_interest(self.item, interest="", then=Interest.Then.NONE, by=self.chair)
        for whose, who, said in self._said():
            referrals.add_panel_view(self.item, whose=whose, who=who, words=said, by=self.manager)
        version = Decision.objects.get(pk=self.item.decision_id).version
        referrals.send_panel_decision(self.item, version=version, by=self.manager)

    def sign_panel(self, outcome: PanelOutcome, reasons: str, alternative: str = "") -> None:
        self.sit()
        if self.expects:
            self.expect()
        if outcome == PanelOutcome.CONDITIONS:
            referrals.add_condition(
                self.item,
                what="Meet school within two weeks and agree who walks in with the children",
                owner=self.manager,
                by_day=localdate() + timedelta(days=14),
                by=self.chair,
            )
        decision = Decision.objects.get(pk=self.item.decision_id)
        referrals.sign_panel_decision(
            self.item,
            outcome=decision.options.get(code=outcome),
            reasons=reasons,
            alternative=alternative,
            signed_name=self.chair.name,
            version=decision.version,
            by=self.chair,
        )

    # What every part of the way needs

    def did(self, *begin: str, how: str) -> None:
        """Finish the open tasks that begin with any of these words (all, without), each by one of its team."""
        named = reduce(or_, (Q(what__startswith=words) for words in begin), Q())
        tasks = Task.objects.open().filter(named, children__referrals=self.referral)
        for task in tasks.select_related("team", "worker").distinct():
            finish_task(task, how=how, by=task.worker or self._one_of(task.team_id))

    def _one_of(self, team_id: int) -> Worker:
        teams = self.cast.teams
        if team_id == teams["Duty"].pk:
            return self.cast.one("Duty", Role.SOCIAL_WORKER)
        return self.referrer if team_id == teams[self.from_team].pk else self.key_worker

    def _children(self) -> QuerySet[Child]:
        return self.referral.children.order_by("pk")

    def _said(self) -> list[tuple[str, str, str]]:
        """Whose view it is, who says it, and what."""
        child = self.family.children[0]
        return [
            ("child", child.given_name, child.says or child.not_asked_because),
            ("family", self.family.adults[0].name, self.family.says),
            ("council", self.referrer.name, self.rng.choice(words.COUNCIL_VIEW)),
            ("charity", self.manager.name, self.rng.choice(words.CHARITY_VIEW)),
        ]
