"""What the pages of one child show: the one place where every area meets.

Each read takes a constant number of queries, whatever the number of rows; tests assert it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    F,
    Q,
    QuerySet,
)
from django.db.models.functions import Coalesce, TruncDate
from django.utils.timezone import localdate, localtime

from homeward.care import queries as care
from homeward.decisions.models import Decision
from homeward.duty.models import CardOpening, NightCard, NightNote, NightTold
from homeward.family.models import OF_LEGAL, GroupChild
from homeward.files.models import File
from homeward.files.queries import all_files_of
from homeward.measures import queries as measures
from homeward.measures.models import Attendance, Sdq, ToolScore
from homeward.partnership.queries import workers_on_days
from homeward.partnership.rules import DataGroup, Purpose, WorkerOnDay
from homeward.people.models import Child, Relationship
from homeward.referrals.models import Referral
from homeward.reunification.models import ReturnCheck, ReturnPlan
from homeward.safeguarding.models import ProtectionPlan
from homeward.sharing.models import facts_of
from homeward.sharing.rules import Entitlement, during, entitlement
from homeward.support.models import (
    EpisodeOfHelp,
    FollowUp,
    Happening,
    InterviewOffer,
    Photo,
    PhotoChild,
    Plan,
    ReturnInterview,
    VisitChild,
)
from homeward.tasks.models import Task
from homeward.tasks.rules import OF_LEGAL as OF_LEGAL_TASKS
from homeward.tasks.rules import OF_SAFETY
from homeward.trail.actions import contents_of
from homeward.trail.models import Entry
from homeward.voice.models import Saying


@dataclass(frozen=True)
class Safe:
    """Whether the child said that they feel safe where they live, and when: at a visit or a follow-up."""

    answered: bool
    when: date


def feels_safe(child: Child, plan: ReturnPlan | None) -> Safe | None:
    """What the child answered last: at a visit, at a check after coming home, or after support ended."""
    visits = VisitChild.objects.filter(child=child, feels_safe__isnull=False)
    at_visit = visits.order_by("-visit__on", "-pk").values_list("feels_safe", "visit__on").first()
    follow_ups = FollowUp.objects.filter(child=child, feels_safe__isnull=False)
    later = follow_ups.order_by("-done_at").values_list("feels_safe", "done_at").first()
    answers = [Safe(*at_visit)] if at_visit else []
    if plan is not None:
        checks = ReturnCheck.objects.filter(plan__child=child, feels_safe__isnull=False)
        answers += [
            Safe(*one) for one in checks.order_by("-on").values_list("feels_safe", "on")[:1]
        ]
    answers += [Safe(later[0], localdate(later[1]))] if later else []
    return max(answers, key=lambda answer: answer.when, default=None)


def relationships(child: Child, day: date) -> QuerySet[Relationship]:
    return child.relationships.filter(period__contains=day).select_related("adult").order_by("pk")


def episode_of(child: Child, worker: WorkerOnDay, day: date) -> EpisodeOfHelp | None:
    """The child's newest episode of help that this worker may see: the open one if there is one."""
    return (
        EpisodeOfHelp.objects.visible_to(worker, day)
        .filter(about__child=child)
        .select_related("team", "referral")
        .order_by(F("closed_on").desc(nulls_first=True), "-started_on")
        .first()
    )


def referrals_of(child: Child, worker: WorkerOnDay, day: date) -> QuerySet[Referral]:
    return Referral.objects.visible_to(worker, day).filter(about__child=child).with_latest()


def decisions_of(child: Child, worker: WorkerOnDay, day: date) -> QuerySet[Decision]:
    return (
        Decision.objects.visible_to(worker, day)
        .filter(about__child=child)
        .select_related("signed_by", "outcome", "safety", "agenda_item")
    )


# Entries about these are of another group of data than the rest of the record, as their tables are: `row_locks`.
OF_SAFETY_TABLES = (
    Happening,
    InterviewOffer,
    ReturnInterview,
    ProtectionPlan,
    CardOpening,
    NightCard,
    NightNote,
    NightTold,
)
GROUP_OF = (
    {
        model._meta.label_lower: DataGroup.SAFETY
        for model in (
            Happening,
            InterviewOffer,
            ReturnInterview,
            ProtectionPlan,
            CardOpening,
            NightCard,
            NightNote,
            NightTold,
        )
    }
    | {model._meta.label_lower: model.GROUP for model in (Sdq, ToolScore, Attendance)}
    | {model._meta.label_lower: DataGroup.LEGAL for model in OF_LEGAL}
)


# What most children have nothing of: asked at once, so that nothing is planned for it.
APART = (*care.TABLES, *measures.TABLES, NightNote, GroupChild)
FILE, TASK = File._meta.label_lower, Task._meta.label_lower
# What is to do tells as much.
TASKS_OF = {DataGroup.SAFETY: OF_SAFETY, DataGroup.LEGAL: OF_LEGAL_TASKS}


def _told(child: Child, worker: WorkerOnDay, sight: Entitlement, day: date) -> QuerySet[Entry]:
    """Of the entries about a child those that this worker may read: what one wrote oneself always. A file says
    itself of which group it is, and may be about other children as well."""
    hidden = [kind for kind, group in GROUP_OF.items() if not sight.may_see(group)]
    about = Entry.objects.filter(child_ids__contains=[child.pk])
    if kept := [
        doing for group, theirs in TASKS_OF.items() if not sight.may_see(group) for doing in theirs
    ]:
        tasks = Task.objects.filter(children=child, doing__in=kept).values("pk")
        about = about.exclude(
            ~Q(worker_id=worker.worker_id), subject_kind=TASK, subject_id__in=tasks
        )
    files = all_files_of(child, worker, day).values("pk")
    return about.exclude(~Q(worker_id=worker.worker_id), subject_kind__in=hidden).exclude(
        ~Q(worker_id=worker.worker_id), ~Q(subject_id__in=files), subject_kind=FILE
    )


def timeline(child: Child, worker: WorkerOnDay, sight: Entitlement) -> QuerySet[Entry]:
    """What was done about the child, the newest day first: straight from the trail."""
    return (
        _told(child, worker, sight, localdate())
        .filter(kind=Entry.Kind.CHANGE)
        .select_related("worker")
        .order_by(Coalesce("on", TruncDate("at")).desc(), "-pk")
    )


# The fields of an entry that tell what happened, in the order in which they are read.
TELLING = (
    "what",
    "what_happened",
    "done",
    "waits",
    "about_only",
    "words",
    "outcome",
    "reasons",
    "why_now",
    "why_opened",
    "evidence",
    "goals",
    "closed_because",
    "follows",
)


def next_dates(
    tasks: Iterable[Task],
    follow_ups: Iterable[FollowUp],
    decisions: Iterable[Decision],
    plan: Plan | None,
    today: date,
) -> list[tuple[date, str]]:
    """What is coming, the nearest first, from what the page has read already."""
    dates = [(task.due, task.what) for task in tasks if task.due >= today]
    dates += [
        (follow_up.due, f"Ask how it is, {follow_up.months} months after support ended")
        for follow_up in follow_ups
        if follow_up.due >= today
    ]
    dates += [
        (decision.due, f"Decision due: {decision.question}")
        for decision in decisions
        if decision.due and decision.due >= today and not decision.signed_at
    ]
    dates += [
        (decision.look_again_by, f"Look again: {decision.question}")
        for decision in decisions
        if decision.look_again_by and decision.look_again_by >= today
    ]
    if plan and plan.review_on >= today:
        dates.append((plan.review_on, "The plan is looked at again"))
    return sorted(set(dates))[:6]


def with_content(entries: list[Entry], child: Child) -> list[dict]:
    """Timeline rows. When the content was lawfully destroyed the row says so."""
    contents = contents_of(entries, child.pk)
    gone = {(PHOTO, pk) for pk in _photos_elsewhere(entries, child)}
    gone |= {(SAYING, pk) for pk in _taken_out(entries)}
    rows = []
    for entry in entries:
        destroyed = entry.pk in contents and contents[entry.pk] is None
        held = contents.get(entry.pk) or {}
        if (entry.subject_kind, entry.subject_id) in gone:
            held = {name: held[name] for name in held if name == "reasons"}  # why it went
        text = "\n".join(held[name] for name in TELLING if held.get(name))
        rows.append(
            {
                "title": entry.what[:1].upper() + entry.what[1:],
                "when": entry.on or entry.at,
                "by": f"by {entry.worker}" if entry.worker else "by the system",
                "written": entry.at if entry.on else None,
                "text": "What this said was destroyed." if destroyed else text,
            }
        )
    return rows


PHOTO = Photo._meta.label_lower
SAYING = Saying._meta.label_lower


def _photos_elsewhere(entries: list[Entry], child: Child) -> set[int | None]:
    """The photos that these entries tell of and that are not in this child's file any more."""
    told = {entry.subject_id for entry in entries if entry.subject_kind == PHOTO}
    theirs = PhotoChild.objects.filter(child=child, photo__in=told)
    return told - set(theirs.values_list("photo_id", flat=True))


def _taken_out(entries: list[Entry]) -> set[int | None]:
    """What was written as a child's words and taken out since."""
    told = {entry.subject_id for entry in entries if entry.subject_kind == SAYING}
    if not told:
        return set()
    return set(
        Saying.objects.filter(pk__in=told).exclude(removed_at=None).values_list("pk", flat=True)
    )


def with_reason(entries: list[Entry], child: Child) -> list[dict]:
    """Who looked, with the team through which they saw the child that day: worked out from the dated facts,
    so that a line of a list has its reason too. Six queries, whatever the number of entries."""
    facts = facts_of(child.pk, child.partnership_id)
    moment = localtime()
    workers = workers_on_days(
        (entry.worker_id, localtime(entry.at).date()) for entry in entries if entry.worker_id
    )
    rows = []
    for entry in entries:
        day = localtime(entry.at).date()
        worker = workers.get((entry.worker_id, day))
        why = entitlement(worker, facts, day, during(day, moment)).why if worker else ()
        rows.append(
            {
                "entry": entry,
                "why": "; ".join(why) or entry.because,
                "purposes": [Purpose(code).what for code in entry.purpose.split(",") if code],
            }
        )
    return rows


def looks(child: Child, worker: WorkerOnDay, sight: Entitlement) -> QuerySet[Entry]:
    """Who looked at the child's record and who changed it."""
    return (
        _told(child, worker, sight, localdate())
        .exclude(kind=Entry.Kind.REFUSED)
        .select_related("worker")
        .order_by("-pk")
    )
