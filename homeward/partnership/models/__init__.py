"""Who works together, under which agreement, and who may lawfully decide what: all by date."""

from homeward.partnership.models.agreement import (
    Grant,
    Proposal,
    ProposedGrant,
    SharingAgreement,
    agreements_of,
)
from homeward.partnership.models.collaboration import (
    CollaborationAgreement,
    CollaborationStep,
    ReviewPoint,
    Term,
)
from homeward.partnership.models.dated import (
    Dated,
    InPartnership,
    OfPartnership,
    Partnership,
    one_at_a_time,
)
from homeward.partnership.models.expertise import Expertise, Registration, Topic
from homeward.partnership.models.people import Management, Membership, Organisation, Team, Worker
from homeward.partnership.models.policies import (
    Acknowledgement,
    Policy,
    PolicyEnding,
    PolicyVersion,
    Settlement,
)
from homeward.partnership.models.posts import Relation
from homeward.partnership.models.register import Arrangement


__all__ = [
    "Acknowledgement",
    "Arrangement",
    "CollaborationAgreement",
    "CollaborationStep",
    "Dated",
    "Expertise",
    "Grant",
    "InPartnership",
    "Management",
    "Membership",
    "OfPartnership",
    "Organisation",
    "Partnership",
    "Policy",
    "PolicyEnding",
    "PolicyVersion",
    "Proposal",
    "ProposedGrant",
    "Registration",
    "Relation",
    "ReviewPoint",
    "Settlement",
    "SharingAgreement",
    "Team",
    "Term",
    "Topic",
    "Worker",
    "agreements_of",
    "one_at_a_time",
]
