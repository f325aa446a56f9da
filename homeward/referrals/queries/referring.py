"""Reads for the pages of referrals, always for one worker on one day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db.models import (
    Case,
    Count,
    DateField,
    F,
    IntegerField,
    Model,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils.timezone import localdate

from homeward.exports import Cell, Table
from homeward.locks import unlocked
from homeward.partnership.models import Team
from homeward.partnership.rules import WorkerOnDay
from homeward.referrals import rules
from homeward.referrals.models import (
    AgendaItem,
    Referral,
    ReferralAdult,
    ReferralChild,
    ReferralDraft,
    Screening,
)
from homeward.referrals.rules import Facts, Outcome, PanelOutcome, Standing


Row = TypeVar("Row", bound=Model)


def whole(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    """With all that the pages of a referral show, in a fixed number of queries."""
    return referrals.select_related(
        "partnership",
        "standard",
        "from_team",
        "to_team",
        "referred_by",
        "waiting",
        "crisis__decision__outcome",
        "crisis__decision__signed_by",
        "crisis__who_goes",
        "crisis__asked_by",
        "crisis__answered_by",
    ).prefetch_related(
        Prefetch("about", ReferralChild.objects.select_related("child").order_by("id")),
        Prefetch("adults", ReferralAdult.objects.select_related("adult").order_by("id")),
        Prefetch(
            "screenings",
            Screening.objects.select_related("by", "taken_back_by", "reply", "reply__by"),
        ),
        Prefetch(
            "agenda_items",
            AgendaItem.objects.select_related("sitting", "decision", "decision__outcome"),
        ),
    )


def received(worker: WorkerOnDay, day: date) -> QuerySet[Referral]:
    """What the worker's teams received: what waits to be screened first, the most urgent on top."""
    waiting = Q(latest_outcome=None) | Q(latest_outcome=Outcome.ASK_FOR_MORE)
    return whole(
        Referral.objects.visible_to(worker, day)
        .filter(to_team_id__in=worker.team_ids)
        .with_latest()
    ).order_by(
        Case(When(waiting, then=Value(0)), default=Value(1), output_field=IntegerField()),
        Case(When(waiting, then=F("screen_by")), output_field=DateField()),
        "-sent_at",
    )


def sent(worker: WorkerOnDay, day: date) -> QuerySet[Referral]:
    mine = Referral.objects.visible_to(worker, day).filter(from_team_id__in=worker.team_ids)
    return whole(mine).order_by("-sent_at")


def drafts(worker: WorkerOnDay, day: date) -> QuerySet[ReferralDraft]:
    return ReferralDraft.objects.visible_to(worker, day).order_by("-saved_at")


def receiving_teams(worker: WorkerOnDay) -> list[Team]:
    return list(
        Team.objects.filter(pk__in=worker.team_ids, kind=Team.Kind.EDGE_OF_CARE).order_by("name")
    )


def counts(worker: WorkerOnDay) -> list[dict[str, str]]:
    """For each receiving team of the worker: every referral it received, by outcome. Also those that ended,
    and which it does not see any more: a count that left them out would mislead (DOMAIN 1.1)."""
    rows = (
        Referral.objects.filter(to_team_id__in=worker.team_ids)
        .with_latest()
        .order_by()
        .values_list("to_team_id", "latest_outcome")
        .annotate(number=Count("pk"))
    )
    by_team: dict[int, dict[str | None, int]] = defaultdict(dict)
    with unlocked():  # a count, which names nobody
        for team_id, outcome, number in rows:
            by_team[team_id][outcome] = number
    return [
        {"team": team.name, "words": rules.counted_in_words(by_team[team.pk])}
        for team in receiving_teams(worker)
    ]


def standing(referral: Referral) -> Standing:
    """Where a referral stands. The referral comes from `whole`, so this asks the database nothing."""
    screening = _last(referral.screenings.all())
    item = _last(referral.agenda_items.all())
    reply = getattr(screening, "reply", None)
    waiting = getattr(referral, "waiting", None)
    outcome = item.decision.outcome if item else None
    crisis = getattr(referral, "crisis", None)
    return rules.standing(
        Facts(
            from_team=referral.from_team.name,
            to_team=referral.to_team.name,
            screen_by=referral.screen_by,
            answer_days=referral.standard.answer_days,
            outcome=Outcome(screening.outcome) if screening else None,
            screened_on=localdate(screening.at) if screening else None,
            answered_on=localdate(reply.at) if reply else None,
            taken_back_by=screening.taken_back_by.name
            if screening and screening.taken_back_by
            else "",
            redirected_to=screening.redirected_to if screening else "",
            look_again_on=waiting.review_on if waiting and waiting.left_at is None else None,
            panel_on=item.sitting.held_on if item else None,
            sent_to_sign=bool(item and item.decision.sent_at),
            panel_outcome=PanelOutcome(outcome.code) if outcome else None,
            helped_on=crisis.helped_on if crisis else None,
            look_back_by=crisis.look_back_by if crisis else None,
            asked_today_on=localdate(crisis.asked_at) if crisis else None,
            today=crisis.state() if crisis else None,
        )
    )


def referrals_table(title: str, referrals: Iterable[Referral]) -> Table:
    """A list of referrals as a file."""
    return Table(
        title,
        ("Reference", "Children", "From", "To", "Sent", "Where it stands", "What is next", "By"),
        tuple(_cells(referral) for referral in referrals),
    )


def _cells(referral: Referral) -> tuple[Cell, ...]:
    stands = standing(referral)
    return (
        str(referral),
        ", ".join(about.child.name for about in referral.about.all()),
        referral.from_team.name,
        referral.to_team.name,
        localdate(referral.sent_at),
        stands.sentence,
        stands.to_do,
        stands.due,
    )


def screening_clock(referral: Referral, today: date) -> str:
    """What is said of the screening clock. The referral comes from `whole`: no query."""
    screenings = list(referral.screenings.all())
    screened = [s for s in screenings if s.outcome != Outcome.ASK_FOR_MORE]
    asked = [s for s in screenings if s.outcome == Outcome.ASK_FOR_MORE and not hasattr(s, "reply")]
    return rules.screening_in_words(
        rules.ScreeningFacts(
            due=referral.screen_by,
            asking_stops=referral.standard.asking_stops,
            asked_on=localdate(asked[-1].at) if asked else None,
            screened_on=localdate(screened[0].at) if screened else None,
        ),
        today,
    )


def _last(rows: QuerySet[Row]) -> Row | None:
    """The last of rows that were prefetched: no query."""
    return next(iter(list(rows)[-1:]), None)
