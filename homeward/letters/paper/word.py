"""A letter as a Word document: headings are headings and lists are lists, so that it can be read aloud."""

from datetime import UTC, datetime, time
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from homeward.letters.paper.content import Paper
from homeward.letters.rules import Shape


FONT = "Arial"
ENGLISH = "en-GB"


def as_word(paper: Paper) -> bytes:
    document = Document()
    _set_up(document, paper)
    document.add_paragraph(paper.organisation).runs[0].bold = True
    document.add_paragraph(paper.team)
    if paper.address:
        document.add_paragraph("\n".join((paper.to, *paper.address)))
    document.add_paragraph(paper.day)
    document.add_heading(paper.title, level=1)
    for block in paper.blocks:
        if block.shape == Shape.HEADING:
            document.add_heading(block.lines[0], level=2)
        elif block.shape == Shape.LIST:
            for line in block.lines:
                document.add_paragraph(line, style="List Bullet")
        else:
            document.add_paragraph("\n".join(block.lines))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: WordDocument, paper: Paper) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(22)
    for name, size in (("Normal", 12), ("Heading 1", 18), ("Heading 2", 14), ("List Bullet", 12)):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for which in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(which), FONT)
        for which in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(which), None)
    properties = document.styles["Normal"].element.get_or_add_rPr()
    language = properties.makeelement(qn("w:lang"), {qn("w:val"): ENGLISH})
    properties.append(language)
    about = document.core_properties
    about.title, about.author, about.language = paper.title, paper.organisation, ENGLISH
    about.comments = ""
    # The day of the letter: otherwise it would say the day on which the library's own example was made.
    about.created = about.modified = datetime.combine(paper.on, time(), UTC).replace(tzinfo=None)
