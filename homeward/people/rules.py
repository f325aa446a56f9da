"""Names as people say and spell them."""

import unicodedata


def folded(name: str) -> str:
    """A name for comparing: no case, marks or apostrophes; a hyphen is a space; one space between words."""
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", name.casefold())
        if not unicodedata.combining(letter)
    )
    for mark in "'’‘`":
        plain = plain.replace(mark, "")
    return " ".join(plain.replace("-", " ").replace("ł", "l").replace("ø", "o").split())
