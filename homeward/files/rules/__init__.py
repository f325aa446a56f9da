"""What is kept as a file: one subject a file."""

from homeward.files.rules.pictures import PICTURE_BYTES, PICTURE_PIXELS, PICTURE_SIDE


__all__ = ["PICTURE_BYTES", "PICTURE_PIXELS", "PICTURE_SIDE"]
