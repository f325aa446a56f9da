"""One family's way through the service, each step through the action that a worker would use.

`with journey.ago(9): journey.refer()` lives the step today and then moves it nine days back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils.timezone import localdate, make_aware, now

from homeward.county import words
from homeward.county.backdate import Step, move_back, move_to_sitting
from homeward.county.cast import Cast
from homeward.county.days import panel_day, working_day_before
from homeward.county.families import Family
from homeward.decisions import actions as decisions
from homeward.decisions.models import Decision
from homeward.partnership.models import Worker
from homeward.partnership.rules import Function, Role
from homeward.referrals import actions as referrals
from homeward.referrals.models import AgendaItem, Interest, Referral, Sitting
from homeward.referrals.rules import Outcome, PanelOutcome, Urgency
from homeward.support import actions as support
from homeward.support.models import EpisodeOfHelp
from homeward.support.rules import Happened, SafetyOutcome
from homeward.tasks.actions import finish_task
from homeward.tasks.models import Task


@dataclass
class Journey:
    cast: Cast
    family: Family
    number: int
    rng: Random
    today: date
    referral: Referral | None = None
    item: AgendaItem | None = None
    episode: EpisodeOfHelp | None = None
    decision: Decision | None = None
    last: datetime | None = field(default=None)

    def __post_init__(self) -> None:
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
        """What happens inside happened on that day, in office hours and after all before it."""
        began = now()
        yield day
        if day >= self.today:
            return
        moment = make_aware(
            datetime.combine(day, time(9 + self.rng.randrange(7), self.rng.randrange(60)))
        )
        if self.last:
            moment = max(moment, self.last + timedelta(minutes=20))
        self.last = moment
        move_back(Step(self.referral, began, moment))
        self._read_again()

    def ago(self, days: int):
        return self.on(working_day_before(self.today, days))

    def panel_ago(self, days: int):
        return self.on(panel_day(self.today, days))

    def _read_again(self) -> None:
        for thing in (self.referral, self.item, self.episode, self.decision):
            if thing is not None:
                thing.refresh_from_db()

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

    def screen(self, outcome: Outcome, reasons: str, **more) -> None:
        referrals.screen_referral(
            self.referral, outcome=outcome, reasons=reasons, by=self.manager, **more
        )

    def ask(self) -> None:
        self.screen(Outcome.ASK_FOR_MORE, words.MORE_WANTED)

    def answer(self) -> None:
        referrals.answer_question(self.referral, words=words.ANSWERED, by=self.referrer)
        self.did("Answer what was asked", how="Answered in the referral.")

    def to_panel(self, held_on: date) -> None:
        """Families go on agendas to come only, so one of the past is put on today's and moved."""
        sitting = self._sitting(max(held_on, self.today))
        self.item = referrals.bring_to_panel(self.referral, sitting, by=self.manager)
        if held_on < self.today:
            move_to_sitting(self.item, self._sitting(held_on))

    def _sitting(self, held_on: date) -> Sitting:
        sitting, _ = Sitting.objects.get_or_create(
            partnership=self.cast.partnership,
            team=self.cast.teams[self.to_team],
            held_on=held_on,
            defaults={"chair": self.chair},
        )
        return sitting

    def send_to_chair(self) -> None:
        referrals.declare_interest(self.item, interest="", then=Interest.Then.NONE, by=self.chair)
        self._views(self.item.decision)
        self._send(self.item.decision, by=self.manager)

    def sign_panel(self, outcome: PanelOutcome, reasons: str, alternative: str = "") -> None:
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
            dissent="",
            signed_name=self.chair.name,
            version=decision.version,
            by=self.chair,
        )

    # Support

    def start_help(self) -> None:
        self.episode = support.start_help(
            self.referral, key_worker=self.key_worker, by=self.manager
        )
        self.did("Allocate a key worker", how=f"{self.key_worker} is their key worker.")

    def agree_to_engage(self) -> None:
        for adult in self.family.adults[:2]:
            support.record_agreement(
                self.episode,
                who=f"{adult.name}, {adult.kind}",
                agrees=True,
                words="Yes, if you come when you say you will.",
                on=localdate(),
                by=self.key_worker,
            )
        self.did("Visit the family", how="Met everyone at home and agreed how to work together.")

    def plan(self) -> None:
        whose = [child.given_name for child in self.family.children] + ["everyone"]
        goals = self.rng.sample(words.GOALS, min(2 + (len(whose) > 2), len(whose)))
        support.write_plan(
            self.episode,
            starts_on=localdate(),
            review_on=localdate() + timedelta(days=42),
            if_it_goes_wrong=self.rng.choice(words.IF_IT_GOES_WRONG),
            goals=[
                support.NewGoal(who, goal, steps) for who, (goal, steps) in zip(whose, goals, strict=False)
            ],
            seen_version=self.episode.plans.count(),
            by=self.key_worker,
        )

    def visit(self) -> None:
        seen = []
        for child, known in zip(self._children(), self.family.children, strict=True):
            alone = self.rng.random() < 0.7
            seen.append(
                support.ChildSeen(
                    child,
                    "alone" if alone else "not alone",
                    "" if alone else "Wanted to stay with the others.",
                    self.rng.choice(words.CHILD_SAYS) if known.says else "",
                )
            )
        support.write_up_visit(
            self.episode,
            on=localdate(),
            where=self.rng.choice(words.WHERE),
            who_was_there=", ".join([self.family.adults[0].name, *(c.given_name for c in self.family.children)]),
            what_happened=self.rng.choice(words.HAPPENED_ON_VISIT),
            what_next=self.rng.choice(words.NEXT),
            unsafe_tonight=False,
            children=seen,
            by=self.key_worker,
        )

    # Decisions

    def prepare(self, function: Function) -> None:
        self.decision = support.prepare_safety_decision(
            self.episode,
            function=function,
            due=localdate() + timedelta(days=7),
            by=self.key_worker,
        )
        what, source, points_to = self.rng.choice(words.EVIDENCE)
        decisions.add_evidence(
            self.decision, what=what, source=source, on=localdate(), points_to=points_to, by=self.key_worker
        )

    def send_to_head(self) -> None:
        for option in self.decision.options.all():
            decisions.weigh_option(
                option,
                could_make_it_safe="Someone visits three times a week, and the plan says who to phone.",
                could_go_wrong="A bad night with nobody to phone.",
                version=Decision.objects.get(pk=self.decision.pk).version,
                by=self.key_worker,
            )
        self._views(self.decision)
        self._send(self.decision, by=self.key_worker)

    def sign(self, outcome: SafetyOutcome, reasons: str) -> None:
        decision = Decision.objects.get(pk=self.decision.pk)
        support.sign_safety_decision(
            decision,
            outcome=decision.options.get(code=outcome),
            reasons=reasons,
            look_again_if="A night away without word, or a visit that is refused.",
            look_again_by=localdate() + timedelta(days=84),
            dissent="",
            signed_name=self.head.name,
            version=decision.version,
            by=self.head,
        )

    def happened(self, kind: Happened, what: str) -> None:
        for child in self._children():
            support.record_happening(
                child, kind=kind, on=localdate(), what=what, by=self.key_worker, episode=self.episode
            )

    def close(self, because: str) -> None:
        support.close_episode(self.episode, because=because, by=self.key_worker)

    def follow_up(self, months: int) -> None:
        for follow_up in self.episode.follow_ups.filter(months=months):
            support.record_follow_up(
                follow_up,
                living="at home",
                in_care=False,
                how_it_is=self.rng.choice(words.GOING_WELL),
                by=self.key_worker,
            )

    def did(self, what: str, *, how: str) -> None:
        """Finish the open tasks that begin with these words ("" for all), each by one of its team."""
        tasks = Task.objects.open().filter(child__referrals=self.referral, what__startswith=what)
        for task in tasks.select_related("team", "worker").distinct():
            finish_task(task, how=how, by=task.worker or self._one_of(task.team_id))

    def _one_of(self, team_id: int) -> Worker:
        teams = self.cast.teams
        if team_id == teams["Duty"].pk:
            return self.cast.one("Duty", Role.SOCIAL_WORKER)
        return self.referrer if team_id == teams[self.from_team].pk else self.key_worker

    def _children(self):
        return self.referral.children.order_by("pk")

    def _views(self, decision: Decision) -> None:
        child = self.family.children[0]
        for whose, who, said in (
            ("child", child.given_name, child.says or child.not_asked_because),
            ("family", self.family.adults[0].name, self.family.says),
            ("council", self.referrer.name, self.rng.choice(words.COUNCIL_VIEW)),
            ("charity", self.manager.name, self.rng.choice(words.CHARITY_VIEW)),
        ):
            decisions.add_view(decision, whose=whose, who=who, words=said, by=self.manager)

    def _send(self, decision: Decision, *, by: Worker) -> None:
        version = Decision.objects.get(pk=decision.pk).version
        decisions.send_for_signing(decision, version=version, by=by)
