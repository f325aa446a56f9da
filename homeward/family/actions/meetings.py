"""Since when the offer is a duty; offering, inviting to and holding a family group meeting."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.clocks.rules import working_days_after
from homeward.family import rules
from homeward.family.actions.shared import (
    ask_council,
    locked,
    tell,
)
from homeward.family.models import (
    DutyLine,
    FamilyGroup,
    Invitation,
    Meeting,
    Offer,
    Relative,
)
from homeward.family.queries import offers_to_each
from homeward.family.rules import SAID, Comes, Said
from homeward.locks import unlocked
from homeward.partnership.actions.proposing import lock_partnership
from homeward.partnership.models import Partnership, Worker
from homeward.partnership.rules.numbers import may_agree_numbers
from homeward.tasks.actions import finish_doing
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail import actions as trail


@dataclass(frozen=True)
class Held:
    """A meeting that was held. `alone`: the family had time by themselves, or why not."""

    on: date
    where: str
    coordinator: str
    independent: bool
    came: Collection[Relative]
    others: str
    not_alone_because: str
    children_said: str
    plan_made: bool


@unlocked()
def set_duty(partnership: Partnership, *, since: date | None, source: str, by: Worker) -> DutyLine:
    """The day on which the offer becomes a duty, as the regulations say."""
    lock_partnership(partnership.pk)
    require(may_agree_numbers(by.on(localdate()), partnership.pk))
    before = DutyLine.objects.filter(partnership=partnership).first()
    answer = require(rules.may_set_duty(since, before.since if before else None))
    line = DutyLine.objects.create(
        partnership=partnership, since=since, source=source, written_by=by
    )
    trail.record(
        "set the day of the duty to offer a family group meeting",
        line,
        by=by,
        because=answer.reason,
        changed={"since": since, "source": source},
    )
    return line


@unlocked()
def offer_meeting(
    group: FamilyGroup, *, to: Relative, on: date, who: str, said: Said, words: str, by: Worker
) -> Offer:
    group = locked(group, on)
    answer = require(rules.may_have_been(on, localdate()))
    offer = write_offer(group, to, on, who, said, words, by, answer.reason)
    if not any(rules.accepted_on(each) for each in offers_to_each(group, localdate()).values()):
        finish_doing(Doing.HOLD_FAMILY_GROUP, group, how="Nobody accepts the offer now", by=by)
    waits = Task.objects.open().filter(doing=Doing.HOLD_FAMILY_GROUP, subject_id=group.pk)
    held = group.meetings.filter(on__gte=on)
    if said == Said.ACCEPTS and not held.exists() and not waits.exists():
        ask_council(
            group,
            "Hold the family group meeting",
            f"It was offered on {on:%-d %B %Y}",
            working_days_after(on, rules.HOLD_WITHIN),
            by=by,
            doing=Doing.HOLD_FAMILY_GROUP,
            subject=group,
        )
    return offer


def write_offer(
    group: FamilyGroup,
    to: Relative,
    on: date,
    who: str,
    said: Said,
    words: str,
    by: Worker,
    because: str,
) -> Offer:
    """Under the group's lock."""
    offer = Offer.objects.create(
        partnership_id=group.partnership_id,
        group=group,
        to=to,
        on=on,
        who=who,
        said=said,
        words=words,
        recorded_by=by,
    )
    tell(
        "offered a family group meeting",
        offer,
        group,
        by=by,
        because=because,
        on=on,
        to=to.adult.name,
        who=who,
        said=SAID[said],
        words=words,
    )
    return offer


@unlocked()
def invite(
    relative: Relative,
    *,
    on: date | None = None,
    who: str = "",
    way: str = "",
    comes: Comes | None = None,
    not_because: str = "",
    by: Worker,
) -> Invitation:
    """Somebody was invited, by whom and in which safe way; without a day they were not, and why."""
    group = locked(relative.group_id, on)
    answer = require(rules.may_invite(on, not_because))
    if on is not None:
        answer = require(rules.may_have_been(on, localdate()))
    invitation = Invitation.objects.create(
        partnership_id=group.partnership_id,
        group=group,
        relative=relative,
        on=on,
        who=who if on else "",
        way=way if on else "",
        comes=comes.value if on and comes else "",
        not_because="" if on else not_because,
        recorded_by=by,
    )
    tell(
        "invited somebody of the family" if on else "wrote why somebody is not invited",
        invitation,
        group,
        by=by,
        because=answer.reason,
        on=on,
        to=relative.adult.name,
        way=way,
        reasons=not_because,
    )
    return invitation


@unlocked()
def hold_meeting(group: FamilyGroup, held: Held, *, by: Worker) -> Meeting:
    group = locked(group, held.on)
    answer = require(rules.may_have_been(held.on, localdate()))
    meeting = Meeting.objects.create(
        partnership_id=group.partnership_id,
        group=group,
        on=held.on,
        where=held.where,
        coordinator=held.coordinator,
        independent=held.independent,
        others=held.others,
        alone=not held.not_alone_because,
        not_alone_because=held.not_alone_because,
        children_said=held.children_said,
        plan_made=held.plan_made,
        recorded_by=by,
    )
    meeting.came.set(held.came)
    tell(
        "held a family group meeting",
        meeting,
        group,
        by=by,
        because=answer.reason,
        on=held.on,
        where=held.where,
        coordinator=held.coordinator,
        came=[one.adult.name for one in held.came],
        others=held.others,
        not_alone_because=held.not_alone_because,
        words=held.children_said,
        plan_made=held.plan_made,
    )
    finish_doing(Doing.HOLD_FAMILY_GROUP, group, how=f"Held on {held.on:%-d %B %Y}", by=by)
    if not held.plan_made:
        ask_council(
            group,
            "Decide with the family what happens now: they met and came to no plan",
            f"The family met on {held.on:%-d %B %Y}",
            working_days_after(held.on, rules.WRITE_WITHIN),
            by=by,
        )
        return meeting
    ask_council(
        group,
        "Write down the family’s plan, in their words",
        f"The family met on {held.on:%-d %B %Y}",
        working_days_after(held.on, rules.WRITE_WITHIN),
        by=by,
        doing=Doing.WRITE_FAMILY_PLAN,
        subject=meeting,
    )
    return meeting
