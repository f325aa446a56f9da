"""Small makers for the tests of files: what people send, and a file in the record."""

import zipfile
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from homeward.files import actions
from homeward.files.actions import NewFile
from homeward.files.receiving import received
from homeward.files.rules import FileKind
from homeward.partnership.rules import DataGroup


A_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
ODT = "application/vnd.oasis.opendocument.text"


def address(name: str, pk: int, **more) -> str:
    return reverse(f"files:{name}", kwargs={"pk": pk, **more})


def sent(name: str = "letter.pdf", content: bytes = A_PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def zipped(**parts: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as into:
        for name, text in parts.items():
            into.writestr(name.replace("__", "/").replace("_DOT_", "."), text)
    return out.getvalue()


def a_word_document() -> bytes:
    out = BytesIO()
    Document().save(out)
    return out.getvalue()


def with_part(content: bytes, name: str) -> bytes:
    out = BytesIO(content)
    with zipfile.ZipFile(out, "a") as into:
        into.writestr(name, "x")
    return out.getvalue()


def add_file_to(children, *, by, title="Letter from school", content=A_PDF, **more):
    said = {"kind": FileKind.LETTER, "group": DataGroup.CORE, **more}
    file = received(sent(content=content))
    return actions.add_file(NewFile(title=title, children=list(children), **said), file, by=by)


def posted(children=(), **changes):
    return {
        "file": sent(),
        "title": "Letter from school",
        "kind": "letter",
        "group": "core",
        "children": [child.pk for child in children],
        "came_from": "Oakfield School",
        **changes,
    }
