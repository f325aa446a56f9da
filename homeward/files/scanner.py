"""Asking the virus scanner: ClamAV's daemon, at the address of the setting `CLAMAV`.

What is sent goes through the connection (INSTREAM) and is never written to a disk in the clear. Whatever goes wrong
on the way is "not scanned", and never "nothing found".
"""

import logging
from io import BytesIO

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings
from django.utils.timezone import now

from homeward.files.rules import NOT_SCANNED, Scan


SECONDS = 30  # for one answer: a large PDF takes some
logger = logging.getLogger("homeward.files")


def scanned(content: bytes) -> Scan:
    """What the scanner says of this."""
    if not settings.CLAMAV:
        return NOT_SCANNED
    state, found = ask(settings.CLAMAV, content) or ("", None)
    if state == "FOUND":
        return Scan(now(), (found or "not named")[:120])
    if state == "OK":
        return Scan(now())
    return NOT_SCANNED


def answers() -> bool:
    """Whether the scanner is there: it looks into nothing at all."""
    return scanned(b"").at is not None


def ask(address: str, content: bytes) -> tuple[str, str | None] | None:
    """How it ended and what was found; None without an answer."""
    try:
        answers = _daemon(address).instream(BytesIO(content))
    except (ClamdError, OSError, ValueError) as fault:
        logger.warning("The virus scanner did not answer: %s", type(fault).__name__)
        return None
    return next(iter(answers.values()), None)


def _daemon(address: str) -> ClamdNetworkSocket:
    """A path is a socket on this machine; anything else is a host and its port."""
    if address.startswith("/"):
        return ClamdUnixSocket(address, timeout=SECONDS)
    host, _, port = address.rpartition(":")
    return ClamdNetworkSocket(host, int(port), timeout=SECONDS)
