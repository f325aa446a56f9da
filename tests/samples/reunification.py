"""Of going home: Ash is home, one class waits, another is overridden or not, and support is promised."""

from django.utils.timezone import localdate

from homeward.reunification import actions as reunification
from homeward.reunification.rules import Level, StepKind
from homeward.support import actions as support
from tests.reunification.making import (
    agreement,
    comes_home,
    factor,
    goal,
    in_days,
    judged,
    sent,
    to_work,
    told,
)
from tests.samples.arguments import pk


def of_reunification(cast) -> dict[str, dict]:
    """Of a family of its own, so that nothing here changes what the others show."""
    plan = to_work(cast)
    risk = factor(cast, plan)
    made = goal(cast, plan)
    written = agreement(cast, plan)
    step = reunification.plan_step(
        plan, kind=StepKind.TIME, day=localdate(), planned="Robin brings Ash.", by=cast.robin
    )
    decision = sent(cast, plan)
    reunification.tell_unplanned(plan, StepKind.NIGHT, told(), by=cast.robin)
    high = judged(cast, plan, Level.HIGH)
    promised = support.promise_support(
        plan.episode, plan.child, what="Robin twice a week.", until=in_days(90), by=cast.robin
    )
    ending = support.propose_early_end(promised, because="They moved.", by=cast.kit)
    comes_home(cast, plan)
    of_plan = (
        "plan",
        "chronology",
        "assess",
        "end",
        "add_factor",
        "classify",
        "ask",
        "add_goal",
        "write_agreement",
        "agreement",
        "plan_step",
        "tell_unplanned",
        "write_crisis_plan",
        "promise",
        "look_back",
    )
    return {
        **{f"reunification:{name}": pk(plan) for name in of_plan},
        "reunification:begin": {"child_pk": plan.child_id},
        "reunification:family": pk(plan.episode),
        "reunification:end_factor": pk(risk),
        "reunification:sign_off": pk(high),
        "reunification:ask_override": pk(high),
        "reunification:override": pk(high),
        "reunification:sign": pk(decision),
        "reunification:light": pk(made),
        "reunification:drop_goal": pk(made),
        "reunification:note_signature": pk(written),
        "reunification:tell_step": pk(step),
        "reunification:end_sooner": pk(promised),
        "reunification:answer_early_end": pk(ending),
        "reunification:check": pk(plan, months=1),
    }
