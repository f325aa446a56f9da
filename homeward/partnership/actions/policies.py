"""Setting and ending policies, confirming that one has read them, and settling two that stand side by side."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate

from homeward.access.guard import present, require
from homeward.locks import unlocked
from homeward.partnership.actions.locking import lock_partnership
from homeward.partnership.actions.proposing import side_of, write_agreed
from homeward.partnership.models import Membership, Organisation, Worker
from homeward.partnership.models.policies import (
    Acknowledgement,
    Policy,
    PolicyEnding,
    PolicyVersion,
    Settlement,
)
from homeward.partnership.queries import policies as queries
from homeward.partnership.rules import OrganisationKind, Role, policies, sides
from homeward.partnership.rules.policies import Outcome, Subject
from homeward.trail import actions as trail


@unlocked()
def set_policy(
    organisation: Organisation,
    *,
    policy: Policy | None = None,
    subject: Subject,
    title: str,
    rule: str,
    text: str,
    link: str,
    roles: frozenset[Role],
    from_day: date,
    to_day: date | None,
    authorised_by: str,
    by: Worker,
) -> PolicyVersion:
    """A policy, or of one that there is the version that follows: the one before ends with that day."""
    lock_partnership(organisation.partnership_id)
    today, kind = localdate(), OrganisationKind(organisation.kind)
    answer = require(sides.may_speak_for(by.on(today), organisation.partnership_id, kind))
    if policy:
        policy = _present(policy)
    last = policy.versions.order_by("-version").first() if policy else None
    require(policies.may_be_worded(text=text, link=link))
    require(policies.may_hold(from_day, to_day, today, last_from=last.start if last else None))
    held = Membership.objects.filter(employer=organisation, period__contains=max(from_day, today))
    require(
        policies.may_reach(
            roles, {Role(role) for role in held.values_list("role", flat=True)}, organisation.name
        )
    )
    period = DateRange(from_day, to_day)
    beside = PolicyVersion.objects.filter(
        policy__organisation=organisation, policy__subject=subject, period__overlap=period
    ).exclude(policy=policy)
    require(
        policies.may_stand_beside(
            subject, roles, [(one.title, [Role(role) for role in one.roles]) for one in beside]
        )
    )
    if last:
        last.end_on(from_day)
    if policy is None:
        policy = Policy.objects.create(
            partnership_id=organisation.partnership_id, organisation=organisation, subject=subject
        )
    version = PolicyVersion.objects.create(
        partnership_id=organisation.partnership_id,
        policy=policy,
        version=last.version + 1 if last else 1,
        title=title,
        rule=rule,
        text=text,
        link=link,
        roles=sorted(roles),
        authorised_by=authorised_by,
        written_by=by,
        period=period,
    )
    trail.record("set a policy", version, by=by, because=answer.reason)
    return version


@unlocked()
def end_policy(policy: Policy, *, from_day: date, because: str, by: Worker) -> PolicyEnding:
    """From that day the organisation has no such policy. What has not begun by then is called off: it never
    held, so nothing of it stays but why, and the trail."""
    lock_partnership(policy.partnership_id)
    policy = _present(policy)
    today, kind = localdate(), OrganisationKind(policy.organisation.kind)
    answer = require(sides.may_speak_for(by.on(today), policy.partnership_id, kind))
    versions = list(policy.versions.order_by("version"))
    gone = [version for version in versions if version.start >= from_day]
    require(
        policies.may_end(
            from_day,
            today,
            end=versions[-1].end,
            called_off=[version.start for version in gone],
            named=queries.are_named(gone),
        )
    )
    for version in versions:
        if version in gone:
            trail.record("called off a version of a policy", version, by=by, because=answer.reason)
        elif version.end is None or version.end > from_day:
            trail.record("ended a policy", version, by=by, because=answer.reason)
        else:
            continue
        version.end_on(from_day)
    return PolicyEnding.objects.create(
        partnership_id=policy.partnership_id,
        policy=policy,
        from_day=from_day,
        because=because,
        ended_by=by,
    )


def _present(policy: Policy) -> Policy:
    found = Policy.objects.with_versions().select_related("organisation").filter(pk=policy.pk)
    return present(found.first(), "the policy")


@unlocked()
def confirm_read(what: PolicyVersion | Settlement, *, by: Worker) -> Acknowledgement:
    """By oneself, of what is in force for oneself today. Confirmed twice it is confirmed once."""
    today = localdate()
    versions, joint = policies.to_read(queries.in_force_for(by.on(today), today))
    settlement = what if isinstance(what, Settlement) else None
    version = what if isinstance(what, PolicyVersion) else None
    theirs = what.pk in (joint if settlement else versions)
    answer = require(policies.may_have_read(theirs=theirs))
    confirmed, new = Acknowledgement.objects.get_or_create(
        worker=by,
        version=version,
        settlement=settlement,
        defaults={"partnership_id": what.partnership_id},
    )
    if new:
        trail.record("confirmed having read a policy", what, by=by, because=answer.reason)
    return confirmed


@unlocked()
def propose_settlement(
    council: PolicyVersion,
    charity: PolicyVersion,
    *,
    outcome: Outcome,
    rule: str,
    decided_by: str,
    decided_on: date,
    from_day: date,
    by: Worker,
) -> Settlement:
    """What should be followed, from a day on. It holds when the other side has agreed."""
    lock_partnership(council.partnership_id)
    today = localdate()
    answer = require(sides.may_speak(by.on(today), council.partnership_id))
    require(policies.may_settle(council.as_source(), charity.as_source()))
    pair = Settlement.objects.filter(council_version=council, charity_version=charity)
    require(
        policies.may_be_settled(
            outcome,
            rule=rule,
            decided_on=decided_on,
            from_day=from_day,
            today=today,
            both_hold=council.holds_on(from_day) and charity.holds_on(from_day),
            waiting=pair.waiting().exists(),
        )
    )
    settlement = Settlement.objects.create(
        partnership_id=council.partnership_id,
        council_version=council,
        charity_version=charity,
        outcome=outcome,
        rule=rule,
        decided_by=decided_by,
        decided_on=decided_on,
        proposed_by=by,
        proposed_for=side_of(by, council.partnership_id),
        period=DateRange(from_day, None),
    )
    trail.record("proposed how to settle two policies", settlement, by=by, because=answer.reason)
    return settlement


@unlocked()
def agree_settlement(settlement: Settlement, *, under: str, by: Worker) -> Settlement:
    """The other side agrees: it holds from the day that was named, or from today if that is later. `under`: who
    decided it there, and where it is minuted."""
    lock_partnership(settlement.partnership_id)
    settlement = queries.settlements().get(pk=settlement.pk)
    today = localdate()
    answer = require(queries.may_agree_settlement(settlement, by.on(today), today))
    begins = max(settlement.start, today)
    last = queries.settled_before([settlement]).get(settlement.pair)
    if last:
        last.end_on(begins)
    write_agreed(settlement, by=by, agreed_under=under, period=DateRange(begins, None))
    trail.record("settled two policies", settlement, by=by, because=answer.reason)
    return settlement
