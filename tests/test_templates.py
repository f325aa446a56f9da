"""A sweep over every template: a new one joins by existing."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import CharField, TextField

import homeward


ROOT = Path(homeward.__file__).parent
TEMPLATES = sorted(ROOT.glob("**/templates/**/*.html"))

# What people write in their own words, and may end with a full stop of their own. Names have none.
FREE_TEXT = {
    field.name
    for model in apps.get_models()
    if model.__module__.startswith("homeward.")
    for field in model._meta.concrete_fields
    if isinstance(field, CharField | TextField)
    and not field.choices
    and not field.name.endswith("name")
}
# {{ adult.safe_contact }}</strong>{% if phone %}. : a value, tags that end or open, then a full stop.
VALUE_THEN_STOP = re.compile(r"\{\{\s*[\w.]+\.(\w+)((?:\|[^}]*)?)\s*\}\}(?:\{%[^%]*%\}|</?\w+>)*\.")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_words_of_people_never_end_with_two_full_stops(template):
    """`{{ words|sentence }}` ends them with one, whether or not the writer wrote it."""
    found = VALUE_THEN_STOP.finditer(template.read_text())

    doubled = [match[0] for match in found if match[1] in FREE_TEXT and "sentence" not in match[2]]

    assert not doubled
