"""Reading a copy, as whoever is handed it."""

from io import BytesIO

from django.utils.timezone import localdate
from pypdf import PdfReader

from homeward.copies.queries import ChildsFile, childs_file


def words_in(pdf: bytes) -> str:
    """What is printed on all its pages, in one line."""
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def pictures_in(pdf: bytes) -> set[str]:
    return {image.name for page in PdfReader(BytesIO(pdf)).pages for image in page.images}


def words_of(file: ChildsFile) -> str:
    return "\n".join(
        f"{told.heading}\n{told.by}\n" + "\n".join(one.text for one in told.paragraphs)
        for told in file.everything
    )


def copy_for(child, worker) -> str:
    return words_of(childs_file(child, worker.on(localdate()), localdate()))
