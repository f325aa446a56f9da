"""What of national returns stands in the copy of a child's file: nothing but the facts that came with them."""

from homeward.copies.parts import Part


PARTS: list[Part] = []
LEFT_OUT = {
    "returns.ImportReport": "what could not be read of a national return: it is about many children"
}
