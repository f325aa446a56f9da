"""Changing one's password, and showing once more that it is oneself."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from homeward.access import actions, queries, sessions
from homeward.access.forms import ChangePasswordForm, ConfirmForm
from homeward.trail import actions as trail


@sensitive_post_parameters()
def change_password(request: HttpRequest) -> HttpResponse:
    """Whoever was given their first password by somebody else makes it their own here."""
    answer = queries.may_use_password(request.user)
    asked = answer and request.method == "POST"
    form = ChangePasswordForm(request.POST if asked else None, request=request)
    if form.is_valid():
        actions.change_password(request.user, form.cleaned_data["new_password"], by=request.user)
        update_session_auth_hash(request, request.user)  # signed out everywhere else
        messages.success(
            request, "Your password is changed. You are signed out on every other device."
        )
        return redirect(settings.HOME_PATH)
    if _was_wrong(form, "current_password"):
        trail.refused("change the password", by=request.user, because="the password was wrong")
    context = {"form": form, "answer": answer, "second_step": settings.SECOND_STEP}
    return render(request, "access/change_password.html", context)


@sensitive_post_parameters()
def confirm(request: HttpRequest) -> HttpResponse:
    """Before a second step is changed: whoever finds a computer open does not know the password."""
    form = ConfirmForm(request.POST or None, request=request)
    if request.method == "POST":
        if form.is_valid():
            sessions.confirm(request)
            return redirect("access:second_steps")
        if _was_wrong(form, "password"):
            trail.refused("confirm who they are", by=request.user, because="the password was wrong")
    return render(request, "access/confirm.html", {"form": form})


def _was_wrong(form: Form, field: str) -> bool:
    """Something was typed, and it was not the password."""
    return form.has_error(field) and not form.has_error(field, "required")
