"""A real ClamAV daemon for the tests, with a signature of our own: nothing is fetched, and no network is used."""

import shutil
import subprocess
import time
from contextlib import contextmanager

from homeward.files import scanner


CLAMD = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
NOT_THERE = "ClamAV's daemon is not installed: apt-get install clamav-daemon clamav-base"
# What our own signature finds: a line that stands in no other file.
BAD = b"homeward tests call this line a virus"
NAME = "Homeward.Test.Line"


@contextmanager
def clamd(folder):
    """A daemon with a socket and a port of this test run's own. Gives (socket, process)."""
    database = folder / "database"
    database.mkdir()
    (database / "homeward.ndb").write_text(f"{NAME}:0:*:{BAD.hex()}\n")
    socket = folder / "clamd.sock"
    conf = folder / "clamd.conf"
    conf.write_text(
        f"LocalSocket {socket}\nDatabaseDirectory {database}\nTemporaryDirectory {folder}\n"
        "Foreground yes\nStreamMaxLength 25M\nMaxThreads 2\n"
    )
    with (folder / "log").open("w") as log:
        process = subprocess.Popen([CLAMD, "-c", str(conf)], stdout=log, stderr=log)
    try:
        until = time.monotonic() + 60
        while not socket.exists() or not scanner.ask(str(socket), b"OK?"):
            assert process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < until, "clamd did not answer within a minute"
            time.sleep(0.1)
        yield socket
    finally:
        process.terminate()
        process.wait(20)
