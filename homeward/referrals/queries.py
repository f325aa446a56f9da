"""Reads for the pages of referrals and the panel, always for one worker on one day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

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

from homeward.access.rules import Answer
from homeward.clocks.rules import age_on
from homeward.decisions.queries import lacks as decision_lacks
from homeward.decisions.rules import may_sign
from homeward.partnership.models import Arrangement, Membership, Team
from homeward.partnership.rules import Role, WorkerOnDay
from homeward.referrals import rules
from homeward.referrals.models import (
    AgendaItem,
    Referral,
    ReferralAdult,
    ReferralChild,
    ReferralDraft,
    Screening,
    Sitting,
)
from homeward.referrals.rules import Facts, Outcome, PanelOutcome, Standing


Row = TypeVar("Row", bound=Model)


def whole(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    """With all that the pages of a referral show, in a fixed number of queries."""
    return referrals.select_related(
        "partnership", "from_team", "to_team", "referred_by"
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


def counts(worker: WorkerOnDay, day: date) -> list[dict[str, str]]:
    """For each receiving team of the worker: every referral it received, by outcome."""
    rows = (
        Referral.objects.visible_to(worker, day)
        .with_latest()
        .filter(to_team_id__in=worker.team_ids)
        .order_by()
        .values_list("to_team_id", "latest_outcome")
        .annotate(number=Count("pk"))
    )
    by_team: dict[int, dict[str | None, int]] = defaultdict(dict)
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
    outcome = item.decision.outcome if item else None
    return rules.standing(
        Facts(
            from_team=referral.from_team.name,
            to_team=referral.to_team.name,
            screen_by=referral.screen_by,
            screening_working_days=referral.partnership.screening_working_days,
            outcome=Outcome(screening.outcome) if screening else None,
            screened_on=localdate(screening.at) if screening else None,
            answered_on=localdate(reply.at) if reply else None,
            taken_back_by=screening.taken_back_by.name
            if screening and screening.taken_back_by
            else "",
            redirected_to=screening.redirected_to if screening else "",
            panel_on=item.sitting.held_on if item else None,
            sent_to_sign=bool(item and item.decision.sent_at),
            panel_outcome=PanelOutcome(outcome.code) if outcome else None,
        )
    )


def _last(rows: QuerySet[Row]) -> Row | None:
    """The last of rows that were prefetched: no query."""
    return next(iter(list(rows)[-1:]), None)


def council_officers(partnership_id: int, day: date) -> list[tuple[int, str]]:
    """Who of the council can take a family back: name, role and team."""
    posts = Membership.objects.filter(
        partnership_id=partnership_id,
        period__contains=day,
        employer__kind="council",
        role__in=rules.TAKES_BACK_ROLES,
    )
    return _people(posts)


def members(team_ids: list[int], day: date) -> list[tuple[int, str]]:
    return _people(Membership.objects.filter(team_id__in=team_ids, period__contains=day))


def chairs(team_ids: list[int], day: date) -> list[tuple[int, str]]:
    return _people(
        Membership.objects.filter(team_id__in=team_ids, period__contains=day, role=Role.PANEL_CHAIR)
    )


def _people(posts: QuerySet[Membership]) -> list[tuple[int, str]]:
    people: dict[int, str] = {}
    for post in posts.select_related("worker", "team").order_by("worker__name", "id"):
        if post.worker.is_active:
            people.setdefault(post.worker_id, f"{post.worker.name}, {post.role}, {post.team.name}")
    return list(people.items())


def sittings(worker: WorkerOnDay, day: date) -> QuerySet[Sitting]:
    """The sittings of the worker's teams: those to come first, the next one on top."""
    return (
        Sitting.objects.visible_to(worker, day)
        .select_related("team", "chair")
        .annotate(
            families=Count("items"),
            decided=Count("items", filter=Q(items__decision__signed_at__isnull=False)),
        )
        .order_by(
            Case(
                When(held_on__gte=day, then=Value(0)), default=Value(1), output_field=IntegerField()
            ),
            Case(When(held_on__gte=day, then=F("held_on")), output_field=DateField()),
            "-held_on",
        )
    )


def coming_sittings(team_id: int, worker: WorkerOnDay, day: date) -> list[Sitting]:
    coming = Sitting.objects.visible_to(worker, day).filter(team_id=team_id, held_on__gte=day)
    return list(coming.select_related("chair"))


def agenda(sitting: Sitting, worker: WorkerOnDay, day: date) -> QuerySet[AgendaItem]:
    """A sitting's agenda, in the order in which the families were put on it."""
    return (
        AgendaItem.objects.visible_to(worker, day)
        .filter(sitting=sitting)
        .select_related("decision", "decision__outcome", "decision__signed_by", "referral")
        .prefetch_related("referral__children")
        .order_by("id")
    )


@dataclass(frozen=True)
class Signing:
    """Whether this worker may sign an item now, under which line of the register, and what lacks."""

    answer: Answer
    arrangement: Arrangement | None
    lacks: list[str]
    law: str
    declare_first: bool  # only this worker's own declaration is wanting


def signing(item: AgendaItem, worker: WorkerOnDay, day: date) -> Signing:
    decision = item.decision
    arrangement = Arrangement.objects.in_force(item.partnership_id, decision.function, day)
    lacks = decision_lacks(decision)
    answer = may_sign(worker, decision, arrangement, lacks)
    declare_first = False
    if answer:
        declared = item.interests.filter(worker_id=worker.worker_id).values_list("then", flat=True)
        then = declared.first()
        part = rules.may_take_part(then)
        answer, declare_first = answer if part else part, then is None
    under = f"{arrangement.in_words}. " if arrangement else ""
    law = f"{under[:1].upper()}{under[1:]}{decision.law}."
    return Signing(answer, arrangement, lacks, law, declare_first)


def not_declared(item: AgendaItem, day: date) -> list[str]:
    """Who of the panel's team has not said yet whether they have an interest in this family."""
    if item.decision.signed_at:
        return []  # the panel has decided: nobody can declare any more
    declared = item.interests.values("worker_id")
    posts = Membership.objects.filter(
        team_id=item.sitting.team_id, period__contains=day, worker__is_active=True
    ).exclude(worker_id__in=declared)
    return list(posts.order_by("worker__name").values_list("worker__name", flat=True))


def papers(item: AgendaItem) -> dict[str, Any]:
    """The papers as they were frozen, with their dates read and each child's age on that day."""
    frozen_on = localdate(item.frozen_at)
    held = item.papers
    children = [
        {**child, "age": age_on(frozen_on, date.fromisoformat(child["born"]))}
        for child in held["children"]
    ]
    return {**held, "sent_at": datetime.fromisoformat(held["sent_at"]), "children": children}
