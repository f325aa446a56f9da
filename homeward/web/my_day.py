"""My day: what waits for this worker, and what others changed on their children. Nothing else is shown.

Each part takes a fixed number of queries. What is seen is not stored: the trail knows when this worker last
read a child's page, and everything done since by somebody else is new.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import (
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
)
from django.urls import reverse
from django.utils.timezone import now

from homeward.decisions.models import Decision
from homeward.drafts.models import Draft
from homeward.locks import unlocked
from homeward.partnership.rules import DataGroup, Role, WorkerOnDay
from homeward.people.models import Child
from homeward.referrals.models import Referral, Screening
from homeward.referrals.rules import Outcome
from homeward.support.models import Allocation, EpisodeOfHelp, FollowUp
from homeward.tasks.models import Task
from homeward.tasks.rules import HIDDEN, WHOM_HIDDEN, Doing
from homeward.trail.models import Entry
from homeward.web.my_day_going_home import of_return_plans
from homeward.web.my_day_items import SHOWN, SOON, Item
from homeward.web.my_day_of_leads import of_the_partnership
from homeward.web.queries.child import GROUP_OF


CHANGED_WITHIN = timedelta(days=14)
CHANGES_READ = 400  # entries looked through at most
# What shows a worker what was changed: to write about a child, or to see who looked, does not.
READ_THE_CHILD, READ_THE_TIMELINE = "read the child’s page", "read the timeline"
READINGS = (READ_THE_CHILD, READ_THE_TIMELINE)


@dataclass
class Day:
    overdue: list[Item] = field(default_factory=list)
    today: list[Item] = field(default_factory=list)  # and tomorrow
    week: list[Item] = field(default_factory=list)
    later: int = 0

    def put(self, item: Item, today: date) -> None:
        due = item.due or today
        if due < today:
            self.overdue.append(item)
        elif item.urgent or due <= today + timedelta(days=1):
            self.today.append(item)
        elif due <= today + SOON:
            self.week.append(item)
        else:
            self.later += 1

    @property
    def items(self) -> list[Item]:
        return [*self.overdue, *self.today, *self.week]


def my_day(worker: WorkerOnDay, today: date) -> Day:
    """Everything with a day by which this worker should do it, the oldest first."""
    tasks = mine(worker, today)
    items = [
        *_tasks(tasks, worker, today),
        *_to_screen(worker, today),
        *_follow_ups(worker, today),
        *of_return_plans(worker, today),
        *of_the_partnership(worker, today),
    ]
    day = Day()
    for item in sorted(items, key=lambda item: (not item.urgent, item.due or today)):
        day.put(item, today)
    day.later += tasks.filter(due__gt=today + SOON, urgent=False).count()
    return day


def mine(worker: WorkerOnDay, today: date) -> QuerySet[Task]:
    """My tasks; those nobody was named for, of the families I am key worker of; and, for those who are not
    key workers, those nobody was named for and no key worker has. A key worker has the tasks of their own
    team: what the council has to do about a family that the charity helps is on the council's day."""
    key_worker = Allocation.objects.held_on(today).filter(
        episode__about__child__tasks=OuterRef("pk"), episode__team=OuterRef("team")
    )
    others = [post.team_id for post in worker.posts if post.role != Role.KEY_WORKER]
    tasks = Task.objects.visible_to(worker).open()
    whose = tasks.annotate(
        of_my_family=Exists(key_worker.filter(worker_id=worker.worker_id)),
        has_key_worker=Exists(key_worker),
    ).filter(
        Q(worker_id=worker.worker_id)
        | Q(worker=None, of_my_family=True)
        | Q(worker=None, has_key_worker=False, team_id__in=others)
    )
    # Numbers alone: behind the lock a child whose record is closed to this worker would have no key worker.
    with unlocked(savepoint=False):
        numbers = list(whose.values_list("pk", flat=True))
    return tasks.filter(pk__in=numbers)


def _tasks(tasks: QuerySet[Task], worker: WorkerOnDay, today: date) -> Iterable[Item]:
    near = tasks.filter(Q(due__lte=today + SOON) | Q(urgent=True))
    if worker.has_role(Role.TEAM_MANAGER):
        near = near.exclude(doing=Doing.ALLOCATE)  # those families stand above everything else
    for task in near.with_children(worker, today).order_by("-urgent", "due", "pk")[: SHOWN * 2]:
        hidden = task.hidden
        yield Item(
            HIDDEN if hidden else task.what,
            task.address,
            WHOM_HIDDEN if hidden else names(task.seen),
            "" if hidden else task.because,
            task.due,
            task.urgent,
            tuple(child.pk for child in task.seen),
        )


def _to_screen(worker: WorkerOnDay, today: date) -> Iterable[Item]:
    """Referrals that a team of mine has not screened to the end and that do not wait for an answer."""
    teams = [post.team_id for post in worker.posts if post.role == Role.TEAM_MANAGER]
    if not teams:
        return
    final = Screening.objects.filter(referral=OuterRef("pk")).exclude(outcome=Outcome.ASK_FOR_MORE)
    asked = Screening.objects.filter(referral=OuterRef("pk"), reply=None)
    waiting = (
        Referral.objects.visible_to(worker, today)
        .filter(to_team_id__in=teams)
        .exclude(Exists(final))
        .exclude(Exists(asked))
        .prefetch_related("children")
        .order_by("screen_by", "pk")[:SHOWN]
    )
    for referral in waiting:
        children = list(referral.children.all())
        yield Item(
            "Screen a referral",
            reverse("referrals:screen", args=[referral.pk]),
            names(children),
            f"Referral {referral}, {referral.urgency}",
            referral.screen_by,
            child_ids=tuple(child.pk for child in children),
        )


def _follow_ups(worker: WorkerOnDay, today: date) -> Iterable[Item]:
    """For the last key worker, and for the others of the team who are not key workers."""
    others = [post.team_id for post in worker.posts if post.role != Role.KEY_WORKER]
    due = (
        FollowUp.objects.filter(done_at=None, due__lte=today + SOON)
        .filter(episode__in=EpisodeOfHelp.objects.visible_to(worker, today))
        .filter(
            Q(episode__allocations__worker_id=worker.worker_id) | Q(episode__team_id__in=others)
        )
        .select_related("child")
        .distinct()
        .order_by("due", "pk")[:SHOWN]
    )
    for follow_up in due:
        yield Item(
            f"Ask how {follow_up.child.first_name} is",
            reverse("support:follow_up", args=[follow_up.pk]),
            follow_up.child.name,
            f"{follow_up.months} months after support ended",
            follow_up.due,
            child_ids=(follow_up.child_id,),
        )


def to_sign(worker: WorkerOnDay, today: date) -> list[Decision]:
    waiting = Decision.objects.visible_to(worker, today).waiting_for(worker, today)
    return list(
        waiting.select_related("agenda_item")
        .prefetch_related("children")
        .order_by(F("due").asc(nulls_last=True), "pk")[:SHOWN]
    )


# Forms whose drafts are worth coming back to, and what they are called there.
BEGUN = {
    "support:write_visit": "A visit you began to write up",
    "referrals:crisis": "Help today, not asked for yet",
    "referrals:ask_today": "Help today, not asked for yet",
    "support:answer_crisis": "Who goes today, not sent yet",
    "support:sign_crisis": "A decision you began to sign",
    "support:write_safety_plan": "A safety plan you began to write",
    "support:plan": "A plan you began to write",
    "support:happened": "Something that happened, not sent yet",
    "support:child_happened": "Something that happened, not sent yet",
    "support:follow_up": "A follow-up you began to write",
    "support:offer_interview": "The offer of a return interview, not sent yet",
    "support:hold_interview": "A return interview you began to write down",
    "support:interview_not_held": "Why a return interview was not held, not sent yet",
    "reunification:assess": "An assessment of going home you began",
    "reunification:write_agreement": "A family’s agreement you began to write",
    "reunification:tell_step": "What came of a step home, not sent yet",
    "reunification:tell_unplanned": "What came of a step home, not sent yet",
    "reunification:write_crisis_plan": "A crisis plan you began to write",
    "reunification:check": "A check after coming home you began to write",
    "reunification:look_back": "Looking back at a return home, not sent yet",
    "reunification:sign": "A decision you began to sign",
    "family:add_relative": "Somebody of a family, not sent yet",
    "family:offer_meeting": "The offer of a family group meeting, not sent yet",
    "family:hold_meeting": "A family group meeting you began to write down",
    "family:write_plan": "A family’s plan you began to write down",
    "family:answer_plan": "An answer to a family’s plan you began",
    "family:review_plan": "How a family’s plan goes, not sent yet",
    "family:assess": "An assessment of somebody in a family you began",
    "family:ask_gateway": "A question for the legal gateway you began",
    "family:decide_gateway": "A decision at the legal gateway you began",
    "family:send_letter": "A letter before proceedings, not sent yet",
    "family:hold_pre_meeting": "A meeting before proceedings, not sent yet",
    "duty:write_night": "What was done at night, not sent yet",
    "duty:write_card": "What duty should know at night, not sent yet",
    "duty:take_over": "What your team does after a night, not sent yet",
    "support:agree": "An agreement you began to write down",
    "support:score_goals": "Goals you began to score",
    "support:sign": "A decision you began to sign",
    "disagreements:raise_on_child": "A disagreement you began to raise",
    "disagreements:raise_on_decision": "A disagreement you began to raise",
    "disagreements:answer": "An answer you began to a disagreement",
    "partnership:propose_version": "A version of the sharing agreement you began to write",
    "governance:report_breach": "A breach you began to report",
    "voice:write_down": "What a child says, not sent yet",
    "voice:tell": "How a decision was told, not sent yet",
    "voice:write_fact": "What was told once, not sent yet",
    "voice:issue_plan": "A page for one of a family you began",
    "voice:write_feedback": "What a family says, not sent yet",
    "voice:answer_feedback": "An answer to a family you began",
    "referrals:screen": "A screening you began",
    "referrals:sign_item": "A panel decision you began to sign",
}


def begun(worker: WorkerOnDay, view_of) -> list[dict]:
    """Forms left half-written, the last first. `view_of` gives the name of the page at an address."""
    drafts = Draft.objects.filter(worker_id=worker.worker_id).order_by("-saved_at")[:SHOWN]
    return [
        {"what": BEGUN[view], "href": draft.path, "saved_at": draft.saved_at}
        for draft in drafts
        if (view := view_of(draft.path)) in BEGUN
    ]


@dataclass(frozen=True)
class Changed:
    """What others did about one child since this worker last read the child's page."""

    child: Child
    count: int
    last: Entry


def my_children(worker: WorkerOnDay, today: date) -> QuerySet[Child]:
    """Those I am key worker of, and those I referred in the last year whose record I may still see."""
    allocated = (
        Allocation.objects.held_on(today)
        .filter(worker_id=worker.worker_id)
        .values("episode__about__child")
    )
    referred = Referral.objects.filter(
        referred_by_id=worker.worker_id, sent_at__gte=now() - timedelta(days=365)
    ).values("about__child")
    # One list: with two and an "or" between them, every child of the county is looked at.
    return Child.objects.visible_to(worker, today).filter(pk__in=allocated.union(referred))


def changed(worker: WorkerOnDay, today: date) -> list[Changed]:
    """The newest change first. A child goes from here when this worker reads the child's page."""
    children = {child.pk: child for child in my_children(worker, today)}
    if not children:
        return []
    since = now() - CHANGED_WITHIN
    read = _last_read(worker, children, since)
    of_group = {group: _seen(worker, today, group, children) for group in set(GROUP_OF.values())}
    seen = {kind: of_group[group] for kind, group in GROUP_OF.items()}
    entries = (
        Entry.objects.filter(kind=Entry.Kind.CHANGE, child_ids__overlap=list(children))
        # The children are few, and the whole county wrote much since: their index is to be used alone.
        .alias(told=ExpressionWrapper(F("at") + timedelta(0), DateTimeField()))
        .filter(told__gte=since)
        .exclude(worker_id=worker.worker_id)
        .select_related("worker")
        .order_by("-pk")[:CHANGES_READ]
    )
    found: dict[int, Changed] = {}
    for entry in entries:
        for pk in set(entry.child_ids) & set(children):
            known_since = read.get(pk, since)
            if entry.at <= known_since or pk not in seen.get(entry.subject_kind, children):
                continue
            known = found.get(pk)
            found[pk] = Changed(
                children[pk], known.count + 1 if known else 1, known.last if known else entry
            )
    return sorted(found.values(), key=lambda change: change.last.pk, reverse=True)[:SHOWN]


def _seen(
    worker: WorkerOnDay, today: date, group: DataGroup, children: Collection[int]
) -> Collection[int]:
    """Of these children those of whom the worker sees what is of this group."""
    if all(group in post.groups for post in worker.posts):
        return children
    of_group = Child.objects.visible_to(worker, today, group).filter(pk__in=children)
    return set(of_group.values_list("pk", flat=True))


def _last_read(
    worker: WorkerOnDay, children: Iterable[int], since: datetime
) -> dict[int, datetime]:
    reads = Entry.objects.filter(
        worker_id=worker.worker_id,
        at__gte=since,
        kind=Entry.Kind.READ,
        what__in=READINGS,
        subject_kind=Child._meta.label_lower,
        subject_id__in=list(children),
    )
    return dict(reads.values_list("subject_id").annotate(last=Max("at")))


def names(children: Iterable[Child]) -> str:
    return ", ".join(child.name for child in children)
