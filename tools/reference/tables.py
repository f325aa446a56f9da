"""Every table and its fields."""

import inspect
from typing import Any

from django.db import models

from tools.reference.pages import page, table
from tools.reference.personal import our_models, personal_classes


KINDS = {
    "ArrayField": "list",
    "AutoField": "number given by the database",
    "BigAutoField": "number given by the database",
    "BigIntegerField": "whole number",
    "BinaryField": "bytes",
    "BooleanField": "yes or no",
    "CharField": "text",
    "DateField": "day",
    "DateRangeField": "period: first day, first day after",
    "DateTimeField": "moment",
    "EmailField": "email address",
    "JSONField": "structured",
    "PositiveBigIntegerField": "whole number",
    "PositiveIntegerField": "whole number",
    "PositiveSmallIntegerField": "whole number",
    "TextField": "long text",
    "UUIDField": "random identifier",
}


def tables() -> str:
    classes = personal_classes()
    parts = [
        "Every table, area by area, with its fields. Personal: about a child or a family. "
        "A table with `visible_to` is fetched through it; one without is reached through the table "
        "it belongs to."
    ]
    area = ""
    for model in our_models():
        if model._meta.app_label != area:
            area = model._meta.app_label
            parts.append(f"## {area}")
        seen = hasattr(model._default_manager, "visible_to")
        about = [
            first_sentence(model),
            classes[model._meta.label],
            "Has `visible_to`." if seen else "",
        ]
        parts += [f"### {model.__name__}", " ".join(filter(None, about)), _fields(model)]
    return page("Models", *parts)


def _fields(model: type[models.Model]) -> str:
    rows = []
    for field in [*model._meta.concrete_fields, *model._meta.many_to_many]:
        if field.name == "id":
            continue
        filled = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
        empty = field.null or (field.blank and not filled)
        rows.append((f"`{field.name}`", _kind(field), "yes" if empty else "no"))
    return table(("Field", "Holds", "May be empty"), rows)


def _kind(field: Any) -> str:
    if field.related_model:
        target = field.related_model
        several = "several " if field.many_to_many else ""
        return f"{several}{target._meta.app_label}.{target.__name__}"
    kind = KINDS.get(type(field).__name__, type(field).__name__)
    return f"{kind}, at most {field.max_length}" if kind == "text" and field.max_length else kind


def first_sentence(thing: Any) -> str:
    """The first paragraph of a docstring, on one line; empty when there is none worth showing."""
    text = (inspect.getdoc(thing) or "").split("\n\n")[0].replace("\n", " ").strip()
    made_by_django = isinstance(thing, type) and text.startswith(f"{thing.__name__}(")
    return "" if made_by_django else text
