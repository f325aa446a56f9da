"""A child's files: the list, adding one, its page, taking it away, and removing it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.access.taking import take
from homeward.drafts import keeping
from homeward.files import actions, queries, rules
from homeward.files.answers import as_answer
from homeward.files.forms import AddFileForm, RemoveFileForm
from homeward.files.models import ADDED_TO, PAGE_OF, File, kind_of, table_of
from homeward.files.rules import JPEG
from homeward.people.models import Child
from homeward.people.queries import siblings
from homeward.sharing.models import entitled
from homeward.trail import actions as trail


PAGE = 50


def files(request: HttpRequest, pk: int) -> HttpResponse:
    child = _get_child(request, pk)
    today = localdate()
    found = queries.files_of(child, request.worker, today)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    shown = {pk, *(other.pk for file in page.object_list for other in file.children.all())}
    trail.looked("read the list of files", by=request.user, children=shown, subject=child)
    context = {
        "child": child,
        "page": page,
        "files": page.object_list,
        "caught": queries.caught_of(child)[:PAGE],
        "required": settings.SCAN_REQUIRED,
    }
    return render(request, "files/files.html", context)


def add(request: HttpRequest, pk: int) -> HttpResponse:
    """To the record of this child, and of brothers and sisters whom this worker sees as well."""
    child = _get_child(request, pk)
    others = siblings(child, request.worker, localdate()).order_by("born", "pk")
    return _add(request, [child, *others], None, reverse("files:files", args=[pk]), child)


def add_to(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """To a visit, a decision or another thing whose page shows it from then on."""
    if kind not in ADDED_TO:
        raise Http404
    today = localdate()
    thing = get_object_or_404(
        table_of(kind)._default_manager.visible_to(request.worker, today), pk=pk
    )
    about = thing.about.values("child_id")
    seen = Child.objects.visible_to(request.worker, today).filter(pk__in=about)
    children = list(seen.order_by("born", "pk"))
    if not children:
        raise Http404
    return _add(request, children, thing, reverse(PAGE_OF[kind], args=[pk]), children[0])


def _add(
    request: HttpRequest, children: list[Child], thing: Model | None, back: str, first: Child
) -> HttpResponse:
    sight = entitled(request.worker, first, localdate())
    form = keeping.form_for(
        request,
        AddFileForm,
        children=children,
        groups=sight.groups,
        initial={"children": [str(first.pk)], "group": "core"},
    )
    made, status = take(
        request,
        form,
        lambda typed: actions.add_file(form.said(thing), typed["file"], by=request.user),
    )
    if made:
        messages.success(request, "The file is in the record.")
        return redirect(made)
    if form.is_bound and form.caught:
        actions.note_caught(first, found=form.caught, by=request.user)
    ids = [child.pk for child in children]
    trail.looked("opened a record to add a file", by=request.user, children=ids, subject=first)
    context = {
        "form": form,
        "children": children,
        "child": first,
        "back_url": back,
        "to": ADDED_TO[kind_of(thing)][2] if thing else "",
    }
    return render(request, "files/add.html", context, status=status)


def file(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "files/file.html", _page(request, pk, "read what a file is"))


def download(request: HttpRequest, pk: int) -> HttpResponse:
    """Taken away, never opened in the browser."""
    file, content = _opened(request, pk, "took a file away")
    name = content_disposition_header(True, file.file_name)
    return as_answer(content, file.content_type, name or "attachment")


def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """One that was written by us, so that the browser may show it."""
    file, content = _opened(request, pk, "looked at a picture")
    if file.content_type != JPEG:
        raise Http404
    return as_answer(content, JPEG, "inline")


def remove(request: HttpRequest, pk: int) -> HttpResponse:
    page = _page(request, pk, "opened a file to remove it")
    form = keeping.form_for(request, RemoveFileForm)
    made, status = take(
        request,
        form,
        lambda typed: actions.remove_file(page["file"], why=typed["why"], by=request.user),
    )
    if made:
        messages.success(request, "The file is removed. Why it went stays in the record.")
        return redirect("files:file", pk=pk)
    context = {**page, "form": form, "answer": page["may_remove"]}
    return render(request, "files/remove.html", context, status=status)


def _page(request: HttpRequest, pk: int, what: str) -> dict[str, Any]:
    today = localdate()
    file = _get_file(request, pk)
    children = list(file.children.all())
    trail.looked(what, by=request.user, children=[child.pk for child in children], subject=file)
    return {
        "file": file,
        "children": children,
        "child": children[0],
        "place": queries.place_of(file, request.worker, today),
        "forms": list(file.other_forms.kept()),
        "may_open": rules.may_open(file, settings.SCAN_REQUIRED),
        "may_remove": queries.may_remove(request.worker, file, today),
    }


def _opened(request: HttpRequest, pk: int, what: str) -> tuple[File, bytes]:
    file = _get_file(request, pk)
    require(rules.may_open(file, settings.SCAN_REQUIRED))
    content = file.content()
    if content is None:  # the records of all its children were destroyed
        raise Http404
    ids = [child.pk for child in file.children.all()]
    trail.looked(what, by=request.user, children=ids, subject=file)
    return file, content


def _get_file(request: HttpRequest, pk: int) -> File:
    mine = File.objects.visible_to(request.worker, localdate())
    found = mine.select_related("added_by", "removed_by", "form_of").prefetch_related("children")
    return get_object_or_404(found, pk=pk)


def _get_child(request: HttpRequest, pk: int) -> Child:
    return get_object_or_404(Child.objects.visible_to(request.worker, localdate()), pk=pk)
