"""Of teams, posts, what people know, and what both organisations agreed."""

from datetime import timedelta

from django.utils.timezone import localdate

from homeward.partnership.actions import propose_version
from homeward.partnership.actions.expertise import enter_expertise
from homeward.partnership.models import Membership, SharingAgreement
from homeward.partnership.rules import Role
from homeward.partnership.rules.expertise import ExpertiseKind, Level
from tests.partnership.agreeing import a_collaboration
from tests.partnership.setting import a_settlement
from tests.samples.arguments import pk


def a_proposal(cast):
    """The charity's lead, whom nobody else knows, proposed a version after the one that holds."""
    agreement = SharingAgreement.objects.get(partnership=cast.partnership)
    lead = cast.join("Gale Leadsome", cast.leadership, Role.GOVERNANCE_LEAD, cast.founded.charity)
    today = localdate()
    proposal = propose_version(
        agreement,
        grants=sorted(agreement.shares)[3:],
        from_day=today + timedelta(days=60),
        to_day=today + timedelta(days=400),
        legal_basis="Children Act 1989, section 27",
        why="Less is enough.",
        under="The trustees, item 4",
        by=lead,
    )
    return agreement, proposal


def of_partnership(cast) -> dict[str, dict]:
    today = localdate()
    post = Membership.objects.get(worker=cast.robin, team=cast.north)
    known = enter_expertise(
        cast.robin,
        partnership=cast.partnership,
        kind=ExpertiseKind.LANGUAGE,
        name="Sampleish",
        level=Level.WORKS,
        from_day=today,
        until=None,
        by=cast.robin,
    )
    agreement, proposal = a_proposal(cast)

    proposed = a_collaboration(cast)
    settlement = a_settlement(cast)
    councils, charitys = settlement.council_version, settlement.charity_version

    return {
        "web:end_post": pk(post),
        "partnership:team": pk(cast.north),
        "partnership:change_management": pk(cast.north),
        "partnership:close_team": pk(cast.north),
        "partnership:fill_post": pk(cast.north),
        "partnership:change_post": pk(post),
        "partnership:worker": pk(cast.robin),
        "partnership:set_relation": pk(cast.robin),
        "partnership:change_contact": pk(cast.robin),
        "partnership:enter_expertise": pk(cast.robin),
        "partnership:registration": pk(cast.robin),
        "partnership:topic": pk(known.topic),
        "partnership:policy": pk(councils.policy),
        "partnership:replace_policy": pk(councils.policy),
        "partnership:end_policy": pk(councils.policy),
        "partnership:read_policy": pk(charitys),
        "partnership:settle": pk(councils, other_pk=charitys.pk),
        "partnership:read_settlement": pk(settlement),
        "partnership:agree_settlement": pk(settlement),
        "partnership:take_back_settlement": pk(settlement),
        "partnership:collaboration_version": pk(proposed),
        "partnership:agree_collaboration": pk(proposed),
        "partnership:take_back_collaboration": pk(proposed),
        "partnership:record_review": pk(proposed.reviews.get()),
        "partnership:end_expertise": pk(known),
        "partnership:version": pk(agreement),
        "partnership:propose_extension": pk(agreement),
        "partnership:propose_version": pk(agreement),
        "partnership:proposal": pk(proposal),
        "partnership:take_back_proposal": pk(proposal),
        "limits:agree_limit": {"duty": "return-interview"},
        "insight:form": {"slug": "writing-up-a-visit"},
    }
