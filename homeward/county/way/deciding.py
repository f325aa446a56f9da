"""Preparing, sending and signing a decision: the panel's, and those about safety."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from homeward.county import words
from homeward.county.units import Person
from homeward.county.way.pen import Row, Way
from homeward.decisions.models import Decision, DecisionChild, Option, View
from homeward.partnership.rules import Function


DECISION = "decisions.decision"


@dataclass
class Paper:
    """A decision while it is prepared and signed, as later steps need it."""

    pk: int
    row: Row
    function: Function
    question: str
    options: dict[str, tuple[int, str]]  # code: the option, and what it is
    views: list[dict[str, str]] = field(default_factory=list)


def decide(
    way: Way, function: Function, question: str, options: Iterable[tuple[str, str]], prepared: int,
    by: Person, due: date,
) -> Paper:  # fmt: skip
    """The rows of a decision that is being prepared; `views`, `send` and `sign` complete them."""
    way.on(prepared)
    pk = way.add(
        Decision,
        function=function.value,
        question=question,
        due=due,
        prepared_by_id=by[0],
        prepared_at=way.at,
    )
    for child in way.children:
        way.add(DecisionChild, decision_id=pk, child_id=child)
    chosen = {
        str(code): (
            way.add(
                Option,
                decision_id=pk,
                code=str(code),
                what=what,
                could_make_it_safe="Someone visits three times a week.",
                could_go_wrong="A bad night with nobody to phone.",
            ),
            what,
        )
        for code, what in options
    }
    way.tell("began to prepare a decision", DECISION, pk, by, question=question)
    return Paper(pk, way.last(Decision), function, question, chosen)


def views(way: Way, paper: Paper, by: Person) -> None:
    child = way.family.children[0]
    for whose, who, said in (
        (View.Whose.CHILD, child.given_name, child.says or child.not_asked_because),
        (View.Whose.FAMILY, way.family.adults[0].name, way.family.says),
        (View.Whose.COUNCIL, way.social_worker[1], way.rng.choice(words.COUNCIL_VIEW)),
        (View.Whose.CHARITY, way.manager[1], way.rng.choice(words.CHARITY_VIEW)),
    ):
        way.add(
            View,
            decision_id=paper.pk,
            whose=whose.value,
            who=who,
            words=said,
            added_by_id=by[0],
            added_at=way.at,
        )
        way.tell(
            "added a view to a decision", DECISION, paper.pk, by, whose=whose.value, words=said
        )
        paper.views.append({"whose": str(whose.label), "who": who, "words": said})


def send(way: Way, paper: Paper, days_ago: int, by: Person) -> None:
    way.on(days_ago)
    way.change(Decision, paper.row, sent_by_id=by[0], sent_at=way.at, version=8)
    way.tell("sent a decision for signing", DECISION, paper.pk, by)


def sign(
    way: Way, paper: Paper, outcome: str, reasons: str, by: Person,
    look_again_by: date | None = None,
) -> None:  # fmt: skip
    """Signed now: the step before set the clock."""
    arrangement, in_words = way.unit.arrangements[paper.function.value]
    option, what = paper.options[outcome]
    way.change(
        Decision,
        paper.row,
        outcome_id=option,
        reasons=reasons,
        look_again_if="A night away without word." if look_again_by else "",
        look_again_by=look_again_by,
        signed_by_id=by[0],
        signed_at=way.at,
        signed_name=by[1],
        under_arrangement_id=arrangement,
        authority=in_words,
        version=9,
    )
    way.tell(
        "signed a decision", DECISION, paper.pk, by, in_words, outcome=what, reasons=reasons,
        dissent="", signed_name=by[1],
    )  # fmt: skip
