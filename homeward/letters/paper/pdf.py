"""A letter as a PDF (`exports.pdf`). Where it cannot be drawn a letter is kept as a Word document alone."""

from django.template.loader import render_to_string

from homeward.exports import pdf
from homeward.exports.pdf import can_be_drawn
from homeward.letters.paper.content import Paper


__all__ = ["as_pdf", "can_be_drawn"]

STYLE = """
@page { size: A4; margin: 22mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt } }
html { font: 12pt/1.45 Arial, "Liberation Sans", "DejaVu Sans", sans-serif; color: #000 }
h1 { font-size: 18pt; line-height: 1.2; margin: 8mm 0 5mm }
h2 { font-size: 14pt; line-height: 1.25; margin: 6mm 0 2mm; break-after: avoid }
p { margin: 0 0 3.5mm; orphans: 2; widows: 2 }
ul { margin: 0 0 3.5mm; padding-left: 6mm }
.from { font-weight: bold; margin: 0 }
.to { margin: 10mm 0 8mm }
"""


def as_pdf(paper: Paper) -> bytes:
    return pdf.as_pdf(render_to_string("letters/paper.html", {"paper": paper}), STYLE)
