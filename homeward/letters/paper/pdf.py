"""A letter as a PDF that can be read aloud: PDF/UA-1, with headings, lists, a title and its language.

The library draws with Pango, which Debian has as libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0. Where
they are missing a letter is kept as a Word document alone. Nothing is fetched: fonts are the machine's own, and
any address that stood in a letter is refused.
"""

import logging
from functools import cache
from typing import Any, NoReturn

from django.template.loader import render_to_string
from PIL import ImageFile

from homeward.letters.paper.content import Paper


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
logger = logging.getLogger("homeward.letters")


@cache
def _library() -> Any:
    """None where Pango is missing."""
    strict = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        import weasyprint
    except OSError as fault:
        logger.warning("PDFs cannot be drawn on this machine: %s", fault)
        return None
    finally:
        # It lets the whole process open half a picture; what families send is opened as strictly as before.
        ImageFile.LOAD_TRUNCATED_IMAGES = strict
    return weasyprint


def can_be_drawn() -> bool:
    return _library() is not None


def as_pdf(paper: Paper) -> bytes:
    library = _library()
    page = render_to_string("letters/paper.html", {"paper": paper})
    drawn = library.HTML(string=page, url_fetcher=_nothing_is_fetched)
    style = library.CSS(string=STYLE, url_fetcher=_nothing_is_fetched)
    pdf: bytes = drawn.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")
    return pdf


def _nothing_is_fetched(address: str, *args: Any, **kwargs: Any) -> NoReturn:
    raise ValueError("a letter fetches nothing")
