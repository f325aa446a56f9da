"""Serving the demonstration on this machine: the web server, and the jobs beside it.

Both run in sessions of their own, so that Ctrl-C reaches only this program, which then stops both in order.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor


HOST = "127.0.0.1"
PORTS_TRIED = 50
STOP_SECONDS = 10
MANIFEST = "staticfiles.json"


def waiting_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def styles_are_collected() -> bool:
    """Nothing that is served is newer than the last collection, or missing from it."""
    manifest = Path(settings.STATIC_ROOT) / MANIFEST
    if not manifest.exists():
        return False
    collected = manifest.stat().st_mtime
    return all(
        Path(storage.path(path)).stat().st_mtime <= collected
        for finder in get_finders()
        for path, storage in finder.list([])
    )


def free_port(wanted: int) -> int:
    """The port asked for, or the next one that nobody listens on."""
    for port in range(wanted, wanted + PORTS_TRIED):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise OSError(
        f"Every port from {wanted} to {wanted + PORTS_TRIED - 1} is taken. Choose another: homeward demo --port 9000"
    )


def serve(port: int) -> bool:
    """Run the web server and the jobs until Ctrl-C. False when one of them ended by itself instead."""
    connections.close_all()
    environment = {**os.environ, "HOMEWARD_DEMO": "1"}
    commands = (
        [sys.executable, "-m", "gunicorn", "homeward.wsgi:application", "--bind", f"{HOST}:{port}"]
        + [
            "--worker-class",
            "gthread",
            "--workers",
            "2",
            "--threads",
            "4",
            "--log-level",
            "warning",
        ]
        + ["--graceful-timeout", "5"],
        [sys.executable, "-m", "homeward", "jobs", "--quiet"],
    )
    running: list[subprocess.Popen[bytes]] = []
    with _told_to_stop():
        try:
            for command in commands:
                running.append(
                    subprocess.Popen(
                        command, env=environment, cwd=settings.BASE, start_new_session=True
                    )
                )
            while all(process.poll() is None for process in running):
                time.sleep(0.2)
            return False
        except KeyboardInterrupt:
            return True
        finally:
            stop(running)


def stop(running: list[subprocess.Popen[bytes]]) -> None:
    """Ask each to end; end by force what has not within some seconds."""
    for process in running:
        if process.poll() is None:
            process.terminate()
    for process in running:
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def _told_to_stop() -> Iterator[None]:
    """A closed terminal and a polite kill count as Ctrl-C."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = {which: signal.signal(which, interrupt) for which in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for which, handler in before.items():
            signal.signal(which, handler)
