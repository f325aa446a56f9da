"""What was measured of a child of the county: questionnaires filled in twice, a licensed tool, and school. The numbers
are the same for every family, so that nothing else is drawn anew."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.utils.timezone import localdate
from time_machine import travel

from homeward.clocks.rules import age_on
from homeward.county.cast import Cast
from homeward.county.days import in_office_hours, working_day_before
from homeward.county.journey import Journey
from homeward.measures import actions
from homeward.measures.models import Attendance
from homeward.measures.rules import Informant, Scores
from homeward.partnership.rules import Role
from homeward.people.models import Child


AGES = (4, 16)  # at which a child is at school
SELF_FROM = 11
LICENSED_AGO = 90  # days
FIRST = {
    Informant.PARENT: Scores(
        emotional=6, conduct=5, hyperactivity=8, peer=4, prosocial=6, impact=5
    ),
    Informant.TEACHER: Scores(
        emotional=4, conduct=4, hyperactivity=8, peer=3, prosocial=5, impact=3
    ),
    Informant.SELF: Scores(emotional=7, conduct=4, hyperactivity=7, peer=4, prosocial=7),
}
AGAIN = {
    Informant.PARENT: Scores(
        emotional=4, conduct=3, hyperactivity=7, peer=3, prosocial=8, impact=2
    ),
    Informant.SELF: Scores(total=16),
}
WHO = {
    Informant.PARENT: "Their mother",
    Informant.TEACHER: "Ms Placeholder, class teacher",
    Informant.SELF: "",
}


def license_answers(county: Cast, rng: Random, today: date) -> None:
    """The charity’s licence, so that answers can be entered."""
    with travel(in_office_hours(rng, working_day_before(today, LICENSED_AGO))):
        actions.write_licence(
            county.partnership,
            holder=county.founded.charity.name,
            reference="INVENTED-2026",
            from_day=localdate(),
            until=None,
            by=county.one("Leadership", Role.HEAD_OF_SERVICE),
        )


def at_the_beginning(j: Journey, ago: int) -> None:
    with j.ago(ago) as today:
        for child in _at_school(j):
            _questionnaires(j, child, FIRST, today)
            _school(j, child, today, attended=38)
            actions.record_tool_score(
                child,
                actions.ToolScoreFacts(
                    tool="Sample Star",
                    part="Where I live",
                    on=today,
                    informant=child.first_name,
                    score=Decimal(4),
                    reading="1 to 10, higher is better",
                    licence="SAMPLE-77",
                    licence_holder=j.cast.founded.charity.name,
                    held_by=j.key_worker.name,
                ),
                by=j.key_worker,
            )


def again(j: Journey, ago: int) -> None:
    """A school’s numbers were typed the wrong way round, and put right."""
    with j.ago(ago) as today:
        for child in _at_school(j):
            _questionnaires(j, child, AGAIN, today)
            wrong = _school(j, child, today, attended=35)
            right = _sessions(today, attended=53)
            because = "35 and 53 were mixed up."
            actions.correct_attendance(wrong, right, because=because, by=j.key_worker)


def _at_school(j: Journey) -> list[Child]:
    """One child of each family is enough."""
    children = j.episode.children.order_by("born", "pk")
    return [c for c in children if AGES[0] <= c.age_on(localdate()) <= AGES[1]][:1]


def _questionnaires(j: Journey, child: Child, scores: dict[Informant, Scores], today: date) -> None:
    for informant, scored in scores.items():
        if informant == Informant.SELF and age_on(today, child.born) < SELF_FROM:
            continue
        facts = actions.SdqFacts(today, informant, scored, WHO[informant])
        actions.record_sdq(child, facts, by=j.key_worker)


def _school(j: Journey, child: Child, today: date, attended: int) -> Attendance:
    return actions.record_attendance(child, _sessions(today, attended), by=j.key_worker)


def _sessions(today: date, attended: int) -> actions.AttendanceFacts:
    return actions.AttendanceFacts(
        first_day=today - timedelta(days=42),
        last_day=today - timedelta(days=1),
        possible=56,
        attended=attended,
        source="The school’s register",
    )
