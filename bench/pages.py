"""Which pages are measured, who opens each, and the query by hand that fetches what it shows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from bench import same
from bench.hand import children, day, finding, lists, service
from bench.people import Known, Who, workers
from bench.same import Same
from homeward.partnership.rules import Role


Open = Callable[[Client, Known], HttpResponse]


@dataclass(frozen=True)
class Page:
    name: str
    role: Role
    open: Open
    by_hand: str = ""  # SQL with %(worker)s, %(teams)s, %(child)s and what was typed
    goal: bool = False  # p95 under 150 ms and within 1.3 times
    question: bool = False  # of entitlement: p95 within a second
    typed: Callable[[Known], str] = lambda child: ""
    same: Same | None = None  # how it is seen that the rows are the same
    at_most: int = 10_000  # times that it is opened: fewer for a page that takes seconds


def at(name: str) -> Open:
    def open_page(client: Client, child: Known) -> HttpResponse:
        return client.get(reverse(name))

    return open_page


def of_child(name: str) -> Open:
    def open_page(client: Client, child: Known) -> HttpResponse:
        return client.get(reverse(name, args=[child.pk]))

    return open_page


def what_could(role: Role, days_ago: int) -> Open:
    """Asked of the worker of that role with the most families."""
    asked = cache(lambda: workers(role)[0].worker.pk)

    def open_page(client: Client, child: Known) -> HttpResponse:
        day = localdate() - timedelta(days=days_ago)
        return client.get(reverse("web:what_could"), {"worker": asked(), **_day_boxes(day)})

    return open_page


def who_could(days_ago: int) -> Open:
    def open_page(client: Client, child: Known) -> HttpResponse:
        day = localdate() - timedelta(days=days_ago)
        return client.get(reverse("web:who_could", args=[child.pk]), _day_boxes(day))

    return open_page


def _day_boxes(day: date) -> dict[str, int]:
    return {"on_0": day.day, "on_1": day.month, "on_2": day.year}


LONG_AGO = 200  # days


def find(name: str, typed: Callable[[Known], str], by_hand: str) -> Page:
    def open_page(client: Client, child: Known) -> HttpResponse:
        return client.post(reverse("web:find"), {"words": typed(child)})

    return Page(name, Role.KEY_WORKER, open_page, by_hand, goal=True, typed=typed)


ROLES = (
    Role.KEY_WORKER,
    Role.TEAM_MANAGER,
    Role.SOCIAL_WORKER,
    Role.ANALYST,
    Role.HEAD_OF_SERVICE,
)


def pages() -> list[Page]:
    """In the order of the table."""
    key, manager, social, analyst, head = ROLES
    home, caseload = at("web:home"), at("web:children")
    return [
        Page("caseload, key worker", key, caseload, children.CASELOAD, goal=True),
        Page("caseload, team manager", manager, caseload, children.CASELOAD, goal=True),
        Page("caseload, social worker", social, caseload, children.CASELOAD, goal=True),
        Page("my day, key worker", key, home, day.MY_DAY, goal=True, same=same.MY_DAY),
        Page("my day, team manager", manager, home, day.MY_DAY, goal=True, same=same.MY_DAY),
        Page("my day, analyst", analyst, home, day.MY_DAY, same=same.MY_DAY),
        Page("child’s page", key, of_child("web:child"), children.CHILD, goal=True),
        Page("timeline", key, of_child("web:timeline"), children.TIMELINE),
        Page("who looked", key, of_child("web:who_looked"), children.WHO_LOOKED),
        find("find: beginning of a name", lambda child: child.begins, finding.FIND_NAME),
        find("find: as it sounds", lambda child: child.sounds, finding.FIND_SOUND),
        find("find: date of birth", lambda child: child.born, finding.FIND_BORN),
        find("find: reference", lambda child: child.reference, finding.FIND_REFERENCE),
        Page("who could see a child today", key, who_could(0), question=True),
        Page("who could see a child long ago", key, who_could(LONG_AGO), question=True),
        Page("what a key worker could see", head, what_could(key, 0), question=True),
        Page("what a social worker could see", head, what_could(social, 0), question=True),
        Page(
            "what a social worker could see long ago",
            head,
            what_could(social, LONG_AGO),
            question=True,
        ),
        Page("referrals, team manager", manager, at("referrals:inbox"), lists.INBOX),
        Page("panel, team manager", manager, at("referrals:panel")),
        Page("to do, key worker", key, at("tasks:list"), lists.TASKS),
        Page("decisions, team manager", manager, at("decisions:log")),
        Page("returns, analyst", analyst, at("returns:reports")),
        Page("team, team manager", manager, at("support:team")),
        Page(
            "how the service is going, analyst",
            analyst,
            at("insight:service"),
            service.SERVICE,
            same=same.SERVICE,
            at_most=10,
        ),
    ]


def turns(who: list[Who], requests: int) -> list[tuple[Who, Known | None]]:
    """Which worker opens which child's record, request by request: all workers in turn."""
    rng = Random("turns")
    return [
        (
            worker := who[n % len(who)],
            rng.choice(worker.children) if worker.children else None,
        )
        for n in range(requests)
    ]
