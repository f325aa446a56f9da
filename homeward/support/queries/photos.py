"""Whether a visit takes another photo."""

from homeward.access.rules import Answer
from homeward.locks import unlocked
from homeward.partnership.rules import WorkerOnDay
from homeward.support import rules
from homeward.support.models import Visit


def may_add_photo(worker: WorkerOnDay, visit: Visit) -> Answer:
    with unlocked():  # a count, of photos that this worker does not see as well
        photos = visit.photos.kept().count()
    return rules.may_add_photo(worker, visit.episode, photos)
