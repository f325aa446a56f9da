"""Signing in: the shape of what is typed."""

from django import forms
from django.contrib.auth import authenticate

from homeward.forms import Email, HomewardForm, Text


class SignInForm(HomewardForm):
    email = Email(label="Email address", enter="Enter your email address")
    password = Text(label="Password", enter="Enter your password")

    def __init__(self, *args, request=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.worker = None
        self.fields["password"].widget = forms.PasswordInput(
            attrs={**self.fields["password"].widget.attrs, "autocomplete": "current-password"}
        )
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
