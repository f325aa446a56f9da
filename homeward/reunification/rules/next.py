"""What comes next on a return plan, in words and with the page where it is done. Pointed at, never forced."""

from dataclasses import dataclass

from homeward.reunification.rules.stages import Facts, Question, Stage, next_question, stage


@dataclass(frozen=True)
class Act:
    """What to do, and on which page of the plan."""

    what: str
    page: str


@dataclass(frozen=True)
class Done:
    """What there is on a plan besides what its stage follows from."""

    factors: int = 0
    goals: int = 0
    agreement: bool = False
    signed_by_family: bool = False
    steps: int = 0
    promised: bool = False
    looked_back: bool = False


QUESTIONS = {
    Question.WORTH_ASSESSING: "Ask whether going home is worth assessing",
    Question.WORK_TOWARDS: "Ask whether to work towards home",
    Question.RETURN: "Ask whether to go home",
}


def next_acts(facts: Facts, done: Done) -> list[Act]:
    """In the order in which they are usually done."""
    now = stage(facts)
    if facts.open is not None and now not in (Stage.BACK, Stage.ENDED):
        return [
            Act("Complete the decision that is being prepared, or wait for its signature", "ask")
        ]
    by_stage = {
        Stage.IDENTIFIED: lambda: [Act(QUESTIONS[Question.WORTH_ASSESSING], "ask")],
        Stage.ASSESSING: lambda: _assessing(facts, done),
        Stage.JUDGED: lambda: [Act(QUESTIONS[Question.WORK_TOWARDS], "ask")],
        Stage.WORKING: lambda: _working(facts, done),
        Stage.READY: lambda: [Act(QUESTIONS[Question.RETURN], "ask")],
        Stage.GETTING_READY: lambda: _getting_ready(facts, done),
        Stage.HOME: lambda: _home(facts, done),
        Stage.BACK: lambda: _back(done),
        Stage.NOT_NOW: lambda: [
            Act("When something has changed, ask again", "ask"),
        ],
    }
    return by_stage[now]() if now in by_stage else []


def _assessing(facts: Facts, done: Done) -> list[Act]:
    acts = []
    if not facts.assessed:
        acts.append(Act("Read the chronology, with earlier returns", "chronology"))
        acts.append(Act("Write the assessment", "assess"))
    if not done.factors:
        acts.append(
            Act("Write down what could harm, what protects, what shows change", "add_factor")
        )
    if facts.assessed and done.factors:
        acts += _judging(facts)
    return acts


def _judging(facts: Facts) -> list[Act]:
    last, since = facts.last_class, facts.judged_since
    if last is None or since is not None and last.judged_at < since:
        return [Act("Judge how safe it would be", "classify")]
    if last.signed_off_at is None:
        return [Act("A manager of the council signs off how safe it is judged", "plan")]
    return []


def _working(facts: Facts, done: Done) -> list[Act]:
    acts = []
    if not done.goals:
        acts.append(Act("Write down what must change, in the parents’ words", "add_goal"))
    elif not done.agreement:
        acts.append(Act("Write the agreement with the family", "write_agreement"))
    elif not done.signed_by_family:
        acts.append(Act("Read the agreement with the family: who signs, who does not", "agreement"))
    if not done.steps:
        acts.append(Act("Plan the first step home", "plan_step"))
    if done.goals and done.steps:
        acts += _judging(facts)
    return acts


def _getting_ready(facts: Facts, done: Done) -> list[Act]:
    acts = []
    if not facts.has_crisis_plan:
        acts.append(Act("Write the crisis plan", "write_crisis_plan"))
    if not done.promised:
        acts.append(Act("Write down what support is promised, up to when", "promise"))
    if facts.has_crisis_plan:
        acts.append(Act("Plan the day of going home", "plan_step"))
    return acts


def _home(facts: Facts, done: Done) -> list[Act]:
    acts = []
    if not facts.return_stands:
        acts += _judging(facts) or [Act(QUESTIONS[next_question(facts)], "ask")]
    if not facts.has_crisis_plan:
        acts.append(Act("Write the crisis plan", "write_crisis_plan"))
    if not done.promised:
        acts.append(Act("Write down what support is promised, up to when", "promise"))
    acts.append(Act("Judge again how safe it is, when something has changed", "classify"))
    return acts


def _back(done: Done) -> list[Act]:
    again = Act("Begin a return plan again, when the time has come", "begin")
    if done.looked_back:
        return [again]
    return [Act("Look back together at what happened", "look_back"), again]
