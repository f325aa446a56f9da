"""Actions of the partnership: founding it, its teams and posts, its register, and what it shares."""

from homeward.partnership.actions.agreeing import (
    agree_proposal,
    begin_sharing,
    propose_extension,
    propose_version,
)
from homeward.partnership.actions.founding import (
    FIRST_REGISTER,
    Founded,
    add_arrangement,
    add_member,
    add_team,
    found_partnership,
)
from homeward.partnership.actions.proposing import take_back
from homeward.partnership.actions.register import change_register


__all__ = [
    "FIRST_REGISTER",
    "Founded",
    "add_arrangement",
    "add_member",
    "add_team",
    "agree_proposal",
    "begin_sharing",
    "change_register",
    "found_partnership",
    "propose_extension",
    "propose_version",
    "take_back",
]
