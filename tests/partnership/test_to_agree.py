"""What one side proposed is on the day of who may agree for the other, once, until it is answered."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.drafts import keeping
from homeward.partnership.actions import add_member, take_back
from homeward.partnership.actions.policies import agree_settlement, end_policy
from homeward.partnership.models import Organisation, Team
from homeward.partnership.rules import Role
from homeward.partnership.rules.policies import Outcome, Subject
from homeward.web.my_day_of_leads import of_the_partnership
from tests.partnership.agreeing import a_collaboration, charitys_head, days
from tests.partnership.making import agree, ends_in, extension, leads, version
from tests.partnership.setting import a_settlement, both_policies, settled


def asked(worker) -> list[str]:
    return [item.what for item in of_the_partnership(worker.on(localdate()), localdate())]


def leads_to(worker) -> list[str]:
    return [item.href for item in of_the_partnership(worker.on(localdate()), localdate())]


def test_proposal_that_an_agreed_version_overtook_is_on_nobodys_day(cast):
    ira, gale = leads(cast)
    held = ends_in(cast, 80)
    extension(held, by=ira)
    assert asked(gale) == ["Agree to extend the sharing agreement"]

    agree(version(held, by=gale), by=ira)

    assert asked(gale) == []
    assert asked(ira) == []


def test_version_of_the_collaboration_is_on_the_day_of_the_other_sides_heads(cast):
    pat = charitys_head(cast)
    proposed = a_collaboration(cast)

    before = asked(pat), asked(cast.morgan)
    take_back(proposed, because="Not yet.", by=cast.morgan)

    assert before == (["Answer version 1 of the collaboration agreement"], [])
    assert asked(pat) == []


def test_what_is_proposed_to_settle_is_on_the_day_of_who_may_agree_and_of_nobody_else(cast):
    council, charity = both_policies(cast)
    pat = charitys_head(cast)
    open_question = "Settle what is followed: writing things down"
    assert asked(cast.morgan) == asked(pat) == [open_question]

    proposed = a_settlement(cast, pair=(council, charity))

    assert asked(cast.morgan) == []
    assert asked(pat) == ["Agree to what is followed: writing things down"]
    agree_settlement(proposed, under="Trustees, item 6", by=pat)
    assert asked(pat) == []


def test_another_proposal_about_what_is_settled_is_on_the_day_too(cast):
    first = settled(cast)
    pair = first.council_version, first.charity_version

    a_settlement(cast, Outcome.EACH, pair, from_day=days(3))

    assert asked(charitys_head(cast)) == ["Agree to what is followed: writing things down"]
    assert asked(cast.morgan) == []


def test_what_was_proposed_and_can_hold_no_more_opens_the_question_again(cast):
    council, charity = both_policies(cast)
    proposed = a_settlement(cast, pair=(council, charity), from_day=days(9))
    end_policy(charity.policy, from_day=days(5), because="No.", by=charitys_head(cast))

    for head in (cast.morgan, charitys_head(cast)):
        assert asked(head) == ["Settle what is followed: writing things down"]
        assert leads_to(head) == [reverse("partnership:take_back_settlement", args=[proposed.pk])]


def test_open_question_leads_to_the_two_policies_whichever_partnership_is_chosen(cast, as_worker):
    council, charity = both_policies(cast)
    other = cast.stranger.on(localdate()).posts[0]
    add_member(
        Team.objects.get(pk=other.team_id),
        cast.morgan,
        role=Role.HEAD_OF_SERVICE,
        employer=Organisation.objects.get(pk=other.employer_id),
        from_day=days(0),
        authorised_by="Sample board, minute 4",
    )

    where = leads_to(cast.morgan)

    assert where == [reverse("partnership:settle", args=[council.pk, charity.pk])]
    client = as_worker(cast.morgan)
    for chosen in (cast.partnership.pk, other.partnership_id):
        client.post(reverse("web:choose_partnership"), {"partnership": chosen})
        assert client.get(where[0]).status_code == 200


def test_everything_asked_can_be_opened(cast, as_worker):
    ira, gale = leads(cast)
    version(ends_in(cast, 80), by=ira)
    a_collaboration(cast)
    a_settlement(cast)

    for worker in (gale, charitys_head(cast)):
        for item in of_the_partnership(worker.on(localdate()), localdate()):
            assert as_worker(worker).get(item.href).status_code == 200, item.what


def test_heads_day_asks_no_more_however_much_is_proposed(cast):
    subjects = [subject for subject in Subject if subject != Subject.OTHER]
    pat = charitys_head(cast)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            list(of_the_partnership(worker, localdate()))
        return len(captured)

    worker = pat.on(localdate())
    a_settlement(cast, pair=both_policies(cast, subject=subjects[0]))
    few = queries()
    for subject in subjects[1:]:
        a_settlement(cast, pair=both_policies(cast, subject=subject))

    assert queries() == few


def test_version_that_one_began_is_found_again_on_ones_day(cast, as_worker):
    ira, _gale = leads(cast)
    held = ends_in(cast, 200)
    at = reverse("partnership:propose_version", args=[held.pk])
    keeping.keep(ira.pk, at, keeping.as_querydict({"why": ["Less is enough"]}))

    page = as_worker(ira).get("/").content.decode()

    assert "A version of the sharing agreement you began to write" in page
    assert at in page
