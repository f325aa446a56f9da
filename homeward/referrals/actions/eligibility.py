"""Agreeing for whom the service is, and keeping what it said of a referral when it was screened."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.actions.following import follow_on
from homeward.partnership.actions.locking import lock_partnership
from homeward.partnership.models import Partnership, Worker
from homeward.referrals import queries, rules
from homeward.referrals.models import (
    Criterion,
    CriterionAnswer,
    Eligibility,
    EligibilityCheck,
    Screening,
)
from homeward.referrals.rules import Judged, Judgement, Outcome
from homeward.trail import actions as trail


@unlocked()
def agree_eligibility(
    partnership: Partnership,
    criteria: Sequence[rules.Criterion],
    *,
    from_day: date,
    decided_under: str,
    by: Worker,
) -> Eligibility:
    """The next version, from a day on. The partnership is locked, so that two do not both follow the same one."""
    lock_partnership(partnership.pk)
    versions = Eligibility.objects.filter(partnership=partnership)
    newest = versions.order_by("version").last()
    version = follow_on(
        partnership.pk,
        Eligibility(
            partnership=partnership,
            version=newest.version + 1 if newest else 1,
            decided_under=decided_under,
            period=DateRange(from_day, None),
            written_by=by,
        ),
        versions,
        told="agreed for whom the service is",
        changed={
            "criteria": [f"{one.kind.label}: {one.words}" for one in criteria],
            "from": from_day,
            "under": decided_under,
        },
        lawful=rules.may_be_agreed(criteria),
        by=by,
    )
    Criterion.objects.bulk_create(
        Criterion(
            partnership=partnership,
            eligibility=version,
            kind=one.kind,
            words=one.words,
            least=one.least,
            most=one.most,
            any_of=list(one.any_of),
        )
        for one in criteria
    )
    return version


def ask_criteria(
    referral_sent_on: date,
    *,
    partnership_id: int,
    born: Sequence[date],
    reasons: Sequence[str],
    outcome: Outcome,
    answers: Mapping[int, Judgement],
    against: str,
) -> tuple[Eligibility | None, list[Judged]]:
    """The version in force that day and what it says, before anything is written: who goes against it says why."""
    version = queries.eligibility_on(partnership_id, referral_sent_on)
    if version is None:
        return None, []
    judged = rules.judge(
        [one.plain for one in version.criteria.all()],
        born=born,
        reasons=reasons,
        day=referral_sent_on,
        answers=answers,
    )
    require(rules.may_go_against(rules.advice(judged), outcome, against))
    return version, judged


def keep_check(
    screening: Screening,
    version: Eligibility,
    judged: Sequence[Judged],
    against: str,
    *,
    by: Worker,
) -> EligibilityCheck:
    went_against = rules.goes_against(rules.advice(judged), Outcome(screening.outcome))
    check = EligibilityCheck.objects.create(
        partnership_id=screening.partnership_id,
        referral_id=screening.referral_id,
        screening=screening,
        eligibility=version,
        advice=rules.advice(judged),
        in_words=rules.advice_in_words(judged),
        against_because=against if went_against else "",
    )
    CriterionAnswer.objects.bulk_create(
        CriterionAnswer(
            partnership_id=screening.partnership_id,
            of=check,
            criterion_id=one.criterion.number,
            judgement=one.judgement,
            told=one.told[:300],
        )
        for one in judged
    )
    trail.record(
        "asked what was agreed about a referral",
        check,
        by=by,
        children=screening.referral.child_ids(),
        because=f"{version} of whom the service is for",
        changed={"outcome": check.in_words, "reasons": check.against_because},
    )
    return check
