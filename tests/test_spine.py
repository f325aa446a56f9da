"""The main job from action to action, before any page."""

import pytest
from django.utils.timezone import localdate

from homeward.people.models import Child
from homeward.sharing.models import entitled
from homeward.support import actions as support
from homeward.support.models import FollowUp
from homeward.support.rules import Happened
from homeward.trail.models import Entry


def test_family_goes_from_referral_to_follow_up(cast):
    episode = cast.episode()

    support.record_happening(
        episode.children.first(),
        kind=Happened.FAMILY_WITHDREW,
        on=localdate(),
        what="Dee said no more.",
        episode=episode,
        by=cast.robin,
    )
    support.close_episode(episode, because="They withdrew.", by=cast.robin)

    assert FollowUp.objects.count() == 10
    assert Entry.objects.filter(what="ended support").exists()


@pytest.mark.parametrize(
    "who", ["sam", "kit", "robin", "alex", "lee", "morgan", "jo", "terry", "stranger"]
)
def test_list_of_children_agrees_with_the_rule(cast, who):
    cast.episode()
    worker, today = getattr(cast, who).on(localdate()), localdate()

    listed = set(Child.objects.visible_to(worker, today))

    assert listed == {
        child for child in Child.objects.all() if entitled(worker, child, today).may_see()
    }
