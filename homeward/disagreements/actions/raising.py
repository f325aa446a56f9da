"""Raising a disagreement, raising it further, and withdrawing it: by whoever sees it differently."""

from collections.abc import Iterable

from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.decisions.models import Decision
from homeward.disagreements import queries, rules
from homeward.disagreements.actions.asking import raise_on, reach
from homeward.disagreements.actions.shared import end, locked, tell
from homeward.disagreements.models import Disagreement, DisagreementChild, LevelReached, Settlement
from homeward.disagreements.rules import Level, Theme
from homeward.locks import unlocked
from homeward.partnership.models import Team, Worker
from homeward.partnership.rules import Post, WorkerOnDay
from homeward.people.models import Child
from homeward.sharing.models import Involvement


@unlocked()
def raise_disagreement(
    about: Child | Decision,
    *,
    theme: Theme,
    view: str,
    evidence: str,
    wanted: str,
    meanwhile: str,
    with_team: Team,
    by: Worker,
) -> Disagreement:
    """About a child, or about a decision and all its children. What it is about goes on as it is."""
    decision = about if isinstance(about, Decision) else None
    children = list(about.children.all()) if isinstance(about, Decision) else [about]
    today = localdate()
    worker = by.on(today)
    seen = Child.objects.visible_to(worker, today).filter(pk__in=[child.pk for child in children])
    answer = require(
        rules.may_raise(worker, about.partnership_id, sees_all=seen.count() == len(children))
    )
    require(rules.may_be_with(with_team.partnership_id, about.partnership_id))
    post = _speaking(worker, children, about.partnership_id)
    disagreement = Disagreement(
        partnership_id=about.partnership_id,
        decision=decision,
        theme=theme,
        view=view,
        evidence=evidence,
        wanted=wanted,
        meanwhile=meanwhile,
        from_team_id=post.team_id,
        with_team=with_team,
        from_kind=post.employer_kind,
        raised_by=by,
    )
    disagreement.with_kind = queries.organisation_questioned(disagreement, today)
    disagreement.save()
    DisagreementChild.objects.bulk_create(
        DisagreementChild(
            partnership_id=about.partnership_id, disagreement=disagreement, child=child
        )
        for child in children
    )
    tell(
        "raised a disagreement",
        disagreement,
        by=by,
        because=answer.reason,
        what=theme.label,
        view=view,
        facts=evidence,
        wanted=wanted,
        meanwhile=meanwhile,
    )
    reach(disagreement, Level.TEAMS, because="", by=by)
    return disagreement


def _speaking(worker: WorkerOnDay, children: Iterable[Child], partnership_id: int) -> Post:
    """The post through which they work with the child, if there is one; else their first in the partnership."""
    working = set(
        Involvement.objects.filter(
            child__in=list(children), team__in=worker.team_ids, period__contains=localdate()
        ).values_list("team_id", flat=True)
    )
    posts = [post for post in worker.posts if post.partnership_id == partnership_id]
    return min(posts, key=lambda post: post.team_id not in working)


@unlocked()
def raise_further(disagreement: Disagreement, *, because: str, by: Worker) -> LevelReached:
    """To the next level: the answer was not enough, or did not come in time."""
    disagreement = locked(disagreement)
    today = localdate()
    found = queries.who_can_answer(disagreement, today)
    answer = require(
        rules.may_raise_further(
            by.on(today),
            disagreement.standing(),
            disagreement.raised_by_id,
            today,
            acting=queries.acting_for_raiser(disagreement, found, today),
        )
    )
    return raise_on(disagreement, because=because, told=answer.reason, by=by)


@unlocked()
def withdraw_disagreement(disagreement: Disagreement, *, because: str, by: Worker) -> Settlement:
    """Who raised it says why it need not go on: the answer was enough, or things have changed."""
    disagreement = locked(disagreement)
    today = localdate()
    found = queries.who_can_answer(disagreement, today)
    answer = require(
        rules.may_withdraw(
            by.on(today),
            disagreement.standing(),
            disagreement.raised_by_id,
            acting=queries.acting_for_raiser(disagreement, found, today),
        )
    )
    tell("withdrew a disagreement", disagreement, by=by, because=answer.reason, why=because)
    return end(disagreement, because, withdrawn=True, by=by)
