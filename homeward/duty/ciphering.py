"""Enciphering the cards so that a browser alone, without network, opens them with the passphrase.

AES-256-GCM under a key of PBKDF2 with SHA-256 (NIST SP 800-38D and 800-132), which every browser has built in; 600,000
rounds, as OWASP's Password Storage Cheat Sheet asks of PBKDF2 with SHA-256. `file.js` undoes it.
"""

import os
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from homeward.duty.rules import new_passphrase, plain


ROUNDS = 600_000
KEY, SALT, NONCE = 32, 16, 12  # bytes


@dataclass(frozen=True)
class Derived:
    """What is kept of a passphrase."""

    salt: bytes
    rounds: int
    key: bytes


def made_up() -> str:
    return new_passphrase(secrets.choice)


def derive(passphrase: str, salt: bytes = b"", rounds: int = ROUNDS) -> Derived:
    salt = salt or os.urandom(SALT)
    made = PBKDF2HMAC(algorithm=SHA256(), length=KEY, salt=salt, iterations=rounds)
    return Derived(salt, rounds, made.derive(plain(passphrase).encode()))


def encipher(key: bytes, text: str, about: str) -> tuple[bytes, bytes]:
    """The nonce, drawn anew each time, and what it gives. `about` stays readable and cannot be changed unnoticed."""
    nonce = os.urandom(NONCE)
    return nonce, AESGCM(key).encrypt(nonce, text.encode(), about.encode())
