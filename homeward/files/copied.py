"""What of files stands in the copy of a child's file: a list. Each file is handed over by itself."""

from homeward.copies.parts import Inside, Part
from homeward.files.models import File


PARTS = [
    Part(
        File,
        "A letter, report or picture in your file",
        of="about__child",
        says={
            "title": "",
            "kind": "Kind",
            "dated": "Dated",
            "came_from": "Came from",
            "removed_at": "Removed",
            "removed_because": "Why it was removed",
        },
        on="added_at",
        by="added_by",
        at="added_at",
        leaves={
            "name": "where it lies",
            "data_group": "who may read it",
            "content_type": "of which form it is",
            "fingerprint": "a number by which the same file is known again",
            "added_to": "from which page it was added",
            "found": "what a virus scanner found",
        },
        visible=lambda files, worker, day: files.visible_to(worker, day).listed(),
    )
]
WHOSE = Inside("which children a text is about: what is about you is here")
LEFT_OUT = {
    "files.FileChild": WHOSE,
    "files.CaughtFile": "files that a virus scanner stopped: they were never in your file",
}
