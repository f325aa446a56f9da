"""Opening a file of a 903 return: bytes to headings and numbered rows of text.

Councils' systems write these files in many ways. Taken here: UTF-8 with or without a byte order
mark, UTF-16 with one, Windows-1252; any line ends; comma, semicolon or tab. A file that is none of
these gives a `FileProblem` and never an exception.
"""

import codecs
import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from homeward.ssda903.rows import FileProblem


SAVE_AGAIN = 'Open it in a spreadsheet, save it again as "CSV UTF-8", and send that file.'
DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Sheet:
    """A table of text. Rows are (line as a spreadsheet numbers it, cells); blank rows are gone."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def open_sheet(path: Path) -> Sheet | FileProblem:
    try:
        content = path.read_bytes()
    except OSError:
        return FileProblem(
            path.name,
            "The file could not be opened.",
            "The computer would not give it to us.",
            "Check that it is still there and that it may be read, and try again.",
        )
    text = _decode(content)
    if text is None or "\0" in text:
        return FileProblem(
            path.name,
            "The file could not be read.",
            "It is not a text file in a form we know. It may be a spreadsheet with another name.",
            SAVE_AGAIN,
        )
    return _sheet(path.name, text)


def _decode(content: bytes) -> str | None:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif content.startswith(codecs.BOM_UTF8):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _sheet(name: str, text: str) -> Sheet | FileProblem:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    first = next((line for line in lines.split("\n") if line.strip(" ,;\t")), "")
    # max() keeps the first of equals, so a file of one column is read as comma-separated.
    delimiter = max(DELIMITERS, key=first.count)
    # Strict, or one forgotten quotation mark would swallow the rest of the file in a single cell.
    reader = csv.reader(StringIO(lines, newline=""), delimiter=delimiter, strict=True)
    filled: list[tuple[int, tuple[str, ...]]] = []
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                filled.append((number, tuple(cells)))
    except csv.Error:
        return FileProblem(
            name,
            f"The file could not be read beyond line {reader.line_num}.",
            "A quotation mark there, or on a line before it, is missing its partner,"
            " or a cell is far too long.",
            "Correct the quotation marks, or save the file again from a spreadsheet.",
        )
    if not filled:
        return FileProblem(
            name,
            "The file is empty.",
            "It has neither headings nor rows.",
            "Send the file again from the system it came from, or take it out of the folder.",
        )
    return Sheet(filled[0][1], tuple(filled[1:]))
