"""What the form of a visit offers, and how many photos a visit may have.

A visit is written on a phone, between two doors, so what is surely this family's is offered to be tapped:
the places of its own last visits, the adults around its children. Nothing comes from another family.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, refuse
from homeward.support.rules.episodes import may_write


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay
    from homeward.support.models import EpisodeOfHelp

# How long a visit was, to the nearest of these: for adding up contact, not for pay.
MINUTES = {
    30: "½ hour",
    60: "1 hour",
    90: "1½ hours",
    120: "2 hours",
    180: "3 hours",
    240: "4 hours",
}
USUAL_PLACES = ("At home", "At school")
MOST_PLACES = 3

MOST_PHOTOS = 6
PHOTO_BYTES = 10 * 1024 * 1024
PHOTO_SIDE = 2000  # pixels of the longer side that are kept: enough to read a plan on a fridge
# A picture of a few bytes can unfold to fill the memory. The largest phone camera in common use in 2026
# takes 200 million, in a file far over PHOTO_BYTES; at full size most take 50.
PHOTO_PIXELS = 64_000_000


def places(latest: Iterable[str]) -> list[str]:
    """The family's own last places, the newest first, each once; then the usual ones."""
    offered: dict[str, str] = {}
    for place in (*latest, *USUAL_PLACES):
        said = place.strip()
        offered.setdefault(said.casefold(), said[:1].upper() + said[1:])
    return [place for place in offered.values() if place][:MOST_PLACES]


def everybody(children: Iterable[str], adults: Iterable[str], typed: str) -> str:
    """Who was there: the children who were seen and the adults who were ticked, unless they were typed."""
    ticked = [name for name in (*children, *adults) if name.casefold() not in typed.casefold()]
    return ", ".join([*ticked, typed.strip()] if typed.strip() else ticked)


def may_add_photo(worker: "WorkerOnDay", episode: "EpisodeOfHelp", photos: int) -> Answer:
    if photos >= MOST_PHOTOS:
        return refuse(f"this visit has {MOST_PHOTOS} photos, and that is the most it can have")
    return may_write(worker, episode)
