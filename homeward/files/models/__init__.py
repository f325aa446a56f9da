"""The tables of files, and what every kept file stands on."""

from homeward.files.models.kept import InFileOf, Kept, KeptQuerySet


__all__ = ["InFileOf", "Kept", "KeptQuerySet"]
