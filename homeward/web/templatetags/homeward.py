"""Words and small helps for templates: dates said as people say them, and GOV.UK form markup.

Dates follow the product's way of speaking: "Friday 6 November 2026", "(in 24 days)", "4.38pm".
Nothing here decides anything about a child; that is the work of each area's rules.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms, template
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.safestring import SafeString

from homeward.forms.fields import DateBoxes


register = template.Library()

GROUPS = {"radios", "checkboxes"}
CLASSES = {
    "input": "govuk-input",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "tick": "govuk-checkboxes__input",
}


def _as_date(value: object) -> date | None:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value if isinstance(value, date) else None


@register.filter
def day(value: object) -> str:
    """6 November 2026"""
    when = _as_date(value)
    return f"{when.day} {when:%B %Y}" if when else str(value or "")


@register.filter
def long_date(value: object) -> str:
    """Friday 6 November 2026"""
    when = _as_date(value)
    return f"{when:%A} {day(when)}" if when else str(value or "")


@register.filter
def in_days(value: object) -> str:
    """(in 24 days), (today), (2 days ago)"""
    when = _as_date(value)
    if when is None:
        return ""
    days = (when - timezone.localdate()).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return f"({near[days]})"
    return f"(in {days} days)" if days > 0 else f"({-days} days ago)"


@register.filter
def late(value: object) -> str:
    """1 day late, 12 days late: a date that has passed."""
    when = _as_date(value)
    if when is None:
        return ""
    days = (timezone.localdate() - when).days
    return f"{days} {'day' if days == 1 else 'days'} late"


@register.filter
def weekday(value: object) -> str:
    """Tomorrow, or the day of the week and the month: Thursday 3 December"""
    when = _as_date(value)
    if when is None:
        return ""
    if (when - timezone.localdate()).days == 1:
        return "Tomorrow"
    return f"{when:%A} {when.day} {when:%B}"


@register.filter
def clock(value: object) -> str:
    """4.38pm"""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    if not isinstance(value, datetime | time):
        return str(value or "")
    half = "am" if value.hour < 12 else "pm"
    hour = value.hour % 12 or 12
    return f"{hour}.{value.minute:02}{half}" if value.minute else f"{hour}{half}"


@register.filter
def moment(value: object) -> str:
    """Today, 4.38pm; 9 October 2026, 4.38pm; a date alone stays a date; words stay words."""
    when = _as_date(value)
    if when is None:
        return str(value or "")
    said = "Today" if when == timezone.localdate() else day(when)
    return f"{said}, {clock(value)}" if isinstance(value, datetime) else said


@register.filter
def machine(value: object) -> str:
    """The same moment for a machine, or nothing when it was given in words."""
    return value.isoformat() if isinstance(value, date) else ""


@register.filter
def counted(number: int, words: str) -> str:
    """3|counted:"child,children" is "3 children"."""
    one, many = words.split(",")
    return f"{number} {one if number == 1 else many}"


@register.filter
def digits(phone: object) -> str:
    """A telephone number as a link wants it."""
    return "".join(character for character in str(phone) if character.isdigit())


@register.filter
def sentence(text: object) -> str:
    """Ends with one full stop, so that a rule's reason can stand in a sentence."""
    said = str(text).strip()
    return said if said.endswith((".", "?", "!")) else f"{said}."


@register.filter
def labelled(rows: Iterable[Sequence[Any]], columns: Sequence[str]) -> list[list[tuple[str, Any]]]:
    """Each cell with its column's heading, which it shows for itself on a phone."""
    return [list(zip(columns, row, strict=False)) for row in rows]


@register.simple_tag
def field_kind(field: BoundField) -> str:
    """Which GOV.UK component draws this field."""
    kinds: list[tuple[type[forms.Widget] | tuple[type[forms.Widget], ...], str]] = [
        ((forms.HiddenInput, forms.MultipleHiddenInput), "hidden"),
        (forms.CheckboxSelectMultiple, "checkboxes"),
        (forms.RadioSelect, "radios"),
        (DateBoxes, "date"),
        (forms.CheckboxInput, "tick"),
        (forms.Select, "select"),
        (forms.Textarea, "textarea"),
        (forms.FileInput, "file"),
    ]
    widget = field.field.widget
    return next((kind for classes, kind in kinds if isinstance(widget, classes)), "input")


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The input itself, with the classes and the descriptions that GOV.UK gives it."""
    kind = field_kind(field)
    attrs = field.field.widget.attrs
    classes = [CLASSES[kind], attrs.get("class", "")]
    if attrs.get("data-voice"):
        classes.append("hw-voice-input")
    if field.errors and kind != "tick":
        classes.append(f"{CLASSES[kind]}--error")
    return field.as_widget(attrs={"class": " ".join(filter(None, classes))})


def _wrong_boxes(field: BoundField) -> set[int]:
    """The boxes of a date that have to be mended: those the error names, or else all three."""
    wrong: set[int] = set()
    for error in field.errors.as_data():
        params = error.params if isinstance(error, ValidationError) else None
        wrong.update((params or {}).get("boxes", (0, 1, 2)))
    return wrong


@register.simple_tag
def date_boxes(field: BoundField) -> list[dict[str, Any]]:
    """Day, month and year, each with what was typed and whether it has to be mended."""
    parts = field.subwidgets[0].data["subwidgets"]
    wrong = _wrong_boxes(field)
    return [
        {
            "id": part["attrs"]["id"],
            "name": part["name"],
            "value": part["value"],
            "label": label,
            "width": width,
            # A month may be typed as a word, so its keyboard must have letters.
            "numeric": label != "Month",
            "wrong": number in wrong,
        }
        for number, (part, label, width) in enumerate(
            zip(parts, ("Day", "Month", "Year"), (2, 4, 4), strict=True)
        )
    ]


@register.simple_tag
def error_target(field: BoundField) -> str:
    """The id that a line of the error summary leads to: the first box that is wrong."""
    kind = field_kind(field)
    if kind in GROUPS:
        return f"{field.auto_id}_0"
    if kind == "date":
        return f"{field.auto_id}_{min(_wrong_boxes(field), default=0)}"
    return field.id_for_label
