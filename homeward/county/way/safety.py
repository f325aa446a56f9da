"""Safety decisions within help, and what happened: the children came into care."""

from datetime import datetime, time, timedelta

from homeward.clocks.rules import in_force
from homeward.county import care, words
from homeward.county.way import deciding
from homeward.county.way.deciding import DECISION
from homeward.county.way.pen import Way, working_day
from homeward.decisions.models import Evidence
from homeward.partnership.rules import Function
from homeward.support.models import Happening, SafetyDecision
from homeward.support.rules import AFTER_HAPPENING, QUESTIONS, Happened, SafetyOutcome
from homeward.tasks.models import Task


def decide_safety(
    way: Way, function: Function, prepared: int, signed: int | None, outcome: SafetyOutcome
) -> None:
    question, options = QUESTIONS[function]
    due = working_day(way.today, prepared) + timedelta(days=7)
    paper = deciding.decide(way, function, question, options, prepared, way.key_worker, due)
    way.add(SafetyDecision, episode_id=way.episode, decision_id=paper.pk)
    what, source, points_to = way.rng.choice(words.EVIDENCE)
    way.add(
        Evidence,
        decision_id=paper.pk,
        what=what,
        source=source,
        on=way.at.date(),
        points_to=points_to,
        added_by_id=way.key_worker[0],
        added_at=way.at,
    )
    way.tell(
        "added evidence to a decision", DECISION, paper.pk, way.key_worker,
        evidence=what, source=source,
    )  # fmt: skip
    # Who decides sees the children to sign this, and until midnight of that day.
    because = "a decision that is theirs to sign"
    for child in way.children:
        way.see(
            child,
            way.unit.leadership,
            because,
            way.at.date(),
            by=way.key_worker,
            passing=True,
        )
    deciding.views(way, paper, way.key_worker)
    deciding.send(way, paper, max(prepared - 2, 0), way.key_worker)
    if signed is not None:
        day = way.on(signed)
        deciding.sign(
            way, paper, outcome.value, "Home is safer than it was in spring.", way.head,
            day + timedelta(days=84),
        )  # fmt: skip
        way.let_go(way.unit.leadership, way.head)


def come_into_care(way: Way, days_ago: int) -> None:
    """One event that all of them went through, and the tasks that it opens for them together."""
    day = way.on(days_ago)
    what = "Moved in with a foster carer known from school, as was agreed."
    kind = Happened.ENTERED_CARE
    events: list[int] = []
    for pk in way.children:
        event = way.add(
            Happening,
            child_id=pk,
            episode_id=way.episode,
            first_id=events[0] if events else None,
            kind=kind.value,
            on=day,
            what=what,
            recorded_by_id=way.key_worker[0],
            recorded_at=way.at,
        )
        events.append(event)
        way.tell(
            f"recorded what happened: {kind.value}", "support.happening", event,
            way.key_worker, children=[pk], what=what,
        )  # fmt: skip
    for follows in AFTER_HAPPENING[kind]:
        by_council = follows.for_council
        law = in_force(follows.duty, day) if follows.duty else None
        task = way.task(
            way.unit.west if by_council else way.unit.north,
            follows.what,
            f"{kind.value.capitalize()}, {day:%-d %B %Y}",
            follows.due(datetime.combine(day, time()), day, law.limit if law else None),
            way.key_worker,
            urgent=follows.urgent,
            done="It was done, and is in the record.",
            done_by=way.social_worker if by_council else way.key_worker,
        )
        for event in events:
            way.sheets.add(
                Happening.tasks.through, happening_id=event, task_id=way.held(Task, task, "id")
            )
    for pk, child in zip(way.children, way.family.children, strict=True):
        history = care.entered_on(way.rng, child.born, day, way.today)
        care.copy(way.sheets, way.unit.partnership_id, pk, history)
        officer = way.rng.choice(way.unit.officers)
        because = f"{officer[1]} is the child’s independent reviewing officer"
        way.see(pk, way.unit.reviewing, because, day)
