"""Making the database, starting and stopping its server, and whether it is there."""

import shlex
import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import Literal

from homeward.embedded.directory import (
    MARKER,
    EmbeddedError,
    beside,
    give_to_server,
    is_made,
    log_of,
    only_one,
    refuse_what_is_not_ours,
    refuse_what_the_server_cannot_reach,
    with_log,
)
from homeward.embedded.programs import run
from homeward.embedded.sockets import PORT, make_socket_dir, socket_dir_of_running


DATABASE = "homeward"
OWNER = "postgres"
START_SECONDS = 120  # recovery after a crash can be long
ANSWER_SECONDS = 10  # a killed server may look alive for a moment

SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    # A failed statement holds what somebody typed, and the log is no place for that.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    # On today's disks a page here and a page there cost little more than pages in a row. With the default, 4,
    # the database reads whole tables for a worker's few hundred children (docs/reference/figures.md).
    "random_page_cost": "1.1",
    # Our queries are short: compiling one takes longer than running it.
    "jit": "off",
}

THROWN_AWAY = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}

State = Literal["running", "stopped", "absent"]


def start(data_dir: Path, *, throwaway: bool = False) -> dict[str, str]:
    """Make the database if there is none, start it if it is not running, and say how to reach it.

    The answer is what Django's DATABASES wants. Takes 0.5 s the first time, 0.03 s when running. `throwaway`: what
    it holds may be lost when the machine stops, as in tests.
    """
    data_dir = data_dir.absolute()
    with only_one(data_dir):
        refuse_what_is_not_ours(data_dir)
        refuse_what_the_server_cannot_reach(data_dir.parent)
        if not is_made(data_dir):
            _make(data_dir)
        if not _answers(data_dir):
            _start_server(data_dir, THROWN_AWAY if throwaway else {})
        socket_dir = socket_dir_of_running(data_dir)
        _make_database(data_dir, socket_dir)
    return {"NAME": DATABASE, "USER": OWNER, "HOST": socket_dir, "PORT": PORT}


def stop(data_dir: Path) -> bool:
    """Stop the server; clients that are connected are cut off. False if it was not running."""
    data_dir = data_dir.absolute()
    if not is_made(data_dir):
        refuse_what_is_not_ours(data_dir)
        return False
    with only_one(data_dir):
        if not _has_live_process(data_dir):
            return False
        socket_dir = Path(socket_dir_of_running(data_dir))
        done = run(data_dir, "pg_ctl", "-D", data_dir, "-m", "fast", "-w", "-t", 60, "stop")
        if done.returncode:
            raise EmbeddedError(
                with_log(data_dir, f"The database in {data_dir} did not stop within 60 seconds.")
            )
        if socket_dir != data_dir:
            with suppress(OSError):  # not empty: not only ours
                socket_dir.rmdir()
        return True


def status(data_dir: Path) -> State:
    """Whether there is a database here that we made, and whether it runs."""
    data_dir = data_dir.absolute()
    if not is_made(data_dir):
        return "absent"
    return "running" if _has_live_process(data_dir) and _is_ready(data_dir) == 0 else "stopped"


# Making and starting


def _make(data_dir: Path) -> None:
    """Make the cluster under another name and move it into place, so that there is never half of one."""
    half_made = beside(data_dir, "being-made")
    shutil.rmtree(half_made, ignore_errors=True)  # ours: left by a start that was cut off
    half_made.mkdir(mode=0o700)
    give_to_server(half_made)
    done = run(
        data_dir, "initdb", "-D", half_made, "-U", OWNER, "-E", "UTF8", "--auth=trust",
        # The same order of words on every machine.
        "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
    )  # fmt: skip
    if done.returncode:
        raise EmbeddedError(
            with_log(data_dir, f"PostgreSQL could not make a database in {data_dir}.")
        )
    (half_made / MARKER).write_text(
        "Made by Homeward, which starts and stops the server of this directory.\n"
    )
    half_made.rename(data_dir)


def _start_server(data_dir: Path, more: dict[str, str]) -> None:
    socket_dir = make_socket_dir(data_dir)
    directories = '"{}"'.format(socket_dir.replace('"', '""'))
    options = SETTINGS | {"unix_socket_directories": directories} | more
    arguments = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in options.items())
    done = run(
        data_dir, "pg_ctl", "-D", data_dir, "-w", "-t", START_SECONDS, "-l", log_of(data_dir), "-o", arguments, "start"
    )  # fmt: skip
    if done.returncode:
        raise EmbeddedError(with_log(data_dir, f"PostgreSQL did not start in {data_dir}."))


def _make_database(data_dir: Path, socket_dir: str) -> None:
    reach = ["-h", socket_dir, "-p", PORT, "-U", OWNER]
    asked = run(
        data_dir, "psql", *reach, "-d", "postgres", "-XtAc",
        f"SELECT 'present' FROM pg_database WHERE datname = '{DATABASE}'", output="answer",
    )  # fmt: skip
    if "present" in (asked.stdout or ""):
        return
    if asked.returncode or run(data_dir, "createdb", *reach, DATABASE).returncode:
        raise EmbeddedError(
            with_log(data_dir, f"The database {DATABASE!r} could not be made in {data_dir}.")
        )


# Is it there?


def _has_live_process(data_dir: Path) -> bool:
    return run(data_dir, "pg_ctl", "-D", data_dir, "status", output="nothing").returncode == 0


def _is_ready(data_dir: Path) -> int:
    """What pg_isready says: 0 ready, 1 starting or recovering, 2 no answer."""
    reach = ["-h", socket_dir_of_running(data_dir), "-p", PORT, "-U", OWNER, "-d", "postgres"]
    return run(data_dir, "pg_isready", *reach, output="nothing").returncode


def _answers(data_dir: Path) -> bool:
    """Whether a server runs here and takes connections; waits while it recovers.

    pg_ctl takes a killed server that nobody has buried yet for a running one, so we ask the server too.
    """
    began = time.monotonic()
    while _has_live_process(data_dir):
        answer = _is_ready(data_dir)
        if answer == 0:
            return True
        if time.monotonic() - began > (START_SECONDS if answer == 1 else ANSWER_SECONDS):
            return False
        time.sleep(0.1)
    return False
