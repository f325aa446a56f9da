"""Telling the person at a form that the action was refused: nothing typed is lost, and it is in the trail."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.access.guard import Refused
from homeward.access.rules import Answer
from homeward.trail import actions as trail


def asked_for(request: HttpRequest) -> str:
    """Which page was asked for, and of which record: by its number, for who looks into refusals."""
    match = request.resolver_match
    if not match:
        return "asked for a page"
    return " ".join(["asked for", match.view_name, *map(str, match.kwargs.values())])


def tell(request: HttpRequest, form: Form, refused: Refused) -> None:
    """Put the reason at the head of the form; what was typed stays in it."""
    answer = refused.answer
    sentence = f"{answer.reason[:1].upper()}{answer.reason[1:]}."
    form.add_error(None, f"{sentence} {answer.instead}".strip())
    trail.refused(asked_for(request), by=request.user, because=answer.reason)


def no_post_page(request: HttpRequest, answer: Answer) -> HttpResponse:
    """What somebody without a post today gets of every page. Without the menu: all of it would lead here."""
    return render(request, "access/no_post.html", {"answer": answer, "navigation": []}, status=403)
