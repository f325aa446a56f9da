"""Two at once: what one does about a family while another does something else about it."""

import pytest
from django.utils.timezone import localdate

from homeward.support import actions
from homeward.support.rules import FOLLOW_UP_MONTHS, Happened
from tests.at_once import meanwhile
from tests.support.making import ended, withdrawn


pytestmark = pytest.mark.django_db(transaction=True)


def dies(child, by):
    """Recorded by somebody who knows of no help."""
    actions.record_happening(child, kind=Happened.DIED, on=localdate(), what="-", by=by)


def test_follow_up_that_is_done_while_a_death_is_recorded_stays(cast):
    episode = ended(cast)
    ash = episode.children.get(preferred_name="Ash")
    first = ash.follow_ups.get(months=FOLLOW_UP_MONTHS[0])
    said = {"living": "At home", "in_care": False, "how_it_is": "“All right.”"}

    with meanwhile(lambda: dies(ash, cast.sam)):
        actions.record_follow_up(first, **said, by=cast.robin)

    assert list(ash.follow_ups.all()) == [first]


def test_support_that_ends_while_a_death_is_recorded_asks_nothing_about_the_child(cast):
    episode = withdrawn(cast)
    ash, wren = episode.children.order_by("born")

    with meanwhile(lambda: dies(ash, cast.sam)):
        actions.close_episode(episode, because="They withdrew.", by=cast.robin)

    assert not ash.follow_ups.exists()
    assert wren.follow_ups.count() == len(FOLLOW_UP_MONTHS)
