"""Telling somebody who waits how far it is: nothing for two seconds, then a line each two seconds."""

import time
from typing import Protocol


QUIET_SECONDS = 2.0


class Writes(Protocol):
    def write(self, text: str) -> object: ...


class Progress:
    """Called with how many are done, of how many."""

    def __init__(self, out: Writes, what: str) -> None:
        self.out, self.what = out, what
        self.told = time.monotonic()

    def __call__(self, done: int, of: int) -> None:
        if time.monotonic() - self.told >= QUIET_SECONDS:
            self.told = time.monotonic()
            self.out.write(f"{self.what}: {done:,} of {of:,} children")
