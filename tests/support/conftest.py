"""What the tests of support have around them."""

import pytest


@pytest.fixture(autouse=True)
def photos_elsewhere(settings, tmp_path):
    """Each test has a folder of its own."""
    options = {**settings.STORAGES["photos"]["OPTIONS"], "location": tmp_path}
    settings.STORAGES = {
        **settings.STORAGES,
        "photos": {**settings.STORAGES["photos"], "OPTIONS": options},
    }
