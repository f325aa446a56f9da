"""A county of the default size, made once for a module and rolled back after it."""

import pytest
from django.db import transaction

from homeward.county.build import build


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)
