"""Secrets that are given away once: long ones, of which only a digest is kept."""

import hashlib
import secrets

from homeward.voice.rules.links import CODE_DIGITS


def new_secret() -> str:
    """256 bits: nobody guesses one, so its digest needs no salt."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Said over the phone or written on paper, so digits alone; kept salted and slow, as a password is."""
    return "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
