"""A kept file on its way to the browser: never run, never guessed at, kept by nobody on the way."""

from django.http import HttpResponse


# Opened on its own, the browser lays a picture out with a style of its own; nothing else may run or load.
ALONE = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"


def as_answer(content: bytes, content_type: str, disposition: str) -> HttpResponse:
    """`disposition`: whether the browser shows it or puts it away, and under which name."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = disposition
    response.headers["Content-Security-Policy"] = ALONE
    return response
