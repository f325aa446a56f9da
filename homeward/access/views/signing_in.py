"""Signing in and out. In demonstration, signing in is choosing who to be."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from homeward.access import actions, queries, rules, sessions
from homeward.access.forms import SignInForm
from homeward.access.telling import no_post_page
from homeward.access.views.providers import to_provider
from homeward.trail import actions as trail


@login_not_required
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return sign_in_page(request)
    kept = request.POST.get("kept", "")
    if "organisation" in request.POST:
        return to_provider(request, next=_next(request), kept=kept)
    if person := _demo_person(request):
        return sessions.let_in(
            request, person, how="the demonstration", next=_next(request), kept=kept
        )
    form = SignInForm(request.POST, request=request)
    if not form.is_valid():
        trail.refused("sign in", by=None, because=form.why_not)
        return sign_in_page(request, form=form, kept=kept)
    return _password_was_right(request, form.worker, kept)


def _password_was_right(request: HttpRequest, worker, kept: str) -> HttpResponse:
    answer = rules.may_be_in(worker.on(localdate()).posts)
    if not answer:
        trail.refused("sign in", by=worker, because=answer.reason)
        return no_post_page(request, answer)
    if not settings.SECOND_STEP:
        return sessions.let_in(request, worker, how="a password", next=_next(request), kept=kept)
    sessions.wait_for_second_step(request, worker, next=_next(request), kept=kept)
    has_one = queries.second_steps(worker).exists()
    return redirect("access:second_step" if has_one else "access:set_up")


def sign_in_page(
    request: HttpRequest, *, form: SignInForm | None = None, kept: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "form": form or SignInForm(request=request),
        "kept": kept,
        "next": _next(request),
        "providers": queries.providers(),
        "demo_people": _demo_people() if settings.DEMO else [],
    }
    return render(request, "access/sign_in.html", context, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Here; or everywhere, for somebody who has lost a telephone or left a computer open."""
    everywhere = "everywhere" in request.POST
    if everywhere:
        actions.sign_out_everywhere(request.user, by=request.user)
    logout(request)
    if everywhere:
        messages.success(
            request, "You are signed out on every device, this one as well. Your drafts are kept."
        )
    return redirect("access:sign_in")


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
