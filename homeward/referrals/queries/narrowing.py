"""The inbox, narrowed: by where a referral is, by a team at either end, and by what is late."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from homeward.partnership.models import Team
from homeward.partnership.rules import WorkerOnDay
from homeward.referrals.models import AgendaItem, Referral, Reply, Screening
from homeward.referrals.queries.referring import standing, whole
from homeward.referrals.rules import NOT_TAKEN_ON, TAKEN_ON, Outcome, PanelOutcome, Stage


# Where a referral is, as `rules.standing` says it in a sentence: by its latest outcome of screening, whether
# what was asked is answered, and what the panel decided last.
STAGES = {
    Stage.TO_SCREEN: Q(outcome="") | Q(outcome=Outcome.ASK_FOR_MORE, answered=True),
    Stage.ASKED: Q(outcome=Outcome.ASK_FOR_MORE, answered=False),
    Stage.WAITS: Q(outcome=Outcome.NO_CAPACITY),
    Stage.PANEL: Q(outcome=Outcome.TAKE_ON, decided__in=["", PanelOutcome.DEFER]),
    Stage.HELPED: Q(outcome=Outcome.TAKE_ON, decided__in=TAKEN_ON),
    Stage.ENDED: Q(outcome=Outcome.TAKE_ON, decided=PanelOutcome.NOT_AGREED)
    | Q(outcome__in=NOT_TAKEN_ON),
}


def teams(worker: WorkerOnDay) -> list[tuple[str, str]]:
    """The teams that refer or are referred to where this worker works."""
    kinds = (Team.Kind.SOCIAL_WORK, Team.Kind.DUTY, Team.Kind.EDGE_OF_CARE)
    found = Team.objects.filter(partnership_id__in=worker.partnership_ids, kind__in=kinds)
    return [(str(pk), name) for pk, name in found.order_by("name").values_list("pk", "name")]


def narrowed(
    referrals: QuerySet[Referral], chosen: Mapping[str, str], today: date
) -> QuerySet[Referral]:
    """`referrals` come from `received` or `sent`, and keep their order."""
    if "team" in chosen:
        team = chosen["team"]
        referrals = referrals.filter(Q(from_team_id=team) | Q(to_team_id=team))
    if "stage" in chosen:
        referrals = _placed(referrals).filter(STAGES[Stage(chosen["stage"])])
    if "late" in chosen:
        referrals = referrals.filter(pk__in=_late(referrals, today))
    return referrals


def _late(referrals: QuerySet[Referral], today: date) -> list[int]:
    """Some days are counted in working days, which the database cannot: so the few that are open are asked,
    by the same function that puts the tag beside them."""
    still_open = _placed(Referral.objects.filter(pk__in=referrals.order_by().values("pk")))
    waiting = whole(still_open.exclude(STAGES[Stage.HELPED] | STAGES[Stage.ENDED]))
    return [r.pk for r in waiting if (due := standing(r).due) is not None and due < today]


def _placed(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    latest = Screening.objects.filter(referral=OuterRef("pk")).order_by("-id")
    on_agenda = AgendaItem.objects.filter(referral=OuterRef("pk")).order_by("-id")
    return referrals.annotate(
        screening_now=Subquery(latest.values("pk")[:1]),
        outcome=Coalesce(Subquery(latest.values("outcome")[:1]), Value("")),
        answered=Exists(Reply.objects.filter(screening=OuterRef("screening_now"))),
        decided=Coalesce(Subquery(on_agenda.values("decision__outcome__code")[:1]), Value("")),
    )
