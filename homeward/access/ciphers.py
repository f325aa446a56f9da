"""Enciphering what must not lie open in the database, under the signing key, which is not there."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def under_signing_key(what: bytes) -> MultiFernet:
    """`what` it is for: each has a key of its own. What an earlier signing key wrote can still be read."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [
            Fernet(base64.urlsafe_b64encode(hashlib.sha256(what + key.encode()).digest()))
            for key in keys
        ]
    )
