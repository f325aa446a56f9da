"""A child's letters: the list, beginning one, reading it as it is sent, changing, issuing, throwing away."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.rules import Answer, refuse
from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.letters import actions, queries, rules
from homeward.letters.actions import NewLetter
from homeward.letters.forms import (
    BeginForm,
    DecisionForm,
    InvitationForm,
    IssueForm,
    NothingForm,
    PlanForm,
    WordsForm,
)
from homeward.letters.models import Letter
from homeward.letters.rules import KINDS, LetterKind
from homeward.people.models import Child
from homeward.people.queries import siblings
from homeward.trail import actions as trail


PAGE = 50


def letters(request: HttpRequest, pk: int) -> HttpResponse:
    child = _get_child(request, pk)
    found = queries.letters_of(child, request.worker, localdate())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    trail.looked("read the list of letters", by=request.user, children=[pk], subject=child)
    context = {
        "child": child,
        "page": page,
        "letters": page.object_list,
        "kinds": [(kind.value, KINDS[kind]) for kind in LetterKind],
        "may_write": _may_write(request, child),
    }
    return render(request, "letters/letters.html", context)


def begin(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    child, kind = _get_child(request, pk), _kind(kind)
    form, answer = _begin_form(request, child, kind)
    made, status = take(
        request, form, lambda typed: actions.write_letter(_new(form, kind), by=request.user), answer
    )
    if made:
        messages.success(request, "The letter is begun. Read it, change it, then issue it.")
        return redirect(made)
    ids = [c.pk for c in form.offered]
    trail.looked("opened a record to write a letter", by=request.user, children=ids, subject=child)
    context = {
        "child": child,
        "form": form,
        "kind": KINDS[kind],
        "answer": answer,
        "back_url": reverse("letters:letters", args=[pk]),
    }
    return render(request, "letters/begin.html", context, status=status)


def _begin_form(request: HttpRequest, child: Child, kind: LetterKind) -> tuple[Any, Answer]:
    """The form of this kind, and whether there is anything to write about."""
    today = localdate()
    others = list(siblings(child, request.worker, today).order_by("born", "pk"))
    adults = list(queries.adults_around(child, today))
    more: dict[str, Any] = {"adults": adults, "children": [child, *others]}
    initial: dict[str, Any] = {"children": [str(child.pk)]}
    answer = _may_write(request, child)
    of_kind: type[BeginForm] = InvitationForm
    if kind == LetterKind.DECISION:
        of_kind = DecisionForm
        more["decisions"] = list(queries.decisions_to_tell(child, request.worker, today)[:PAGE])
        if answer and not more["decisions"]:
            answer = refuse("no decision about this child is signed", "Write when there is one.")
    elif kind == LetterKind.PLAN:
        of_kind = PlanForm
        more["plan"] = queries.plan_to_tell(child, request.worker, today)
        if answer and more["plan"] is None:
            answer = refuse("there is no plan in force", "Write it with the family first.")
    if len(adults) == 1:
        initial |= {"to": f"adult-{adults[0].pk}", "address": queries.last_address(adults[0])}
    return keeping.form_for(request, of_kind, initial=initial, **more), answer


def _new(form: Any, kind: LetterKind) -> NewLetter:
    said = {
        "kind": kind,
        "to": form.person,
        "address": form.cleaned_data["address"],
        "places": form.places(),
    }
    if kind == LetterKind.DECISION:
        decision = form.chosen_decision
        children = list(decision.children.order_by("born", "pk"))
        return NewLetter(children=children, decision=decision, **said)
    if kind == LetterKind.PLAN:
        plan = form.plan
        children = list(plan.episode.children.order_by("born", "pk"))
        return NewLetter(children=children, plan=plan, **said)
    return NewLetter(children=form.chosen(), **said)


def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """As it is sent; of one that was issued, what became of it: its words are in the file."""
    page = _page(request, pk, "read a letter")
    return render(request, "letters/letter.html", page)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    page = _page(request, pk, "opened a letter to change it")
    letter = page["letter"]
    initial = {
        "title": letter.title,
        "text": letter.text,
        "address": letter.address,
    }
    form = keeping.form_for(request, WordsForm, initial=initial)
    made, status = take(
        request,
        form,
        lambda typed: actions.change_letter(
            letter,
            title=typed["title"],
            text=typed["text"],
            address=typed["address"],
            seen=typed["version"],
            by=request.user,
        ),
    )
    if made:
        messages.success(request, "The words are kept. The letter is not sent yet.")
        return redirect(made)
    letter.refresh_from_db()
    overtaken = status == 409 or form.is_behind(letter.version)
    form.saw(letter.version)
    context = {
        **page,
        "form": form,
        "answer": rules.may_change(letter),
        "overtaken": overtaken,
        "paper": queries.paper_of(letter),
    }
    return render(request, "letters/change.html", context, status=status)


def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole letter stands above the button."""
    page = _page(request, pk, "opened a letter to issue it")
    letter = page["letter"]
    form = keeping.form_for(request, IssueForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.issue_letter(letter, seen=typed["version"], by=request.user),
    )
    if made:
        messages.success(request, "The letter is issued and in the record. Print it, or send it.")
        return redirect(made.file)
    letter.refresh_from_db()
    form.saw(letter.version)
    told = queries.told_of_others(letter)
    answer = rules.may_be_issued(letter, letter.version, told)
    context = {**page, "form": form, "answer": answer, "paper": queries.paper_of(letter)}
    return render(request, "letters/issue.html", context, status=status)


def throw_away(request: HttpRequest, pk: int) -> HttpResponse:
    page = _page(request, pk, "opened a letter to throw it away")
    letter = page["letter"]
    form = keeping.form_for(request, NothingForm)

    def act(typed: dict[str, Any]) -> Child:
        actions.throw_away_letter(letter, by=request.user)
        return page["child"]

    made, status = take(request, form, act)
    if made:
        messages.success(request, "The draft is thrown away.")
        return redirect("letters:letters", pk=made.pk)
    context = {**page, "form": form, "answer": rules.may_change(letter)}
    return render(request, "letters/throw_away.html", context, status=status)


def _page(request: HttpRequest, pk: int, what: str) -> dict[str, Any]:
    mine = Letter.objects.visible_to(request.worker, localdate())
    related = ("to_adult", "to_child", "organisation", "written_by", "issued_by", "file")
    letter = get_object_or_404(mine.select_related(*related), pk=pk)
    children = list(letter.children.order_by("born", "pk"))
    trail.looked(what, by=request.user, children=[c.pk for c in children], subject=letter)
    return {
        "letter": letter,
        "children": children,
        "child": children[0],
        "paper": queries.paper_of(letter),
        "may_write": _may_write(request, children[0]),
    }


def _may_write(request: HttpRequest, child: Child) -> Answer:
    ours = queries.organisations(child.partnership_id).values_list("pk", flat=True)
    return rules.may_write(request.worker, ours)


def _get_child(request: HttpRequest, pk: int) -> Child:
    return get_object_or_404(Child.objects.visible_to(request.worker, localdate()), pk=pk)


def _kind(kind: str) -> LetterKind:
    if kind not in KINDS:
        raise Http404
    return LetterKind(kind)
