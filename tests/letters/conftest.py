"""What the tests of letters have around them: a vault of their own, and no scanner."""

import pytest


@pytest.fixture(autouse=True)
def files_elsewhere(settings, tmp_path):
    options = {**settings.STORAGES["files"]["OPTIONS"], "location": tmp_path}
    settings.STORAGES = {
        **settings.STORAGES,
        "files": {**settings.STORAGES["files"], "OPTIONS": options},
    }
    settings.CLAMAV, settings.SCAN_REQUIRED = "", False
