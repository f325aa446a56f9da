"""Lists that can be narrowed, remembered and taken away: what a page and its file have in common."""

from typing import TypeVar

from django.http import HttpRequest

from homeward.forms import HomewardForm
from homeward.web.models import UsualFilter


Form = TypeVar("Form", bound=HomewardForm)


def narrowed(request: HttpRequest, form_class: type[Form]) -> tuple[Form, dict[str, str]]:
    """The form as the worker chose, or as they usually choose, and what it holds. Never an error: what
    cannot be read narrows nothing."""
    names = form_class.base_fields
    asked = {name: request.GET[name] for name in names if name in request.GET}
    page = request.resolver_match.view_name
    if not asked and "all" not in request.GET:
        usual = UsualFilter.objects.filter(worker=request.user, page=page).first()
        asked = dict(usual.chosen) if usual else {}
    form = form_class(asked)
    form.is_valid()
    return form, {name: value for name, value in form.cleaned_data.items() if value}


def remember(request: HttpRequest, page: str, form_class: type[HomewardForm]) -> None:
    """Keep what is chosen as this worker's usual; choosing nothing forgets it."""
    form = form_class(request.POST)
    form.is_valid()
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    if chosen:
        UsualFilter.objects.update_or_create(
            worker=request.user, page=page, defaults={"chosen": chosen}
        )
    else:
        UsualFilter.objects.filter(worker=request.user, page=page).delete()
