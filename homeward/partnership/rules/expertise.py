"""Who knows what, in either organisation, and who is registered as a social worker.

It is for finding somebody to ask, never for comparing workers: nothing is counted of a person. What a
partnership calls a method, a language or a community is its own; there is no list in law.

Social Work England keeps the register of social workers, and anybody can look somebody up in it (Social Workers
Regulations 2018, SI 2018/893). Whoever supervises work that a charity does for the council is in it (Children
and Young Persons Act 2008, section 2), so a registration counts here when another person has looked.
"""

from datetime import date
from enum import StrEnum

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules.roles import LEADING, Role
from homeward.partnership.rules.workers import WorkerOnDay


class ExpertiseKind(StrEnum):
    METHOD = "method"
    LANGUAGE = "language"
    COMMUNITY = "community"
    SUBJECT = "subject"

    @property
    def label(self) -> str:
        return KINDS[self]


KINDS = {
    ExpertiseKind.METHOD: "Methods people are trained in",
    ExpertiseKind.LANGUAGE: "Languages",
    ExpertiseKind.COMMUNITY: "Communities people know well",
    ExpertiseKind.SUBJECT: "Subjects people know well",
}


class Level(StrEnum):
    """How well somebody speaks a language. None of these makes an interpreter."""

    SOME = "some words"
    TALKS = "can talk about everyday things"
    WORKS = "can work with a family in it"
    FIRST = "first language"


def may_enter_expertise(worker: WorkerOnDay, subject: WorkerOnDay, partnership_id: int) -> Answer:
    if worker.worker_id == subject.worker_id:
        return allow("it is about you")
    return may_manage_person(worker, subject, partnership_id)


def may_manage_person(worker: WorkerOnDay, subject: WorkerOnDay, partnership_id: int) -> Answer:
    employers = {
        post.employer_id for post in subject.posts if post.partnership_id == partnership_id
    }
    for post in worker.posts:
        if post.partnership_id != partnership_id:
            continue
        of_team = post.role == Role.TEAM_MANAGER and post.team_id in subject.team_ids
        if of_team or (post.role in LEADING and post.employer_id in employers):
            return allow(f"you are {post.role}, {post.team_name}")
    return refuse(
        "this is entered by the worker themself, by their team’s manager, or by who leads their organisation",
        "Ask one of them.",
    )


def may_know(
    kind: ExpertiseKind,
    *,
    level: Level | None,
    from_day: date,
    until: date | None,
    today: date,
    begun: date | None,
) -> Answer:
    """Whether this can be entered. `begun`: since when the same is known of them already."""
    if kind == ExpertiseKind.LANGUAGE and level is None:
        return refuse("it is not said how well they speak it", "Choose how well.")
    if from_day > today:
        return refuse("that day is still to come", "Enter it when it has happened.")
    if until is not None and until < from_day:
        return refuse(
            "it is valid until a day before it began", "Choose a later day, or leave it empty."
        )
    if begun is not None and from_day <= begun:
        return refuse(
            f"this is entered already, since {begun:%-d %B %Y}",
            "End that line first." if begun >= today else "Choose a later day.",
        )
    return allow("it can be entered")


def may_register(
    *,
    own: bool,
    number: str,
    checked_on: date | None,
    today: date,
    taken_by: str,
    checked: str = "",
) -> Answer:
    """`taken_by`: who else has this number; `checked`: the number of theirs that was looked up before."""
    if not number.isalnum() or not any(letter.isdigit() for letter in number):
        return refuse(
            "a registration number has letters and digits only",
            "Copy it from Social Work England’s register.",
        )
    if taken_by:
        return refuse(f"{taken_by} has this number", "Look it up again in the register.")
    if own and number == checked:
        return refuse("this number is entered and was looked up already")
    if own and checked_on is not None:
        return refuse(
            "your own registration is checked by somebody else",
            "Enter the number alone, and ask your manager to look it up.",
        )
    if not own and checked_on is None:
        return refuse(
            "it is not said when it was looked up",
            "Look it up in Social Work England’s register, and enter the day on which you did.",
        )
    if checked_on is not None and checked_on > today:
        return refuse("that day is still to come", "Enter the day on which it was looked up.")
    return allow("the number can be entered")


def may_end(end: date | None, today: date) -> Answer:
    if end is not None and end <= today:
        return refuse("it has ended already")
    return allow("it ends from today on")


def may_end_registration(*, known: bool) -> Answer:
    if not known:
        return refuse("no registration of theirs is entered", "There is nothing to take away.")
    return allow("it ends from today on")
