"""What we thought, and what happened: a panel's own families back, six months on, to those who sat.

Composed here because it joins the panel with what support wrote down afterwards. What members sealed is shown
only when it is open (`referrals.rules.is_open`). One family shows nothing about what the help did: no
number is made of it, and the page says so.

Who sat for another team sees a family until four weeks after the sitting, and is not let see it longer for
this: to learn, a panel needs what came of its decisions, not each record (UK GDPR, Article 5(1)(c)). So the
families whom the reader sees no more are counted, small numbers hidden.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from homeward.analysis.disclosure import hidden_rows
from homeward.locks import unlocked
from homeward.partnership.rules import WorkerOnDay
from homeward.referrals import queries, rules
from homeward.referrals.models import AgendaItem, Condition, Expectation, Interest, SittingMember
from homeward.referrals.rules import WEEKLY_COST
from homeward.support.models import EpisodeOfHelp, FollowUp, Happening
from homeward.support.rules import Happened
from homeward.trail import actions as trail


A_PAGE = 20


def looking_back(request: HttpRequest) -> HttpResponse:
    today = localdate()
    page = Paginator(decided_by(request.worker, today), A_PAGE).get_page(request.GET.get("page"))
    holds = queries.as_sealed(sealed for item in page for sealed in item.expectations.all())
    families = [_family(item, request.worker, holds, today) for item in page]
    shown = {child.pk for item in page for child in item.referral.children.all()}
    if shown:
        trail.looked("looked back at the panel's families", by=request.user, children=shown)
    context = {
        "page": page,
        "families": families,
        "no_longer_seen": no_longer_seen(request.worker, today),
        "thought_columns": ["Member", "Without the help", "Cost in a week", "How sure", "Why"],
        "happened_columns": ["Child", "When", "In care", "Living", "How it is"],
        "condition_columns": ["Condition", "Who", "Met"],
    }
    return render(request, "web/looking_back.html", context)


def decided_by(worker: WorkerOnDay, day: date) -> QuerySet[AgendaItem]:
    """The families that this worker decided about as a member, six months ago or longer, and still sees."""
    happened = Happening.objects.filter(kind=Happened.ENTERED_CARE).select_related("child")
    return (
        _of_member(AgendaItem.objects.visible_to(worker, day), worker, day)
        .select_related("sitting", "decision__outcome", "referral", "referral__episode")
        .prefetch_related(
            "referral__children",
            Prefetch("conditions", Condition.objects.select_related("owner")),
            Prefetch("expectations", Expectation.objects.select_related("worker")),
            Prefetch("referral__episode__follow_ups", FollowUp.objects.select_related("child")),
            Prefetch("referral__episode__happenings", happened, to_attr="came_into_care"),
        )
        .order_by("-sitting__held_on", "-pk")
    )


def _of_member(items: QuerySet[AgendaItem], worker: WorkerOnDay, day: date) -> QuerySet[AgendaItem]:
    sat = SittingMember.objects.filter(worker_id=worker.worker_id).exclude(present=False)
    recused = Interest.objects.filter(worker_id=worker.worker_id, then__in=rules.RECUSING)
    return items.filter(
        sitting__in=sat.values("sitting_id"),
        sitting__held_on__lte=rules.last_to_come_back(day),
        partnership_id__in=worker.partnership_ids,
        decision__signed_at__isnull=False,
    ).exclude(pk__in=recused.values("item_id"))


@dataclass(frozen=True)
class Counted:
    """Families of whom only numbers are shown: how many, what was decided, and how many came into care."""

    families: int
    decided: list[tuple[str, int]]
    in_care: int

    @property
    def came_of_it(self) -> str:
        if hidden_rows({"all": (self.in_care, self.families - self.in_care)}):
            return "What came of so few is not shown, because it would point to a child."
        return f"Of {self.in_care or 'none'} of them a child came into care."


def no_longer_seen(worker: WorkerOnDay, day: date) -> Counted | None:
    """The others of them, whose record the worker does not see today."""
    seen = AgendaItem.objects.visible_to(worker, day).values("pk")
    gone = _of_member(AgendaItem.objects.exclude(pk__in=seen), worker, day).order_by()
    in_care = Happening.objects.filter(kind=Happened.ENTERED_CARE).values("episode__referral")
    with unlocked():
        decided = gone.values_list("decision__outcome__what").annotate(Count("pk"))
        outcomes = [(what, number) for what, number in decided.order_by("decision__outcome__what")]
        came_into_care = gone.filter(referral__in=in_care).count() if outcomes else 0
    families = sum(number for _what, number in outcomes)
    return Counted(families, outcomes, came_into_care) if families else None


def _family(item: AgendaItem, worker: WorkerOnDay, holds: set[int], today: date) -> dict[str, Any]:
    """`holds`: what is as it was sealed."""
    episode: EpisodeOfHelp | None = getattr(item.referral, "episode", None)
    follow_ups = list(episode.follow_ups.all()) if episode else []
    opened = rules.is_open(item.sitting.held_on, _followed_up(follow_ups), today)
    sealed = list(item.expectations.all())
    return {
        "item": item,
        "names": ", ".join(child.name for child in item.referral.children.all()),
        "opened": opened,
        "sealed": len(sealed),
        "thought": [
            _thought(e, e.pk in holds) for e in sealed if opened or e.worker_id == worker.worker_id
        ],
        "conditions": [
            [c.what, c.owner.name, c.met_how or "Nobody wrote that it was met"]
            for c in item.conditions.all()
        ],
        "episode": episode,
        "came_into_care": episode.came_into_care if episode else [],
        "happened": [_happened(f) for f in follow_ups if f.done_at],
    }


def _followed_up(follow_ups: list[FollowUp]) -> bool:
    """The six-month follow-up is done, of every child."""
    sixth = [f for f in follow_ups if f.months == rules.FOLLOW_UP_OPENS]
    return bool(sixth) and all(f.done_at for f in sixth)


def _thought(expectation: Expectation, holds: bool) -> list[str]:
    """What was sealed, as it is now; where the seal does not hold, that stands with the name."""
    expected = expectation.expected
    broken = "" if holds else f". {rules.SEAL_BROKEN}"
    return [
        f"{expectation.worker.name}{broken}",
        expected.in_words,
        WEEKLY_COST[expected.weekly_cost],
        f"{expected.confidence} of 100",
        expected.why,
    ]


def _happened(follow_up: FollowUp) -> list[str]:
    in_care = {True: "In care", False: "Not in care", None: "Not known"}[follow_up.in_care]
    after = f"{follow_up.months} month{'s' if follow_up.months != 1 else ''} after support ended"
    return [follow_up.child.first_name, after, in_care, follow_up.living, follow_up.how_it_is]
