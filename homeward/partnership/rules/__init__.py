"""Rules of the partnership: roles, what is shared, who a worker is on a day, who may decide what."""

from homeward.partnership.rules.agreement import (
    BEHIND_GLASS,
    BREAK_GLASS_HOURS,
    FIRST_GRANTS,
    SAFETY_MINIMUM,
    Agreed,
    DataGroup,
    Held,
    Purpose,
    granted_on,
)
from homeward.partnership.rules.keeping import (
    WARNED_BEFORE,
    leads_for,
    may_agree_extension,
    may_extend,
    may_hold,
    may_keep_agreement,
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
from homeward.partnership.rules.workers import Post, WorkerOnDay


__all__ = [
    "WARNED_BEFORE",
    "leads_for",
    "may_agree_extension",
    "may_extend",
    "may_hold",
    "may_keep_agreement",
    "BEHIND_GLASS",
    "BREAK_GLASS_HOURS",
    "FIRST_GRANTS",
    "SAFETY_MINIMUM",
    "Agreed",
    "DataGroup",
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
