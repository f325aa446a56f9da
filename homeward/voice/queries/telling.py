"""Who is told a decision, who was, and which decisions wait to be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.timezone import localdate, localtime

from homeward.clocks.rules import Due, Duty
from homeward.decisions.models import Decision
from homeward.limits.queries import limit_on
from homeward.partnership.models import Team, Worker
from homeward.people.models import Adult, Child
from homeward.referrals.models import Referral
from homeward.support.models import EpisodeOfHelp
from homeward.voice.models import DecisionTold
from homeward.voice.queries.persons import adults_of, key_of
from homeward.voice.rules.telling import still_to_tell


LOOKED_BACK = timedelta(days=90)  # what was decided before is no task any more


@dataclass(frozen=True)
class Hearing:
    """One person who is to hear a decision, and what came of it."""

    person: Child | Adult
    kind: str
    lines: list[DecisionTold]

    @property
    def what(self) -> str:
        return key_of(self.person)[0]

    @property
    def name(self) -> str:
        return self.person.first_name if isinstance(self.person, Child) else self.person.name

    @property
    def was_told(self) -> bool:
        return any(line.on for line in self.lines)


def to_hear(decision: Decision, day: date) -> list[tuple[Child | Adult, str]]:
    """The children whom it is about, and each adult around them that day."""
    children = list(decision.children.order_by("born", "pk"))
    persons: list[tuple[Child | Adult, str]] = [(child, "child") for child in children]
    return persons + [*adults_of(children, day)]


def hearings(decision: Decision, day: date) -> list[Hearing]:
    """Also those who were told and are not around the children any more."""
    lines = list(decision.told.select_related("child", "adult", "recorded_by"))
    persons = {key_of(person): (person, kind) for person, kind in to_hear(decision, day)}
    for line in lines:
        persons.setdefault(line.key, (line.person, "told before"))
    return [
        Hearing(person, kind, [line for line in lines if line.key == key])
        for key, (person, kind) in persons.items()
    ]


def nobody_left(decision: Decision, day: date) -> bool:
    whom = [key_of(person) for person, _ in to_hear(decision, day)]
    return not still_to_tell(whom, [line.key for line in decision.told.all()])


def due_of(decision: Decision) -> Due | None:
    """By when all of them are told; None while it is not signed."""
    if decision.signed_at is None:
        return None
    signed_at = localtime(decision.signed_at)
    limit = limit_on(decision.partnership_id, Duty.DECISION_TOLD, signed_at.date())
    return limit.due(signed_at) if limit else None


def not_told_in_time(today: date) -> Iterable[Decision]:
    """Signed lately, and the agreed days are over."""
    signed = Decision.objects.filter(signed_at__date__gte=today - LOOKED_BACK)
    for decision in signed.order_by("signed_at", "pk").iterator():
        due = due_of(decision)
        if due and due.day <= today and not nobody_left(decision, today):
            yield decision


def tellers(decision: Decision, day: date) -> tuple[Team, Worker | None] | None:
    """Whose task it is: the team that helps the family, with its key worker; before help, who referred it."""
    episode = _episode_of(decision)
    if episode is not None and episode.closed_on is None:
        held = episode.allocations.held_on(day).select_related("worker").first()
        return episode.team, held.worker if held else None
    referral = _referral_of(decision)
    if referral is not None:
        return referral.from_team, None
    return (episode.referral.from_team, None) if episode is not None else None


def _episode_of(decision: Decision) -> EpisodeOfHelp | None:
    safety = getattr(decision, "safety", None)
    if safety is not None:
        return safety.episode
    referral = _referral_of(decision)
    return EpisodeOfHelp.objects.filter(referral=referral).first() if referral else None


def _referral_of(decision: Decision) -> Referral | None:
    """Of what a panel decides, and of help before it."""
    for name in ("agenda_item", "crisis"):
        if hasattr(decision, name):
            return getattr(decision, name).referral
    return None


def signed_on(decision: Decision) -> date | None:
    return localdate(decision.signed_at) if decision.signed_at else None
