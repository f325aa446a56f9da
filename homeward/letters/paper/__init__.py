"""A letter on paper: what stands on it, and drawing it as a PDF and as a Word document.

Both are drawn from the same plain value, so that they cannot say different things.
"""

from homeward.letters.paper.content import Paper
from homeward.letters.paper.pdf import as_pdf, can_be_drawn
from homeward.letters.paper.word import as_word


__all__ = ["Paper", "as_pdf", "as_word", "can_be_drawn"]
