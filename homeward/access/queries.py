"""Which organisations have a sign-in of their own, and which second steps a worker has."""

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet
from django.utils.timezone import localdate

from homeward.access import rules
from homeward.access.models import IdentityProvider
from homeward.access.rules import Answer


if TYPE_CHECKING:
    from homeward.partnership.models import Worker


def providers() -> QuerySet[IdentityProvider]:
    return IdentityProvider.objects.select_related("organisation").order_by("organisation__name")


def may_use_password(worker: "Worker") -> Answer:
    employers = {post.employer_id for post in worker.on(localdate()).posts}
    theirs = IdentityProvider.objects.filter(organisation_id__in=employers)
    return rules.may_use_password(employers, theirs.values_list("organisation_id", flat=True))


def second_steps(worker: "Worker") -> QuerySet[Authenticator]:
    """Without the recovery codes, which are no step of their own."""
    return Authenticator.objects.filter(user=worker).exclude(type=Authenticator.Type.RECOVERY_CODES)


def recovery_codes_left(worker: "Worker") -> int:
    codes = Authenticator.objects.filter(
        user=worker, type=Authenticator.Type.RECOVERY_CODES
    ).first()
    return len(codes.wrap().get_unused_codes()) if codes else 0
