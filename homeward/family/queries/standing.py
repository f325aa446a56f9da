"""How a family's matter stands on a day: what was offered, by when pre-proceedings and proceedings are to end."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.timezone import localdate, localtime, make_aware

from homeward.clocks.rules import Due, Duty, Limit, Standing, standing
from homeward.family import rules
from homeward.family.models import (
    CourtTime,
    DutyLine,
    FamilyGroup,
    GatewayDecision,
    Offer,
    PreMeeting,
    PreProceedings,
    Proceedings,
)
from homeward.family.rules import Offered, Outcome, Said
from homeward.limits.queries import limit_on, limits_of
from homeward.people.models import Relationship
from homeward.people.rules import folded


Held = Callable[[int, date], Limit | None]


def duty_of(partnership_id: int) -> rules.Duty:
    line = DutyLine.objects.filter(partnership_id=partnership_id).first()
    return rules.Duty(line.since if line else None)


def offers_owed(group: FamilyGroup, day: date) -> list[list[Offered]]:
    """The offers until a day to each of those whom the law means, in order; none to somebody who was not offered it.
    Two queries."""
    around = Relationship.objects.filter(
        child__in=group.children.values("pk"), period__contains=localdate()
    )
    # Each referral of a family enters its adults again: of one name they are one.
    owed = {
        folded(name)
        for name, kind, pr in around.values_list("adult__name", "kind", "parental_responsibility")
        if rules.is_owed_offer(kind, pr)
    }
    made = offers_to_each(group, day)
    return [made[name] for name in sorted(owed)]


def offers_to_each(group: FamilyGroup, day: date) -> defaultdict[str, list[Offered]]:
    """By the name of whom it was offered to."""
    made: defaultdict[str, list[Offered]] = defaultdict(list)
    offers = Offer.objects.filter(group=group, on__lte=day).order_by("on", "pk")
    for name, on, said in offers.values_list("to__adult__name", "on", "said"):
        made[folded(name)].append(Offered(on, Said(said)))
    return made


def meetings_held(group: FamilyGroup) -> list[date]:
    return list(group.meetings.values_list("on", flat=True))


def due_of(matter: PreProceedings | Proceedings) -> date | None:
    """By when it is to end, with the time that was given."""
    held = _limit_of(matter)
    began = _began(matter)
    limit = limit_on(matter.partnership_id, held, began)
    return rules.ends_by(_due(limit, began), _longer_of([matter])[matter.pk])


def _limit_of(matter: PreProceedings | Proceedings) -> Duty:
    return Duty.PRE_PROCEEDINGS if isinstance(matter, PreProceedings) else Duty.PROCEEDINGS


def _began(matter: PreProceedings | Proceedings) -> date:
    return matter.letter_on if isinstance(matter, PreProceedings) else matter.issued_on


def _due(limit: Limit | None, began: date) -> Due | None:
    return limit.due(make_aware(datetime.combine(began, time()))) if limit else None


def _longer_of(matters: Sequence[PreProceedings | Proceedings]) -> dict[int, list[date]]:
    found: dict[int, list[date]] = defaultdict(list)
    before = [one for one in matters if isinstance(one, PreProceedings)]
    given = GatewayDecision.objects.filter(about__in=before, outcome=Outcome.GO_ON)
    ordered = CourtTime.objects.filter(about__in=[one for one in matters if one not in before])
    rows = given if before else ordered
    for about, until in rows.values_list("about_id", "until"):
        found[about].append(until)
    return found


@dataclass(frozen=True)
class Before:
    """Pre-proceedings as a page shows them: their meetings, and how both time limits stand."""

    it: PreProceedings
    meetings: list[PreMeeting]
    decisions: list[GatewayDecision]
    issued: Proceedings | None
    first_due: Due | None
    due: date | None
    now: datetime

    @property
    def first_met(self) -> date | None:
        return self.meetings[0].on if self.meetings else None

    @property
    def first_stands(self) -> Standing:
        """Who ended them without a meeting is not late with it."""
        return _stands(self.first_due, self.first_met or self.it.ended_on, self.now)

    @property
    def stands(self) -> Standing:
        return _stands(Due(self.due) if self.due else None, self.it.ended_on, self.now)

    @property
    def stepped_down(self) -> bool:
        return self.it.ended_on is not None and self.issued is None

    @property
    def next_due(self) -> tuple[str, date] | None:
        """What is due next."""
        if self.it.ended_on is not None:
            return None
        if not self.meetings and self.first_due:
            return "Meet the parents", self.first_due.day
        return ("End them, or agree to more time", self.due) if self.due else None

    @property
    def is_late(self) -> bool:
        late = (self.stands, self.first_stands)
        return self.it.ended_on is None and Standing.LATE in late


@dataclass(frozen=True)
class InCourt:
    """Proceedings as a page shows them."""

    it: Proceedings
    longer: list[CourtTime]
    due: date | None
    now: datetime

    @property
    def stands(self) -> Standing:
        return _stands(Due(self.due) if self.due else None, self.it.ended_on, self.now)

    @property
    def is_late(self) -> bool:
        return self.stands == Standing.LATE


def _stands(due: Due | None, done: date | None, moment: datetime) -> Standing:
    if due is None:
        return Standing.IN_TIME if done else Standing.RUNNING
    ended = make_aware(datetime.combine(done, time())) if done else None
    return standing(due, moment, ended)


def before_court(found: Iterable[PreProceedings]) -> list[Before]:
    """As pages show them: six queries, however many."""
    matters = list(found)
    partnerships = {one.partnership_id for one in matters}
    meets: Held = limits_of(partnerships, Duty.PROCEEDINGS_MEETING)
    ends: Held = limits_of(partnerships, Duty.PRE_PROCEEDINGS)
    longer = _longer_of(matters)
    met, decided = defaultdict(list), defaultdict(list)
    for meeting in PreMeeting.objects.filter(about__in=matters).select_related("recorded_by"):
        met[meeting.about_id].append(meeting)
    for gateway in GatewayDecision.objects.filter(about__in=matters).select_related("decided_by"):
        decided[gateway.about_id].append(gateway)
    issued = {one.after_id: one for one in Proceedings.objects.filter(after__in=matters)}
    moment = localtime()
    return [
        Before(
            one,
            met[one.pk],
            decided[one.pk],
            issued.get(one.pk),
            _due(meets(one.partnership_id, one.letter_on), one.letter_on),
            rules.ends_by(
                _due(ends(one.partnership_id, one.letter_on), one.letter_on), longer[one.pk]
            ),
            moment,
        )
        for one in matters
    ]


def in_court(found: Iterable[Proceedings]) -> list[InCourt]:
    matters = list(found)
    ends: Held = limits_of({one.partnership_id for one in matters}, Duty.PROCEEDINGS)
    given = defaultdict(list)
    for longer in CourtTime.objects.filter(about__in=matters).select_related("recorded_by"):
        given[longer.about_id].append(longer)
    moment = localtime()
    return [
        InCourt(
            one,
            given[one.pk],
            rules.ends_by(
                _due(ends(one.partnership_id, one.issued_on), one.issued_on),
                [longer.until for longer in given[one.pk]],
            ),
            moment,
        )
        for one in matters
    ]
