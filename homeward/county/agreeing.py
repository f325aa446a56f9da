"""What the invented council and charity agreed with each other: from a first letter to the version in force, and
one more that waits for the charity’s trustees."""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware
from time_machine import travel

from homeward.county.days import working_day_before
from homeward.partnership.actions.collaboration import (
    agree_collaboration,
    propose_collaboration,
    record_review,
    record_step,
)
from homeward.partnership.models import CollaborationAgreement, Partnership, Worker
from homeward.partnership.rules import OrganisationKind
from homeward.partnership.rules.collaboration import Offer, StepKind, Wording


COUNCIL, CHARITY = OrganisationKind.COUNCIL, OrganisationKind.CHARITY
CABINET, TRUSTEES = "Cabinet", "Board of trustees"
DECIDES = "Decides within ten working days of a recommendation of the panel"


def _wording(*, decides: bool, rooms: int) -> Wording:
    duties = ("Refers in time to help, not when nothing else is left", "Pays within 30 days")
    return Wording(
        aims=(
            "Children live with their own families where that is safe",
            "A family has one plan and one key worker, whoever employs them",
        ),
        duties={
            COUNCIL: (*duties, DECIDES) if decides else duties,
            CHARITY: (
                "Has a key worker for each family within five working days",
                "Tells the council the same day when a child may be in danger",
            ),
        },
        offers={
            COUNCIL: (Offer(f"{rooms} rooms at the Sample Street hub", 4800 * rooms),),
            CHARITY: (
                Offer("Volunteers who drive families to where they have to be", 12000),
                Offer("A garden that families may use"),
            ),
        },
        notice_months=6,
        exit_families="No family changes its key worker before it has met the next one, with both there.",
        exit_records="The council keeps each child’s record. The charity keeps what its own law asks of it.",
    )


def _noon(day: date) -> datetime:
    return make_aware(datetime.combine(day, time(12)))


def agree(
    partnership: Partnership, *, councils: Worker, charitys: Worker, from_day: date, today: date
) -> None:
    """`councils` and `charitys` lead the two."""

    def committee(side: OrganisationKind, on: date, number: int) -> None:
        record_step(
            partnership,
            kind=StepKind.AGREED,
            side=side,
            on=on,
            minute=f"{CABINET if side == COUNCIL else TRUSTEES}, {on:%-d %B %Y}, minute {number}",
            words="",
            by=councils if side == COUNCIL else charitys,
        )

    def version(wording: Wording, begins: date, review: date) -> CollaborationAgreement:
        return propose_collaboration(
            partnership,
            wording=wording,
            from_day=begins,
            to_day=None,
            reviews=[review],
            by=councils,
        )

    with travel(_noon(from_day)):
        for kind, ago, words in (
            (StepKind.APPROACH, 420, "A letter to the director: what both could do together."),
            (StepKind.TALKS, 330, "First meeting, with two families who told how it had been."),
            (StepKind.TALKS, 150, "A draft for both committees."),
        ):
            record_step(
                partnership,
                kind=kind,
                side=CHARITY if kind == StepKind.APPROACH else None,
                on=from_day - timedelta(days=ago),
                minute="",
                words=words,
                by=charitys,
            )
        first = version(_wording(decides=False, rooms=2), from_day, from_day + timedelta(days=365))
        committee(COUNCIL, from_day - timedelta(days=40), 12)
        committee(CHARITY, from_day - timedelta(days=25), 4)
        agree_collaboration(first, by=charitys)
    with travel(_noon(working_day_before(from_day + timedelta(days=375), 1))):
        record_review(
            first.reviews.get(),
            held_on=from_day + timedelta(days=370),
            found="Families say that one key worker is what helps. Decisions take too long.",
            next_on=None,
            by=charitys,
        )
    since = working_day_before(today, 240)
    with travel(_noon(since)):
        second = version(_wording(decides=True, rooms=2), since, today + timedelta(days=5))
        committee(COUNCIL, since - timedelta(days=20), 31)
        committee(CHARITY, since - timedelta(days=6), 18)
        agree_collaboration(second, by=charitys)
    with travel(_noon(working_day_before(today, 8))):
        version(
            _wording(decides=True, rooms=3),
            today + timedelta(days=90),
            today + timedelta(days=450),
        )
        committee(COUNCIL, working_day_before(today, 9), 47)
