"""What an agreement shares, as lines that can be read, and what changes from one version to the next."""

from collections.abc import Collection
from dataclasses import dataclass

from homeward.partnership.rules.agreement import DataGroup, Granted, Purpose
from homeward.partnership.rules.roles import OrganisationKind, Role


@dataclass(frozen=True)
class SharedWith:
    """For one purpose, what these roles see in either organisation: all of them the same."""

    roles: tuple[Role, ...]
    council: tuple[DataGroup, ...]
    charity: tuple[DataGroup, ...]


@dataclass(frozen=True)
class ChangedGrant:
    """For one purpose, what a role of an organisation sees from then on, and what no longer."""

    purpose: Purpose
    kind: OrganisationKind
    role: Role
    added: tuple[DataGroup, ...]
    ended: tuple[DataGroup, ...]


def groups_of(
    grants: Collection[Granted], purpose: Purpose, kind: OrganisationKind, role: Role
) -> tuple[DataGroup, ...]:
    return tuple(group for group in DataGroup if (purpose, kind, role, group) in grants)


def shared_for(grants: Collection[Granted], purpose: Purpose) -> tuple[SharedWith, ...]:
    """Roles that see the same stand together, so that what differs is seen. Who sees nothing is left out."""
    alike: dict[tuple[tuple[DataGroup, ...], tuple[DataGroup, ...]], list[Role]] = {}
    for role in Role:
        council = groups_of(grants, purpose, OrganisationKind.COUNCIL, role)
        charity = groups_of(grants, purpose, OrganisationKind.CHARITY, role)
        if council or charity:
            alike.setdefault((council, charity), []).append(role)
    return tuple(SharedWith(tuple(roles), *seen) for seen, roles in alike.items())


def changed_grants(
    before: Collection[Granted], after: Collection[Granted]
) -> tuple[ChangedGrant, ...]:
    added, ended = set(after) - set(before), set(before) - set(after)
    every = (
        ChangedGrant(
            purpose,
            kind,
            role,
            groups_of(added, purpose, kind, role),
            groups_of(ended, purpose, kind, role),
        )
        for purpose in Purpose
        for kind in OrganisationKind
        for role in Role
    )
    return tuple(change for change in every if change.added or change.ended)
