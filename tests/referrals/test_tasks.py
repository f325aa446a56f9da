"""The job that keeps what the page promises: a referral left alone for 90 days is removed, and no other.

The job is asked for by name from those that the worker of jobs found, as it runs at night.
"""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils.timezone import now
from procrastinate.contrib.django import app

from homeward.drafts import keeping
from homeward.drafts.models import DAYS_KEPT, Draft
from homeward.referrals import actions
from homeward.referrals.models import Referral, ReferralDraft
from homeward.trail.models import Entry
from tests.referrals.samples import url


JOB = "homeward.referrals.tasks.remove_old_referral_drafts"


@pytest.fixture
def at_night():
    """What runs at night, found as the worker of jobs finds it."""
    nightly = {
        name: found.task for (name, _), found in app.periodic_registry.periodic_tasks.items()
    }
    return lambda: nightly[JOB](timestamp=0)


def left_alone(row, days):
    """Nobody changed it for so many days."""
    type(row).objects.filter(pk=row.pk).update(saved_at=now() - timedelta(days=days))


def test_page_promises_what_the_job_does(cast, draft, as_worker):
    page = as_worker(cast.sam).get(url("inbox")).content.decode()

    assert f"leave alone for {DAYS_KEPT} days is removed" in page


def test_referral_left_alone_is_removed_and_that_is_told(draft, at_night):
    left_alone(draft, DAYS_KEPT + 1)

    at_night()

    assert not ReferralDraft.objects.exists()
    entry = Entry.objects.get(what="removed a referral that was not sent")
    assert (entry.worker, entry.subject_id) == (None, draft.pk)


def test_referral_changed_since_is_kept(cast, draft, at_night):
    left_alone(draft, DAYS_KEPT + 1)
    actions.save_section(draft, "tried", {"tried": "Early help."}, by=cast.sam)

    at_night()

    assert ReferralDraft.objects.get() == draft


def test_referral_begun_long_ago_and_changed_lately_is_kept(draft, at_night):
    ReferralDraft.objects.update(started_at=now() - timedelta(days=400))
    left_alone(draft, DAYS_KEPT - 1)

    at_night()

    assert ReferralDraft.objects.exists()


def test_referral_somebody_typed_in_lately_is_kept(cast, draft, at_night):
    left_alone(draft, DAYS_KEPT + 1)
    keeping.keep(cast.sam.pk, url("draft_tried", draft.pk), QueryDict())

    at_night()

    assert ReferralDraft.objects.exists()


def test_what_was_typed_goes_with_its_referral_and_no_other(cast, draft, at_night):
    other = actions.start_draft(from_team=cast.west, to_team=cast.north, by=cast.sam)
    typed = [
        keeping.keep(cast.sam.pk, url("draft_tried", d.pk), QueryDict()) for d in (draft, other)
    ]
    for row in (draft, *typed):
        left_alone(row, DAYS_KEPT + 1)

    at_night()

    assert ReferralDraft.objects.get() == other
    assert Draft.objects.get() == typed[1]


def test_sent_referral_is_no_draft_to_remove(cast, written, at_night):
    left_alone(written, DAYS_KEPT + 1)
    referral = actions.send_draft(written, by=cast.sam)

    at_night()

    assert Referral.objects.get() == referral
    assert not Entry.objects.filter(what="removed a referral that was not sent").exists()
