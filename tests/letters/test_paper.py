"""A letter on paper: it can be read aloud, and says the same as a PDF and as a Word document."""

import re
import zlib
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from PIL import ImageFile

from homeward.exports import pdf as drawing
from homeward.letters import paper as papers
from homeward.letters.paper import Paper, as_pdf, as_word
from homeward.letters.rules import INVENTED, KINDS, LetterKind, filled


def a_paper(**changes):
    words = KINDS[LetterKind.PLAN]
    said = {
        "organisation": "Samplehope",
        "team": "North team",
        "to": "Dee Sampleton",
        "on": date(2026, 11, 2),
        "title": filled(words.title, INVENTED),
        "text": filled(words.text, INVENTED),
        "address": ("1 Sample Street", "Sampleton"),
    }
    return Paper(**{**said, **changes})


needs_pango = pytest.mark.skipif(
    not papers.can_be_drawn(),
    reason="Pango is not installed: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
)


def inside(pdf: bytes) -> bytes:
    """With what is packed in it unpacked."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    out = [pdf]
    for part in packed:
        try:
            out.append(zlib.decompress(part))
        except zlib.error:
            continue
    return b"\n".join(out)


@needs_pango
def test_pdf_is_tagged_and_says_its_language_and_title():
    held = inside(as_pdf(a_paper()))

    for what in (b"/StructTreeRoot", b"/Lang", b"pdfuaid", b"/H1", b"/H2", b"/LI", b"FontFile"):
        assert what in held, what


@needs_pango
def test_drawing_a_pdf_leaves_pictures_as_strict_as_they_were():
    as_pdf(a_paper())

    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


@needs_pango
def test_pdf_fetches_nothing():
    text = 'See <img src="http://localhost/x.png"> and file:///etc/passwd'

    held = inside(as_pdf(a_paper(text=text)))

    assert b"root:" not in held
    with pytest.raises(ValueError, match="fetches nothing"):
        drawing._nothing_is_fetched("http://localhost/")


def test_word_document_has_headings_and_lists_and_says_its_language():
    document = Document(BytesIO(as_word(a_paper())))

    said = [(p.style.name, p.text) for p in document.paragraphs]
    assert ("Heading 1", "Our plan for Bo and Kim") in said
    assert ("Heading 2", "If it goes wrong") in said
    assert ("List Bullet", "Lou comes on Mondays") in said
    assert ("Normal", "Dee Sampleton\n1 Sample Street\nSampleton") in said
    assert document.core_properties.language == "en-GB"
    assert document.core_properties.author == "Samplehope"


def test_letter_that_is_handed_over_has_no_address():
    document = Document(BytesIO(as_word(a_paper(address=()))))

    assert all("Sample Street" not in p.text for p in document.paragraphs)
