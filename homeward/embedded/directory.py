"""Whose data directory it is, who may use it, and the files beside it: the lock and the log."""

import fcntl
import os
import pwd
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


MAJOR = "18"  # of the server that the package brings
MARKER = "homeward-embedded"


class EmbeddedError(RuntimeError):
    """The embedded database cannot be had. The message says why and what to do."""


def home() -> Path:
    """The directory that holds our data directories: never in the checkout, never on a network disk."""
    if told := os.environ.get("HOMEWARD_DATA"):
        return Path(told)
    if os.geteuid() == 0:
        return Path("/var/lib/homeward")
    return Path.home() / ".local" / "share" / "homeward"


def is_made(data_dir: Path) -> bool:
    return (data_dir / MARKER).exists()


def refuse_what_is_not_ours(data_dir: Path) -> None:
    if not data_dir.exists():
        return
    if not data_dir.is_dir() or (any(data_dir.iterdir()) and not is_made(data_dir)):
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


def refuse_what_the_server_cannot_reach(parent: Path) -> None:
    if os.geteuid() == 0 and not can_reach(parent):
        raise EmbeddedError(
            f"PostgreSQL does not run as root, so it runs as the user `nobody`, who cannot reach {parent}. "
            "Set HOMEWARD_DATA to a directory that others may pass through, such as /var/lib/homeward, "
            "or run Homeward as an ordinary user."
        )


@contextmanager
def only_one(data_dir: Path) -> Iterator[None]:
    """Hold a lock beside the data directory (initdb wants the directory itself empty)."""
    try:
        if not data_dir.parent.exists():
            data_dir.parent.mkdir(parents=True)
            if os.geteuid() == 0:  # whatever root's umask is, the server's user must pass through
                data_dir.parent.chmod(0o711)
        lock = os.open(beside(data_dir, "lock"), os.O_RDWR | os.O_CREAT, 0o600)
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


def beside(data_dir: Path, suffix: str) -> Path:
    return data_dir.with_name(f"{data_dir.name}.{suffix}")


def log_of(data_dir: Path) -> Path:
    log = beside(data_dir, "log")
    if not log.exists():
        log.touch(mode=0o600)
        give_to_server(log)
    return log


def with_log(data_dir: Path, message: str) -> str:
    log = log_of(data_dir)
    return f"{message} The last lines of {log} say why:\n" + "\n".join(
        log.read_text().splitlines()[-10:]
    )


# Who runs the server


def server_user() -> tuple[int, int]:
    """The user and group that the server runs as."""
    if os.geteuid() != 0:
        return os.geteuid(), os.getegid()
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        return 65534, 65534
    return nobody.pw_uid, nobody.pw_gid


def as_server() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {"cwd": "/", "umask": 0o077}
    user, group = server_user()
    return {"cwd": "/", "umask": 0o077, "user": user, "group": group, "extra_groups": []}


def give_to_server(path: Path) -> None:
    if os.geteuid() == 0:
        os.chown(path, *server_user())


def can_reach(path: Path) -> bool:
    return (
        subprocess.run(
            ["/bin/sh", "-c", 'test -x "$0"', str(path)], check=False, **as_server()
        ).returncode
        == 0
    )
