"""The page that is shown while nothing works: it needs nothing, and says whom to phone."""

import re

import pytest
from django.core.management import CommandError, call_command


def test_outage_page_needs_nothing_and_names_every_duty_phone(cast, tmp_path):
    file = tmp_path / "outage.html"

    call_command("outage_page", str(file))

    page = file.read_text("utf-8")
    assert cast.partnership.duty_phone in page
    assert "Mockborough and Fictionaid" in page
    assert not re.search(r'(?:src|href)="(?!tel:)', page)


def test_outage_page_that_cannot_be_written_says_why(cast, tmp_path):
    with pytest.raises(CommandError, match="could not be written"):
        call_command("outage_page", str(tmp_path / "none" / "outage.html"))


def test_outage_page_without_a_partnership_is_not_written(db, tmp_path):
    with pytest.raises(CommandError, match="no partnership"):
        call_command("outage_page", str(tmp_path / "outage.html"))

    assert not list(tmp_path.iterdir())
