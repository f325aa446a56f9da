"""A family's whole way through the service: to the panel (`referred`), then support, decisions and the end."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.utils.timezone import localdate

from homeward.county import care, words
from homeward.county.referred import Referred
from homeward.decisions import actions as decisions
from homeward.decisions.models import Decision
from homeward.partnership.rules import Function
from homeward.support import actions as support
from homeward.support.rules import Happened, Phase, SafetyOutcome, Scorer


PLAN_DAYS = 42  # how long a plan holds until it is looked at again
STEP_DOWN_AFTER = timedelta(weeks=12)


@dataclass
class Journey(Referred):
    review_on: date = field(init=False)  # of the plan that is in force

    # Support

    def start_help(self) -> None:
        self.episode = support.start_help(
            self.referral, key_worker=self.key_worker, by=self.manager
        )

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

    def plan(self) -> None:
        self.review_on = localdate() + timedelta(days=PLAN_DAYS)
        whose = [child.given_name for child in self.family.children] + ["everyone"]
        goals = self.rng.sample(words.GOALS, min(2 + (len(whose) > 2), len(whose)))
        support.write_plan(
            self.episode,
            starts_on=localdate(),
            review_on=self.review_on,
            if_it_goes_wrong=self.rng.choice(words.IF_IT_GOES_WRONG),
            goals=[
                support.NewGoal(who, goal, steps)
                for who, (goal, steps) in zip(whose, goals, strict=False)
            ],
            seen_version=self.episode.plans.count(),
            by=self.key_worker,
        )

        if not self.episode.intensities.exists():
            self.step(Phase.INTENSIVE, self._pace().choice((1, 1.5, 2)), words.WHY_BEGIN)

    def step(self, phase: Phase, hours: float, because: str) -> None:
        """So many hours a week from today: a step up or down, or the beginning. The county's visits come
        every other week, and its promises are as modest."""
        support.set_intensity(
            self.episode,
            phase=phase,
            hours_a_week=Decimal(hours),
            because=because,
            from_day=localdate(),
            by=self.key_worker,
        )

    def step_up(self) -> None:
        self.step(Phase.INTENSIVE, 10, words.WHY_STEP_UP)

    def _pace(self) -> Random:
        """Of its own, so that hours and scores change nothing else that the family's numbers draw."""
        return Random(f"{self.number} {localdate()}")

    def _score(self) -> None:
        """Every third visit or so the goals are scored, by the family or by the eldest who is asked."""
        rng = self._pace()
        plan = self.episode.plans.first()
        if plan is None or rng.random() < 0.6:
            return
        weeks = (localdate() - self.episode.started_on).days // 7
        child = self._children().first() if rng.random() < 0.4 else None
        support.score_goals(
            self.episode,
            scorer=Scorer.CHILD if child else Scorer.FAMILY,
            child=child,
            on=localdate(),
            scores=[
                support.NewScore(
                    goal, min(2 + weeks // 3 + rng.randrange(3), 9), rng.choice(words.SCORED)
                )
                for goal in plan.goals.all()
            ],
            by=self.key_worker,
        )

    def _step_down_in_time(self) -> None:
        """After twelve weeks of much, less: the family does more by itself."""
        now = self.episode.intensities.order_by("-period").first()
        if now and now.phase == Phase.INTENSIVE and localdate() - now.start > STEP_DOWN_AFTER:
            self.step(Phase.STEPPING_DOWN, 0.5, words.WHY_STEP_DOWN)

    def visit(self) -> None:
        """A visit; and when the day has come, everyone looks at the plan and writes the next one."""
        pace = self._pace()
        seen = []
        for child, known in zip(self._children(), self.family.children, strict=True):
            alone = self.rng.random() < 0.7
            seen.append(
                support.ChildSeen(
                    child,
                    "alone" if alone else "not alone",
                    "" if alone else "Wanted to stay with the others.",
                    self.rng.choice(words.CHILD_SAYS) if known.says else "",
                    pace.choice(words.ABOUT_ONE) if pace.random() < 0.3 else "",
                )
            )
        support.write_up_visit(
            self.episode,
            on=localdate(),
            minutes=pace.choice((60, 90, 120, 180, 240)),
            where=self.rng.choice(words.WHERE),
            who_was_there=", ".join(
                [self.family.adults[0].name, *(c.given_name for c in self.family.children)]
            ),
            what_happened=self.rng.choice(words.HAPPENED_ON_VISIT),
            what_next=self.rng.choice(words.NEXT),
            unsafe_tonight=False,
            children=seen,
            by=self.key_worker,
        )
        self._score()
        self._step_down_in_time()
        if localdate() >= self.review_on:
            self.plan()

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
            self.decision,
            what=what,
            source=source,
            on=localdate(),
            points_to=points_to,
            by=self.key_worker,
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
        for whose, who, said in self._said():
            decisions.add_view(self.decision, whose=whose, who=who, words=said, by=self.manager)
        version = Decision.objects.get(pk=self.decision.pk).version
        decisions.send_for_signing(self.decision, version=version, by=self.key_worker)

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
        support.record_event(
            list(self._children()),
            kind=kind,
            on=localdate(),
            what=what,
            by=self.key_worker,
            episode=self.episode,
        )

    def come_into_care(self, what: str) -> None:
        self.happened(Happened.ENTERED_CARE, what)
        for child in self._children():
            care.appoint_reviewing_officer(self.cast, child, self.number, by=self.referrer)
            care.write(child, care.entered_on(self.rng, child.born, localdate(), self.today))

    def close(self, because: str) -> None:
        self.episode = support.close_episode(self.episode, because=because, by=self.key_worker)

    def follow_up(self, months: int) -> None:
        for follow_up in self.episode.follow_ups.filter(months=months):
            support.record_follow_up(
                follow_up,
                living="at home",
                in_care=False,
                how_it_is=self.rng.choice(words.GOING_WELL),
                by=self.key_worker,
            )
