"""The pages that a family opens with a link and a code. What they show comes from `queries.family` alone.

Nothing here asks who is signed in, and nothing tells whether anybody is known.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.trail import actions as trail
from homeward.voice import door
from homeward.voice.actions import feedback, plans
from homeward.voice.actions.feedback import Statement
from homeward.voice.door import for_family
from homeward.voice.forms.family import CodeForm, SayForm
from homeward.voice.models import FamilyLink
from homeward.voice.queries.family import FamilyPage, link_by_session, page_of
from homeward.voice.rules.links import NOT_OPEN, TOO_MANY


@for_family()
def open_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Looks nothing up: a telephone that only shows what is behind a link uses nothing up, and every link looks
    the same. The secret goes into a cookie, so that no page has it in its address."""
    response = redirect("voice:code")
    door.keep(response, door.LINK, secret)
    return response


@for_family("same-origin")
def code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    secret = request.COOKIES.get(door.LINK, "")
    if request.method != "POST" or not form.is_valid():
        return render(request, "voice/family/code.html", {"form": form})
    if not door.may_try(request, secret):
        return _not_open(request, form, "too many tries", TOO_MANY, 429)
    try:
        _, session = plans.open_page(secret, form.cleaned_data["code"])
    except Refused as no:
        answer = no.answer
        said = f"{answer.reason[:1].upper()}{answer.reason[1:]}. {answer.instead}"
        words = answer.instead if answer.instead == NOT_OPEN else said
        return _not_open(request, form, answer.reason, words, 403)
    response = redirect("voice:family")
    door.keep(response, door.SESSION, session)
    door.forget(response, door.LINK)
    return response


def _not_open(
    request: HttpRequest, form: CodeForm, because: str, words: str, status: int
) -> HttpResponse:
    trail.refused("open one person’s page with a link", by=None, because=because)
    form.add_error(None, words)
    return render(request, "voice/family/code.html", {"form": form}, status=status)


@for_family()
def family(request: HttpRequest) -> HttpResponse:
    """The page of one person."""
    return _page(request, "voice/family/page.html")


@for_family()
def easy(request: HttpRequest) -> HttpResponse:
    """The same, one thing at a time, in large letters."""
    return _page(request, "voice/family/easy.html")


@for_family("same-origin")
def say(request: HttpRequest) -> HttpResponse:
    """They tell us how it is for them."""
    link = _link(request)
    if link is None:
        return _closed(request)
    form = SayForm(request.POST or None)
    page = page_of(link, localdate())
    context = {"form": form, "page": page}
    if request.method != "POST" or not form.is_valid():
        _looked(link, page, "one of the family opened the form to tell us")
        return render(request, "voice/family/say.html", context)
    if not door.may_say_more(request, request.COOKIES[door.SESSION]):
        form.add_error(None, "You have told us a lot just now. Wait an hour, or phone us.")
        return render(request, "voice/family/say.html", context, status=429)
    typed = form.cleaned_data
    said = feedback.say_by_link(
        link, Statement(typed["feeling"], typed["words"], typed["name"] == "yes")
    )
    how = [
        word
        for word, is_so in (("soon", said.felt.is_urgent), ("named", typed["name"] == "yes"))
        if is_so
    ]
    return redirect(f"{reverse('voice:thanks')}?{'&'.join(how)}")


@for_family()
def thanks(request: HttpRequest) -> HttpResponse:
    """Reloaded, it sends nothing again."""
    link = _link(request)
    if link is None:
        return _closed(request)
    context = {
        "soon": "soon" in request.GET,
        "named": "named" in request.GET,
        "page": page_of(link, localdate()),
    }
    if context["named"]:  # of the others nothing says who it was
        _looked(link, context["page"], "one of the family read our thanks")
    return render(request, "voice/family/thanks.html", context)


@for_family()
def leave(request: HttpRequest) -> HttpResponse:
    """Away at once. The session ends, so that Back shows nothing."""
    link = _link(request)
    if link is not None:
        plans.leave_page(link)
    response = HttpResponse(status=302)
    response.headers["Location"] = door.AWAY
    door.forget(response, door.LINK, door.SESSION)
    return response


def _page(request: HttpRequest, template: str) -> HttpResponse:
    link = _link(request)
    if link is None:
        return _closed(request)
    page = page_of(link, localdate())
    _looked(link, page, "one of the family read their page")
    return render(request, template, {"page": page})


def _link(request: HttpRequest) -> FamilyLink | None:
    return link_by_session(request.COOKIES.get(door.SESSION, ""))


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "voice/family/closed.html", status=403)


def _looked(link: FamilyLink, page: FamilyPage, what: str) -> None:
    trail.looked(what, by=None, children=page.children, subject=link)
