"""A page as a PDF shows the pictures that it is handed, and fetches nothing."""

from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from homeward.exports.pdf import as_pdf, can_be_drawn


pytestmark = pytest.mark.skipif(not can_be_drawn(), reason="Pango is not installed")
PAGE = '<html lang="en-GB"><title>A page</title><h1>Words</h1><img src="{}" alt="A picture"></html>'


def a_jpeg() -> bytes:
    out = BytesIO()
    Image.new("RGB", (4, 3), "sienna").save(out, "JPEG")
    return out.getvalue()


def pictures(source: str) -> int:
    drawn = as_pdf(PAGE.format(source), "", {"1": a_jpeg()})
    (page,) = PdfReader(BytesIO(drawn)).pages
    assert "Words" in page.extract_text()
    return len(page.images)


def test_picture_that_is_handed_over_is_shown():
    assert pictures("picture:1") == 1


@pytest.mark.parametrize(
    "source",
    ["picture:2", "file:///etc/passwd", "http://localhost/x.jpg", "data:image/png;base64,"],
)
def test_nothing_else_is_fetched(source):
    assert pictures(source) == 0
