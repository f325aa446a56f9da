"""Setting policies, confirming that one has read them, and settling two."""

import pytest
from django.db import IntegrityError, transaction

from homeward.access.guard import Refused
from homeward.partnership.actions import take_back
from homeward.partnership.actions.policies import (
    agree_settlement,
    confirm_read,
    end_policy,
)
from homeward.partnership.models import Acknowledgement, Policy, PolicyVersion, Settlement
from homeward.partnership.rules import Role
from homeward.partnership.rules.policies import Outcome, Subject
from homeward.trail.models import Entry
from tests.partnership.agreeing import CHARITY, charitys_head, days
from tests.partnership.setting import a_policy, a_settlement, settled


def test_a_policy_holds_from_its_day_and_the_trail_says_who_set_it(cast):
    version = a_policy(cast)

    assert (version.version, version.policy.organisation) == (1, cast.founded.council)
    entry = Entry.objects.get(subject_id=version.pk, what="set a policy")
    assert entry.worker == cast.morgan


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"to_day": days(-1)}, "ends before it begins"),
        ({"text": ""}, "neither the text nor where"),
        ({"roles": frozenset({Role.DIRECTOR})}, "nobody of Exampleshire County Council"),
    ],
)
def test_a_policy_that_cannot_be_is_refused_and_writes_nothing(cast, changes, says):
    before = Entry.objects.count()

    with pytest.raises(Refused, match=says):
        a_policy(cast, **changes)

    assert not Policy.objects.exists()
    assert Entry.objects.count() == before


@pytest.mark.parametrize("who", ["kit", "morgan", "stranger"])
def test_nobody_sets_a_policy_of_an_organisation_that_they_do_not_lead(cast, who):
    with pytest.raises(Refused, match="directors of the charity"):
        a_policy(cast, CHARITY, by=getattr(cast, who))

    assert not Policy.objects.exists()


def test_two_of_one_organisation_for_the_same_people_are_refused(cast):
    a_policy(cast, roles=frozenset({Role.KEY_WORKER}))

    with pytest.raises(Refused, match="for some of the same people"):
        a_policy(cast)

    a_policy(cast, roles=frozenset({Role.SOCIAL_WORKER}))
    assert Policy.objects.count() == 2


def test_the_next_version_ends_the_one_before_and_leaves_its_words(cast):
    first = a_policy(cast, from_day=days(-400))

    second = a_policy(cast, policy=first.policy, rule="Write it down today", from_day=days(5))

    first.refresh_from_db()
    assert (first.end, first.rule) == (days(5), "Write a visit down within five days")
    assert second.version == 2


@pytest.mark.parametrize("from_day", [-400, -1])
def test_a_version_that_overlaps_what_held_is_refused(cast, from_day):
    first = a_policy(cast, from_day=days(-400))

    with pytest.raises(Refused):
        a_policy(cast, policy=first.policy, from_day=days(from_day))

    first.refresh_from_db()
    assert first.end is None
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyVersion.objects.create(
            partnership=cast.partnership,
            policy=first.policy,
            version=2,
            title="x",
            rule="x",
            text="x",
            roles=[],
            authorised_by="x",
            written_by=cast.morgan,
            period=(days(-1), None),
        )


def test_a_policy_ends_on_its_day(cast):
    version = a_policy(cast, from_day=days(-9))

    end_policy(version.policy, from_day=days(3), because="No.", by=cast.morgan)

    version.refresh_from_db()
    assert version.end == days(3)
    with pytest.raises(Refused, match="already"):
        end_policy(version.policy, from_day=days(9), because="No.", by=cast.morgan)


def test_one_confirms_once_what_is_in_force_for_oneself(cast):
    version = a_policy(cast)

    confirm_read(version, by=cast.sam)
    confirm_read(version, by=cast.sam)

    assert [one.worker for one in Acknowledgement.objects.all()] == [cast.sam]
    with pytest.raises(Refused, match="not in force for you"):
        confirm_read(version, by=cast.robin)
    with pytest.raises(Refused, match="not in force for you"):
        confirm_read(version, by=cast.stranger)


def test_what_is_settled_binds_the_people_of_both(cast):
    settlement = settled(cast)

    confirm_read(settlement.charity_version, by=cast.alex)

    with pytest.raises(Refused, match="not in force for you"):
        confirm_read(settlement.council_version, by=cast.alex)


@pytest.mark.parametrize("who", ["morgan", "kit"])
def test_one_side_alone_settles_nothing(cast, who):
    settlement = a_settlement(cast)

    with pytest.raises(Refused):
        agree_settlement(settlement, under="Trustees", by=getattr(cast, who))

    settlement.refresh_from_db()
    assert settlement.agreed_at is None


def test_what_was_proposed_of_a_version_that_went_is_refused(cast):
    settlement = a_settlement(cast, from_day=days(9))
    end_policy(
        settlement.charity_version.policy, from_day=days(5), because="No.", by=charitys_head(cast)
    )

    with pytest.raises(Refused, match="another version by then, or has ended"):
        agree_settlement(settlement, under="Trustees", by=charitys_head(cast))

    take_back(settlement, because="It ended.", by=charitys_head(cast))
    settlement.refresh_from_db()
    assert settlement.taken_back_because == "It ended."


def test_what_is_settled_otherwise_ends_what_was_settled_before(cast):
    first = settled(cast)
    pair = (first.council_version, first.charity_version)
    with pytest.raises(Refused, match="what was settled before holds from"):
        settled(cast, Outcome.EACH, pair)
    take_back(Settlement.objects.waiting().get(), because="Today.", by=cast.morgan)

    second = settled(cast, Outcome.EACH, pair, from_day=days(4))

    first.refresh_from_db()
    assert (first.end, second.start) == (days(4), days(4))


def test_policies_on_different_things_are_not_settled(cast):
    council = a_policy(cast)
    charity = a_policy(cast, CHARITY, subject=Subject.VISITS)

    with pytest.raises(Refused, match="on one subject"):
        a_settlement(cast, pair=(council, charity))

    assert not Settlement.objects.exists()
