"""Whatever happens, and in whatever order: no decision to return stands at one of the two highest classes without a
named override, and nothing that happened is refused."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from homeward.access.guard import Refused
from homeward.decisions.models import Decision
from homeward.reunification import actions, queries
from homeward.reunification.models import ReturnDecision
from homeward.reunification.rules import HIGHEST, Level, Outcome, Question, StepKind
from homeward.support.models import Happening
from tests.reunification.making import (
    back_in_care,
    comes_home,
    crisis,
    director,
    judged,
    manager,
    sent,
    sign,
    step,
    to_work,
    told,
)


class World:
    """One plan on which it is decided to work towards home, and everything that anybody may try."""

    def __init__(self, cast):
        self.cast, self.boss, self.council = cast, director(cast), manager(cast)
        self.plan = to_work(cast)
        self.happened = 0

    @property
    def last(self):
        return self.plan.classes.order_by("-pk").first()

    def judge(self, level):
        judged(self.cast, self.plan, level)

    def judge_high(self):
        self.judge(Level.HIGH)

    def judge_severe(self):
        self.judge(Level.SEVERE)

    def judge_medium(self):
        self.judge(Level.MEDIUM)

    def sign_off(self):
        actions.sign_off_class(self.last, signed_name=self.council.name, by=self.council)

    def override(self):
        actions.override_class(
            self.last, reasons="Nan lives there.", signed_name=self.boss.name, by=self.boss
        )

    def ask(self):
        sent(self.cast, self.plan)

    def decide(self):
        waiting = Decision.objects.filter(going_home__plan=self.plan, signed_at=None).first()
        if waiting:
            sign(waiting, Outcome.RETURN, by=self.cast.morgan)

    def plan_the_day(self):
        step(self.cast, self.plan, StepKind.HOME)

    def write_crisis_plan(self):
        crisis(self.cast, self.plan)

    # What happens

    def home(self):
        comes_home(self.cast, self.plan)
        self.happened += 1

    def back(self):
        back_in_care(self.cast, self.plan)
        self.happened += 1

    def a_night(self):
        actions.tell_unplanned(self.plan, StepKind.NIGHT, told(), by=self.cast.robin)


EVENTS = ("home", "back", "a_night")
ACTS = (
    "judge_high",
    "judge_severe",
    "judge_medium",
    "sign_off",
    "override",
    "ask",
    "decide",
    "plan_the_day",
    "write_crisis_plan",
    *EVENTS,
)


@pytest.fixture
def world(cast):
    return World(cast)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(ACTS), max_size=12))
@example(["judge_medium", "sign_off", "ask", "judge_high", "sign_off", "decide"])
@example(["judge_high", "sign_off", "override", "judge_severe", "sign_off", "ask", "decide"])
@example(
    ["judge_high", "sign_off", "ask", "override", "decide", "write_crisis_plan", "plan_the_day"]
)
@example(
    [
        "judge_medium",
        "sign_off",
        "ask",
        "decide",
        "judge_severe",
        "write_crisis_plan",
        "plan_the_day",
    ]
)
@example(["home", "judge_severe", "sign_off", "ask", "decide", "back", "home"])
def test_no_return_is_decided_at_a_highest_class_and_no_event_is_refused(world, acts):
    with transaction.atomic():
        recorded = Happening.objects.count()
        world.happened = 0
        for act in acts:
            before = decided(world)
            try:
                with transaction.atomic():
                    getattr(world, act)()
            except Refused:
                assert act not in EVENTS
            if decided(world) > before:
                the_last_class_lets_it(world)
        assert Happening.objects.count() == recorded + world.happened
        transaction.set_rollback(True)


def decided(world) -> int:
    returns = ReturnDecision.objects.filter(plan=world.plan, question=Question.RETURN)
    return returns.filter(decision__outcome__code=Outcome.RETURN).count()


def the_last_class_lets_it(world) -> None:
    last = queries.facts_of_one(world.plan).last_class
    assert last is not None
    assert last.signed_off_at is not None
    assert last.level not in HIGHEST or last.overridden
