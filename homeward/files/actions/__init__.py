"""Adding a file to children's records, removing it, and what the virus scanner found."""

from homeward.files.actions.keeping import NewFile, add_file, keep_file, remove_file
from homeward.files.actions.scanning import note_caught, note_scanned


__all__ = [
    "NewFile",
    "add_file",
    "keep_file",
    "note_caught",
    "note_scanned",
    "remove_file",
]
