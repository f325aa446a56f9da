"""What the form of a visit offers, and how many photos a visit may have.

A visit is written on a phone, between two doors, so what is surely this family's is offered to be tapped:
the places of its own last visits, the adults around its children. Nothing comes from another family.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules import Role
from homeward.support.rules.episodes import may_write


if TYPE_CHECKING:
    from homeward.partnership.rules import WorkerOnDay
    from homeward.support.models import EpisodeOfHelp, Photo

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


def places(latest: Iterable[str]) -> list[str]:
    """The family's own last places, the newest first, each once; then the usual ones."""
    offered: dict[str, str] = {}
    for place in (*latest, *USUAL_PLACES):
        said = place.strip()
        offered.setdefault(said.casefold(), said[:1].upper() + said[1:])
    return [place for place in offered.values() if place][:MOST_PLACES]


def everybody(children: Iterable[str], adults: Iterable[str], typed: str) -> str:
    """Who was there: the children who were seen and the adults who were ticked, unless they were typed."""
    ticked = [name for name in (*children, *adults) if not _names(typed, name)]
    return ", ".join([*ticked, typed.strip()] if typed.strip() else ticked)


def _names(typed: str, name: str) -> bool:
    """Whether a name is typed as a word of its own: Ash is not in Ashley, nor in “Ash’s teacher”. To name
    somebody twice is a blemish; to leave out a child who was seen is a mistake in the record."""
    whole = rf"(?<![\w'’-]){re.escape(name)}(?![\w'’-])"
    return re.search(whole, typed, re.IGNORECASE) is not None


def may_add_photo(worker: "WorkerOnDay", episode: "EpisodeOfHelp", photos: int) -> Answer:
    if photos >= MOST_PHOTOS:
        return refuse(f"this visit has {MOST_PHOTOS} photos, and that is the most it can have")
    return may_write(worker, episode)


def may_change_photo(worker: "WorkerOnDay", photo: "Photo") -> Answer:
    """Put right whom it is about, or remove it: also when support has ended, for a mistake stays one."""
    team = photo.visit.episode.team_id
    if photo.removed_at:
        return refuse(f"{photo.removed_by} removed this photo on {photo.removed_on:%-d %B %Y}")
    if worker.has_role(Role.TEAM_MANAGER, team_id=team):
        return allow("you manage the team that supports this family")
    if team in worker.team_ids and photo.visit.written_by_id == worker.worker_id:
        return allow("you wrote up this visit")
    return refuse(
        "whoever wrote up the visit changes its photos, or the manager of the team",
        "Tell one of them what is wrong with it.",
    )


def may_remove_photo(worker: "WorkerOnDay", photo: "Photo", why: str) -> Answer:
    """It cannot be brought back, so somebody must be able to say why it went."""
    answer = may_change_photo(worker, photo)
    if answer and not why.strip():
        return refuse("no reason was given for removing it", "Write why.")
    return answer
