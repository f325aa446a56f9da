"""Whether a visit takes another photo; and opening one: its key through its children, then its file."""

from cryptography.fernet import Fernet

from homeward.access.rules import Answer
from homeward.locks import unlocked
from homeward.partnership.rules import WorkerOnDay
from homeward.support import rules
from homeward.support.models import Photo, Visit
from homeward.support.models.visits import photo_storage
from homeward.trail.actions import unwrapped


def may_add_photo(worker: WorkerOnDay, visit: Visit) -> Answer:
    with unlocked():  # a count, of photos that this worker does not see as well
        photos = visit.photos.kept().count()
    return rules.may_add_photo(worker, visit.episode, photos)


def key_of(photo: Photo) -> bytes | None:
    """None when it was removed, or when the records of all its children were destroyed."""
    wrapped = photo.about.values_list("child_id", "wrapped_key")
    return unwrapped({child: bytes(key) for child, key in wrapped})


def picture_of(photo: Photo) -> bytes | None:
    """The picture itself, a JPEG; None when nobody can open it any more."""
    key = key_of(photo)
    if key is None:
        return None
    with photo_storage().open(photo.name) as file:
        return Fernet(key).decrypt(file.read())
