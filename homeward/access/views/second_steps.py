"""The second step after the password: doing it, setting it up, changing it.

`_who` is whoever is half in or in. Half in, the pages here are the only ones that open.
"""

import base64
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.internal import auth as passkeys
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from homeward.access import actions, queries, rules, sessions
from homeward.access.forms import AppForm, CodeForm, PasskeyForm, ShownPasskeyForm
from homeward.access.guard import Refused
from homeward.access.sessions import HalfIn
from homeward.trail import actions as trail


if TYPE_CHECKING:
    from homeward.partnership.models import Worker

SECRET = "second_step_secret"  # in the session, until the first code from it was right


@login_not_required
@sensitive_post_parameters("code")
def second_step(request: HttpRequest) -> HttpResponse:
    half_in = sessions.half_in(request)
    if half_in is None:
        return redirect("access:sign_in")
    worker = half_in.worker
    given = request.POST if request.method == "POST" else None
    with_passkey = given is not None and "credential" in given
    form = CodeForm(None if with_passkey else given, worker=worker)
    passkey = ShownPasskeyForm(given if with_passkey else None, worker=worker)
    sent = passkey if with_passkey else form
    if given is not None:
        if sent.is_valid():
            how = f"a password and {actions.IN_WORDS[sent.step.type]}"
            return _on(request, half_in, how)
        trail.refused("sign in", by=worker, because="the second step was wrong")
    types = set(queries.second_steps(worker).values_list("type", flat=True))
    context = {"form": form, "passkey": passkey, "has_app": Authenticator.Type.TOTP in types}
    if Authenticator.Type.WEBAUTHN in types:
        context["options"] = passkeys.begin_authentication(worker)
    return render(request, "access/second_step.html", context)


def for_who_may_set_up(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For those who are half in and have no second step yet, and for those who are in and have just shown that
    it is them: the view gets the worker."""

    @wraps(view)
    def asked(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if not rules.may_be_in(request.worker.posts):
                return redirect("web:home")
            if not sessions.confirmed_lately(request):
                return redirect("access:confirm")
            if not queries.may_use_password(request.user):
                return redirect("access:change_password")
            return view(request, request.user)
        half_in = sessions.half_in(request)
        if half_in is None:
            return redirect("access:sign_in")
        if queries.second_steps(half_in.worker).exists():
            return redirect("access:second_step")
        return view(request, half_in.worker)

    return login_not_required(asked)


@for_who_may_set_up
def set_up(request: HttpRequest, worker: "Worker") -> HttpResponse:
    has_app = queries.second_steps(worker).filter(type=Authenticator.Type.TOTP).exists()
    return render(request, "access/set_up.html", {"has_app": has_app})


@for_who_may_set_up
@sensitive_post_parameters("code")
def set_up_app(request: HttpRequest, worker: "Worker") -> HttpResponse:
    if queries.second_steps(worker).filter(type=Authenticator.Type.TOTP).exists():
        return redirect("access:second_steps")
    secret = request.session.setdefault(SECRET, generate_totp_secret())
    form = AppForm(request.POST or None, secret=secret)
    if request.method == "POST" and form.is_valid():
        codes = actions.set_up_app(worker, secret, by=worker)
        del request.session[SECRET]
        return _set_up(request, worker, Authenticator.Type.TOTP, codes)
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(worker, secret)).encode()
    context = {
        "form": form,
        "picture": f"data:image/svg+xml;base64,{base64.b64encode(picture).decode()}",
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
    }
    return render(request, "access/set_up_app.html", context)


@for_who_may_set_up
def set_up_passkey(request: HttpRequest, worker: "Worker") -> HttpResponse:
    form = PasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        codes = actions.set_up_passkey(
            worker, form.cleaned_data["name"], form.cleaned_data["credential"], by=worker
        )
        return _set_up(request, worker, Authenticator.Type.WEBAUTHN, codes)
    context = {"form": form, "options": passkeys.begin_registration(worker, False)}
    return render(request, "access/set_up_passkey.html", context)


def second_steps(request: HttpRequest) -> HttpResponse:
    """What one has, and what one may do about it."""
    worker = request.user
    if not (answer := queries.may_use_password(worker)):
        return redirect("access:change_password")
    if request.method == "POST":
        if not sessions.confirmed_lately(request):
            return redirect("access:confirm")
        if "codes" in request.POST:
            codes = actions.renew_recovery_codes(worker, by=worker)
            return _codes_page(request, codes, on=reverse("access:second_steps"))
        return _remove(request, worker)
    context = {
        "answer": answer,
        "steps": queries.second_steps(worker).order_by("created_at"),
        "codes_left": queries.recovery_codes_left(worker),
    }
    return render(request, "access/second_steps.html", context)


def _remove(request: HttpRequest, worker: "Worker") -> HttpResponse:
    asked = request.POST.get("remove", "")
    step = get_object_or_404(queries.second_steps(worker), pk=asked if asked.isdecimal() else 0)
    try:
        actions.remove_second_step(worker, step, by=worker)
        messages.success(request, "It is removed, and opens nothing any more.")
    except Refused as no:
        trail.refused("remove a second step", by=worker, because=no.answer.reason)
        messages.error(request, f"It was not removed: {no.answer.reason}. {no.answer.instead}")
    return redirect("access:second_steps")


def _set_up(request: HttpRequest, worker: "Worker", kind: str, codes: list[str]) -> HttpResponse:
    """It is set up. Whoever was half in is in; whoever has recovery codes now is shown them, once."""
    half_in = None if request.user.is_authenticated else sessions.half_in(request)
    if half_in:
        onward = _on(request, half_in, f"a password and {actions.IN_WORDS[kind]}")
    else:
        messages.success(request, "It is set up. You are asked for it when you next sign in.")
        onward = redirect("access:second_steps")
    if not codes:
        return onward
    page = _codes_page(request, codes, on=onward.url)
    page.cookies |= onward.cookies
    return page


def _on(request: HttpRequest, half_in: HalfIn, how: str) -> HttpResponse:
    return sessions.let_in(request, half_in.worker, how=how, next=half_in.next, kept=half_in.kept)


def _codes_page(request: HttpRequest, codes: list[str], *, on: str) -> HttpResponse:
    return render(request, "access/recovery_codes.html", {"codes": codes, "on": on})
