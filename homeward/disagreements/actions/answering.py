"""Answering a disagreement, settling it, and writing down what one side says."""

from django.utils.timezone import localdate, now

from homeward.access.guard import require
from homeward.disagreements import queries, rules
from homeward.disagreements.actions.asking import ask_whether_enough
from homeward.disagreements.actions.shared import end, locked, tell
from homeward.disagreements.models import Disagreement, LevelReached, Settlement, Side
from homeward.disagreements.rules import Answered
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.tasks.actions import finish_doing
from homeward.tasks.rules import Doing


@unlocked()
def answer_disagreement(
    disagreement: Disagreement, *, answer: Answered, words: str, by: Worker
) -> LevelReached:
    """What was agreed, or why it is not upheld. At the last level any answer ends it."""
    disagreement = locked(disagreement)
    worker, standing = by.on(localdate()), disagreement.standing()
    found = queries.who_can_answer(disagreement, localdate())
    may = require(
        rules.may_answer(
            worker, standing, found.names_at(standing.level), found.barred_at(standing.level)
        )
    )
    kind = queries.organisation_of(worker, disagreement.partnership_id)
    require(
        rules.may_end_it(
            standing.level,
            answer,
            concerned=disagreement.concerned,
            heard=queries.heard(disagreement),
            answers_for=kind,
        )
    )
    reached = disagreement.levels.get(level=standing.level)
    reached.answer, reached.words, reached.answered_for = answer, words, kind
    reached.answered_by, reached.answered_at = by, now()
    reached.save(update_fields=["answer", "words", "answered_for", "answered_by", "answered_at"])
    tell(
        "answered a disagreement",
        disagreement,
        by=by,
        because=may.reason,
        what=answer.value.capitalize(),
        answer=words,
    )
    if answer.settles or standing.level.is_last:
        end(disagreement, words, by=by)
        return reached
    finish_doing(Doing.ANSWER_DISAGREEMENT, disagreement, how="It was not upheld", by=by)
    ask_whether_enough(locked(disagreement), by=by)
    return reached


@unlocked()
def settle_disagreement(disagreement: Disagreement, *, words: str, by: Worker) -> Settlement:
    """All agree now, after an answer that was not enough: what was agreed. Where nobody has answered yet at
    this level, agreeing is the answer."""
    disagreement = locked(disagreement)
    worker, standing = by.on(localdate()), disagreement.standing()
    if standing.waits():
        answer_disagreement(disagreement, answer=Answered.OTHERWISE, words=words, by=by)
        return Settlement.objects.get(disagreement=disagreement)
    found = queries.who_can_answer(disagreement, localdate())
    may = require(
        rules.may_settle(
            worker, standing, found.names_at(standing.level), found.barred_at(standing.level)
        )
    )
    require(
        rules.may_end_it(
            standing.level,
            Answered.OTHERWISE,
            concerned=disagreement.concerned,
            heard=queries.heard(disagreement),
            answers_for=queries.organisation_of(worker, disagreement.partnership_id),
        )
    )
    tell("settled a disagreement", disagreement, by=by, because=may.reason, answer=words)
    return end(disagreement, words, by=by)


@unlocked()
def add_side(disagreement: Disagreement, *, words: str, by: Worker) -> Side:
    """What the writer's own organisation says about it."""
    disagreement = locked(disagreement)
    worker = by.on(localdate())
    answer = require(
        rules.may_add_side(worker, disagreement.standing(), disagreement.partnership_id)
    )
    side = Side.objects.create(
        partnership_id=disagreement.partnership_id,
        disagreement=disagreement,
        kind=queries.organisation_of(worker, disagreement.partnership_id),
        words=words,
        said_by=by,
    )
    tell(
        "wrote down a side of a disagreement",
        disagreement,
        by=by,
        because=answer.reason,
        side=words,
    )
    return side
