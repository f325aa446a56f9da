"""Lists that can be narrowed, remembered and taken away: what a page and its file have in common.

A view begins with `narrowed`, and answers a POST with `remembered`. The page includes
`components/narrowing.html`, which needs the `narrowing`.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode

from homeward.drafts.models import UsualFilter
from homeward.forms import HomewardForm


@dataclass(frozen=True)
class Narrowing:
    """The form of a list as the worker chose, or as they usually choose, and what it holds."""

    form: HomewardForm
    chosen: dict[str, str]

    @property
    def query(self) -> str:
        """The same list again, in an address."""
        return urlencode(self.chosen or {"all": ""})


def narrowed(request: HttpRequest, form_class: type[HomewardForm], **kwargs: Any) -> Narrowing:
    """Never an error: what cannot be read narrows nothing."""
    names = form_class.base_fields
    asked = {name: request.GET[name] for name in names if name in request.GET}
    if not asked and "all" not in request.GET:
        usual = UsualFilter.objects.filter(worker=request.user.pk, page=_page(request)).first()
        asked = dict(usual.chosen) if usual else {}
    return _read(form_class(asked, **kwargs))


def remembered(request: HttpRequest, form_class: type[HomewardForm], **kwargs: Any) -> HttpResponse:
    """Keep what was posted as this worker's usual, and show the list; choosing nothing forgets it."""
    here = {"worker_id": request.user.pk, "page": _page(request)}
    chosen = _read(form_class(request.POST, **kwargs)).chosen
    if chosen:
        UsualFilter.objects.update_or_create(**here, defaults={"chosen": chosen})
    else:
        UsualFilter.objects.filter(**here).delete()
    messages.success(request, "Kept: this is how the list begins from now on.")
    return redirect(_page(request))


def _page(request: HttpRequest) -> str:
    return request.resolver_match.view_name


def _read(form: HomewardForm) -> Narrowing:
    form.is_valid()
    return Narrowing(form, {name: value for name, value in form.cleaned_data.items() if value})
