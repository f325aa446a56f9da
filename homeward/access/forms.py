"""Signing in and changing a password: the shape of what is typed."""

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password

from homeward.forms import Email, HomewardForm, Text


class SignInForm(HomewardForm):
    email = Email(label="Email address", enter="Enter your email address")
    password = Text(label="Password", enter="Enter your password")

    def __init__(self, *args, request=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.worker = None
        _hide(self.fields["password"], "current-password")
        self.fields["email"].widget.attrs["autocomplete"] = "username"

    def clean(self) -> dict:
        held = super().clean() or self.cleaned_data
        if held.get("email") and held.get("password"):
            self.worker = authenticate(
                self.request, username=held["email"], password=held["password"]
            )
            if self.worker is None:
                raise forms.ValidationError(
                    "The email address and password do not go together. Check both and try again."
                )
        return held


class ChangePasswordForm(HomewardForm):
    current_password = Text(label="The password you have now")
    new_password = Text(
        label="The new password", hint="At least 12 characters. Three words do well"
    )
    new_password_again = Text(label="The new password again")

    def __init__(self, *args, worker, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.worker = worker
        _hide(self.fields["current_password"], "current-password")
        _hide(self.fields["new_password"], "new-password")
        _hide(self.fields["new_password_again"], "new-password")

    def clean_current_password(self) -> str:
        typed = self.cleaned_data["current_password"]
        if not self.worker.check_password(typed):
            raise forms.ValidationError("That is not the password you sign in with. Type it again.")
        return typed

    def clean_new_password(self) -> str:
        typed = self.cleaned_data["new_password"]
        validate_password(typed, self.worker)
        return typed

    def clean_new_password_again(self) -> str:
        typed = self.cleaned_data["new_password_again"]
        if self.cleaned_data.get("new_password", typed) != typed:
            raise forms.ValidationError("The two new passwords are not the same. Type both again.")
        return typed


def _hide(field: forms.Field, autocomplete: str) -> None:
    """Show dots for what is typed, and tell the browser's password keeper what it is."""
    attributes = {**field.widget.attrs, "autocomplete": autocomplete}
    field.widget = forms.PasswordInput(attrs=attributes)
    field.strip = False
