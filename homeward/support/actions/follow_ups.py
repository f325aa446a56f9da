"""Following up: how a child is, some months after support ended."""

from collections.abc import Sequence

from django.utils.timezone import localdate, now

from homeward.access.guard import Refused, require
from homeward.access.rules import refuse
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.people.models import Child
from homeward.referrals.actions import let_team_go
from homeward.support import rules
from homeward.support.models import EpisodeChild, EpisodeOfHelp, FollowUp
from homeward.trail import actions as trail


DIED = "Nobody is asked any more how the child is. What you typed was not sent."


@unlocked()
def record_follow_up(
    follow_up: FollowUp,
    *,
    living: str,
    in_care: bool | None,
    how_it_is: str,
    by: Worker,
    feels_safe: bool | None = None,
) -> FollowUp:
    # The help first, then what is asked about it: in the order of all who lock both.
    EpisodeOfHelp.objects.select_for_update().get(pk=follow_up.episode_id)
    known = FollowUp.objects.select_for_update(of=("self",)).select_related("episode")
    found = known.filter(pk=follow_up.pk).first()
    if found is None:
        raise Refused(refuse("it was written meanwhile that the child died", DIED))
    follow_up = found
    answer = require(rules.may_follow_up(by.on(localdate()), follow_up))
    follow_up.living, follow_up.in_care, follow_up.how_it_is = living, in_care, how_it_is
    follow_up.feels_safe = feels_safe
    follow_up.done_at, follow_up.done_by = now(), by
    follow_up.save()
    trail.record(
        f"followed up after {follow_up.months} months",
        follow_up,
        by=by,
        children=[follow_up.child_id],
        because=answer.reason,
        changed={
            "living": living,
            "in_care": in_care,
            "feels_safe": feels_safe,
            "how_it_is": how_it_is,
        },
    )
    let_team_go(follow_up.episode.referral, by=by)
    return follow_up


def ask_no_more(children: Sequence[Child], *, by: Worker) -> None:
    """A child has died: nobody is asked any more how the child is. What was done stays. Every help of the
    child is locked first: support that ends meanwhile makes no follow-ups after these were looked for."""
    about = EpisodeChild.objects.filter(child__in=children).values("episode_id")
    helped = list(EpisodeOfHelp.objects.select_for_update().filter(pk__in=about).order_by("pk"))
    to_do = list(
        FollowUp.objects.select_for_update().filter(child__in=children, done_at=None).order_by("pk")
    )
    for follow_up in to_do:
        trail.record(
            f"took away the follow-up after {follow_up.months} months",
            follow_up,
            by=by,
            children=[follow_up.child_id],
            because="the child died",
        )
        follow_up.delete()
    asked = {follow_up.episode_id for follow_up in to_do}
    for episode in helped:
        if episode.pk in asked:
            let_team_go(episode.referral, by=by)
