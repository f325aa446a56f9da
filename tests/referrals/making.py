"""Small makers for the tests of this area."""

from homeward.referrals import actions
from homeward.referrals.models import Interest
from homeward.trail.actions import content_of


def sign(cast, item, code="agree", by=None, alternative=""):
    by = by or cast.lee
    item.decision.refresh_from_db()
    return actions.sign_panel_decision(
        item,
        outcome=item.decision.options.get(code=code),
        reasons="You asked for help.",
        alternative=alternative,
        signed_name=by.name,
        version=item.decision.version,
        by=by,
    )


def recuse(item, who):
    actions.declare_interest(item, interest="My neighbours", then=Interest.Then.LEAVES, by=who)


def told(entry):
    return content_of(entry.contents.first())
