"""The words that each organisation writes with: what holds, writing anew, and looking at it before it holds."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.rules import allow
from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.letters import actions, queries, rules
from homeward.letters.forms import NothingForm, TemplateForm
from homeward.letters.models import LetterTemplate
from homeward.letters.rules import KINDS, LetterKind
from homeward.partnership.choosing import chosen_id
from homeward.partnership.models import Organisation


PAGE = 50


def templates(request: HttpRequest) -> HttpResponse:
    """What both organisations write with."""
    groups = [
        (
            organisation,
            rules.may_change_templates(request.worker, organisation.pk),
            [
                (kind.value, KINDS[kind], queries.words_in_force(organisation.pk, kind).template)
                for kind in LetterKind
            ],
        )
        for organisation in queries.organisations(chosen_id(request))
    ]
    return render(request, "letters/templates.html", {"groups": groups})


def template(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """What holds now, as a letter to an invented family, and the versions that there were."""
    organisation, of_kind = _get(request, pk, kind)
    words = queries.words_in_force(pk, of_kind)
    versions = LetterTemplate.objects.filter(organisation=organisation, kind=of_kind)
    versions = versions.select_related("written_by", "in_force_by")
    context = {
        "organisation": organisation,
        "kind": KINDS[of_kind],
        "slug": of_kind.value,
        "words": words,
        "paper": queries.invented_paper(organisation, words.title, words.text),
        "page": Paginator(versions, PAGE).get_page(request.GET.get("page")),
        "may_change": rules.may_change_templates(request.worker, pk),
    }
    return render(request, "letters/template.html", context)


def write_template(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A new version begins with what holds. It is looked at before it is put in force."""
    organisation, of_kind = _get(request, pk, kind)
    words = queries.words_in_force(pk, of_kind)
    initial = {"title": words.title, "text": words.text}
    form = keeping.form_for(request, TemplateForm, initial=initial)
    answer = rules.may_change_templates(request.worker, pk)
    made, status = take(
        request,
        form,
        lambda typed: actions.write_template(
            organisation, of_kind, title=typed["title"], text=typed["text"], by=request.user
        ),
        answer,
    )
    if made:
        messages.success(request, "Read it as a letter. It is not in force yet.")
        return redirect("letters:template_version", pk=made.pk)
    context = {
        "organisation": organisation,
        "kind": KINDS[of_kind],
        "form": form,
        "answer": answer,
        "back_url": reverse("letters:template", args=[pk, of_kind.value]),
    }
    return render(request, "letters/write_template.html", context, status=status)


def template_version(request: HttpRequest, pk: int) -> HttpResponse:
    """As a letter to an invented family; from here it is put in force."""
    mine = LetterTemplate.objects.filter(partnership__in=request.worker.partnership_ids)
    found = get_object_or_404(mine.select_related("organisation", "written_by"), pk=pk)
    form = keeping.form_for(request, NothingForm)
    made, status = take(request, form, lambda typed: actions.put_in_force(found, by=request.user))
    if made:
        messages.success(request, "It is in force: letters are written with it from now on.")
        return redirect("letters:template", pk=found.organisation_id, kind=found.kind)
    answer = rules.may_change_templates(request.worker, found.organisation_id)
    if answer:
        newest = queries.words_in_force(found.organisation_id, LetterKind(found.kind)).template
        answer = rules.may_be_put_in_force(found, newest.version if newest else 0)
    context = {
        "template": found,
        "form": form,
        "answer": answer if not found.in_force_at else allow("it was put in force"),
        "paper": queries.invented_paper(found.organisation, found.title, found.text),
        "today": localdate(),
    }
    return render(request, "letters/template_version.html", context, status=status)


def _get(request: HttpRequest, pk: int, kind: str) -> tuple[Organisation, LetterKind]:
    if kind not in KINDS:
        raise Http404
    mine = Organisation.objects.filter(partnership__in=request.worker.partnership_ids)
    return get_object_or_404(mine, pk=pk), LetterKind(kind)
