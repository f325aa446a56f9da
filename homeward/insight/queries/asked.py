"""Which forms the product asks its workers, found by going through the code: a new one joins by existing."""

from collections.abc import Iterator, Mapping
from importlib import import_module

from django.conf import settings
from django.forms import Field

from homeward.forms import HomewardForm
from homeward.insight.rules import DESCRIBED, NOT_ASKED, path_of_form


def asked() -> dict[str, type[HomewardForm]]:
    """By their path, in its order. The pages are loaded first, and with them every form that one shows. A button
    with nothing to fill in asks nothing."""
    import_module(settings.ROOT_URLCONF)
    found = {
        path_of_form(form): form
        for form in _under(HomewardForm)
        if form.__module__.startswith("homeward.") and fields_of(form.base_fields)
    }
    return {path: found[path] for path in sorted(found) if path not in NOT_ASKED}


def fields_of(fields: Mapping[str, Field]) -> set[str]:
    """What a form asks. What is hidden is not asked."""
    return {name for name, field in fields.items() if not field.widget.is_hidden}


def not_described() -> list[str]:
    return [path for path in asked() if path not in DESCRIBED]


def _under(form: type[HomewardForm]) -> Iterator[type[HomewardForm]]:
    for each in form.__subclasses__():
        yield each
        yield from _under(each)
