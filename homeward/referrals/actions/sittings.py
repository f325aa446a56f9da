"""The panel's sittings: calling one together, who its members are, and who is here.

A member's post and employer are kept as they are on the day of the sitting, so that the minute stays true
when somebody changes post.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.timezone import localdate, localtime, now

from homeward.access.guard import Refused, require
from homeward.access.rules import refuse
from homeward.locks import unlocked
from homeward.partnership.models import Team, Worker
from homeward.partnership.rules import Post, WorkerOnDay
from homeward.people.models import Child
from homeward.referrals import rules
from homeward.referrals.models import AgendaItem, Interest, ReferralChild, Sitting, SittingMember
from homeward.sharing.actions import end_naming, name_worker
from homeward.sharing.models import facts_of_many
from homeward.sharing.rules import during, entitlement
from homeward.trail import actions as trail


@unlocked()
def arrange_sitting(
    team: Team, *, held_on: date, chair: Worker, by: Worker, members: Iterable[Worker] = ()
) -> Sitting:
    # The team's row is locked, so that two people arranging the same day are told, one after the other.
    team = Team.objects.select_for_update().get(pk=team.pk)
    today = localdate()
    answer = require(rules.may_arrange_sitting(by.on(today), team.pk))
    require(rules.may_chair(chair.on(today), team.pk))
    if Sitting.objects.filter(team=team, held_on=held_on).exists():
        raise Refused(
            refuse("the panel sits on that day already", "Choose another day, or use that sitting.")
        )
    sitting = Sitting.objects.create(
        partnership_id=team.partnership_id, team=team, held_on=held_on, chair=chair
    )
    named = _seat(sitting, [chair, *members])
    trail.record(
        "arranged a sitting of the panel",
        sitting,
        by=by,
        because=answer.reason,
        changed={"members": named},
    )
    return sitting


@unlocked()
def name_members(sitting: Sitting, members: Iterable[Worker], *, by: Worker) -> Sitting:
    """Who sits, besides the chair. Who is not named any more leaves the sitting."""
    sitting = Sitting.objects.select_for_update(of=("self",)).get(pk=sitting.pk)
    answer = require(rules.may_run_sitting(by.on(localdate()), sitting, None))
    require(rules.may_name_members(sitting.held_on, localdate()))
    wanted = [sitting.chair, *members]
    gone = sitting.members.exclude(worker__in=wanted)
    for member in gone.select_related("worker"):
        _let_go(sitting, member.worker, by=by)
    gone.delete()
    named = _seat(sitting, wanted)
    let_members_see(sitting, by=by)
    trail.record(
        "named the members of a sitting",
        sitting,
        by=by,
        children=_children_of(sitting),
        because=answer.reason,
        changed={"members": named},
    )
    return sitting


@unlocked()
def record_attendance(sitting: Sitting, present: Iterable[Worker], *, by: Worker) -> Sitting:
    """Who of the members is here; for all the families of the sitting."""
    sitting = Sitting.objects.select_for_update(of=("self",)).get(pk=sitting.pk)
    answer = require(rules.may_run_sitting(by.on(localdate()), sitting, None))
    require(rules.may_write_attendance(sitting.held_on, localdate()))
    here = {worker.pk for worker in present}
    members = list(sitting.members.select_related("worker"))
    for member in members:
        member.present = member.worker_id in here
        post = _post_of(member.worker.on(sitting.held_on), sitting)
        if post:  # who has left since keeps the post under which they were named
            member.post, member.employer_id = _said(post), post.employer_id
        member.save(update_fields=["present", "post", "employer"])
    sitting.attendance_at, sitting.attendance_by = now(), by
    sitting.save(update_fields=["attendance_at", "attendance_by"])
    trail.record(
        "wrote down who sat on the panel",
        sitting,
        by=by,
        children=_children_of(sitting),
        because=answer.reason,
        changed={"present": [member.worker.name for member in members if member.present]},
    )
    return sitting


def _children_of(sitting: Sitting) -> list[int]:
    """Of every family on the agenda: who sits is part of how each was decided about."""
    about = ReferralChild.objects.filter(referral__agenda_items__sitting=sitting)
    return list(about.values_list("child_id", flat=True))


# Beyond the day itself: the minute, a dissent and the conditions come after it.
SEES_ON = timedelta(days=28)


def let_members_see(
    sitting: Sitting, *, by: Worker, items: Iterable[AgendaItem] | None = None
) -> None:
    """The members who do not work with a family of the agenda through a team as long are named to its
    children, for this panel: of all the agenda, or of these items of it. Not who was away, nor who is recused
    from that family: what they were named for before holds to its own end."""
    today = localdate()
    until = max(sitting.held_on, today) + SEES_ON
    last_day = until - timedelta(days=1)
    span = during(last_day, localtime())
    families = _families_of(sitting, items)
    children = Child.objects.in_bulk({pk for family in families.values() for pk in family})
    facts = facts_of_many({child.pk: child.partnership_id for child in children.values()})
    recused = set(
        Interest.objects.filter(item__in=families, then__in=rules.RECUSING).values_list(
            "worker_id", "item_id"
        )
    )
    for member in sitting.members.exclude(present=False).select_related("worker"):
        worker = member.worker.on(today)
        concerned = {
            pk
            for item_id, family in families.items()
            if (member.worker_id, item_id) not in recused
            for pk in family
        }
        name_worker(
            [
                children[pk]
                for pk in sorted(concerned)
                if not entitlement(worker, facts[pk].through_teams, last_day, span).may_see()
            ],
            member.worker,
            because=_named_because(sitting),
            by=by,
            on=today,
            until=until,
        )


def _families_of(sitting: Sitting, items: Iterable[AgendaItem] | None) -> dict[int, set[int]]:
    """The children of each item of the agenda."""
    wanted = AgendaItem.objects.filter(sitting=sitting)
    if items is not None:
        wanted = wanted.filter(pk__in=[item.pk for item in items])
    families: dict[int, set[int]] = defaultdict(set)
    for item_id, child_id in wanted.values_list("pk", "referral__children"):
        families[item_id].add(child_id)
    return families


def _named_because(sitting: Sitting) -> str:
    return f"the panel of {sitting.held_on:%-d %B %Y}"


def _let_go(sitting: Sitting, worker: Worker, *, by: Worker) -> None:
    """Who leaves a sitting is no longer named to its children for it. What else they are named for stays."""
    today = localdate()
    for child in Child.objects.filter(pk__in=_children_of(sitting)):
        end_naming(child, worker, because=_named_because(sitting), by=by, on=today)


def seat_member(sitting: Sitting, worker: Worker, *, present: bool | None = None) -> SittingMember:
    """Name one member. Whoever is named already stays as they are, but for being here."""
    answer = rules.may_sit(worker.on(localdate()), sitting.partnership_id)
    require(answer)
    post = _post_of(worker.on(localdate()), sitting)
    assert post is not None  # asked just now
    member, _ = SittingMember.objects.get_or_create(
        sitting=sitting,
        worker=worker,
        defaults={
            "partnership_id": sitting.partnership_id,
            "post": _said(post),
            "employer_id": post.employer_id,
        },
    )
    if present is not None:
        member.present = present
        member.save(update_fields=["present"])
    return member


def _seat(sitting: Sitting, workers: Iterable[Worker]) -> list[str]:
    return [seat_member(sitting, worker).worker.name for worker in dict.fromkeys(workers)]


def _post_of(worker: WorkerOnDay, sitting: Sitting) -> Post | None:
    """The post in the panel's own team, if there is one; else another in the partnership."""
    posts = [post for post in worker.posts if post.partnership_id == sitting.partnership_id]
    return min(posts, key=lambda post: post.team_id != sitting.team_id, default=None)


def _said(post: Post) -> str:
    return f"{post.role}, {post.team_name}"
