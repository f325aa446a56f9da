"""Ash, whose measures these are."""

import pytest


@pytest.fixture
def episode(cast):
    return cast.episode()


@pytest.fixture
def ash(episode):
    return episode.children.get(preferred_name="Ash")
