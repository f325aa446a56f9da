"""Pages of letters: those of a child, and the words of an organisation."""
