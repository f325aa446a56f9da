"""Reads of whom the service is for: the versions, the one of a day, and what it says of a referral."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate

from homeward.referrals import rules
from homeward.referrals.models import Eligibility, EligibilityCheck, Referral
from homeward.referrals.rules import Judged, Judgement


def eligibility_on(partnership_id: int, day: date) -> Eligibility | None:
    """Two queries; none where nothing was agreed for that day."""
    return (
        Eligibility.objects.filter(partnership_id=partnership_id, period__contains=day)
        .prefetch_related("criteria")
        .first()
    )


def eligibility_versions(partnership_id: int) -> QuerySet[Eligibility]:
    return (
        Eligibility.objects.filter(partnership_id=partnership_id)
        .select_related("written_by")
        .prefetch_related("criteria")
    )


@dataclass(frozen=True)
class Advised:
    """What a version asks of a referral, and what it says with these answers."""

    version: Eligibility
    referral: Referral

    @property
    def asked(self) -> list[rules.Criterion]:
        return [one for one in self._criteria if one.is_asked]

    @property
    def _criteria(self) -> list[rules.Criterion]:
        return [one.plain for one in self.version.criteria.all()]

    def with_answers(self, answers: Mapping[int, Judgement]) -> list[Judged]:
        """Of a referral from `whole`: no query."""
        return rules.judge(
            self._criteria,
            born=[about.child.born for about in self.referral.about.all()],
            reasons=self.referral.reasons,
            day=localdate(self.referral.sent_at),
            answers=answers,
        )

    @property
    def from_the_record(self) -> list[Judged]:
        return [one for one in self.with_answers({}) if not one.criterion.is_asked]


def advised(referral: Referral) -> Advised | None:
    """By the version in force when it was sent."""
    version = eligibility_on(referral.partnership_id, localdate(referral.sent_at))
    return Advised(version, referral) if version else None


def last_check(referral: Referral) -> EligibilityCheck | None:
    return (
        referral.checks.select_related("eligibility", "screening__by")
        .prefetch_related("answers__criterion")
        .order_by("-id")
        .first()
    )
