"""Reads about decisions: one decision as its page shows it, and the log of those a worker may see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.utils.timezone import localdate, localtime

from homeward.access.rules import Answer
from homeward.decisions import rules
from homeward.decisions.models import Decision, Evidence, View
from homeward.exports import Table
from homeward.partnership.models import Arrangement, Worker
from homeward.partnership.rules import Function, OrganisationKind, WorkerOnDay, may_decide
from homeward.people.models import Child


PANEL, SAFETY, CRISIS, GOING_HOME = "panel", "safety", "crisis", "going_home"


def kind(decision: Decision) -> str:
    """Which page it is signed on. The areas above hang a panel item, a return plan or an episode on a decision."""
    if decision.is_of_panel:
        return PANEL
    return next((name for name in (GOING_HOME, SAFETY, CRISIS) if hasattr(decision, name)), "")


def sees_all(decision: Decision, worker: WorkerOnDay, today: date) -> bool:
    """Whether the worker sees each child today: who signed keeps the decision, and not the family's page."""
    seen = Child.objects.visible_to(worker, today).filter(decisions=decision)
    return seen.count() == decision.about.count()


def names(children: list[Child]) -> str:
    """Ash; Ash and Wren; Ash, Wren and Bo."""
    first = [child.first_name for child in children]
    return " and ".join(filter(None, [", ".join(first[:-1]), first[-1]])) if first else ""


@dataclass(frozen=True)
class Standing:
    """Who may sign a decision today and what this worker may do with it."""

    arrangement: Arrangement | None
    deciders: list[str]
    is_mine: Answer  # whether this worker is the lawful decider at all
    may_sign: Answer  # whether they may sign it now
    may_prepare: Answer
    lacks: list[str]
    is_charity: bool  # the reader's own organisation, for "disagree"

    @property
    def decides(self) -> str:
        return who_decides(self.arrangement)


def who_decides(arrangement: Arrangement | None) -> str:
    if arrangement is None:
        return "Nobody today: no arrangement is in force"
    role = f"{arrangement.decides_role}"
    return f"{role[:1].upper()}{role[1:]}, {OrganisationKind(arrangement.decides_kind).value}"


def standing(decision: Decision, worker: WorkerOnDay, today: date) -> Standing:
    arrangement = Arrangement.objects.in_force(decision.partnership_id, decision.function, today)
    lacking = [] if decision.signed_at else decision.lacks()
    return Standing(
        arrangement=arrangement,
        deciders=deciders(arrangement, today),
        is_mine=may_decide(worker, Function(decision.function), arrangement),
        may_sign=rules.may_sign(worker, decision, arrangement, lacking),
        may_prepare=rules.may_prepare(worker, decision),
        lacks=lacking,
        is_charity=not worker.is_council_officer(decision.partnership_id),
    )


def deciders(arrangement: Arrangement | None, today: date) -> list[str]:
    """The names of those who hold the post today, ten at most."""
    if arrangement is None:
        return []
    holding = Worker.objects.filter(
        is_active=True,
        memberships__partnership_id=arrangement.partnership_id,
        memberships__role=arrangement.decides_role,
        memberships__employer__kind=arrangement.decides_kind,
        memberships__period__contains=today,
    )
    return list(holding.order_by("name").values_list("name", flat=True).distinct()[:10])


def who_may_sign(decision: Decision, today: Standing) -> list[dict[str, str]]:
    """The box "Who may sign": for a signed decision, what was kept with it when it was signed."""
    if decision.signed_at:
        return [
            {"key": "Signed by", "value": f"{decision.signed_by}, {said_on(decision.signed_at)}"},
            {"key": "Authority", "value": decision.authority},
            {"key": "Law", "value": decision.law},
        ]
    rows = [{"key": "Decides", "value": today.decides, "note": ", ".join(today.deciders)}]
    if today.arrangement:
        performs = OrganisationKind(today.arrangement.performed_by_kind).label
        rows += [
            {"key": "Prepares", "value": f"Either organisation; the work is done by {performs}"},
            {
                "key": "Register",
                "value": f"{today.arrangement.in_words[:1].upper()}{today.arrangement.in_words[1:]}",
            },
        ]
    return [*rows, {"key": "Law", "value": decision.law}]


def said_on(moment: datetime) -> str:
    return f"{localtime(moment):%-d %B %Y}"


def paper(decision: Decision, worker: WorkerOnDay, today: date) -> dict:
    """Everything that the page of a decision shows, in a number of queries that does not grow."""
    stands = standing(decision, worker, today)
    views = list(decision.views.select_related("added_by"))
    children = list(decision.children.all())
    return {
        "decision": decision,
        "children": children,
        "names": names(children),
        "standing": stands,
        "kind": kind(decision),
        "options": list(decision.options.all()),
        "evidence": list(decision.evidence.select_related("added_by")),
        "voices": [view for view in views if view.whose == View.Whose.CHILD][::-1],
        "sides": [
            (label, _as_rows([view for view in views if view.whose == whose]))
            for whose, label in (
                (View.Whose.FAMILY, "What the family says"),
                (View.Whose.COUNCIL, "What the council says"),
                (View.Whose.CHARITY, "What the charity says"),
            )
        ],
        "box": who_may_sign(decision, stands),
        "unknowns": Evidence.PointsTo.NOT_KNOWN,
        "today": today,
    }


def _as_rows(views: list[View]) -> list[dict[str, str]]:
    return [
        {
            "key": view.who,
            "value": view.words,
            "note": f"Written down by {view.added_by}, {said_on(view.added_at)}",
        }
        for view in views
    ]


def log(worker: WorkerOnDay, today: date) -> QuerySet[Decision]:
    """The decisions this worker may see: waiting for their signature, then open by day, then signed."""
    waiting = Decision.objects.waiting_for(worker, today).order_by().values("pk")
    return (
        Decision.objects.visible_to(worker, today)
        .annotate(
            mine=Case(
                When(pk__in=waiting, then=Value(1)), default=Value(0), output_field=IntegerField()
            )
        )
        # Fetched after the page is chosen: joined here, the database would join them to all decisions first.
        .prefetch_related(
            "signed_by",
            "outcome",
            "prepared_by",
            "safety",
            "crisis",
            "going_home",
            "agenda_item",
            "children",
            "about",
        )
        .order_by(
            "-mine",
            F("signed_at").desc(nulls_first=True),
            F("due").asc(nulls_last=True),
            "-pk",
        )
    )


# Where a decision is, for choosing from the log.
WHERE = {
    "mine": Q(mine=1),
    "prepared": Q(sent_at=None, signed_at=None),
    "sent": Q(sent_at__isnull=False, signed_at=None),
    "signed": Q(signed_at__isnull=False),
}


def narrowed(
    decisions: QuerySet[Decision], chosen: Mapping[str, str], today: date
) -> QuerySet[Decision]:
    """`decisions` come from `log`. Since: what was begun or signed in so many days."""
    if "function" in chosen:
        decisions = decisions.filter(function=chosen["function"])
    if "where" in chosen:
        decisions = decisions.filter(WHERE[chosen["where"]])
    if "since" in chosen:
        first = today - timedelta(days=int(chosen["since"]))
        decisions = decisions.filter(
            Q(prepared_at__date__gte=first) | Q(signed_at__date__gte=first)
        )
    return decisions


def log_table(decisions: Iterable[Decision]) -> Table:
    """The log as a file."""
    return Table(
        "Decisions",
        ("Question", "About", "Due", "Where it is", "Decided", "Signed by", "Signed on"),
        tuple(
            (
                decision.question,
                names(list(decision.children.all())),
                decision.due,
                _where(decision),
                str(decision.outcome or ""),
                str(decision.signed_by or ""),
                localdate(decision.signed_at) if decision.signed_at else None,
            )
            for decision in decisions
        ),
    )


def _where(decision: Decision) -> str:
    if decision.signed_at:
        return "Signed"
    return "Sent for signing" if decision.sent_at else "Being prepared"
