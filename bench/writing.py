"""What the trail costs those who write: visits written up by fifty at once, with the trail and without it.

On a copy of a benchmark's database, which is dropped afterwards. As it is served: two processes, each with
threads and a connection for each. With and without take turns, so that neither has the quieter machine.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Barrier, Thread
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.utils.timezone import localdate


PROCESSES, WRITERS = 2, 25  # of each process: fifty in all
SECONDS = 10
TURNS = ("with", "without", "without", "with") * 2
COPY = "homeward_bench_writing"


def compare(children: int) -> dict[str, list[float]]:
    """Milliseconds of every visit that was written, by whether the trail was written with it."""
    times: dict[str, list[float]] = {"with": [], "without": []}
    with _copy():
        for turn in TURNS:
            command = [sys.executable, "-m", "bench", "write", str(children), turn]
            running = [
                subprocess.Popen([*command, str(part)], stdout=subprocess.PIPE, text=True)
                for part in range(PROCESSES)
            ]
            for process in running:
                out, _ = process.communicate()
                if process.returncode:
                    raise RuntimeError("Somebody could not write, so nothing was measured.")
                times[turn] += json.loads(out)
    return times


@contextmanager
def _copy() -> Iterator[None]:
    name = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{COPY}"')
        cursor.execute(f'CREATE DATABASE "{COPY}" TEMPLATE "{name}"')
    try:
        yield
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{COPY}" WITH (FORCE)')


def write(turn: str, part: int) -> list[float]:
    """In one process: its writers, each on families of their own, for some seconds."""
    connection.close()
    connection.settings_dict["NAME"] = COPY
    families = _families()[part * WRITERS : (part + 1) * WRITERS]
    if len(families) < WRITERS:
        raise SystemExit("There are too few families for fifty writers: take a larger county.")
    together, took, wrong = Barrier(WRITERS, timeout=60), [], []
    threads = [
        Thread(target=_write_on, args=(family, together, took, wrong)) for family in families
    ]
    with _trail(turn):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    if wrong:
        raise wrong[0]
    return took


@contextmanager
def _trail(turn: str) -> Iterator[None]:
    """Without it: what actions call does nothing."""
    if turn == "with":
        yield
        return
    nothing = {name: lambda *args, **more: None for name in ("record", "looked", "record_many")}
    with patch.multiple("homeward.trail.actions", **nothing):
        yield


def _families() -> Sequence[Any]:
    from homeward.support.models import Allocation

    held = Allocation.objects.filter(period__contains=localdate(), episode__closed_on=None)
    return list(held.select_related("episode", "worker").order_by("episode_id"))


def _write_on(family: Any, together: Barrier, took: list[float], wrong: list[Exception]) -> None:
    from homeward.support.actions import write_up_visit
    from homeward.support.actions.visits import ChildSeen

    try:
        children = list(family.episode.children.all())
        together.wait()
        ends = time.perf_counter() + SECONDS
        while (began := time.perf_counter()) < ends:
            write_up_visit(
                family.episode,
                on=localdate(),
                minutes=60,
                where="At home",
                who_was_there="Everybody",
                what_happened="We ate together, and talked about school. " * 10,
                what_next="I phone on Friday.",
                unsafe_tonight=False,
                children=[
                    ChildSeen(child, seen="alone", words="Nan is fine.", about_only="Walked.")
                    for child in children
                ],
                by=family.worker,
            )
            took.append((time.perf_counter() - began) * 1000)
    except Exception as why:
        wrong.append(why)
    finally:
        connection.close()
