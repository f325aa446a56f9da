"""Which pages are measured, who opens each, and the query by hand that fetches what it shows."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from bench import hand
from bench.people import Known, Who
from homeward.partnership.rules import Role


Open = Callable[[Client, Known], HttpResponse]


@dataclass(frozen=True)
class Page:
    name: str
    role: Role
    open: Open
    by_hand: str = ""  # SQL with %(worker)s, %(teams)s, %(child)s and what was typed
    goal: bool = False  # the issue names it: p95 under 150 ms and within 1.3 times
    typed: Callable[[Known], str] = lambda child: ""


def at(name: str) -> Open:
    def open_page(client: Client, child: Known) -> HttpResponse:
        return client.get(reverse(name))

    return open_page


def of_child(name: str) -> Open:
    def open_page(client: Client, child: Known) -> HttpResponse:
        return client.get(reverse(name, args=[child.pk]))

    return open_page


def find(name: str, typed: Callable[[Known], str], by_hand: str) -> Page:
    def open_page(client: Client, child: Known) -> HttpResponse:
        return client.post(reverse("web:find"), {"words": typed(child)})

    return Page(name, Role.KEY_WORKER, open_page, by_hand, goal=True, typed=typed)


def there_is(name: str) -> bool:
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True


def pages() -> list[Page]:
    """In the order of the table."""
    key, manager, social, analyst = (
        Role.KEY_WORKER,
        Role.TEAM_MANAGER,
        Role.SOCIAL_WORKER,
        Role.ANALYST,
    )
    home, caseload = at("web:home"), at("web:children" if there_is("web:children") else "web:home")
    listed = [
        Page("caseload, key worker", key, caseload, hand.CASELOAD, goal=True),
        Page("caseload, team manager", manager, caseload, hand.CASELOAD, goal=True),
        Page("caseload, social worker", social, caseload, hand.CASELOAD, goal=True),
        Page("my day, key worker", key, home, hand.MY_DAY, goal=True),
        Page("my day, team manager", manager, home, hand.MY_DAY, goal=True),
        Page("my day, analyst", analyst, home),
        Page("child’s page", key, of_child("web:child"), hand.CHILD, goal=True),
        Page("timeline", key, of_child("web:timeline"), hand.TIMELINE),
        Page("who looked", key, of_child("web:who_looked"), hand.WHO_LOOKED),
        find("find: beginning of a name", lambda child: child.begins, hand.FIND_NAME),
        find("find: as it sounds", lambda child: child.sounds, hand.FIND_SOUND),
        find("find: date of birth", lambda child: child.born, hand.FIND_BORN),
        find("find: reference", lambda child: child.reference, hand.FIND_REFERENCE),
        Page("referrals, team manager", manager, at("referrals:inbox"), hand.INBOX),
        Page("panel, team manager", manager, at("referrals:panel")),
        Page("to do, key worker", key, at("tasks:list"), hand.TASKS),
        Page("decisions, team manager", manager, at("decisions:log")),
        Page("returns, analyst", analyst, at("returns:reports")),
    ]
    if there_is("support:team"):
        listed.append(Page("team, team manager", manager, at("support:team")))
    return listed


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
