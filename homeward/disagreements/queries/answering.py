"""Who answers a disagreement today, and who cannot and why: from posts, restrictions and what is shared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.timezone import localtime

from homeward.disagreements import rules
from homeward.disagreements.models import Disagreement, LevelReached
from homeward.disagreements.rules import Candidate, Level
from homeward.partnership.models import Arrangement, Management, Membership, Team
from homeward.partnership.queries import workers_on_days
from homeward.partnership.rules import OrganisationKind, Role, WorkerOnDay
from homeward.sharing.models import facts_of_many
from homeward.sharing.rules import Working, during, entitlement


NAMED_BECAUSE = "a disagreement that is theirs to answer"
ROLES = (Role.TEAM_MANAGER, Role.HEAD_OF_SERVICE, Role.DIRECTOR)


@dataclass(frozen=True)
class CanAnswer:
    """Who can answer one disagreement on one day, at each level."""

    candidates: tuple[Candidate, ...]
    teams: frozenset[int]
    raised_by: int
    signed_by: int | None
    answered: Mapping[int, int]  # who answered before, at which level
    unseeing: frozenset[int]

    def barred_at(self, level: Level) -> Mapping[int, str]:
        return rules.why_barred(
            raised_by=self.raised_by,
            signed_by=self.signed_by,
            answered=[worker for worker, before in self.answered.items() if before < level],
            unseeing=self.unseeing,
        )

    def at(self, level: Level) -> list[Candidate]:
        barred = self.barred_at(level)
        return rules.who_answers(level, self.candidates, teams=self.teams, barred=barred)

    def names_at(self, level: Level) -> dict[int, str]:
        return {candidate.worker_id: candidate.name for candidate in self.at(level)}

    def why_nobody(self, level: Level) -> str:
        """Without names: why somebody cannot may be about them."""
        if not rules.who_answers(level, self.candidates, teams=self.teams, barred=()):
            return "nobody holds such a post today"
        return "those in such a post raised it, signed or answered it, or cannot see the record"


def who_can_answer(disagreement: Disagreement, today: date) -> CanAnswer:
    """A number of queries that does not grow with the candidates."""
    candidates = _candidates(disagreement.partnership_id, today)
    answered = disagreement.levels.filter(answered_by__isnull=False)
    decision = disagreement.decision
    return CanAnswer(
        candidates=candidates,
        teams=frozenset({disagreement.from_team_id, disagreement.with_team_id}),
        raised_by=disagreement.raised_by_id,
        signed_by=decision.signed_by_id if decision else None,
        answered=dict(answered.order_by("-level").values_list("answered_by", "level")),
        unseeing=_unseeing({c.worker_id for c in candidates}, disagreement, today),
    )


def acting_for_raiser(disagreement: Disagreement, found: CanAnswer, today: date) -> list[Candidate]:
    """Who raises it further or withdraws it where who raised it can no longer open it: the managers of their
    team, or else whoever is highest in their organisation. Nobody, while they can. Who signed what it is about
    or answered it says neither that it goes on nor that it ends."""
    if raiser_is_there(disagreement, today):
        return []
    barred = rules.why_barred(
        raised_by=found.raised_by,
        signed_by=found.signed_by,
        answered=found.answered,
        unseeing=found.unseeing,
    )
    team = {disagreement.from_team_id}
    managers = rules.who_answers(Level.TEAMS, found.candidates, teams=team, barred=barred)
    highest = rules.who_answers(Level.DIRECTORS, found.candidates, teams=team, barred=barred)
    return managers or [one for one in highest if one.kind == disagreement.from_kind]


def raiser_is_there(disagreement: Disagreement, today: date) -> bool:
    """Whether who raised it can open it."""
    raiser = disagreement.raised_by
    open_to = Disagreement.objects.visible_to(raiser.on(today), today)
    return raiser.is_active and open_to.filter(pk=disagreement.pk).exists()


def _candidates(partnership_id: int, today: date) -> tuple[Candidate, ...]:
    held = Membership.objects.filter(
        partnership_id=partnership_id,
        role__in=ROLES,
        period__contains=today,
        worker__is_active=True,
    ).select_related("worker", "employer")
    return tuple(
        Candidate(
            worker_id=post.worker_id,
            name=post.worker.name,
            role=Role(post.role),
            kind=OrganisationKind(post.employer.kind),
            team_id=post.team_id,
        )
        for post in held.order_by("worker__name", "pk")
    )


def _unseeing(workers: set[int], disagreement: Disagreement, today: date) -> frozenset[int]:
    """Those who would not see every child though they were named to each from today."""
    facts = facts_of_many(dict.fromkeys(disagreement.child_ids(), disagreement.partnership_id))
    on_day = workers_on_days((worker, today) for worker in workers)
    moment = during(today, localtime())

    def would_see(worker: WorkerOnDay) -> bool:
        named = Working(today, None, NAMED_BECAUSE, worker_id=worker.worker_id)
        return all(
            entitlement(
                worker, replace(child, working=(*child.working, named)), today, moment
            ).may_see()
            for child in facts.values()
        )

    return frozenset(pk for (pk, _), worker in on_day.items() if not would_see(worker))


def heard(disagreement: Disagreement) -> set[OrganisationKind]:
    """The organisations that have said something: by whoever raised it, a side that was written, an answer."""
    answers = disagreement.levels.exclude(answered_for="").values_list("answered_for", flat=True)
    sides = disagreement.sides.values_list("kind", flat=True)
    kinds = {disagreement.from_kind, *answers, *sides}
    return {OrganisationKind(kind) for kind in kinds}


def organisation_of(worker: WorkerOnDay, partnership_id: int) -> OrganisationKind:
    """For whom somebody speaks: the employer of their first post in the partnership. Rules have asked before
    that there is one."""
    return next(
        post.employer_kind for post in worker.posts if post.partnership_id == partnership_id
    )


def organisation_questioned(disagreement: Disagreement, today: date) -> OrganisationKind:
    """Whose decision it is, by who signed or who may; else who manages the other team. Where nobody does, the
    council, which stays liable for what others do for it (2008 Act, section 2)."""
    decision = disagreement.decision
    if decision is not None:
        line = decision.under_arrangement or Arrangement.objects.in_force(
            decision.partnership_id, decision.function, today
        )
        if line is not None:
            return OrganisationKind(line.decides_kind)
    managed = Management.objects.filter(
        team=disagreement.with_team_id, period__contains=today
    ).select_related("organisation")
    found = managed.first()
    return OrganisationKind(found.organisation.kind) if found else OrganisationKind.COUNCIL


def teams_to_disagree_with(
    children: Iterable[int], worker: WorkerOnDay, partnership_id: int, today: date
) -> list[Team]:
    """Those that work with one of the children today, the other teams first; duty, if there is nobody else."""
    working = Team.objects.filter(
        partnership_id=partnership_id,
        involvements__child__in=list(children),
        involvements__period__contains=today,
    ).distinct()
    found = sorted(working, key=lambda team: (team.pk in worker.team_ids, team.name))
    duty = Team.objects.filter(partnership_id=partnership_id, kind=Team.Kind.DUTY)
    return found or list(duty)


def whole(disagreements: QuerySet[Disagreement]) -> QuerySet[Disagreement]:
    """With what `standing` reads."""
    levels = LevelReached.objects.select_related("answered_by")
    return disagreements.select_related(
        "raised_by", "from_team", "with_team", "settlement__ended_by", "decision"
    ).prefetch_related(Prefetch("levels", levels), "children")
