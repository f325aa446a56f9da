"""A referral that Sam is writing: just begun, and with every section written."""

import pytest

from homeward.referrals import actions
from tests.referrals.samples import ADULT, CHILD, SECTIONS, url


@pytest.fixture
def draft(cast):
    return actions.start_draft(from_team=cast.west, to_team=cast.north, by=cast.sam)


@pytest.fixture
def written(cast, draft, as_worker):
    """A draft with every section written, through its pages."""
    sam = as_worker(cast.sam)
    sam.post(url("draft_child", draft.pk, 1), CHILD)
    sam.post(url("draft_adult", draft.pk, 1), ADULT)
    for section, held in SECTIONS.items():
        sam.post(url(f"draft_{section}", draft.pk), held)
    return draft
