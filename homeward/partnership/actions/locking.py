"""Locking a partnership: of two who change what is one for all of it, one waits for the other."""

from homeward.partnership.models import Partnership


def lock_partnership(partnership_id: int) -> Partnership:
    """The whole of it, as it is now."""
    return Partnership.objects.select_for_update(no_key=True).get(pk=partnership_id)
