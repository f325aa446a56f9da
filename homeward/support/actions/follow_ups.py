"""Following up: how a child is, some months after support ended."""

from django.db import transaction
from django.utils.timezone import localdate, now

from homeward.access.guard import require
from homeward.partnership.models import Worker
from homeward.support import rules
from homeward.support.models import FollowUp
from homeward.trail import actions as trail


@transaction.atomic
def record_follow_up(
    follow_up: FollowUp, *, living: str, in_care: bool | None, how_it_is: str, by: Worker
) -> FollowUp:
    follow_up = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if follow_up.episode.team_id not in by.on(localdate()).team_ids:
        raise Refused(refuse("the team that supported this family follows it up"))
    if follow_up.done_at:
        raise Refused(refuse(f"{follow_up.done_by} did this on {follow_up.done_at:%-d %B %Y}"))
    follow_up.living, follow_up.in_care, follow_up.how_it_is = living, in_care, how_it_is
    follow_up.done_at, follow_up.done_by = now(), by
    follow_up.save()
    trail.record(
        f"followed up after {follow_up.months} months",
        follow_up,
        by=by,
        children=[follow_up.child_id],
        changed={"living": living, "in_care": in_care, "how_it_is": how_it_is},
    )
    return follow_up
