"""How an organisation's workers sign in, and how each one does: settled, changed, and told in the trail.

Nothing here keeps a password, a code or an address in the trail.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model
from django.utils.timezone import localdate

from homeward.access import rules, sessions
from homeward.access.guard import Refused, require
from homeward.access.models import IdentityProvider
from homeward.locks import unlocked
from homeward.trail import actions as trail


if TYPE_CHECKING:
    from homeward.partnership.models import Organisation, Worker

SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
IN_WORDS = {
    Authenticator.Type.TOTP: "an app on a telephone",
    Authenticator.Type.WEBAUTHN: "a passkey",
    Authenticator.Type.RECOVERY_CODES: "a recovery code",
}


@unlocked()
def set_provider(
    organisation: "Organisation",
    *,
    issuer: str,
    client_id: str,
    secret_variable: str,
    vouches_for_addresses: bool = False,
) -> IdentityProvider:
    """From now on the organisation's workers sign in there, and with a password no longer."""
    provider, _ = IdentityProvider.objects.update_or_create(
        organisation=organisation,
        defaults={
            "partnership_id": organisation.partnership_id,
            "issuer": issuer,
            "client_id": client_id,
            "secret_variable": secret_variable,
            "vouches_for_addresses": vouches_for_addresses,
        },
    )
    trail.record("set the sign-in of an organisation", provider, by=None)
    return provider


@unlocked()
def end_provider(provider: IdentityProvider) -> None:
    """From now on the organisation's workers sign in with a password and a second step."""
    trail.record("ended the sign-in of an organisation", provider, by=None)
    provider.delete()


@dataclass(frozen=True)
class Vouched:
    """What an organisation's sign-in says of the person who came from it."""

    subject: str  # its own name for them, which it gives to nobody else ever
    email: str
    verified: bool


@unlocked()
def recognise_worker(provider: IdentityProvider, vouched: Vouched) -> "Worker":
    """The worker whom an organisation has signed in: found by address the first time, and from then on by the
    organisation's own name for them, so that an address that is given to somebody else opens nothing."""
    known = SocialAccount.objects.filter(provider=provider.issuer, uid=vouched.subject).first()
    if known is None:
        require(rules.may_have_been_vouched_for(vouched.verified, provider.vouches_for_addresses))
    workers = get_user_model().objects.select_for_update().filter(is_active=True)
    worker = (
        workers.filter(pk=known.user_id).first()
        if known
        else workers.filter(email__iexact=vouched.email).first()
    )
    employers = {post.employer_id for post in worker.on(localdate()).posts} if worker else set()
    require(rules.may_sign_in_with(provider.organisation_id, str(provider.organisation), employers))
    if known is None:
        if SocialAccount.objects.filter(provider=provider.issuer, user=worker).exists():
            raise Refused(
                rules.refuse(
                    "your email address belonged to somebody else when it was last used here",
                    "Ask your manager to have your post entered under an address of your own.",
                )
            )
        SocialAccount.objects.create(provider=provider.issuer, uid=vouched.subject, user=worker)
        trail.record("first signed in with their organisation", worker, by=worker)
    return worker


@unlocked()
def change_password(worker: "Worker", new: str, *, by: "Worker") -> None:
    worker.set_password(new)
    worker.save(update_fields=["password"])
    trail.record("changed their password", worker, by=by)


@unlocked()
def set_up_app(worker: "Worker", secret: str, *, by: "Worker") -> list[str]:
    """Codes from an app, from now on. The recovery codes that come with a first second step; else none."""
    TOTP.activate(worker, secret)
    trail.record("set up a second step", worker, by=by, because=IN_WORDS[Authenticator.Type.TOTP])
    return _first_recovery_codes(worker)


@unlocked()
def set_up_passkey(
    worker: "Worker", name: str, credential: dict[str, Any], *, by: "Worker"
) -> list[str]:
    WebAuthn.add(worker, name, credential)
    trail.record(
        "set up a second step", worker, by=by, because=IN_WORDS[Authenticator.Type.WEBAUTHN]
    )
    return _first_recovery_codes(worker)


@unlocked()
def remove_second_step(worker: "Worker", step: Authenticator, *, by: "Worker") -> None:
    steps = list(
        Authenticator.objects.select_for_update().filter(user=worker, type__in=SECOND_STEPS)
    )
    require(rules.may_remove_second_step(len(steps) - 1))
    trail.record(
        "removed a second step", worker, by=by, because=IN_WORDS[Authenticator.Type(step.type)]
    )
    step.delete()


@unlocked()
def renew_recovery_codes(worker: "Worker", *, by: "Worker") -> list[str]:
    """Ten new ones. Those of before open nothing any more."""
    Authenticator.objects.filter(user=worker, type=Authenticator.Type.RECOVERY_CODES).delete()
    trail.record("made new recovery codes", worker, by=by)
    return RecoveryCodes.activate(worker).get_unused_codes()


@unlocked()
def forget_second_steps(worker: "Worker", *, authorised_by: str) -> int:
    """For somebody who has lost their telephone and their codes: at the next sign-in they set up new ones."""
    steps = Authenticator.objects.filter(user=worker)
    forgotten = steps.filter(type__in=SECOND_STEPS).count()
    steps.delete()
    sessions.end_all(worker)
    trail.record(
        "removed every second step", worker, by=None, because=f"authorised by {authorised_by}"
    )
    return forgotten


@unlocked()
def sign_out_everywhere(worker: "Worker", *, by: "Worker") -> None:
    sessions.end_all(worker)
    trail.record("signed out everywhere", worker, by=by)


def _first_recovery_codes(worker: "Worker") -> list[str]:
    has_some = Authenticator.objects.filter(
        user=worker, type=Authenticator.Type.RECOVERY_CODES
    ).exists()
    return [] if has_some else RecoveryCodes.activate(worker).get_unused_codes()
