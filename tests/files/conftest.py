"""What the tests of files have around them."""

import tempfile
from pathlib import Path

import pytest

from tests.files.scanning import CLAMD, NOT_THERE, clamd


@pytest.fixture(autouse=True)
def files_elsewhere(settings, tmp_path):
    """Each test has a folder of its own, and no scanner unless it asks for one."""
    for alias in ("photos", "files"):
        options = {**settings.STORAGES[alias]["OPTIONS"], "location": tmp_path / alias}
        settings.STORAGES = {
            **settings.STORAGES,
            alias: {**settings.STORAGES[alias], "OPTIONS": options},
        }
    settings.CLAMAV, settings.SCAN_REQUIRED = "", False


@pytest.fixture(scope="session")
def a_scanner():
    """One daemon for all tests: it takes a second to start. The folder's name is short, as a socket's must be."""
    if CLAMD is None:
        pytest.skip(NOT_THERE)
    with tempfile.TemporaryDirectory(prefix="clam") as folder, clamd(Path(folder)) as socket:
        yield str(socket)


@pytest.fixture
def scanning(a_scanner, settings):
    """The installation has a scanner, and it answers."""
    settings.CLAMAV = a_scanner
    return settings
