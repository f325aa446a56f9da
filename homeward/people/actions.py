"""Entering people once."""

from collections.abc import Mapping
from datetime import date

from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.actions.locking import lock_partnership
from homeward.partnership.models import Worker
from homeward.people.models import Child, EqualityAnswer, OtherName
from homeward.people.rules import (
    REFUSED,
    About,
    Said,
    Whose,
    answer_in_words,
    folded,
    may_answer,
)
from homeward.sharing.models import entitled
from homeward.trail import actions as trail


@unlocked()
def enter_child(
    *,
    partnership_id: int,
    given_name: str,
    family_name: str,
    born: date,
    by: Worker,
    **details: str,
) -> Child:
    """The child with this name and date of birth, or a new one: one child, one record.

    The referrer names the child, so finding an earlier record tells them nothing they did not say. That
    it was found, and by what, stands in the child's timeline: two children can have both in common.
    """
    # Two who enter the same child at the same moment wait for each other.
    lock_partnership(partnership_id)
    known = Child.objects.filter(
        partnership_id=partnership_id, born=born, folded_name=folded(f"{given_name} {family_name}")
    ).first()
    if known:
        trail.record(
            "found the child in the record",
            known,
            by=by,
            children=[known.pk],
            because="the same name and date of birth were given",
        )
        _learn(known, details, by=by)
        return known
    child = Child.objects.create(
        partnership_id=partnership_id,
        given_name=given_name,
        family_name=family_name,
        born=born,
        **details,
    )
    trail.record(
        "entered the child",
        child,
        by=by,
        children=[child.pk],
        changed={"given_name": given_name, "family_name": family_name, "born": born, **details},
    )
    return child


@unlocked()
def write_about(
    child: Child, facts: dict[str, object], *, other_name: str = "", by: Worker
) -> Child:
    """Keep who the child is, and one more name to find them by. Only what differs is written and told."""
    child = Child.objects.select_for_update().get(pk=child.pk)
    today = localdate()
    answer = require(entitled(by.on(today), child, today).may_see())
    changed = {name: value for name, value in facts.items() if getattr(child, name) != value}
    for name, value in changed.items():
        setattr(child, name, value)
    if other_name and not child.other_names.filter(name__iexact=other_name).exists():
        OtherName.objects.create(
            partnership_id=child.partnership_id, child=child, name=other_name, added_by=by
        )
        changed["other_name"] = other_name
    if changed:
        child.save()  # with it the words by which the child is found
        trail.record(
            "wrote about the child",
            child,
            by=by,
            children=[child.pk],
            because=answer.reason,
            changed=changed,
        )
    return child


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


UNKNOWN = frozenset({"", "U"})


def _learn(child: Child, details: dict[str, str], *, by: Worker) -> None:
    """Fill in what the record does not know yet. What it knows is never overwritten here."""
    new = {
        name: value
        for name, value in details.items()
        if value not in UNKNOWN and getattr(child, name) in UNKNOWN
    }
    if not new:
        return
    for name, value in new.items():
        setattr(child, name, value)
    child.save(update_fields=list(new))
    trail.record("learned more about the child", child, by=by, children=[child.pk], changed=new)
