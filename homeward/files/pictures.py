"""Opening a picture that somebody sends, and writing it again: smaller, and without what the phone adds.

A phone writes where, when and by whom a photo was taken beside the picture. A family's address must not leave
that way, so nothing of the file is kept but the picture itself (UK GDPR Article 5(1)(c), data minimisation).
A file is opened by what it holds, never by its name, and only as JPEG or PNG; what unfolds to more pixels
than `PICTURE_PIXELS` is not unfolded. No Django here.
"""

import struct
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from PIL import Image, ImageOps

from homeward.files.rules import PICTURE_BYTES, PICTURE_PIXELS, PICTURE_SIDE


FORMATS = (
    "JPEG",
    "PNG",
)  # among JPEG are those with more pictures behind the first, as some phones write
QUALITY = 85
# What Pillow raises for a file that is broken, or made to break it.
BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error)
TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class NotAPicture(ValueError):
    """The file cannot be taken. The message says why and what to do."""


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept: always a JPEG of ours."""

    jpeg: bytes
    width: int
    height: int


def rewritten(file: IO[bytes], size: int) -> Picture:
    if size > PICTURE_BYTES:
        raise NotAPicture(
            f"The picture is larger than {PICTURE_BYTES // 1024 // 1024} MB. "
            "Choose a smaller size when you send it, or take a picture of the screen, and add that"
        )
    try:
        return _written_again(file)
    except TOO_LARGE:
        raise NotAPicture(_too_many()) from None
    except BROKEN:
        raise NotAPicture(
            "The file could not be opened as a picture. Only JPEG and PNG can be: an iPhone gives a JPEG when "
            "Settings, Camera, Formats is at Most Compatible"
        ) from None


def _written_again(file: IO[bytes]) -> Picture:
    file.seek(0)
    with Image.open(file, formats=FORMATS) as opened:
        width, height = opened.size
        if width * height > PICTURE_PIXELS:
            raise Image.DecompressionBombError
        # A large JPEG is unfolded at a half or a quarter of its size: less memory, and quicker.
        opened.draft("RGB", (PICTURE_SIDE, PICTURE_SIDE))
        upright = ImageOps.exif_transpose(opened)
        flat = _on_white(upright)
        flat.thumbnail((PICTURE_SIDE, PICTURE_SIDE))
        # A new image, into which only the dots are copied: whatever else the file said stays behind.
        clean = Image.new("RGB", flat.size)
        clean.paste(flat)
    out = BytesIO()
    clean.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Picture(out.getvalue(), *clean.size)


def _on_white(image: Image.Image) -> Image.Image:
    """A drawing with a see-through ground is on paper."""
    if "transparency" in image.info or image.mode in ("RGBA", "LA", "PA"):
        over = image.convert("RGBA")
        ground = Image.new("RGBA", over.size, "white")
        return Image.alpha_composite(ground, over).convert("RGB")
    return image.convert("RGB")


def _too_many() -> str:
    return (
        f"The picture has more than {PICTURE_PIXELS // 1_000_000} million dots, more than we can open. "
        "Take it again at a smaller size"
    )
