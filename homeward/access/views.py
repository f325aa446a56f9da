"""Signing in and out, and changing a password. In demonstration, signing in is choosing who to be."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from homeward.access.forms import ChangePasswordForm, SignInForm
from homeward.drafts import keeping
from homeward.trail import actions as trail


@login_not_required
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return sign_in_page(request)
    form = SignInForm(request.POST, request=request)
    worker = _demo_person(request) or (form.worker if form.is_valid() else None)
    if worker is None:
        trail.refused("sign in", by=None, because="email address and password did not go together")
        return sign_in_page(request, form=form, kept=request.POST.get("kept", ""))
    login(request, worker, backend="django.contrib.auth.backends.ModelBackend")
    typed = keeping.unsealed(request.POST.get("kept", ""), worker.pk)
    if typed:
        path, posted = typed
        keeping.keep(worker.pk, path, posted)
    response = redirect(typed[0] if typed else _next(request))
    response.set_signed_cookie(
        keeping.LAST_WORKER,
        str(worker.pk),
        max_age=keeping.DAY,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def sign_in_page(
    request: HttpRequest, *, form: SignInForm | None = None, kept: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "form": form or SignInForm(request=request),
        "kept": kept,
        "next": _next(request),
        "demo_people": _demo_people() if settings.DEMO else [],
    }
    return render(request, "access/sign_in.html", context, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("access:sign_in")


@sensitive_post_parameters()
def change_password(request: HttpRequest) -> HttpResponse:
    """Whoever was given their first password by somebody else makes it their own here."""
    form = ChangePasswordForm(request.POST or None, worker=request.user)
    if request.method == "POST" and form.is_valid():
        request.user.set_password(form.cleaned_data["new_password"])
        with transaction.atomic():
            request.user.save(update_fields=["password"])
            trail.record("changed their password", request.user, by=request.user)
        update_session_auth_hash(request, request.user)  # signed out everywhere else
        messages.success(
            request, "Your password is changed. You are signed out on every other device."
        )
        return redirect(settings.HOME_PATH)
    return render(request, "access/change_password.html", {"form": form})


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Stay signed in: any request renews the session, this one does nothing else."""
    return HttpResponse(status=204)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if safe and request.path != wanted else settings.HOME_PATH


def _demo_person(request: HttpRequest):
    if not settings.DEMO or request.POST.get("demo") not in settings.DEMO_PEOPLE:
        return None
    return get_user_model().objects.filter(email=request.POST["demo"], is_active=True).first()


def _demo_people() -> list[dict]:
    """The people of the demonstration: those of the cast, who have something to do in the story."""
    people = []
    for worker in get_user_model().objects.filter(email__in=settings.DEMO_PEOPLE, is_active=True):
        on_day = worker.on(localdate())
        people.append(
            {
                "email": worker.email,
                "name": worker.name,
                "role": on_day.role_line,
                "employer": ", ".join(sorted({post.employer_name for post in on_day.posts})),
                "may": settings.DEMO_PEOPLE[worker.email],
            }
        )
    return sorted(people, key=lambda person: list(settings.DEMO_PEOPLE).index(person["email"]))
