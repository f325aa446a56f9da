"""Signing in, its second step, and changing how one signs in: the shape of what is typed."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.webauthn.internal import auth as passkeys
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from homeward.access import queries
from homeward.forms import Email, HomewardForm, Text


# What fido2 raises, as the case may be, of an answer that no browser would give.
NO_ANSWER = (forms.ValidationError, ValueError, TypeError, KeyError, AttributeError)
CODE_USED_SECONDS = 120  # longer than a code is taken: it is taken once
WRONG = "The email address and password do not go together. Check both and try again."


class SignInForm(HomewardForm):
    email = Email(label="Email address", enter="Enter your email address")
    password = Text(label="Password", enter="Enter your password")

    def __init__(self, *args, request=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.worker = None
        self.why_not = "nothing was typed"  # for the trail
        _hide(self.fields["password"], "current-password")
        self.fields["email"].widget.attrs["autocomplete"] = "username"

    def clean(self) -> dict:
        """The answer is the same whether or not there is such a worker, and whether or not they may use a
        password at all: only then does it tell nobody who works here."""
        held = super().clean() or self.cleaned_data
        if held.get("email") and held.get("password"):
            email = held["email"].strip().lower()
            whose = f"address {salted_hmac('homeward.access.address', email).hexdigest()[:12]}"
            self.why_not = f"too many wrong tries, {whose}"
            worker = get_adapter().authenticate(
                self.request, email=email, password=held["password"]
            )
            self.why_not = f"email address and password did not go together, {whose}"
            if worker is None:
                raise forms.ValidationError(WRONG)
            if not queries.may_use_password(worker):
                self.why_not = "a password, though their organisation has its own sign-in"
                raise forms.ValidationError(WRONG)
            self.worker = worker
        return held


class ConfirmForm(HomewardForm):
    password = Text(label="Your password", enter="Enter your password")

    def __init__(self, *args, request, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        _hide(self.fields["password"], "current-password")

    def clean_password(self) -> str:
        return _own_password(self.request, self.cleaned_data["password"])


class CodeForm(HomewardForm):
    """A code from the app, or one of the recovery codes. `step` is what it came from."""

    code = Text(
        label="Code",
        enter="Enter the code",
        width=10,
        hint="6 digits from your app, or one of your recovery codes",
    )

    def __init__(self, *args, worker, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.worker = worker
        _for_a_code(self.fields["code"])

    def clean_code(self) -> str:
        right = check_rate_limit(self.worker)
        code = self.cleaned_data["code"].replace(" ", "")
        steps = Authenticator.objects.filter(user=self.worker).exclude(
            type=Authenticator.Type.WEBAUTHN
        )
        self.step = next((step for step in steps if step.wrap().validate_code(code)), None)
        used = f"second-step-code-{self.worker.pk}-{code}"
        if self.step is None or not cache.add(used, True, CODE_USED_SECONDS):
            raise forms.ValidationError(
                "That code is not right, or was used before. Wait for the next one and type it."
            )
        right()
        self.step.record_usage()
        return code


class AppForm(HomewardForm):
    """The first code from an app, which shows that it has the secret."""

    code = Text(label="The 6 digits that the app shows now", enter="Enter the 6 digits", width=10)

    def __init__(self, *args, secret, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.secret = secret
        _for_a_code(self.fields["code"])

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].replace(" ", "")
        if not validate_totp_code(self.secret, code):
            raise forms.ValidationError(
                "Those are not the digits for this moment. Wait for the next ones and type them."
            )
        return code


class _Credential(forms.JSONField):
    """What the browser says for a passkey: filled in by passkey.js, never by hand."""

    def __init__(self) -> None:
        super().__init__(
            widget=forms.HiddenInput,
            error_messages={
                "required": "Nothing came from the passkey. Try again.",
                "invalid": "Nothing came from the passkey that we can read. Try again.",
            },
        )


class PasskeyForm(HomewardForm):
    """A new passkey."""

    name = Text(
        label="What you call it",
        enter="Enter a name, so that you know it again",
        hint="Like: work laptop",
        max_length=60,
    )
    credential = _Credential()

    def clean_credential(self) -> dict[str, Any]:
        said = self.cleaned_data["credential"]
        try:
            passkeys.parse_registration_response(said)
            passkeys.complete_registration(said)
        except NO_ANSWER:
            raise forms.ValidationError(
                "The passkey was not set up: its answer did not fit. Try again."
            ) from None
        return said


class ShownPasskeyForm(HomewardForm):
    """A passkey that was set up before. `step` is that one."""

    credential = _Credential()

    def __init__(self, *args, worker, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.worker = worker

    def clean_credential(self) -> dict[str, Any]:
        right = check_rate_limit(self.worker)
        said = self.cleaned_data["credential"]
        try:
            passkeys.parse_authentication_response(said)
            self.step = passkeys.complete_authentication(self.worker, said)
        except NO_ANSWER:
            raise forms.ValidationError(
                "That passkey is not one of yours here, or its answer came too late. Try again."
            ) from None
        right()
        self.step.record_usage()
        return said


class ChangePasswordForm(HomewardForm):
    current_password = Text(label="The password you have now")
    new_password = Text(
        label="The new password", hint="At least 12 characters. Three words do well"
    )
    new_password_again = Text(label="The new password again")

    def __init__(self, *args, request, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        _hide(self.fields["current_password"], "current-password")
        _hide(self.fields["new_password"], "new-password")
        _hide(self.fields["new_password_again"], "new-password")

    def clean_current_password(self) -> str:
        return _own_password(self.request, self.cleaned_data["current_password"])

    def clean_new_password(self) -> str:
        typed = self.cleaned_data["new_password"]
        validate_password(typed, self.request.user)
        return typed

    def clean_new_password_again(self) -> str:
        typed = self.cleaned_data["new_password_again"]
        if self.cleaned_data.get("new_password", typed) != typed:
            raise forms.ValidationError("The two new passwords are not the same. Type both again.")
        return typed


def _own_password(request: HttpRequest, typed: str) -> str:
    """Asked as at the sign-in, so that whoever finds a computer open cannot guess without end."""
    worker = request.user
    if get_adapter().authenticate(request, email=worker.email, password=typed) != worker:
        raise forms.ValidationError("That is not the password you sign in with. Type it again.")
    return typed


def _for_a_code(field: forms.Field) -> None:
    field.widget.attrs |= {"autocomplete": "one-time-code", "inputmode": "numeric"}


def _hide(field: forms.Field, autocomplete: str) -> None:
    """Show dots for what is typed, and tell the browser's password keeper what it is."""
    attributes = {**field.widget.attrs, "autocomplete": autocomplete}
    field.widget = forms.PasswordInput(attrs=attributes)
    field.strip = False
