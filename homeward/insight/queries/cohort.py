"""The cohort of a service, read from the record: days and groups of each child, and nothing that names one.

A fixed number of queries however many children there are. Only counts leave this area.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Min, QuerySet
from django.utils.timezone import localtime

from homeward.analysis.cohort import CohortChild, Ending, Path, Safety, Span
from homeward.care.models import MissingEpisode, PeriodOfCare
from homeward.clocks.rules import age_on
from homeward.insight.rules import AGE_BANDS, DISABLED, band_of, ethnic_group, path_of
from homeward.people.models import Child
from homeward.referrals.models import AgendaItem, Referral, ReferralChild, Screening
from homeward.referrals.rules import TAKEN_ON
from homeward.returns.models import ImportReport
from homeward.support.models import EpisodeOfHelp, FollowUp, Happening, SafetyDecision, VisitChild
from homeward.support.rules import Happened, SafetyOutcome


@dataclass
class Held:
    """What the record holds of one child, while it is gathered."""

    referrals: list[dict[str, Any]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)  # as the return has them
    reported: list[Span] = field(default_factory=list)  # as workers heard
    events: dict[Safety, list[date]] = field(default_factory=lambda: defaultdict(list))
    told: list[tuple[date, bool]] = field(default_factory=list)
    feels_safe: list[tuple[date, bool]] = field(default_factory=list)

    def is_in_care(self, on: date) -> bool:
        return any(span.holds(on) for span in (*self.spans, *self.reported))

    def was_referred(self, pk: int, at: datetime, reasons: list[str]) -> None:
        self.referrals.append({"pk": pk, "on": localtime(at).date(), "reasons": reasons})

    def happened(self, kind: str, on: date) -> None:
        """What a worker recorded, in the order of days. Entering care is believed at once: the return comes
        months later."""
        happened = Happened(kind)
        if happened in EVENTS:
            self.events[EVENTS[happened]].append(on)
        elif happened == Happened.ENTERED_CARE and not self.is_in_care(on):
            self.reported.append(Span(on, None))
        elif happened == Happened.RETURNED_HOME:
            self.spans = ended_on(on, self.spans)
            self.reported = ended_on(on, self.reported)

    def followed_up(self, at: datetime, in_care: bool | None, feels_safe: bool | None) -> None:
        day = localtime(at).date()
        if in_care is not None:
            self.told.append((day, in_care))
        if feels_safe is not None:
            self.feels_safe.append((day, feels_safe))

    def first_in(self, start: date, end: date) -> date:
        return next(r["on"] for r in self.referrals if start <= r["on"] <= end)


def period_of_referrals(partnership_id: int) -> tuple[date, date] | None:
    """The days of the first and the last referral; None when there was none."""
    days = Referral.objects.filter(partnership_id=partnership_id).aggregate(
        first=Min("sent_at"), last=Max("sent_at")
    )
    if days["first"] is None:
        return None
    return localtime(days["first"]).date(), localtime(days["last"]).date()


def cohort(partnership_id: int, start: date, end: date, today: date) -> list[CohortChild]:
    """Every child referred from `start` to `end`, both included, once."""
    about = ReferralChild.objects.filter(
        partnership_id=partnership_id, referral__sent_at__date__range=(start, end)
    )
    children = about.values("child_id")
    held = _referrals(children)
    _care(held, children)
    _happenings(held, children)
    _follow_ups(held, children)
    outcomes = _outcomes(partnership_id)
    known_to_council = ImportReport.objects.filter(partnership_id=partnership_id).aggregate(
        last=Max("year_end")
    )["last"]
    facts = Child.objects.filter(pk__in=children).values_list("pk", "born", "ethnicity", "disabled")
    return [
        counted(
            held[pk],
            {
                "age": band_of(age_on(held[pk].first_in(start, end), born), AGE_BANDS),
                "ethnicity": ethnic_group(ethnicity),
                "disability": DISABLED[disabled],
            },
            outcomes,
            (start, end),
            known_to_council or date.min,
            today,
        )
        for pk, born, ethnicity, disabled in facts.iterator()
    ]


def _referrals(children: QuerySet) -> dict[int, Held]:
    held: dict[int, Held] = defaultdict(Held)
    rows = ReferralChild.objects.filter(child__in=children).order_by("referral__sent_at")
    for row in rows.values(
        "child_id", "referral_id", "referral__sent_at", "referral__reasons"
    ).iterator():
        held[row["child_id"]].was_referred(
            row["referral_id"], row["referral__sent_at"], row["referral__reasons"]
        )
    return held


def _care(held: dict[int, Held], children: QuerySet) -> None:
    periods = PeriodOfCare.objects.filter(child__in=children).values_list("child_id", "period")
    for child_id, period in periods.iterator():
        held[child_id].spans.append(Span(period.lower, period.upper))
    missing = MissingEpisode.objects.filter(child__in=children, kind="M")
    for child_id, on in missing.values_list("child_id", "started_on").iterator():
        held[child_id].events[Safety.MISSING].append(on)


EVENTS = {
    Happened.WENT_MISSING: Safety.MISSING,
    Happened.DIED: Safety.DIED,
    Happened.PROTECTION_PLAN: Safety.PROTECTION_PLAN,
    Happened.HURT: Safety.HURT,
}


def _happenings(held: dict[int, Held], children: QuerySet) -> None:
    rows = Happening.objects.filter(child__in=children).order_by("on", "pk")
    for child_id, kind, on in rows.values_list("child_id", "kind", "on").iterator():
        held[child_id].happened(kind, on)


def _follow_ups(held: dict[int, Held], children: QuerySet) -> None:
    """What follow-ups found, and what children answered in them and at visits: whether they feel safe."""
    rows = FollowUp.objects.filter(child__in=children, done_at__isnull=False)
    for child_id, at, in_care, feels_safe in rows.values_list(
        "child_id", "done_at", "in_care", "feels_safe"
    ).iterator():
        held[child_id].followed_up(at, in_care, feels_safe)
    asked = VisitChild.objects.filter(child__in=children, feels_safe__isnull=False)
    for child_id, day, feels_safe in asked.values_list(
        "child_id", "visit__on", "feels_safe"
    ).iterator():
        held[child_id].feels_safe.append((day, feels_safe))


@dataclass(frozen=True)
class Outcomes:
    """Of every referral of the partnership: screening, panel, and how the help ended."""

    screened: dict[int, str]
    decided: dict[int, tuple[str, date]]
    helped: dict[int, tuple[date | None, bool]]  # closed on; whether its end was decided


def _outcomes(partnership_id: int) -> Outcomes:
    here = {"partnership_id": partnership_id}
    screened = dict(
        Screening.objects.filter(**here).order_by("pk").values_list("referral_id", "outcome")
    )
    decisions = AgendaItem.objects.filter(**here, decision__signed_at__isnull=False)
    decided = {
        referral: (code, localtime(at).date())
        for referral, code, at in decisions.order_by("decision__signed_at").values_list(
            "referral_id", "decision__outcome__code", "decision__signed_at"
        )
    }
    signed = SafetyDecision.objects.filter(**here, decision__outcome__isnull=False)
    last = dict(
        signed.order_by("decision__signed_at").values_list("episode_id", "decision__outcome__code")
    )
    helped = {
        referral: (closed_on, last.get(episode) == SafetyOutcome.END_SUPPORT)
        for episode, referral, closed_on in EpisodeOfHelp.objects.filter(**here).values_list(
            "pk", "referral_id", "closed_on"
        )
    }
    return Outcomes(screened, decided, helped)


def counted(
    held: Held,
    groups: dict[str, str],
    outcomes: Outcomes,
    window: tuple[date, date],
    known_to_council: date,
    today: date,
) -> CohortChild:
    """As the child counts among those who were referred within the window: by the first referral that was
    taken on, or else the last."""
    inside = [r for r in held.referrals if window[0] <= r["on"] <= window[1]]
    agreed = [r for r in inside if outcomes.decided.get(r["pk"], ("",))[0] in TAKEN_ON]
    first = agreed[0] if agreed else inside[-1]
    taken_on = outcomes.decided[first["pk"]][1] if agreed else None
    closed_on, was_decided = outcomes.helped.get(first["pk"], (None, False))
    known_until = max(known_to_council, closed_on or date.min)
    spans, known_until = _with_what_was_told(held, known_to_council, known_until)
    return CohortChild(
        referred_on=inside[0]["on"],
        path=Path.TAKEN_ON
        if agreed
        else path_of(
            outcomes.screened.get(first["pk"]), outcomes.decided.get(first["pk"], (None,))[0]
        ),
        taken_on=taken_on,
        ending=_ending(closed_on, was_decided=was_decided),
        in_care=tuple(sorted(spans, key=lambda span: span.start)),
        known_until=today if taken_on and closed_on is None else known_until,
        events={
            **{what: tuple(sorted(days)) for what, days in held.events.items()},
            Safety.REFERRED_AGAIN: tuple(
                r["on"] for r in held.referrals if taken_on and r["on"] > taken_on
            ),
        },
        feels_safe=tuple(sorted(held.feels_safe)),
        groups=groups | {"need": first["reasons"][0] if first["reasons"] else "not known"},
    )


def _ending(closed_on: date | None, *, was_decided: bool) -> Ending:
    if closed_on is None:
        return Ending.STILL
    return Ending.COMPLETED if was_decided else Ending.EARLY


def _with_what_was_told(
    held: Held, known_to_council: date, known_until: date
) -> tuple[Iterable[Span], date]:
    """A follow-up that found the child at home says that until then nothing unrecorded happened, and ends
    what is still open; one that found the child in care, of which the record knew nothing, begins a span on
    that day. For the days that a return reaches, the return is believed."""
    spans, reported = list(held.spans), list(held.reported)
    for day, in_care in sorted(held.told):
        if not in_care:
            known_until = max(known_until, day)
            reported = ended_on(day, reported)
            if day > known_to_council:
                spans = ended_on(day, spans)
        elif not any(span.holds(day) for span in (*spans, *reported)):
            reported.append(Span(day, None))
    return [*spans, *reported], known_until


def ended_on(day: date, spans: Iterable[Span]) -> list[Span]:
    """What was open that day ends with it."""
    return [Span(s.start, day) if s.end is None and s.start <= day else s for s in spans]
