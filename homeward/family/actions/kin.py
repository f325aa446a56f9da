"""Beginning with a family, writing down who is in it, judging what could work, and helping them."""

from collections.abc import Collection, Sequence
from datetime import date

from django.utils.timezone import localdate, now

from homeward.access.guard import Overtaken, require
from homeward.access.rules import refuse
from homeward.clocks.rules import working_days_after
from homeward.family import rules
from homeward.family.actions.gateway import show_child_to_deciders
from homeward.family.actions.shared import ask_council, locked, tell
from homeward.family.models import (
    Ability,
    FamilyGroup,
    GroupChild,
    HelpGiven,
    Relative,
    Viability,
)
from homeward.family.rules import COULD, VIABLE, Could, Viable
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.people.models import Adult, Child, Relationship
from homeward.people.rules import folded
from homeward.tasks.actions import finish_doing
from homeward.tasks.models import Task
from homeward.tasks.rules import OF_FAMILY, Doing


@unlocked()
def begin_group(children: Sequence[Child], *, by: Worker) -> FamilyGroup:
    """The adults whom the record knows around the children are in the family's list at once."""
    ids = [child.pk for child in children]
    chosen = list(Child.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    taken = GroupChild.objects.filter(child__in=chosen).select_related("child")
    answer = require(
        rules.may_begin(
            by.on(localdate()),
            [child.partnership_id for child in chosen],
            [one.child.first_name for one in taken],
        )
    )
    group = FamilyGroup.objects.create(partnership_id=chosen[0].partnership_id, begun_by=by)
    for child in chosen:
        _take_in(group, child, by)
    tell("began to ask the family", group, group, by=by, because=answer.reason)
    return group


@unlocked()
def take_in_child(group: FamilyGroup, child: Child, *, by: Worker) -> FamilyGroup:
    """A brother or sister, such as one who was born since."""
    group = locked(group)
    child = Child.objects.select_for_update(no_key=True).get(pk=child.pk)
    taken = GroupChild.objects.filter(child=child).select_related("child")
    partnerships = [group.partnership_id, child.partnership_id]
    answer = require(
        rules.may_begin(by.on(localdate()), partnerships, [one.child.first_name for one in taken])
    )
    _take_in(group, child, by)
    # What is to do about the family is about this child too from now on, as the pages are where it is done.
    others = group.about.exclude(child=child).values("child")
    for task in Task.objects.open().filter(doing__in=OF_FAMILY, children__in=others).distinct():
        task.children.add(child)
    show_child_to_deciders(group, by)
    tell("took a child in with the family", group, group, by=by, because=answer.reason)
    return group


def _take_in(group: FamilyGroup, child: Child, by: Worker) -> None:
    GroupChild.objects.create(partnership_id=group.partnership_id, group=group, child=child)
    around = Relationship.objects.filter(child=child, period__contains=localdate())
    taken = group.relatives.values_list("adult__name", flat=True)
    known = {folded(name) for name in taken}
    # Each referral of a family enters its adults again: of those of one name the last, with the newest number.
    named = around.select_related("adult").order_by("pk")
    for name, adult in {folded(one.adult.name): one.adult for one in named}.items():
        if name not in known:
            Relative.objects.create(
                partnership_id=group.partnership_id, group=group, adult=adult, added_by=by
            )


@unlocked()
def add_relative(
    group: FamilyGroup,
    *,
    name: str,
    relation: str,
    children: Collection[Child],
    could: Sequence[Could],
    words: str,
    phone: str,
    safe_contact: str,
    address: str,
    by: Worker,
) -> Relative:
    """Somebody whom the record did not know: an adult around these children from today."""
    group = locked(group)
    require(rules.may_write_down(by.on(localdate()), group.partnership_id))
    known = group.relatives.values_list("adult__name", flat=True)
    answer = require(rules.may_add(name, known, could))
    adult = Adult.objects.create(
        partnership_id=group.partnership_id, name=name, phone=phone, safe_contact=safe_contact
    )
    today = localdate()
    for child in children:
        Relationship.objects.create(
            partnership_id=group.partnership_id,
            child=child,
            adult=adult,
            kind=relation,
            period=(today, None),
        )
    relative = Relative.objects.create(
        partnership_id=group.partnership_id,
        group=group,
        adult=adult,
        address=address,
        added_by=by,
    )
    _said(relative, could, words, today, by)
    tell(
        "wrote down somebody of the family",
        relative,
        group,
        by=by,
        because=answer.reason,
        name=name,
        relation=relation,
        could=[COULD[one] for one in could],
        words=words,
        phone=phone,
        safe_contact=safe_contact,
        address=address,
    )
    return relative


@unlocked()
def say_could(
    relative: Relative, *, could: Sequence[Could], words: str, on: date, by: Worker
) -> Ability:
    """What they could do, as they say it now."""
    group = locked(relative.group_id, on)
    answer = require(rules.may_have_been(on, localdate()))
    ability = _said(relative, could, words, on, by)
    tell(
        "wrote down what somebody of the family could do",
        relative,
        group,
        by=by,
        because=answer.reason,
        on=on,
        could=[COULD[one] for one in could],
        words=words,
    )
    return ability


def _said(relative: Relative, could: Sequence[Could], words: str, on: date, by: Worker) -> Ability:
    return Ability.objects.create(
        partnership_id=relative.partnership_id,
        relative=relative,
        could=[one.value for one in could],
        words=words,
        on=on,
        recorded_by=by,
    )


@unlocked()
def change_reach(
    relative: Relative, *, phone: str, safe_contact: str, address: str, seen: str, by: Worker
) -> Relative:
    """How and where they are reached. `seen`: as it was when the form was opened (`reached_as`)."""
    group = locked(relative.group_id)
    adult = Adult.objects.select_for_update().get(pk=relative.adult_id)
    relative = Relative.objects.get(pk=relative.pk)
    relative.adult = adult
    answer = require(rules.may_write_down(by.on(localdate()), group.partnership_id))
    if relative.reached_as != seen:
        raise Overtaken(
            refuse(
                "how they are reached was changed while you had it open",
                "Look at their page first: what you typed is still in the form.",
            )
        )
    relative.adult.phone, relative.adult.safe_contact = phone, safe_contact
    relative.adult.save(update_fields=["phone", "safe_contact"])
    relative.address = address
    relative.save(update_fields=["address"])
    tell(
        "changed how somebody of the family is reached",
        relative,
        group,
        by=by,
        because=answer.reason,
        phone=phone,
        safe_contact=safe_contact,
        address=address,
    )
    return relative


@unlocked()
def assess_viability(
    relative: Relative, *, on: date, what_for: Could, outcome: Viable, reasons: str, by: Worker
) -> Viability:
    group = locked(relative.group_id, on)
    answer = require(rules.may_assess(by.on(localdate()), group.partnership_id, on, localdate()))
    viability = Viability.objects.create(
        partnership_id=group.partnership_id,
        group=group,
        relative=relative,
        on=on,
        what_for=what_for,
        outcome=outcome,
        reasons=reasons,
        assessed_by=by,
    )
    tell(
        "assessed whether somebody of the family could do it",
        viability,
        group,
        by=by,
        because=answer.reason,
        on=on,
        what_for=COULD[what_for],
        outcome=VIABLE[outcome],
        reasons=reasons,
    )
    ask_council(
        group,
        "Tell somebody in the family what their assessment came to, and why",
        f"It was assessed on {on:%-d %B %Y}",
        working_days_after(on, rules.TELL_REASONS_WITHIN),
        by=by,
        doing=Doing.TELL_RELATIVE,
        subject=viability,
    )
    return viability


@unlocked()
def tell_relative(viability: Viability, *, on: date, how: str, by: Worker) -> Viability:
    """They were told the outcome and the reasons."""
    group = locked(viability.group_id)
    viability = Viability.objects.get(pk=viability.pk)
    answer = require(rules.may_tell(on, localdate(), viability.on, viability.told_on))
    viability.told_on, viability.told_how = on, how
    viability.told_by, viability.told_at = by, now()
    viability.save(update_fields=["told_on", "told_how", "told_by", "told_at"])
    tell(
        "told somebody of the family why",
        viability,
        group,
        by=by,
        because=answer.reason,
        on=on,
        what_happened=how,
    )
    finish_doing(Doing.TELL_RELATIVE, viability, how=f"Told on {on:%-d %B %Y}", by=by)
    return viability


@unlocked()
def give_help(relative: Relative, *, on: date, what: str, who: str, by: Worker) -> HelpGiven:
    """What they were given so that they can do it."""
    group = locked(relative.group_id, on)
    answer = require(rules.may_have_been(on, localdate()))
    help_given = HelpGiven.objects.create(
        partnership_id=group.partnership_id,
        relative=relative,
        on=on,
        what=what,
        who=who,
        recorded_by=by,
    )
    tell(
        "wrote down help given to somebody of the family",
        relative,
        group,
        by=by,
        because=answer.reason,
        on=on,
        what=what,
        who=who,
    )
    return help_given
