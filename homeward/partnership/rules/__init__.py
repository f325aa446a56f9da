"""Rules of the partnership: roles, what is shared, who a worker is on a day, who may decide what."""

from homeward.partnership.rules.agreement import (
    BEHIND_GLASS,
    BREAK_GLASS_HOURS,
    FIRST_GRANTS,
    SAFETY_MINIMUM,
    Agreed,
    DataGroup,
    Granted,
    Held,
    Purpose,
    granted_on,
)
from homeward.partnership.rules.comparing import (
    ChangedGrant,
    SharedWith,
    changed_grants,
    shared_for,
)
from homeward.partnership.rules.ending import WARNED_BEFORE, Ending, Warned, is_told, when_it_ends
from homeward.partnership.rules.keeping import (
    leads_for,
    leaves_no_gap,
    may_extend,
    may_follow,
    may_keep_agreement,
    must_share,
    still_stands,
)
from homeward.partnership.rules.register import (
    FUNCTIONS,
    Function,
    FunctionFacts,
    may_arrange,
    may_begin_line,
    may_change_register,
    may_decide,
    needs_supervisor,
)
from homeward.partnership.rules.roles import (
    REFERRING_ROLES,
    SCREENING_ROLES,
    OrganisationKind,
    Role,
)
from homeward.partnership.rules.sides import the_other
from homeward.partnership.rules.workers import Post, WorkerOnDay


__all__ = [
    "ChangedGrant",
    "SharedWith",
    "changed_grants",
    "shared_for",
    "WARNED_BEFORE",
    "Ending",
    "Warned",
    "is_told",
    "when_it_ends",
    "leads_for",
    "leaves_no_gap",
    "may_extend",
    "may_follow",
    "may_keep_agreement",
    "must_share",
    "still_stands",
    "the_other",
    "BEHIND_GLASS",
    "BREAK_GLASS_HOURS",
    "FIRST_GRANTS",
    "SAFETY_MINIMUM",
    "Agreed",
    "DataGroup",
    "Granted",
    "granted_on",
    "Held",
    "Purpose",
    "FUNCTIONS",
    "Function",
    "FunctionFacts",
    "may_arrange",
    "may_begin_line",
    "may_change_register",
    "needs_supervisor",
    "may_decide",
    "REFERRING_ROLES",
    "SCREENING_ROLES",
    "OrganisationKind",
    "Role",
    "Post",
    "WorkerOnDay",
]
