"""The job that removes referrals which were begun and left alone."""

from procrastinate.contrib.django import app

from homeward.referrals import actions


@app.periodic(cron="30 3 * * *")
@app.task(queueing_lock="remove_old_referral_drafts")
def remove_old_referral_drafts(timestamp: int) -> None:
    actions.remove_old_drafts()
