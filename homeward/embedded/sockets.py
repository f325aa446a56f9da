"""Where the server's socket is. Its path may not be long, so it is not always in the data directory."""

import hashlib
import os
import stat
from pathlib import Path

from homeward.embedded.directory import EmbeddedError, give_to_server, server_user


PORT = "5432"  # only part of the socket's name
SOCKET_PATH_LIMIT = 100  # the kernel's is 107 bytes


def socket_dir_of_running(data_dir: Path) -> str:
    """As the server itself wrote it down: another session may have had another place for it."""
    try:
        return (data_dir / "postmaster.pid").read_text().splitlines()[4] or str(data_dir)
    except (OSError, IndexError):
        return str(data_dir)


def make_socket_dir(data_dir: Path) -> str:
    """The data directory; or, where its path cannot be a socket's, a private one with a short path.

    A socket's path may not be long, and a comma would divide it in two.
    """
    path = os.fsencode(data_dir / f".s.PGSQL.{PORT}")
    if len(path) <= SOCKET_PATH_LIMIT and b"," not in path:
        return str(data_dir)
    name = f"homeward-{server_user()[0]}-{hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]}"
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    private = os.geteuid() != 0 and runtime and os.path.isdir(runtime) and len(runtime) < 40
    directory = Path(runtime if private else "/tmp") / name
    if not directory.exists():
        directory.mkdir(mode=0o700)
        give_to_server(directory)
    found = directory.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != server_user()[0] or found.st_mode & 0o077:
        raise EmbeddedError(
            f"{directory} belongs to somebody else, and the database's socket would be there. "
            "Set HOMEWARD_DATA to a directory with a shorter path."
        )
    return str(directory)
