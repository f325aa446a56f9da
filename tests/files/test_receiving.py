"""What a file is, told by what it holds."""

import zipfile
from io import BytesIO

import pytest
from PIL import Image

from homeward.files.receiving import MOST_PARTS, NotTaken, received, type_of
from homeward.files.rules import JPEG, OPEN_TEXT, PDF, PLAIN_ZIP, PNG, WORD
from tests.files.making import A_PDF, ODT, a_word_document, sent, with_part, zipped


def a_picture(kind):
    out = BytesIO()
    Image.new("RGB", (4, 3)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "holds"),
    [
        (A_PDF, PDF),
        (a_word_document(), WORD),
        (zipped(mimetype=ODT, content_DOT_xml="<a/>"), OPEN_TEXT),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), PLAIN_ZIP),
        (zipped(evil_DOT_exe="MZ"), PLAIN_ZIP),
        (zipped(**{f"part{n}": "" for n in range(MOST_PARTS + 1)}), PLAIN_ZIP),
        (b"PK\x03\x04 broken", ""),
        (a_picture("JPEG"), JPEG),
        (a_picture("PNG"), PNG),
        (b"hello", ""),
        (b"", ""),
    ],
)
def test_type_is_told_by_the_content(content, holds):
    assert type_of(content) == holds


def test_letter_is_kept_as_it_came_and_not_called_scanned():
    kept = received(sent("letter.pdf", A_PDF))

    assert (kept.content, kept.content_type, kept.scan.at) == (A_PDF, PDF, None)


def test_picture_is_written_again_without_what_the_phone_adds():
    exif = Image.Exif()
    exif[271] = "Mockphone"
    out = BytesIO()
    Image.new("RGB", (4, 3)).save(out, "JPEG", exif=exif)
    assert b"Mockphone" in out.getvalue()

    kept = received(sent("drawing.jpg", out.getvalue()))

    assert kept.content_type == JPEG
    assert b"Mockphone" not in kept.content


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("letter.pdf", b"MZ" + b"\0" * 200, "none of the types we take"),
        ("letter.docx", A_PDF, "its name ends in .docx, and it holds a PDF"),
        ("letter.docx", with_part(a_word_document(), "word/vbaProject.bin"), "macros"),
        ("letter.odt", with_part(zipped(mimetype=ODT), "Basic/Standard/x.xml"), "macros"),
        ("archive.zip", zipped(letter_DOT_pdf="x"), "This is a ZIP archive"),
    ],
)
def test_what_is_not_taken_is_refused_in_words(name, content, said):
    with pytest.raises(NotTaken, match=said) as refused:
        received(sent(name, content))

    assert str(refused.value)[0].isupper()


def test_zip_whose_parts_cannot_be_unpacked_is_of_no_known_kind():
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", OPEN_TEXT)
    broken = bytearray(held.getvalue())
    begin = 30 + len("mimetype")  # behind the head of the first part
    broken[begin : begin + 6] = b"\xff" * 6

    assert type_of(bytes(broken)) == ""
