"""The pages of policies: mine, one with its versions, a subject with both sources, and who has not read what."""

import pytest
from django.urls import reverse

from homeward.partnership.actions import add_member
from homeward.partnership.actions.policies import confirm_read
from homeward.partnership.models import (
    Acknowledgement,
    Organisation,
    Policy,
    PolicyVersion,
    Settlement,
)
from homeward.partnership.rules import Role
from homeward.partnership.rules.policies import Outcome, Subject
from tests.conftest import add_worker
from tests.partnership.agreeing import CHARITY, charitys_head, days
from tests.partnership.setting import a_policy, a_settlement, both_policies, settled
from tests.support.making import boxes


def at(name: str, *pks: int, **query) -> str:
    return reverse(f"partnership:{name}", args=pks, query=query)


def read(client, *where, **query) -> str:
    return client.get(at(*where, **query)).content.decode()


def test_a_new_version_of_either_opens_the_question_again(cast, as_worker):
    settlement = settled(cast)
    client = as_worker(cast.alex)
    assert "Not settled" not in read(client, "policies")

    a_policy(
        cast,
        policy=settlement.council_version.policy,
        rule="Write it down today",
        roles=frozenset({Role.KEY_WORKER}),
        from_day=days(1),
    )
    PolicyVersion.objects.filter(version=1, policy__organisation=cast.founded.council).update(
        period=(days(-1), days(0))
    )
    PolicyVersion.objects.filter(version=2).update(period=(days(0), None))

    page = read(client, "policies")
    assert "Not settled: follow your own employer’s" in page
    assert "Write it down today" in page


def test_my_policies_are_my_employers_and_those_to_read_come_first(cast, as_worker):
    a_policy(cast, subject=Subject.VISITS, rule="Two go where a dog bites")
    recording = a_policy(cast)
    confirm_read(recording, by=cast.sam)

    page = read(as_worker(cast.sam), "policies")

    assert page.index("Two go where a dog bites") < page.index("within five days")
    assert "Your employer has set no policy" in read(as_worker(cast.robin), "policies")
    assert "within five days" not in read(as_worker(cast.stranger), "policies")


def test_both_sources_stand_side_by_side_until_they_are_settled(cast, as_worker):
    both_policies(cast)
    client = as_worker(cast.robin)

    page = read(client, "policies")

    assert "Not settled: follow your own employer’s" in page
    assert page.index("within 24 hours") < page.index("within five days")
    assert "Settle it" not in read(client, "policy_subjects", subject="recording")


def test_heads_are_told_on_their_day_until_it_is_settled(cast, as_worker):
    pair = both_policies(cast)

    def told(who):
        return "Settle what is followed" in as_worker(who).get("/").content.decode()

    pat = charitys_head(cast)
    assert [told(who) for who in (cast.morgan, pat, cast.kit, cast.robin)] == [
        True,
        True,
        False,
        False,
    ]
    settled(cast, pair=pair)
    assert not told(cast.morgan)


def test_a_joint_rule_is_shown_read_and_counted_as_read(cast, as_worker):
    settlement = settled(cast, Outcome.JOINT)
    client = as_worker(cast.robin)
    assert "Before the next shift" in read(client, "policies")

    client.post(at("read_settlement", settlement.pk))

    assert "You have read all of them" in read(client, "policies")
    assert Acknowledgement.objects.get().settlement == settlement


def test_a_manager_sees_who_of_their_team_has_not_read_what(cast, as_worker):
    a_policy(cast)
    a_policy(cast, CHARITY, subject=Subject.VISITS, title="Visits, in short")
    client = as_worker(cast.kit)

    page = read(client, "unread_policies")

    assert "Robin Testerton" in page
    assert "Alex Fictional" in page
    assert "Terry Nonesuch" not in page  # of another team
    as_worker(cast.robin).post(
        at("read_policy", PolicyVersion.objects.get(title__startswith="Vis").pk)
    )
    assert "Robin Testerton" not in read(as_worker(cast.kit), "unread_policies")
    told = read(as_worker(cast.robin), "unread_policies")
    assert "for the managers of the teams" in told
    assert "Alex" not in told


def test_who_has_not_read_is_shown_in_pages_with_as_many_queries(
    cast, as_worker, django_assert_max_num_queries
):
    a_policy(cast, CHARITY)
    for number in range(60):
        add_worker(
            f"Sample Worker {number:02}",
            f"w{number}@x.example",
            cast.north,
            Role.KEY_WORKER,
            cast.founded.charity,
        )
    client = as_worker(cast.kit)

    with django_assert_max_num_queries(20):
        page = read(client, "unread_policies")

    assert "Page 1 of 2" in page


def test_a_stranger_finds_no_policy_and_no_settlement(cast, as_worker):
    settlement = a_settlement(cast)
    version = settlement.council_version
    client = as_worker(cast.stranger)

    for where in (
        at("policy", version.policy_id),
        at("read_policy", version.pk),
        at("settle", version.pk, settlement.charity_version_id),
        at("read_settlement", settlement.pk),
        at("agree_settlement", settlement.pk),
    ):
        assert client.get(where).status_code == 404


def typed(cast, **changes) -> dict:
    return {
        "organisation": cast.founded.council.pk,
        "subject": "lone working",
        "title": "Working alone",
        "rule": "Say where you go",
        "link": "https://intranet.example/12",
        "audience": "everybody",
        "authorised_by": "Director, 3 May",
        **boxes("from_day", days(0)),
        **changes,
    }


def test_a_head_sets_a_policy_and_writes_its_next_version(cast, as_worker):
    client = as_worker(cast.morgan)
    client.post(at("add_policy"), typed(cast))
    policy = Policy.objects.get()

    answer = client.post(
        at("replace_policy", policy.pk),
        typed(cast, audience="some", roles=["social worker"], **boxes("from_day", days(3))),
        follow=True,
    )

    page = answer.content.decode()
    assert "Version 2" in page
    assert policy.versions.get(version=2).roles == ["social worker"]
    assert policy.versions.get(version=1).end == days(3)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"link": "javascript:alert(1)"}, "begins with https://"),
        ({"audience": "some"}, "Choose which roles"),
        ({"link": ""}, "neither the text nor where it is kept"),
        (boxes("to_day", days(-2)), "ends before it begins"),
    ],
)
def test_what_is_typed_wrongly_is_told_and_kept(cast, as_worker, changes, says):
    client = as_worker(cast.morgan)

    page = client.post(at("add_policy"), typed(cast, **changes)).content.decode()

    assert says in page
    assert "Say where you go" in page
    assert not Policy.objects.exists()


def test_only_ones_own_organisation_is_offered(cast, as_worker):
    client = as_worker(cast.morgan)

    client.post(at("add_policy"), typed(cast, organisation=cast.founded.charity.pk))

    assert not Policy.objects.exists()
    assert "heads of service and directors" in read(as_worker(cast.kit), "add_policy")


def test_a_head_settles_on_the_page_and_the_other_agrees(cast, as_worker):
    council, charity = both_policies(cast)
    as_worker(cast.morgan).post(
        at("settle", council.pk, charity.pk),
        {
            "outcome": "joint",
            "rule": "Before the next shift",
            "decided_by": "Joint board, minute 8",
            **boxes("decided_on", days(0)),
            **boxes("from_day", days(0)),
        },
    )
    client = as_worker(charitys_head(cast))
    proposed = read(client, "policy_subjects", subject="recording")

    asked = read(client, "agree_settlement", Settlement.objects.get().pk)
    client.post(at("agree_settlement", Settlement.objects.get().pk), {"under": "Trustees, item 6"})

    assert "proposes, from" in proposed
    page = read(client, "policy_subjects", subject="recording")
    assert "Everybody follows a joint rule" in page
    assert "Joint board, minute 8" in page
    assert "Who decided it for Samplehope, and where is it minuted?" in asked
    assert "Trustees, item 6" in page
    assert client.get(at("policy_subjects", subject="nothing")).status_code == 404


def test_all_policies_are_found_by_subject(cast, as_worker):
    both_policies(cast)

    page = read(as_worker(cast.terry), "policy_subjects")

    assert "Samplehope: Writing it down" in page
    assert "Not settled" in page


def test_policies_of_two_partnerships_are_never_settled_together(cast, as_worker):
    council, charity = both_policies(cast)
    elsewhere = cast.elsewhere.partnership
    PolicyVersion.objects.filter(pk=charity.pk).update(partnership=elsewhere)
    other = Organisation.objects.get(partnership=elsewhere, kind=CHARITY)
    add_member(
        cast.elsewhere,
        cast.morgan,
        role=Role.HEAD_OF_SERVICE,
        employer=other,
        from_day=days(0),
        authorised_by="Sample board",
    )

    answer = as_worker(cast.morgan).get(at("settle", council.pk, charity.pk))

    assert answer.status_code == 404
