"""When the team that received a referral stops seeing the children: with the end of its reason."""

from django.db.models import Q
from django.utils.timezone import localdate

from homeward.partnership.models import Worker
from homeward.referrals.models import Referral
from homeward.sharing.actions import end_involvement


def let_team_go(referral: Referral, *, by: Worker) -> None:
    """Part of every act that can be the last: the team that received the referral sees until midnight, unless
    it or another one goes on. Who else sees the children is not this team's to end: the council answers for a
    child in need whether a service helps or not (Children Act 1989, section 17)."""
    team = referral.to_team
    going_on = Referral.objects.going_on().filter(Q(to_team=team) | Q(from_team=team))
    for child in referral.children.all():
        if not going_on.filter(children=child).exists():
            end_involvement(child, team, by=by, on=localdate())
