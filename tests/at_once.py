"""Two at once: what somebody does while what another does is not yet in the record."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

from django.db import connection, transaction


A_MOMENT = 2  # seconds in which the other one gets as far as it can


@contextmanager
def meanwhile(act):
    """While what is done in the block is not yet in the record, somebody else does `act`."""

    def elsewhere():
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            yield
            doing = pool.submit(elsewhere)
            with suppress(TimeoutError):  # it waits for this one to end
                doing.result(A_MOMENT)
        doing.result()
