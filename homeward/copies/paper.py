"""The copy of a child's file on paper, as a PDF."""

from datetime import date

from django.template.loader import render_to_string

from homeward.copies.parts import told_to_be_left_out
from homeward.copies.queries import ChildsFile, Year
from homeward.copies.rules import Asker
from homeward.exports import pdf
from homeward.partnership.models import Worker


STYLE = """
@page { size: A4; margin: 20mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt } }
html { font: 11.5pt/1.45 Arial, "Liberation Sans", "DejaVu Sans", sans-serif; color: #000 }
h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 5mm }
h2 { font-size: 15pt; line-height: 1.25; margin: 9mm 0 2mm; break-after: avoid }
h3 { font-size: 12pt; line-height: 1.3; margin: 6mm 0 1mm; break-after: avoid }
p { margin: 0 0 2mm; orphans: 2; widows: 2 }
ul { margin: 0 0 3mm; padding-left: 6mm }
li { margin: 0 0 1mm }
img { max-width: 100%; max-height: 110mm }
.label { font-weight: bold }
.who { font-size: 10pt; margin: 0 0 4mm }
.first { break-after: page }
"""


def as_pdf(file: ChildsFile, *, asker: Asker, by: Worker, on: date) -> bytes:
    numbered = {id(told): str(number) for number, told in enumerate(file.everything)}
    pictures = {
        numbered[id(told)]: told.picture for told in file.everything if told.picture is not None
    }
    years = [(_of_year(year), year.told) for year in file.years]
    context = {
        "file": file,
        "asker": asker,
        "by": by,
        "on": on,
        "partnership": file.child.partnership,
        "left_out": told_to_be_left_out(),
        "sections": [
            (heading, [(told, numbered[id(told)]) for told in rows])
            for heading, rows in (("You, and who was around you", file.about), *years, *file.apart)
        ],
    }
    return pdf.as_pdf(render_to_string("copies/file.html", context), STYLE, pictures)


def _of_year(year: Year) -> str:
    if year.age < 0:
        return str(year.year)
    return f"{year.year}: the year you {f'turned {year.age}' if year.age else 'were born'}"
