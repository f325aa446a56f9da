"""Agreeing on what is shared. Each version holds from a day to a day; nothing that held is changed.

What the lead of one organisation proposes, the other's agrees to: `rules.keeping`.
"""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate

from homeward.access.guard import Overtaken, require
from homeward.access.rules import refuse
from homeward.locks import unlocked
from homeward.partnership import queries, rules
from homeward.partnership.actions.locking import lock_partnership
from homeward.partnership.actions.proposing import (
    lock_proposed,
    side_of,
    write_agreed,
)
from homeward.partnership.models import (
    Grant,
    Partnership,
    Proposal,
    ProposedGrant,
    SharingAgreement,
    Worker,
)
from homeward.partnership.rules import FIRST_GRANTS, Granted, OrganisationKind
from homeward.trail import actions as trail


LEGAL_BASIS = (
    "Children Act 1989, sections 17, 27 and 47; Children Act 2004, sections 10 and 11; "
    "UK GDPR, Article 6(1)(e); Data Protection Act 2018, Schedule 1, paragraph 18"
)


@unlocked()
def begin_sharing(
    partnership: Partnership, *, from_day: date, to_day: date | None = None
) -> SharingAgreement:
    """The version with which a partnership begins: `rules.FIRST_GRANTS`."""
    return _write(
        partnership,
        1,
        DateRange(from_day, to_day),
        FIRST_GRANTS,
        told="began the sharing agreement",
        legal_basis=LEGAL_BASIS,
        agreed_for_council="the founding of the partnership",
        agreed_for_charity="the founding of the partnership",
    )


@unlocked()
def propose_extension(
    follows: SharingAgreement, *, to_day: date, why: str, under: str, by: Worker
) -> Proposal:
    """That the version which the proposer saw goes on until a later day. `under`: who decided it in the
    proposer's organisation, and where it is minuted."""
    follows = _last(follows, by)
    require(rules.may_extend(follows.end, to_day, localdate()))
    return _propose(
        "proposed to extend the sharing agreement",
        Proposal(follows=follows, to_day=to_day, why=why, proposed_under=under, proposed_by=by),
    )


@unlocked()
def propose_version(
    follows: SharingAgreement,
    *,
    grants: Collection[Granted],
    from_day: date,
    to_day: date,
    legal_basis: str,
    why: str,
    under: str,
    by: Worker,
) -> Proposal:
    """A version after the one that the proposer saw, from a day on, today at the earliest."""
    follows = _last(follows, by)
    require(rules.must_share(grants))
    require(rules.may_follow(follows.start, from_day, to_day, localdate()))
    proposal = _propose(
        "proposed a version of the sharing agreement",
        Proposal(
            follows=follows,
            from_day=from_day,
            to_day=to_day,
            legal_basis=legal_basis,
            why=why,
            proposed_under=under,
            proposed_by=by,
        ),
    )
    ProposedGrant.objects.bulk_create(
        ProposedGrant(proposal=proposal, **fields)
        for fields in _fields(proposal.partnership, sorted(set(grants)))
    )
    return proposal


@unlocked()
def agree_proposal(proposal: Proposal, *, under: str, by: Worker) -> SharingAgreement:
    """The lead of the other organisation agrees, and there is a version. An extension begins where the one
    before ends, or today if that is past: days on which nothing held stay so. A version ends the one before."""
    proposal = lock_proposed(proposal)
    today = localdate()
    answer = require(queries.may_agree(proposal, by.on(today), today))
    last = queries.last_version(proposal.partnership_id)
    assert last is not None  # the proposal follows one
    if proposal.from_day:
        last.end_on(proposal.from_day)
    under_of = dict.fromkeys(OrganisationKind, proposal.proposed_under)
    under_of[proposal.waits_for] = under
    begins = proposal.from_day or max(last.end or today, today)
    agreement = _write(
        proposal.partnership,
        last.version + 1,
        DateRange(begins, proposal.to_day),
        proposal.shares,
        told="extended the sharing agreement"
        if proposal.is_extension
        else "agreed a version of the sharing agreement",
        legal_basis=proposal.legal_basis or last.legal_basis,
        agreed_for_council=under_of[OrganisationKind.COUNCIL],
        agreed_for_charity=under_of[OrganisationKind.CHARITY],
        extends=last if proposal.is_extension else None,
        by=by,
        because=answer.reason,
    )
    write_agreed(proposal, by=by, agreed_under=under, became=agreement)
    return agreement


def _last(follows: SharingAgreement, by: Worker) -> SharingAgreement:
    """The version that is to be followed is the last there is, as when the proposer saw it."""
    lock_partnership(follows.partnership_id)
    require(rules.may_keep_agreement(by.on(localdate()), follows.partnership_id))
    last = queries.last_version(follows.partnership_id)
    if last is None or last != follows:
        raise Overtaken(
            refuse(
                f"version {last.version if last else 0} was agreed since you opened this page",
                "Look at what it shares and until when, and propose it again if it is still wanted.",
            )
        )
    return last


def _propose(told: str, proposal: Proposal) -> Proposal:
    proposal.partnership = proposal.follows.partnership
    by = proposal.proposed_by
    proposal.proposed_for = side_of(by, proposal.partnership_id, proposal.speakers)
    proposal.save()
    trail.record(told, proposal, by=by, because=proposal.why)
    return proposal


def _fields(partnership: Partnership, grants: Iterable[Granted]) -> list[dict]:
    return [
        {
            "partnership": partnership,
            "purpose": purpose,
            "employer_kind": kind,
            "role": role,
            "data_group": group,
        }
        for purpose, kind, role, group in grants
    ]


def _write(
    partnership: Partnership,
    version: int,
    period: DateRange,
    grants: Iterable[Granted],
    *,
    told: str,
    legal_basis: str,
    agreed_for_council: str,
    agreed_for_charity: str,
    extends: SharingAgreement | None = None,
    by: Worker | None = None,
    because: str = "",
) -> SharingAgreement:
    agreement = SharingAgreement.objects.create(
        partnership=partnership,
        version=version,
        title="Information sharing agreement",
        legal_basis=legal_basis,
        agreed_for_council=agreed_for_council,
        agreed_for_charity=agreed_for_charity,
        extends=extends,
        period=period,
    )
    Grant.objects.bulk_create(
        Grant(agreement=agreement, **fields) for fields in _fields(partnership, grants)
    )
    trail.record(told, agreement, by=by, because=because)
    return agreement
