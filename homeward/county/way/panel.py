"""The panel: its sittings with their members, one family's papers, who may decide, and the minute."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.timezone import localtime, make_aware

from homeward.access.guard import require
from homeward.county.days import OPENS, panel_day
from homeward.county.referred import ARRANGED_DAYS_BEFORE
from homeward.county.telling import CHANGE, Telling
from homeward.county.way import deciding
from homeward.county.way.deciding import Paper
from homeward.county.way.pen import Way, due_after, working_day
from homeward.decisions.models import Decision
from homeward.partnership.rules import FUNCTIONS, Function
from homeward.referrals.models import AgendaItem, Interest, Minute, Sitting, SittingMember
from homeward.referrals.rules import (
    PANEL_OPTIONS,
    PanelOutcome,
    Seat,
    may_save_panel_outcome,
    quorum,
)
from homeward.tasks.rules import Doing


ITEM, SITTING = "referrals.agendaitem", "referrals.sitting"
NO_INTEREST = Interest.Then.NONE
RUNS_IT = "you manage the team or chair its panel"


def to_panel(way: Way, days_ago: int, outcome: PanelOutcome | None, reasons: str = "") -> None:
    """On the agenda of the Thursday before, and decided there, unless there is no outcome yet."""
    held_on = panel_day(way.today, days_ago)
    ago = (way.today - held_on).days
    question = f"Should the service take on the family of referral {way.shown}?"
    paper = deciding.decide(
        way, Function.OFFER_HELP, question, PANEL_OPTIONS, ago + 6, way.manager, held_on
    )
    alternative = "Family mediation." if outcome == PanelOutcome.NOT_AGREED else ""
    papers, frozen_at = _papers(way), way.at
    item = way.add(
        AgendaItem,
        sitting_id=_sitting(way, held_on),
        referral_id=way.referral,
        decision_id=paper.pk,
        papers=json.dumps(papers),
        frozen_at=frozen_at,
        frozen_by_id=way.manager[0],
        alternative=alternative,
    )
    way.tell(
        "put a family on the panel's agenda", ITEM, item, way.manager,
        "your team took this referral on",
    )  # fmt: skip
    _declare(way, item)
    deciding.views(way, paper, way.manager)
    deciding.send(way, paper, ago + 2, way.manager)
    way.on(ago)
    _ask_for_interests(way, item)
    if outcome is None:
        return
    require(may_save_panel_outcome(outcome, alternative, conditions=0))
    may_decide = require(quorum(way.unit.terms, _seats(way), way.chair[0]))
    deciding.sign(way, paper, outcome.value, reasons, way.chair)
    if alternative:
        way.tell("said what other help is offered", ITEM, item, way.chair, alternative=alternative)
    held = _minute(way, paper, papers, frozen_at, held_on, may_decide.reason, alternative)
    way.add(
        Minute,
        item_id=item,
        held=json.dumps(held),
        frozen_at=way.at,
        frozen_by_id=way.chair[0],
    )
    if outcome == PanelOutcome.AGREE:
        way.allocate_task = {
            "what": "Allocate a key worker",
            "because": f"The panel took on the family of referral {way.shown}",
            "due": due_after(held_on, 1),
            "by": way.chair,
            "doing": Doing.ALLOCATE,
            "subject": way.referral,
        }


def _sitting(way: Way, held_on: date) -> int:
    """One for all the families of that day, with the same members, who all came."""
    unit = way.unit
    if held_on not in way.sittings:
        way.sittings[held_on] = pk = way.add(
            Sitting,
            team_id=unit.north,
            held_on=held_on,
            chair_id=way.chair[0],
            attendance_at=_opens(held_on),
            attendance_by_id=way.chair[0],
        )
        for member in unit.members:
            way.add(
                SittingMember,
                sitting_id=pk,
                worker_id=member.worker_id,
                post=member.role_line,
                employer_id=member.posts[0].employer_id,
                present=True,
            )
        arranged_on = max(working_day(held_on, ARRANGED_DAYS_BEFORE), unit.from_day)
        _tell_of_sitting(way, pk, arranged_on, "arranged a sitting of the panel", (), "members")
    pk = way.sittings[held_on]
    who_sat = "wrote down who sat on the panel"
    _tell_of_sitting(way, pk, held_on, who_sat, way.children, "present")
    return pk


def _opens(day: date) -> datetime:
    """Before anything else of that day."""
    return make_aware(datetime.combine(day, time(OPENS)))


def _tell_of_sitting(
    way: Way, pk: int, on: date, what: str, children: Iterable[int], name: str
) -> None:
    """By the chair. Who sat is told family by family, though the chair writes it down once: another family
    of that day may not be written yet, and the trail of each child goes forward in time."""
    changed = {name: [member.name for member in way.unit.members]}
    by, subject = way.chair[0], (SITTING, pk)
    way.told.append(
        Telling(_opens(on), CHANGE, what, by, tuple(children), subject, RUNS_IT, changed)
    )


def _declare(way: Way, item: int) -> None:
    """The chair, who is the first of the members: no interest in this family."""
    way.add(
        Interest,
        item_id=item,
        worker_id=way.chair[0],
        then=NO_INTEREST.value,
        declared_at=way.at,
    )
    way.tell(
        "declared an interest", ITEM, item, way.chair, "you sit on this panel",
        interest="None", so=str(NO_INTEREST.label),
    )  # fmt: skip


def _ask_for_interests(way: Way, item: int) -> None:
    """On the day the chair asks the room, and nobody has one."""
    _, *others = way.unit.members
    for member in others:
        way.add(
            Interest,
            item_id=item,
            worker_id=member.worker_id,
            then=NO_INTEREST.value,
            declared_at=way.at,
            asked_by_id=way.chair[0],
        )
    way.tell(
        "asked the panel for interests: none", ITEM, item, way.chair, RUNS_IT,
        members=[member.name for member in others],
    )  # fmt: skip


def _seats(way: Way) -> list[Seat]:
    return [
        Seat(
            m.worker_id, m.name, m.posts[0].employer_kind, present=True, declared=NO_INTEREST.value
        )
        for m in way.unit.members
    ]


def _papers(way: Way) -> dict[str, Any]:
    """As `referrals.actions.papers_of` makes them."""
    family = way.family
    return {
        "reference": way.shown,
        "referred_by": way.social_worker[1],
        "sent_at": way.sent_at.astimezone(UTC).isoformat(),
        "why_now": family.why_now,
        "reasons": list(family.reasons),
        "tried": family.tried,
        "going_well": family.going_well,
        "family_says": family.says,
        "urgency": family.urgency.value,
        "danger": "",
        "today": {},
        "fits": {},
        "children": [
            {
                "name": f"{child.given_name} {child.family_name}",
                "born": child.born.isoformat(),
                "says": child.says,
                "not_asked_because": child.not_asked_because,
            }
            for child in family.children
        ],
        "adults": [
            {"name": a.name, "kind": a.kind, "interpreter": a.interpreter} for a in family.adults
        ],
        "screening": list(way.screened),
    }


def _minute(
    way: Way, paper: Paper, papers: dict[str, Any], frozen_at: datetime, held_on: date,
    may_decide: str, alternative: str,
) -> dict[str, Any]:  # fmt: skip
    """As `referrals.queries.minute_of` reads it from the record; a test holds the two together."""

    def held(name: str) -> Any:
        return way.held(Decision, paper.row, name)

    chair, members = way.chair[1], way.unit.members
    outcome = next(what for pk, what in paper.options.values() if pk == held("outcome_id"))
    return {
        "family": ", ".join(child["name"] for child in papers["children"]),
        "reference": papers["reference"],
        "team": way.unit.team,
        "held_on": held_on.isoformat(),
        "chair": chair,
        "deputy": "",
        "members": [
            {
                "name": member.name,
                "post": member.role_line,
                "employer": member.posts[0].employer_name,
                "present": True,
            }
            for member in members
        ],
        "quorum": may_decide,
        "interests": [
            {
                "name": member.name,
                "interest": "",
                "then": str(NO_INTEREST.label),
                "asked_by": "" if member.worker_id == way.chair[0] else chair,
            }
            for member in members
        ],
        "papers_at": frozen_at.astimezone(UTC).isoformat(),
        "papers_by": way.manager[1],
        "views": paper.views,
        "options": [what for _, what in paper.options.values()],
        "question": paper.question,
        "outcome": outcome,
        "reasons": held("reasons"),
        "alternative": alternative,
        "authority": held("authority"),
        "law": FUNCTIONS[paper.function].law,
        "signed_by": held("signed_name"),
        "signed_at": localtime(held("signed_at")).isoformat(),
        "conditions": [],
        "sealed": 0,
        "dissent": [],
    }
