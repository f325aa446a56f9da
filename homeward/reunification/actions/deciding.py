"""The three decisions: asked from the plan, prepared as every decision, and signed through the plan.

The gate of the third is asked under the plan's lock, with what is in the record at that moment, so that it holds in
whatever order things were written.
"""

from datetime import date

from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.access.rules import Answer, allow
from homeward.decisions.models import Decision, Option
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.reunification import queries, rules
from homeward.reunification.actions.shared import locked, record, writing
from homeward.reunification.models import ReturnDecision, ReturnPlan
from homeward.reunification.rules import Outcome, Question
from homeward.support.actions import prepare_safety_decision, sign_safety_decision


@unlocked()
def ask_question(plan: ReturnPlan, *, due: date, by: Worker) -> Decision:
    """Begin the next decision, about this child alone, and let its lawful decider see the child."""
    plan, _ = writing(plan, by)
    facts = queries.to_ask(plan, queries.facts_of_one(plan))
    answer = require(rules.may_ask(facts))
    question = rules.next_question(facts)
    decision = prepare_safety_decision(
        plan.episode,
        function=queries.function_of(plan, question),
        due=due,
        by=by,
        of_plan=(plan.child, rules.ASKED[question]),
    )
    ReturnDecision.objects.create(
        partnership_id=plan.partnership_id, plan=plan, decision=decision, question=question
    )
    record(
        "asked a question of a return plan",
        plan,
        plan,
        by,
        answer.reason,
        what=rules.ASKED[question][0],
    )
    return decision


@unlocked()
def sign_return_decision(
    decision: Decision,
    *,
    outcome: Option,
    reasons: str,
    look_again_if: str,
    look_again_by: date,
    dissent: str,
    signed_name: str,
    version: int,
    by: Worker,
) -> Decision:
    asked = ReturnDecision.objects.select_related("plan").get(decision=decision)
    plan = locked(asked.plan)
    return sign_safety_decision(
        decision,
        outcome=outcome,
        reasons=reasons,
        look_again_if=look_again_if,
        look_again_by=look_again_by,
        dissent=dissent,
        signed_name=signed_name,
        version=version,
        by=by,
        plan=may_be_signed(plan, Question(asked.question), outcome.code, by),
    )


def may_be_signed(plan: ReturnPlan, question: Question, code: str, by: Worker) -> Answer:
    """What the plan says of this outcome. To stay in care is never held up. Where it is asked whether to go home, an
    option that somebody added in their own words counts as a return: nobody knows what it says."""
    if question != Question.RETURN or code == Outcome.STAY:
        return allow("the plan holds nothing against it")
    law = _by_the_right_one(plan, by)
    return queries.as_judged(plan, queries.facts_of_one(plan)) and law


def _by_the_right_one(plan: ReturnPlan, by: Worker) -> Answer:
    """Under the law as it is on the day of the signature."""
    today = localdate()
    function = queries.function_of(plan, Question.RETURN)
    return queries.lawful(plan.partnership_id, function, by.on(today), today)
