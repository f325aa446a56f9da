"""Writing down what somebody said of a child's background."""

from collections.abc import Mapping
from datetime import date

from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.people.models import Child, EqualityAnswer
from homeward.people.rules import (
    REFUSED,
    About,
    Said,
    Whose,
    answer_in_words,
    may_answer,
)
from homeward.sharing.models import entitled
from homeward.trail import actions as trail


@unlocked()
def record_equality(
    child: Child, answers: Mapping[About, Said], *, whose: Whose, asked_on: date, by: Worker
) -> Child:
    """What they said when asked. What nobody asked stays as it was."""
    child = Child.objects.select_for_update(no_key=True).get(pk=child.pk)
    today = localdate()
    seen = require(entitled(by.on(today), child, today).may_see())
    require(may_answer(answers, asked_on, child.born, today))
    for about, one in answers.items():
        EqualityAnswer.objects.create(
            partnership_id=child.partnership_id,
            child=child,
            about=about,
            said=one.said,
            own_words=one.own_words,
            prefers_not=one.prefers_not,
            whose=whose,
            asked_on=asked_on,
            recorded_by=by,
        )
    _stands_now(child)
    trail.record(
        "wrote down what was said of the child’s background",
        child,
        by=by,
        children=[child.pk],
        because=seen.reason,
        changed={
            "who": whose.label,
            **{
                about.value: answer_in_words(about, one.said, one.own_words, one.prefers_not)
                for about, one in answers.items()
            },
        },
        on=asked_on,
    )
    return child


def _stands_now(child: Child) -> None:
    """What the returns read of a child is the last answer, however late somebody writes an earlier one down."""
    last: dict[str, EqualityAnswer] = {}
    for answer in child.equality_answers.all():
        last.setdefault(answer.about, answer)
    if one := last.get(About.ETHNICITY):
        child.ethnicity = REFUSED if one.prefers_not else one.said
    if one := last.get(About.LANGUAGE):
        child.language = one.said
    if one := last.get(About.DISABILITY):
        child.disabled = None if one.prefers_not else one.said == "yes"
    child.save()
