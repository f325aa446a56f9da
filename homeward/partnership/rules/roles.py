"""The two kinds of organisation, and the roles of those who work in them."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    COUNCIL = "council"
    CHARITY = "charity"

    @property
    def label(self) -> str:
        return {"council": "the council", "charity": "the charity"}[self.value]


class Role(StrEnum):
    KEY_WORKER = "key worker"
    SOCIAL_WORKER = "social worker"
    TEAM_MANAGER = "team manager"
    PANEL_CHAIR = "panel chair"
    HEAD_OF_SERVICE = "head of service"
    DIRECTOR = "director of children's services"
    REVIEWING_OFFICER = "independent reviewing officer"
    ANALYST = "data analyst"
    GOVERNANCE_LEAD = "information governance lead"


LEADING = (Role.HEAD_OF_SERVICE, Role.DIRECTOR)
REFERRING_ROLES = frozenset({Role.SOCIAL_WORKER, Role.TEAM_MANAGER})
SCREENING_ROLES = frozenset({Role.TEAM_MANAGER, Role.KEY_WORKER, Role.SOCIAL_WORKER})
