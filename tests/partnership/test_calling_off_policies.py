"""A version of a policy that is to come is called off by who leads its organisation, who says why."""

import pytest

from homeward.access.guard import Overtaken, Refused
from homeward.partnership.actions import take_back
from homeward.partnership.actions.policies import end_policy
from homeward.partnership.models import Policy, PolicyEnding, PolicyVersion
from homeward.trail.models import Entry
from tests.partnership.agreeing import charitys_head, days
from tests.partnership.setting import a_policy, a_settlement, both_policies
from tests.partnership.test_policy_pages import at, read
from tests.support.making import boxes


def test_version_to_come_is_called_off_and_the_one_before_ends_as_it_would_have(cast):
    first = a_policy(cast)
    a_policy(cast, policy=first.policy, from_day=days(9))

    end_policy(first.policy, from_day=days(9), because="A slip.", by=cast.morgan)

    (left,) = PolicyVersion.objects.all()
    assert (left, left.end) == (first, days(9))
    told = Entry.objects.get(what="called off a version of a policy")
    assert (told.because, told.worker) == ("you lead the council", cast.morgan)
    ending = first.policy.endings.get()
    assert (ending.because, ending.ended_by) == ("A slip.", cast.morgan)
    again = a_policy(cast, policy=first.policy, from_day=days(9))
    assert again.version == 2


def test_what_holds_ends_on_that_day_and_what_would_follow_is_called_off(cast, as_worker):
    first = a_policy(cast)
    for day in (9, 20):
        a_policy(cast, policy=first.policy, from_day=days(day))

    end_policy(first.policy, from_day=days(5), because="No more.", by=cast.morgan)

    assert [(one.version, one.end) for one in PolicyVersion.objects.all()] == [(1, days(5))]
    assert not Entry.objects.filter(because__contains="No more.").exists()
    page = read(as_worker(cast.alex), "policy", first.policy_id)
    assert "No more." in page


def test_policy_of_which_nothing_held_goes_on_the_page(cast, as_worker):
    version = a_policy(cast, from_day=days(9))
    client = as_worker(cast.morgan)

    asked = client.get(at("end_policy", version.policy_id))
    typed = {"because": "Written in the wrong place", "sending": asked.context["form"].sending}
    answer = client.post(
        at("end_policy", version.policy_id), boxes("from_day", days(0)) | typed, follow=True
    )

    assert "is called off if you choose that day or an earlier one" in asked.content.decode()
    assert "holds no longer from" in answer.content.decode()
    assert client.get(at("policy", version.policy_id)).status_code == 404
    assert PolicyEnding.objects.get().because == "Written in the wrong place"
    with pytest.raises(Overtaken, match="was taken away since"):
        end_policy(version.policy, from_day=days(0), because="Again.", by=cast.morgan)


def test_version_that_a_settlement_names_stays_to_be_read(cast):
    pair = both_policies(cast, from_day=days(3))
    take_back(a_settlement(cast, pair=pair, from_day=days(3)), because="No.", by=cast.morgan)

    with pytest.raises(Refused, match="stays to be read"):
        end_policy(pair[1].policy, from_day=days(3), because="A slip.", by=charitys_head(cast))

    assert PolicyVersion.objects.count() == 2


def test_only_who_leads_its_organisation_calls_it_off(cast):
    version = a_policy(cast, from_day=days(9))

    with pytest.raises(Refused, match="directors of the council"):
        end_policy(version.policy, from_day=days(0), because="No.", by=charitys_head(cast))

    assert Policy.objects.exists()
