"""A page of HTML as a PDF that can be read aloud: PDF/UA-1, with headings, lists, a title and its language.

The library draws with Pango, which Debian has as libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0. Where
they are missing nothing is drawn, and who asks is told so. Nothing is fetched: fonts are the machine's own, pictures
are handed over, and any other address is refused.
"""

import logging
from collections.abc import Mapping
from functools import cache
from typing import Any, NoReturn

from PIL import ImageFile


logger = logging.getLogger("homeward.exports")
PICTURE = "picture:"


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


def as_pdf(page: str, style: str, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """`pictures`: JPEGs, by the address after `picture:` under which the page shows them."""
    library = _library()
    fetcher = _only(pictures) if pictures else _nothing_is_fetched
    drawn = library.HTML(string=page, url_fetcher=fetcher)
    styled = library.CSS(string=style, url_fetcher=_nothing_is_fetched)
    pdf: bytes = drawn.write_pdf(stylesheets=[styled], pdf_variant="pdf/ua-1")
    return pdf


def _only(pictures: Mapping[str, bytes]) -> Any:
    base: type[Any] = _library().urls.URLFetcher

    class OnlyThese(base):  # type: ignore[misc]
        def fetch(self, address: str, headers: Any = None) -> Any:
            name = address.removeprefix(PICTURE)
            if name == address or name not in pictures:
                return _nothing_is_fetched(address)
            return _library().urls.URLFetcherResponse(
                address, pictures[name], {"Content-Type": "image/jpeg"}
            )

    return OnlyThese()


def _nothing_is_fetched(address: str, *args: Any, **kwargs: Any) -> NoReturn:
    raise ValueError("a document fetches nothing")
