"""Opening the pages and taking the time: all of it, what the database took, and what is left for making the page."""

import gc
import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from django.utils.timezone import localdate

from bench import same
from bench.pages import ROLES, Page, pages, turns
from bench.people import Known, Who, workers
from homeward.partnership.rules import Role
from homeward.people.models import Child
from homeward.people.rules import sound
from homeward.support.models import VisitChild
from homeward.trail.models import Entry


WARM_UP = 5  # requests of each page that do not count: templates are read, plans are cached
NOBODY = Known(0, "Nobody", "Nobody", "01/01/2000", "AA2222")
# Static files need no collecting here: their addresses are what they are called.
PLAIN_STATIC = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


@dataclass
class Times:
    """In milliseconds, one of each for every request."""

    whole: list[float] = field(default_factory=list)
    sql: list[float] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)
    by_hand: list[float] = field(default_factory=list)


@dataclass
class Asked:
    """What the database was asked during one request."""

    seconds: float = 0.0
    statements: list[tuple[str, Any, float]] = field(default_factory=list)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            took = time.perf_counter() - began
            self.seconds += took
            self.statements.append((sql, params, took))


def measure(requests: int, best_of: int = 1) -> dict[str, Any]:
    """Every page so many times. Plain values, for the report."""
    taken: dict[str, Times] = {}
    with ready() as (who, clients):
        for page in pages():
            if not who[page.role]:
                continue
            taken[page.name] = _measured(page, who[page.role], clients, requests, best_of)
        lock = _with_and_without_the_lock(who[Role.KEY_WORKER], clients, requests)
    return {
        "machine": _machine(),
        "held": {
            "children": Child.objects.count(),
            "notes": VisitChild.objects.count(),
            "trail": Entry.objects.count(),
        },
        "requests": requests,
        "best_of": best_of,
        "lock": lock,
        "pages": [
            {
                "name": page.name,
                "goal": page.goal,
                "question": page.question,
                "whole": times.whole,
                "sql": times.sql,
                "queries": max(times.queries),
                "by_hand": times.by_hand,
                "opened": len(times.whole),
            }
            for page in pages()
            if (times := taken.get(page.name))
        ],
    }


@contextmanager
def ready() -> Iterator[tuple[dict[Role, list[Who]], dict[int, Client]]]:
    """Everybody signed in, with cold garbage out of the way."""
    with override_settings(STORAGES=PLAIN_STATIC):
        who = {role: workers(role) for role in ROLES}
        clients = {}
        for one in (one for people in who.values() for one in people):
            clients[one.worker.pk] = Client()
            clients[one.worker.pk].force_login(one.worker)
        gc.collect()
        gc.freeze()
        yield who, clients


def _measured(
    page: Page, who: list[Who], clients: dict[int, Client], requests: int, best_of: int
) -> Times:
    times = Times()
    check(page, who, clients)
    for n, (one, child) in enumerate(turns(who, min(requests, page.at_most) + WARM_UP)):
        client, child = clients[one.worker.pk], child or NOBODY
        whole, asked = min(
            (_opened(page, client, child) for _ in range(best_of)), key=lambda taken: taken[0]
        )
        by_hand_took = (
            [min(_seconds_by_hand(page, one, child) for _ in range(best_of))]
            if page.by_hand
            else []
        )
        if n < WARM_UP:
            continue
        times.whole.append(whole * 1000)
        times.sql.append(asked.seconds * 1000)
        times.queries.append(len(asked.statements))
        times.by_hand += [took * 1000 for took in by_hand_took]
    return times


WITHOUT_THE_LOCK = [m for m in settings.MIDDLEWARE if not m.endswith("RowLockMiddleware")]


def _with_and_without_the_lock(
    who: list[Who], clients: dict[int, Client], requests: int
) -> dict[str, list[float]]:
    """The caseload with the database's own lock and without it, in turn: milliseconds of each request."""
    times: dict[str, list[float]] = {"with": [], "without": []}
    address = reverse("web:children")
    with override_settings(MIDDLEWARE=WITHOUT_THE_LOCK):
        others = {one.worker.pk: Client() for one in who}
        for one in who:
            others[one.worker.pk].force_login(one.worker)
            others[one.worker.pk].get(address)  # which keeps the middleware it began with
    for n, (one, _child) in enumerate(turns(who, requests + WARM_UP)):
        for kind, held in (("with", clients), ("without", others)):
            began = time.perf_counter()
            held[one.worker.pk].get(address)
            if n >= WARM_UP:
                times[kind].append((time.perf_counter() - began) * 1000)
    return times


def _opened(page: Page, client: Client, child: Known) -> tuple[float, Asked]:
    """How long it took, and what was asked of the database meanwhile."""
    asked = Asked()
    with connection.execute_wrapper(asked):
        began = time.perf_counter()
        answer = page.open(client, child)
        whole = time.perf_counter() - began
    if answer.status_code != 200:
        raise RuntimeError(f"{page.name} answered {answer.status_code}, so it was not measured.")
    return whole, asked


def by_hand(page: Page, one: Who, child: Known) -> tuple[str, dict[str, Any]]:
    """The query written by hand, and what is asked."""
    typed = page.typed(child)
    values = {
        "worker": one.worker.pk,
        "teams": one.team_ids,
        "child": child.pk,
        "typed": typed,
        "sound": sound(typed.lower()),
    }
    return page.by_hand, values


def check(page: Page, who: list[Who], clients: dict[int, Client]) -> None:
    """Each worker's page and the query by hand are about the same rows, where that can be told."""
    if page.same is None:
        return
    for one in who:
        same.check(
            f"{page.name}, worker {one.worker.pk}",
            page.same,
            partial(page.open, clients[one.worker.pk], NOBODY),
            partial(_rows_by_hand, page, one, NOBODY),
        )


def _seconds_by_hand(page: Page, one: Who, child: Known) -> float:
    began = time.perf_counter()
    _rows_by_hand(page, one, child)
    return time.perf_counter() - began


def _rows_by_hand(page: Page, one: Who, child: Known) -> list[tuple[Any, ...]]:
    """The same rows by one query, on the same connection, fetched to the last."""
    sql, values = by_hand(page, one, child)
    with connection.connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def explain(name: str) -> None:
    """The slowest queries of a page, as the database went about them."""
    with ready() as (who, clients):
        for page in pages():
            if name in page.name and who[page.role]:
                _explain(page, who[page.role], clients)


def _explain(page: Page, who: list[Who], clients: dict[int, Client]) -> None:
    for one, child in turns(who, len(who) + 2):
        asked = Asked()
        with connection.execute_wrapper(asked):
            page.open(clients[one.worker.pk], child or NOBODY)
    print(f"\n== {page.name}: {asked.seconds * 1000:.0f} ms in {len(asked.statements)} queries")
    for sql, _, took in asked.statements:
        print(f"{took * 1000:7.1f} ms  {sql[:110]}")
    slowest = sorted(asked.statements, key=lambda statement: -statement[2])
    for sql, params, took in slowest[:2]:
        if not sql.startswith("SELECT"):
            continue
        print(f"\n-- {took * 1000:.1f} ms\n{sql}\n{params}")
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN (ANALYZE, BUFFERS) " + sql, params)
            print("\n".join(row[0] for row in cursor.fetchall()))


def _machine() -> dict[str, Any]:
    """What it ran on, without the name of the machine or a place on it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), current_setting('shared_buffers')"
        )
        version, buffers = cursor.fetchone()
        cursor.execute("SELECT pg_database_size(current_database())")
        (size,) = cursor.fetchone()
    pages_of_memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "cores": os.cpu_count(),
        "raised": os.nice(0) < 0,
        "memory_gb": round(pages_of_memory / 2**30),
        "postgresql": version.split()[0],
        "buffers": buffers,
        "database_gb": round(size / 2**30, 1),
        "python": platform.python_version(),
        "date": f"{localdate():%-d %B %Y}",
    }
