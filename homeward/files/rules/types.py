"""What may be kept: which kinds of document, told by what they hold and not by what they are called.

OWASP, File Upload Cheat Sheet: a list of what is allowed, the type from the content, an ending that agrees with
it, a name of ours in the storage, a limit on the size.
"""

from dataclasses import dataclass

from homeward.access.rules import Answer, allow, refuse


FILE_BYTES = 20 * 1024 * 1024
JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OPEN_TEXT = "application/vnd.oasis.opendocument.text"
PLAIN_ZIP = "application/zip"
PICTURES = (JPEG, PNG)


@dataclass(frozen=True)
class DocumentType:
    """One kind of document that is taken: what people call it, and how its names end, our own first."""

    said: str
    endings: tuple[str, ...]


TYPES = {
    PDF: DocumentType("a PDF", ("pdf",)),
    WORD: DocumentType("a Word document", ("docx",)),
    OPEN_TEXT: DocumentType("an OpenDocument text", ("odt",)),
    JPEG: DocumentType("a JPEG picture", ("jpg", "jpeg", "jpe", "jfif")),
    PNG: DocumentType("a PNG picture", ("png",)),
}
TAKEN = "Only PDF, Word (.docx), OpenDocument text (.odt), JPEG and PNG can be added"
# What people try most often that is not taken, so that the refusal can name it.
KNOWN = {
    "exe": "a program",
    "zip": "a ZIP archive",
    "html": "a web page",
    "htm": "a web page",
    "doc": "a Word document of before 2007",
    "rtf": "a rich text document",
    "xlsx": "a spreadsheet",
    "xls": "a spreadsheet",
    "pptx": "a presentation",
    "gif": "a GIF picture",
    "heic": "an HEIC picture",
    "docm": "a Word document with macros",
    "svg": "an SVG drawing",
    "txt": "plain text",
}


def ending_of(name: str) -> str:
    return name.rsplit(".", 1)[1].lower() if "." in name else ""


def may_be_taken(name: str, size: int, holds: str, has_macros: bool) -> Answer:
    """`holds`: the type by its content; empty when nobody knows. A name that ends otherwise is a lie about it,
    told by somebody or by the program that sent it: either way the reader would open what they do not expect."""
    ending = ending_of(name)
    if size > FILE_BYTES:
        return refuse(
            f"the file is larger than {FILE_BYTES // 1024 // 1024} MB",
            "Ask for a smaller one, or add its pages as several files.",
        )
    if has_macros:
        return refuse(
            "the document holds macros, which are programs",
            "Save it as a PDF, and add that.",
        )
    if holds not in TYPES:
        called = KNOWN.get(ending)
        what = f"this is {called}" if called else "what the file holds is none of the types we take"
        return refuse(what, f"{TAKEN}: save it as a PDF, and add that.")
    if ending not in TYPES[holds].endings:
        named = f"its name ends in .{ending}" if ending else "its name has no ending"
        return refuse(
            f"the file is not what it says: {named}, and it holds {TYPES[holds].said}",
            "Ask whoever sent it what it is. If it is right, give its name the ending "
            f".{TYPES[holds].endings[0]} and add it again.",
        )
    return allow(f"it is {TYPES[holds].said}")
