"""A family's way in bulk: the rows that the actions would have written, without living through each step.

As `Referred` and `Journey` tell it step by step. The shapes are theirs; what is left out is what only a
demonstration needs. A step sets the clock (`on`), writes its rows and tells the trail.
"""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any

from homeward.clocks.rules import months_after, working_days_after
from homeward.county import care, words
from homeward.county.copying import Sheets, days
from homeward.county.days import in_office_hours, panel_day, working_day_before
from homeward.county.families import Family
from homeward.county.kin import Kin
from homeward.county.telling import CHANGE, READ, Telling, tell
from homeward.county.units import Unit
from homeward.decisions.models import Decision, DecisionChild, Evidence, Option, View
from homeward.partnership.rules import Function
from homeward.referrals.models import (
    AgendaItem,
    Interest,
    Referral,
    ReferralAdult,
    ReferralChild,
    Screening,
    Sitting,
)
from homeward.referrals.rules import PANEL_OPTIONS, Outcome, PanelOutcome
from homeward.support.models import (
    AgreementToEngage,
    Allocation,
    EpisodeChild,
    EpisodeOfHelp,
    FollowUp,
    Goal,
    Happening,
    Plan,
    SafetyDecision,
    Visit,
    VisitChild,
)
from homeward.support.rules import FOLLOW_UP_MONTHS, QUESTIONS, Happened, SafetyOutcome
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing


PLAN_DAYS = 42
CHILD, TASK, REFERRAL, ITEM, DECISION, EPISODE, VISIT = (
    "people.child", "tasks.task", "referrals.referral", "referrals.agendaitem", "decisions.decision",
    "support.episodeofhelp", "support.visit",
)  # fmt: skip
LOOKED = ("read the child’s page", "read the child’s page", "read the timeline", "read the visits")
working_day = lru_cache(maxsize=20_000)(working_day_before)
due_after = lru_cache(maxsize=20_000)(working_days_after)
Worker = tuple[int, str]


@dataclass
class Way:
    """One family of a unit. Rows go into `sheets`; the trail is told at the end, in the order of time."""

    sheets: Sheets
    unit: Unit
    kin: Kin
    sittings: dict[date, int]
    rng: Random
    began: datetime
    today: date
    reference: str
    family: Family
    at: datetime = field(init=False)
    told: list[Telling] = field(default_factory=list)
    children: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.social_worker = self.rng.choice(self.unit.social_workers)
        self.key_worker = self.rng.choice(self.unit.key_workers)
        self.manager, self.chair, self.head = self.unit.manager, self.unit.chair, self.unit.head

    # The clock and the pen

    def on(self, days_ago: int) -> date:
        day = working_day(self.today, days_ago)
        moment = in_office_hours(self.rng, day) if day < self.today else self.began
        last = getattr(self, "at", moment)
        self.at = min(max(moment, last + timedelta(minutes=20)), self.began)
        return day

    def add(self, model: Any, **values: Any) -> int:
        return self.sheets.add(model, partnership_id=self.unit.partnership_id, **values)

    def tell(
        self, what: str, kind: str, pk: int, by: Worker, because: str = "", /, children: Any = None,
        **changed: Any,
    ) -> None:  # fmt: skip
        self.at += timedelta(seconds=1)
        whom = tuple(self.children if children is None else children)
        self.told.append(
            Telling(self.at, CHANGE, what, by[0], whom, (kind, pk), because, changed or None)
        )

    def task(
        self, team: int, what: str, because: str, due: date, by: Worker, *, worker: Worker | None = None,
        doing: Doing = Doing.BY_HAND, subject: int | None = None, done: str = "", urgent: bool = False,
    ) -> int:  # fmt: skip
        pk = self.add(
            Task,
            team_id=team,
            worker_id=worker[0] if worker else None,
            what=what,
            because=because,
            due=due,
            urgent=urgent,
            doing=doing.value,
            subject_id=subject,
            opened_at=self.at,
            done_at=min(self.at + timedelta(days=1), self.began) if done else None,
            done_by_id=(worker or by)[0] if done else None,
            done_how=done,
        )
        for child in self.children:
            self.sheets.add(Task.children.through, task_id=pk, child_id=child)
        self.tell("opened a task", TASK, pk, by, what=what, due=due)
        return pk

    # Referral and screening

    def refer(self, days_ago: int, seen_until: date | None = None) -> None:
        day, unit, family = self.on(days_ago), self.unit, self.family
        self.referred_on = day
        self.referral = self.add(
            Referral,
            reference=self.reference,
            from_team_id=unit.west,
            to_team_id=unit.north,
            referred_by_id=self.social_worker[0],
            sent_at=self.at,
            standard_id=unit.standard,
            screen_by=due_after(day, 2),
            reasons=list(family.reasons),
            why_now=family.why_now,
            tried=family.tried,
            going_well=family.going_well,
            family_says=family.says,
            urgency=family.urgency.value,
        )
        shown = f"{self.reference[:2]} {self.reference[2:]}"
        for child in family.children:
            pk = self.kin.child(child.given_name, child.family_name, child.born, child.sex, "")
            self.children.append(pk)
            self.tell(
                "entered the child", CHILD, pk, self.social_worker, children=[pk],
                given_name=child.given_name, family_name=child.family_name, born=child.born,
            )  # fmt: skip
            self.add(
                ReferralChild,
                referral_id=self.referral,
                child_id=pk,
                says=child.says,
                not_asked_because=child.not_asked_because,
            )
            for team in (unit.west, unit.north):
                self.see(pk, team, f"referral {shown}", day, seen_until)
        for adult in family.adults:
            pk = self.kin.adult(adult)
            self.add(
                ReferralAdult,
                referral_id=self.referral,
                adult_id=pk,
                kind=adult.kind,
                parental_responsibility=adult.parental_responsibility,
            )
            for child in self.children:
                self.kin.relate(child, pk, adult.kind, adult.parental_responsibility, day)
        self.tell(
            "referred a family", REFERRAL, self.referral, self.social_worker,
            "you work in the team that refers", reasons=family.reasons, why_now=family.why_now,
            tried=family.tried, family_says=family.says,
        )  # fmt: skip

    def see(self, child: int, team: int, because: str, on: date, until: date | None = None) -> None:
        pk = self.kin.involve(child, team, because, on, until)
        self.tell(
            "began working with the child", "sharing.involvement", pk, self.social_worker, because,
            children=[child],
        )  # fmt: skip

    def screen(
        self, days_ago: int, outcome: Outcome, reasons: str, redirected_to: str = ""
    ) -> None:
        self.on(days_ago)
        risky = outcome == Outcome.TOO_RISKY
        self.add(
            Screening,
            referral_id=self.referral,
            outcome=outcome.value,
            reasons=reasons,
            by_id=self.manager[0],
            at=self.at,
            taken_back_by_id=self.social_worker[0] if risky else None,
            redirected_to=redirected_to,
        )
        self.tell(
            f"screened a referral: {outcome.value}", REFERRAL, self.referral, self.manager,
            "your team received it", reasons=reasons, redirected_to=redirected_to,
        )  # fmt: skip
        if outcome == Outcome.ASK_FOR_MORE:
            self.task(
                self.unit.west, f"Answer what was asked about referral {self.reference}",
                f"{self.manager[1]} asked for more", due_after(self.at.date(), 2), self.manager,
                doing=Doing.ANSWER, subject=self.referral,
            )  # fmt: skip

    # Decisions

    def decide(
        self, function: Function, question: str, options: Any, prepared: int, by: Worker,
        due: date,
    ) -> dict[str, Any]:  # fmt: skip
        """The rows of a decision that is being prepared; `sign` and `send` complete them."""
        self.on(prepared)
        pk = self.add(
            Decision,
            function=function.value,
            question=question,
            due=due,
            prepared_by_id=by[0],
            prepared_at=self.at,
        )
        row = self.sheets.of(Decision).rows[-1]
        for child in self.children:
            self.add(DecisionChild, decision_id=pk, child_id=child)
        chosen = {
            str(code): self.add(
                Option,
                decision_id=pk,
                code=str(code),
                what=what,
                could_make_it_safe="Someone visits three times a week.",
                could_go_wrong="A bad night with nobody to phone.",
            )
            for code, what in options
        }
        self.tell("began to prepare a decision", DECISION, pk, by, question=question)
        return {"pk": pk, "row": row, "options": chosen, "function": function}

    def views(self, decision: dict[str, Any], by: Worker) -> None:
        child = self.family.children[0]
        for whose, who, said in (
            ("child", child.given_name, child.says or child.not_asked_because),
            ("family", self.family.adults[0].name, self.family.says),
            ("council", self.social_worker[1], self.rng.choice(words.COUNCIL_VIEW)),
            ("charity", self.manager[1], self.rng.choice(words.CHARITY_VIEW)),
        ):
            self.add(
                View,
                decision_id=decision["pk"],
                whose=whose,
                who=who,
                words=said,
                added_by_id=by[0],
                added_at=self.at,
            )
            self.tell(
                "added a view to a decision", DECISION, decision["pk"], by, whose=whose, words=said
            )

    def send(self, decision: dict[str, Any], days_ago: int, by: Worker) -> None:
        self.on(days_ago)
        self.fill(decision, sent_by_id=by[0], sent_at=self.at, version=8)
        self.tell("sent a decision for signing", DECISION, decision["pk"], by)

    def sign(
        self, decision: dict[str, Any], days_ago: int, outcome: str, reasons: str, by: Worker,
        look_again_by: date | None = None,
    ) -> None:  # fmt: skip
        self.on(days_ago)
        arrangement, in_words = self.unit.arrangements[decision["function"].value]
        self.fill(
            decision,
            outcome_id=decision["options"][str(outcome)],
            reasons=reasons,
            look_again_if="A night away without word." if look_again_by else "",
            look_again_by=look_again_by,
            signed_by_id=by[0],
            signed_at=self.at,
            signed_name=by[1],
            under_arrangement_id=arrangement,
            authority=in_words,
            version=9,
        )
        self.tell(
            "signed a decision", DECISION, decision["pk"], by, in_words, outcome=outcome, reasons=reasons
        )  # fmt: skip

    def fill(self, decision: dict[str, Any], **values: Any) -> None:
        places = {f.attname: n for n, f in enumerate(self.sheets.of(Decision).fields)}
        for name, value in values.items():
            decision["row"][places[name]] = value

    # The panel

    def panel(self, days_ago: int, outcome: PanelOutcome | None, reasons: str = "") -> None:
        """On the agenda of the Thursday before, and decided there, unless there is no outcome yet."""
        held_on = panel_day(self.today, days_ago)
        ago = (self.today - held_on).days
        question = f"Should the service take on the family of referral {self.reference}?"
        decision = self.decide(
            Function.OFFER_HELP, question, PANEL_OPTIONS, ago + 6, self.manager, held_on
        )
        item = self.add(
            AgendaItem,
            sitting_id=self.sitting(held_on),
            referral_id=self.referral,
            decision_id=decision["pk"],
            papers=json.dumps(self.papers()),
            frozen_at=self.at,
            frozen_by_id=self.manager[0],
            alternative="Family mediation." if outcome == PanelOutcome.NOT_AGREED else "",
        )
        self.tell("put a family on the panel's agenda", ITEM, item, self.manager)
        self.add(
            Interest,
            item_id=item,
            worker_id=self.chair[0],
            then=Interest.Then.NONE.value,
            declared_at=self.at,
        )
        self.tell("declared an interest", ITEM, item, self.chair)
        self.views(decision, self.manager)
        self.send(decision, ago + 2, self.manager)
        if outcome is None:
            return
        self.sign(decision, ago, outcome.value, reasons, self.chair)
        if outcome == PanelOutcome.AGREE:
            self.allocate_task = {
                "what": "Allocate a key worker",
                "because": f"The panel took on the family of referral {self.reference}",
                "due": due_after(held_on, 1),
                "by": self.chair,
                "doing": Doing.ALLOCATE,
                "subject": self.referral,
            }

    def sitting(self, held_on: date) -> int:
        if held_on not in self.sittings:
            self.sittings[held_on] = self.add(
                Sitting, team_id=self.unit.north, held_on=held_on, chair_id=self.chair[0]
            )
        return self.sittings[held_on]

    def papers(self) -> dict[str, Any]:
        family = self.family
        return {
            "reference": self.reference,
            "referred_by": self.social_worker[1],
            "sent_at": self.at.isoformat(),
            "why_now": family.why_now,
            "reasons": list(family.reasons),
            "tried": family.tried,
            "going_well": family.going_well,
            "family_says": family.says,
            "urgency": family.urgency.value,
            "danger": "",
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
                {"name": a.name, "kind": a.kind, "interpreter": a.interpreter}
                for a in family.adults
            ],
            "screening": [],
        }

    # Help

    def help(self, days_ago: int, until: int = 0, quiet: int = 1) -> None:
        """Help from so many days ago, to today or to its end: agreement, plans, and visits until so many
        days (`quiet`) before that."""
        self.task(
            self.unit.north, done=f"{self.key_worker[1]} is the key worker", **self.allocate_task
        )
        self.started_on = self.on(days_ago)
        ended = working_day(self.today, until) if until else None
        self.episode = self.add(
            EpisodeOfHelp,
            referral_id=self.referral,
            team_id=self.unit.north,
            started_on=self.started_on,
            started_by_id=self.manager[0],
        )
        self.episode_row = self.sheets.of(EpisodeOfHelp).rows[-1]
        for child in self.children:
            self.add(EpisodeChild, episode_id=self.episode, child_id=child)
        self.tell("began an episode of help", EPISODE, self.episode, self.manager)
        self.add(
            Allocation,
            episode_id=self.episode,
            worker_id=self.key_worker[0],
            allocated_by_id=self.manager[0],
            period=days(self.started_on, ended),
        )
        self.tell(
            "allocated a key worker", EPISODE, self.episode, self.manager, key_worker=self.key_worker[1]
        )  # fmt: skip
        self.task(
            self.unit.north, "Visit the family and agree to work together",
            f"{self.manager[1]} made you their key worker", due_after(self.started_on, 3), self.manager,
            worker=self.key_worker, doing=Doing.AGREE, subject=self.episode,
            done="They agree to work with us" if days_ago - until > 4 else "",
        )  # fmt: skip
        review_on, version = self.started_on, 0
        for ago in range(days_ago - 4, until + quiet, -self.rng.choice((9, 11, 13))):
            if version == 0:
                self.agree(ago)
            day = self.visit(ago)
            if day >= review_on:
                version += 1
                review_on = self.plan(version, day, last=ago - PLAN_DAYS <= until and not until)

    def agree(self, days_ago: int) -> None:
        day = self.on(days_ago)
        for adult in self.family.adults[:2]:
            who, said = f"{adult.name}, {adult.kind}", "Yes, if you come when you say you will."
            self.add(
                AgreementToEngage,
                episode_id=self.episode,
                who=who,
                agrees=True,
                words=said,
                on=day,
                recorded_by_id=self.key_worker[0],
                recorded_at=self.at,
            )
            self.tell(
                "recorded an agreement to engage", EPISODE, self.episode, self.key_worker,
                who=who, agrees=True, words=said,
            )  # fmt: skip

    def plan(self, version: int, day: date, *, last: bool) -> date:
        review_on = day + timedelta(days=PLAN_DAYS)
        otherwise = self.rng.choice(words.IF_IT_GOES_WRONG)
        plan = self.add(
            Plan,
            episode_id=self.episode,
            version=version,
            starts_on=day,
            review_on=review_on,
            if_it_goes_wrong=otherwise,
            written_by_id=self.key_worker[0],
            written_at=self.at,
        )
        goals = self.rng.sample(words.GOALS, 2)
        for whose, (goal, steps) in zip(
            (self.family.children[0].given_name, "everyone"), goals, strict=True
        ):
            self.add(Goal, plan_id=plan, whose=whose, words=goal, steps=steps)
        self.task(
            self.unit.north, "Look at the plan again, together with the family",
            f"Version {version} says when", review_on, self.key_worker, worker=self.key_worker,
            doing=Doing.REVIEW_PLAN, subject=self.episode, done="" if last else "It was written again",
        )  # fmt: skip
        self.tell(
            f"wrote version {version} of the plan", EPISODE, self.episode, self.key_worker,
            goals=[goal for goal, _ in goals], if_it_goes_wrong=otherwise,
        )  # fmt: skip
        return review_on

    def visit(self, days_ago: int) -> date:
        day, rng = self.on(days_ago), self.rng
        happened, then = rng.choice(words.HAPPENED_ON_VISIT), rng.choice(words.NEXT)
        visit = self.add(
            Visit,
            episode_id=self.episode,
            on=day,
            where=rng.choice(words.WHERE),
            who_was_there=self.family.adults[0].name,
            what_happened=happened,
            what_next=then,
            written_by_id=self.key_worker[0],
            written_at=self.at,
        )
        for pk, child in zip(self.children, self.family.children, strict=True):
            alone = rng.random() < 0.7
            seen = "alone" if alone else "not alone"
            said = rng.choice(words.CHILD_SAYS) if child.says else ""
            self.add(
                VisitChild,
                visit_id=visit,
                child_id=pk,
                seen=seen,
                why_not_alone="" if alone else "Wanted to stay with the others.",
                words=said,
            )
            self.tell(
                "wrote up a visit", VISIT, visit, self.key_worker, "your team supports this family",
                children=[pk], what_happened=happened, what_next=then, seen=seen, words=said,
            )  # fmt: skip
        return day

    def safety(
        self, function: Function, prepared: int, signed: int | None, outcome: SafetyOutcome
    ) -> None:
        question, options = QUESTIONS[function]
        due = working_day(self.today, prepared) + timedelta(days=7)
        decision = self.decide(function, question, options, prepared, self.key_worker, due)
        self.add(SafetyDecision, episode_id=self.episode, decision_id=decision["pk"])
        what, source, points_to = self.rng.choice(words.EVIDENCE)
        self.add(
            Evidence,
            decision_id=decision["pk"],
            what=what,
            source=source,
            on=self.at.date(),
            points_to=points_to,
            added_by_id=self.key_worker[0],
            added_at=self.at,
        )
        self.tell(
            "added evidence to a decision", DECISION, decision["pk"], self.key_worker,
            evidence=what, source=source,
        )  # fmt: skip
        for child in self.children:
            self.see(
                child,
                self.unit.leadership,
                "a decision that is theirs to sign",
                self.at.date(),
                None if signed is None else self.today,
            )
        self.views(decision, self.key_worker)
        self.send(decision, max(prepared - 2, 0), self.key_worker)
        if signed is not None:
            day = working_day(self.today, signed)
            self.sign(
                decision, signed, outcome.value, "Home is safer than it was in spring.", self.head,
                day + timedelta(days=84),
            )  # fmt: skip

    def come_into_care(self, days_ago: int) -> None:
        day = self.on(days_ago)
        for pk, child in zip(self.children, self.family.children, strict=True):
            what = "Moved in with a foster carer known from school, as was agreed."
            event = self.add(
                Happening,
                child_id=pk,
                episode_id=self.episode,
                kind=Happened.ENTERED_CARE.value,
                on=day,
                what=what,
                recorded_by_id=self.key_worker[0],
                recorded_at=self.at,
            )
            self.tell(
                f"recorded what happened: {Happened.ENTERED_CARE.value}", "support.happening", event,
                self.key_worker, children=[pk], what=what,
            )  # fmt: skip
            history = care.entered_on(self.rng, child.born, day, self.today)
            care.copy(self.sheets, self.unit.partnership_id, pk, history)
            officer = self.rng.choice(self.unit.officers)
            because = f"{officer[1]} is the child’s independent reviewing officer"
            self.see(pk, self.unit.reviewing, because, day)

    def close(self, days_ago: int) -> None:
        day = self.on(days_ago)
        places = {f.attname: n for n, f in enumerate(self.sheets.of(EpisodeOfHelp).fields)}
        for name, value in (
            ("closed_on", day),
            ("closed_at", self.at),
            ("closed_by_id", self.key_worker[0]),
            ("closed_because", "The goals are met."),
        ):
            self.episode_row[places[name]] = value
        self.tell(
            "ended support", EPISODE, self.episode, self.key_worker, closed_because="The goals are met."
        )  # fmt: skip
        for child in self.children:
            for months in FOLLOW_UP_MONTHS:
                due = months_after(day, months)
                done = due < self.today - timedelta(days=20)
                self.add(
                    FollowUp,
                    episode_id=self.episode,
                    child_id=child,
                    months=months,
                    due=due,
                    done_at=in_office_hours(self.rng, due) if done else None,
                    done_by_id=self.key_worker[0] if done else None,
                    living="at home" if done else "",
                    in_care=False if done else None,
                    how_it_is=self.rng.choice(words.GOING_WELL) if done else "",
                )

    # Who looked, and writing it all

    def looked(self, times: int) -> None:
        """Their workers opened the record so often, between the referral and today."""
        workers = (self.key_worker, self.key_worker, self.social_worker, self.manager)
        first = max((self.today - self.referred_on).days, 1)
        for _ in range(times):
            day = working_day(self.today, self.rng.randrange(1, first + 1))
            child = self.rng.choice(self.children)
            at = in_office_hours(self.rng, max(day, self.referred_on))
            what = self.rng.choice(LOOKED)
            by = self.rng.choice(workers)[0]
            self.told.append(Telling(at, READ, what, by, (child,), (CHILD, child)))

    def write(self) -> None:
        tell(self.sheets, self.unit.partnership_id, self.told, self.kin.keys)
