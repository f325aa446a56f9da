"""Tests that take the database back to before a migration and on again.

Django makes every migration since then anew, which takes minutes and more with each. They are released and change no
more, so that `make test-all` runs these.
"""

import os

import pytest


there_and_back = pytest.mark.skipif(
    os.environ.get("TEST_ALL") != "1", reason="migrates there and back: make test-all runs it"
)
