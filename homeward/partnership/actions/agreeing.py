"""Agreeing on what is shared. Each version holds from a day to a day; nothing that held is changed."""

from collections.abc import Iterable
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate, now

from homeward.access.guard import Refused, require
from homeward.access.rules import refuse
from homeward.locks import unlocked
from homeward.partnership import rules
from homeward.partnership.models import Extension, Grant, Partnership, SharingAgreement, Worker
from homeward.partnership.rules import FIRST_GRANTS, DataGroup, OrganisationKind, Purpose, Role
from homeward.trail import actions as trail


LEGAL_BASIS = (
    "Children Act 1989, sections 17, 27 and 47; Children Act 2004, sections 10 and 11; "
    "UK GDPR, Article 6(1)(e); Data Protection Act 2018, Schedule 1, paragraph 18"
)
Granted = tuple[Purpose, OrganisationKind, Role, DataGroup]


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
        agreed_for_council="the founding of the partnership",
        agreed_for_charity="the founding of the partnership",
    )


@unlocked()
def agree_version(
    partnership: Partnership,
    *,
    grants: Iterable[Granted],
    from_day: date,
    to_day: date,
    agreed_for_council: str,
    agreed_for_charity: str,
    by: Worker,
) -> SharingAgreement:
    """A new version from a day on, today at the earliest; the one before ends with that day."""
    require(rules.may_keep_agreement(by.on(localdate()), partnership.pk))
    require(rules.may_hold(from_day, to_day, localdate()))
    last = _last(partnership)
    _end(last, from_day)
    return _write(
        partnership,
        last.version + 1,
        DateRange(from_day, to_day),
        grants,
        told="agreed a version of the sharing agreement",
        agreed_for_council=agreed_for_council,
        agreed_for_charity=agreed_for_charity,
        by=by,
    )


@unlocked()
def propose_extension(
    agreement: SharingAgreement, *, to_day: date, why: str, by: Worker
) -> Extension:
    agreement = SharingAgreement.objects.select_for_update().get(pk=agreement.pk)
    require(rules.may_keep_agreement(by.on(localdate()), agreement.partnership_id))
    require(rules.may_extend(agreement.end, to_day, localdate()))
    extension = Extension.objects.create(
        partnership_id=agreement.partnership_id,
        agreement=agreement,
        to_day=to_day,
        why=why,
        proposed_by=by,
    )
    trail.record("proposed to extend the sharing agreement", extension, by=by, because=why)
    return extension


@unlocked()
def agree_extension(extension: Extension, *, by: Worker) -> SharingAgreement:
    """The lead of the other organisation agrees: from today, or from the end if that is still to come, there
    is a version with the same grants. Days on which nothing held stay so."""
    extension = Extension.objects.select_for_update().get(pk=extension.pk)
    today = localdate()
    worker, proposer = by.on(today), extension.proposed_by.on(extension.proposed_at.date())
    answer = require(rules.may_agree_extension(worker, proposer, extension.partnership_id))
    old = extension.agreement
    if extension.agreed_at or _last(extension.partnership) != old:
        raise Refused(refuse("the agreement was extended or replaced already"))
    require(rules.may_extend(old.end, extension.to_day, today))
    assert old.end is not None  # or it could not be extended
    extension.agreed_by, extension.agreed_at = by, now()
    extension.save(update_fields=["agreed_by", "agreed_at"])
    return _write(
        extension.partnership,
        old.version + 1,
        DateRange(max(old.end, today), extension.to_day),
        [
            (
                Purpose(g.purpose),
                OrganisationKind(g.employer_kind),
                Role(g.role),
                DataGroup(g.data_group),
            )
            for g in old.grants.all()
        ],
        told="extended the sharing agreement",
        agreed_for_council=old.agreed_for_council,
        agreed_for_charity=old.agreed_for_charity,
        extends=old,
        by=by,
        because=answer.reason,
    )


def _last(partnership: Partnership) -> SharingAgreement:
    held = SharingAgreement.objects.select_for_update().filter(partnership=partnership)
    last = held.order_by("-version").first()
    if last is None:
        raise Refused(
            refuse(
                "this partnership has no sharing agreement yet",
                "Set the partnership up with `homeward set_up`, which begins one.",
            )
        )
    return last


def _end(agreement: SharingAgreement, on: date) -> None:
    """It ends with that day, if it had not ended. What has not begun cannot be replaced by an earlier one."""
    if on <= agreement.start:
        raise Refused(
            refuse(
                f"version {agreement.version} begins on {agreement.start:%-d %B %Y}",
                "Choose a later day.",
            )
        )
    if agreement.end is None or agreement.end > on:
        agreement.period = DateRange(agreement.start, on)
        agreement.save(update_fields=["period"])


def _write(
    partnership: Partnership,
    version: int,
    period: DateRange,
    grants: Iterable[Granted],
    *,
    told: str,
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
        legal_basis=LEGAL_BASIS,
        agreed_for_council=agreed_for_council,
        agreed_for_charity=agreed_for_charity,
        extends=extends,
        period=period,
    )
    Grant.objects.bulk_create(
        Grant(
            partnership=partnership,
            agreement=agreement,
            purpose=purpose,
            employer_kind=kind,
            role=role,
            data_group=group,
        )
        for purpose, kind, role, group in grants
    )
    trail.record(told, agreement, by=by, because=because)
    return agreement
