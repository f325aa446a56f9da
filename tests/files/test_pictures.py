"""A picture is written again: no place, no camera, no bomb."""

import zlib
from io import BytesIO

import pytest
from PIL import Image

from homeward.files import pictures
from homeward.files.pictures import NotAPicture, rewritten
from homeward.files.rules import PICTURE_BYTES, PICTURE_SIDE
from tests.support.making import photo_file, taken


GPS = 34853  # these three are numbers of EXIF


ORIENTATION = 274


MAKER = 271


def opened(picture):
    return Image.open(BytesIO(picture.jpeg))


def with_exif():
    exif = Image.Exif()
    exif[MAKER] = "Mockphone"
    exif[ORIENTATION] = 6
    exif[GPS] = {1: "N", 2: (52.0, 37.0, 1.0)}
    return photo_file(exif=exif)


def test_photo_is_kept_without_where_and_with_what_it_was_taken():
    sent = with_exif()
    assert b"Mockphone" in sent.read()

    picture = taken(sent)

    assert not opened(picture).getexif()
    assert b"Mockphone" not in picture.jpeg
    assert b"Exif" not in picture.jpeg
    assert (picture.width, picture.height) == (30, 40)  # turned upright


def test_large_photo_is_made_smaller():
    picture = taken(photo_file(size=(4000, 1000)))

    assert (picture.width, picture.height) == (PICTURE_SIDE, 500)
    assert opened(picture).size == (PICTURE_SIDE, 500)


def test_drawing_with_a_clear_ground_is_on_white():
    out = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")

    picture = rewritten(out, out.tell())

    assert opened(picture).format == "JPEG"
    assert opened(picture).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "held",
    [
        b"",
        b"not a photo",
        b"\xff\xd8\xff\xe0 broken",
        b"<svg onload='alert(1)'/>",
        b"GIF89a\x01\x00",
    ],
)
def test_what_is_no_jpeg_or_png_is_refused_with_what_to_do(held):
    with pytest.raises(NotAPicture, match="Only JPEG and PNG"):
        rewritten(BytesIO(held), len(held))


def test_only_the_first_of_several_pictures_in_a_photo_is_kept():
    out = BytesIO()
    behind = [Image.new("RGB", (40, 30), "navy")]
    Image.new("RGB", (40, 30), "sienna").save(out, "MPO", save_all=True, append_images=behind)

    picture = rewritten(out, out.tell())

    assert opened(picture).format == "JPEG"
    assert picture.jpeg.count(b"\xff\xd8\xff") == 1


def test_half_a_photo_is_refused():
    whole = photo_file(size=(400, 300)).read()

    with pytest.raises(NotAPicture, match="could not be opened"):
        rewritten(BytesIO(whole[: len(whole) // 2]), len(whole) // 2)


def test_file_that_is_too_large_is_refused_unopened():
    with pytest.raises(NotAPicture, match="larger than 10 MB"):
        rewritten(BytesIO(b""), PICTURE_BYTES + 1)


@pytest.mark.parametrize("side", [9_000, 14_000, 40_000])
def test_bomb_is_refused_before_it_unfolds(side, monkeypatch):
    """A small file that says it has that many dots: more than ours, than Pillow warns of, than it opens."""
    out = BytesIO()
    Image.new("1", (1, 1)).save(out, "PNG")
    told = bytearray(out.getvalue())
    told[16:24] = side.to_bytes(4, "big") * 2
    told[29:33] = zlib.crc32(bytes(told[12:29])).to_bytes(4, "big")
    monkeypatch.setattr(pictures, "_on_white", lambda image: pytest.fail("it was unfolded"))

    with pytest.raises(NotAPicture, match="million dots"):
        rewritten(BytesIO(bytes(told)), len(told))
