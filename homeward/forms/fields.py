"""Fields for Homeward's forms, and the words they use when something has to be mended.

An error says what to do ("Enter why Wren was not seen alone"), never "This field is required".
Dates are asked for in three boxes and times as people write them. Source: GOV.UK Design System,
error messages, date input and radios.
"""

import re
from calendar import month_name, monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.choices import normalize_choices
from django.utils.datastructures import MultiValueDict


DJANGO_REQUIRED = forms.Field.default_error_messages["required"]
TIME_WORDS = {"midday": time(12), "noon": time(12), "midnight": time(0)}
TIME_PATTERN = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*(am|pm)?")
YES, NO = "yes", "no"

Day = date | Callable[[], date]


class _Asks:
    """What every field of ours takes: `hint`, and `enter`, the message when it is left empty."""

    def __init__(self, *args: Any, hint: str = "", enter: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("help_text", hint)
        super().__init__(*args, **kwargs)
        if enter:
            self.error_messages["required"] = enter  # type: ignore[attr-defined]


def asked(label: str) -> str:
    """A label inside a sentence: its first letter small, unless it is a word in capitals."""
    first = label.split(" ", 1)[0]
    return label if len(first) > 1 and first.isupper() else label[:1].lower() + label[1:]


def words_when_empty(field: forms.Field, label: str) -> str:
    """What to say when a field that is needed was left empty, made from its label."""
    chosen = isinstance(field.widget, forms.Select | forms.RadioSelect)
    verb = "Choose" if chosen else "Enter"
    if isinstance(field.widget, forms.CheckboxInput):
        return f"Tick the box to go on: {label}"
    if label.endswith("?"):
        return f"{verb} an answer: {label}"
    return f"{verb} {asked(label)}"


class HomewardForm(forms.Form):
    """The form that every page uses: our own messages, and no checks by the browser."""

    # The browser's own bubbles say "Please fill in this field": the page says it better.
    use_required_attribute = False

    def full_clean(self) -> None:
        """Word the messages first; here, because a page may set a label after making the form."""
        for name, field in self.fields.items():
            messages = field.error_messages
            if messages.get("required") == DJANGO_REQUIRED:
                label = str(field.label or name.replace("_", " ").capitalize())
                messages["required"] = words_when_empty(field, label)
            messages["max_length"] = (
                "Use %(limit_value)d characters or fewer: you have %(show_value)d"
            )
            messages["min_value"] = "Enter a number that is %(limit_value)s or more"
            messages["max_value"] = "Enter a number that is %(limit_value)s or less"
            if "invalid_choice" in messages:
                messages["invalid_choice"] = "Choose from the answers on the page"
        super().full_clean()


class Text(_Asks, forms.CharField):
    """One line. `width` is the number of characters that the box shows: 2, 3, 4, 5, 10, 20, 30."""

    def __init__(self, *args: Any, width: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if width:
            self.widget.attrs["class"] = f"govuk-input--width-{width}"


class LongText(_Asks, forms.CharField):
    """Several lines."""

    def __init__(self, *args: Any, rows: int = 4, max_length: int = 4000, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "cols": None}))
        super().__init__(*args, max_length=max_length, **kwargs)
        # The browser would cut silently what was pasted; we say that it is too long instead.
        self.widget.attrs.pop("maxlength", None)


class ChildsWords(LongText):
    """What a child said, as they said it: the only box with the child's own colour."""

    def __init__(self, *args: Any, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(*args, rows=rows, **kwargs)
        self.widget.attrs["data-voice"] = "child"


class Email(_Asks, forms.EmailField):
    """An email address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages["invalid"] = "Enter an email address like name@example.com"
        self.widget.attrs.update({"autocomplete": "email", "spellcheck": "false"})


class WholeNumber(_Asks, forms.IntegerField):
    """A whole number between `least` and `most`."""

    # A number box changes when a mouse wheel passes over it; GOV.UK asks for text instead.
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"})

    def __init__(
        self, *args: Any, least: int | None = None, most: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, min_value=least, max_value=most, **kwargs)
        self.error_messages["invalid"] = "Enter a whole number, like 3"


class Tick(_Asks, forms.BooleanField):
    """One box to tick; when it is required, it must be ticked to go on."""


class _Hints:
    """Choices that may carry a third part, a hint under the answer."""

    @property
    def choices(self) -> Any:
        return self._choices

    @choices.setter
    def choices(self, value: Any) -> None:
        hints: dict[str, str] = {}
        if isinstance(value, list | tuple):
            hints = {str(choice[0]): choice[2] for choice in value if len(choice) == 3}
            value = [choice[:2] for choice in value]
        self._choices = self.widget.choices = normalize_choices(value)  # type: ignore[attr-defined]
        self.widget.hints = hints  # type: ignore[attr-defined]


class _OptionHints:
    """Puts each hint on its option, for the template."""

    hints: Mapping[str, str] = {}
    inline = False

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        return {**option, "hint": self.hints.get(str(value), "")}


class Radios(_OptionHints, forms.RadioSelect):
    """One answer of several."""


class Checkboxes(_OptionHints, forms.CheckboxSelectMultiple):
    """Any number of answers."""


class Choices(_Hints, _Asks, forms.TypedChoiceField):
    """One answer of a few, all in view."""

    widget = Radios

    def __init__(self, *args: Any, inline: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.widget.inline = inline


class ManyChoices(_Hints, _Asks, forms.MultipleChoiceField):
    """Any number of answers."""

    widget = Checkboxes


class YesNo(Choices):
    """Yes or no: True, False, or None when it may be left open and was."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("choices", [(YES, "Yes"), (NO, "No")])
        kwargs.setdefault("inline", True)
        super().__init__(*args, coerce=lambda said: said == YES, empty_value=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: YES, False: NO}.get(value, value) if isinstance(value, bool) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class Select(_Asks, forms.TypedChoiceField):
    """One answer of many: for lists too long to show whole. An empty first answer of its own is kept."""

    def __init__(self, *args: Any, choices: Any = (), **kwargs: Any) -> None:
        if isinstance(choices, list | tuple) and not (choices and choices[0][0] == ""):
            choices = [("", "Choose one"), *choices]
        super().__init__(*args, choices=choices, **kwargs)


class DateBoxes(forms.MultiWidget):
    """Three boxes: day, month, year."""

    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([forms.TextInput, forms.TextInput, forms.TextInput], attrs)

    def decompress(self, value: Any) -> Sequence[Any]:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            value = date.fromisoformat(value)
        return [value.day, value.month, value.year] if isinstance(value, date) else ["", "", ""]

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> list[str]:
        return [str(data.get(f"{name}_{box}") or "").strip() for box in range(3)]


def _month(typed: str) -> int | None:
    """3, 03, Mar and March are all the third month."""
    if typed.isascii() and typed.isdigit():
        return int(typed) if 1 <= int(typed) <= 12 else None
    word = typed.lower().rstrip(".")
    if len(word) < 3:
        return None
    return next((n for n in range(1, 13) if month_name[n].lower().startswith(word)), None)


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() else None


class DateField(_Asks, forms.Field):
    """A date in three boxes. `name` is how its messages call it ("date of the visit")."""

    widget = DateBoxes

    def __init__(
        self,
        *args: Any,
        name: str = "date",
        earliest: Day | None = None,
        latest: Day | None = None,
        past: bool = False,
        future: bool = False,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("enter", f"Enter the {name}")
        super().__init__(*args, **kwargs)
        self.name, self.earliest, self.latest = name, earliest, latest
        self.past, self.future = past, future

    def _mend(self, what: str, *boxes: int) -> ValidationError:
        return ValidationError(f"The {self.name} {what}", "invalid", {"boxes": boxes or (0, 1, 2)})

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date):
            return value
        if not value or not any(value):
            return None
        missing = [box for box in range(3) if not value[box]]
        if missing:
            parts = " and ".join(("a day", "a month", "a year")[box] for box in missing)
            raise self._mend(f"must include {parts}", *missing)
        day, month, year = _number(value[0]), _month(value[1]), _number(value[2])
        if month is None:
            raise self._mend("must have a month from 1 to 12, or its name, like March", 1)
        if year is None or not 1900 <= year <= 2199:
            raise self._mend("must have a year with 4 numbers, like 2026", 2)
        last = monthrange(year, month)[1]
        if day is None or not 1 <= day <= last:
            raise self._mend(f"must have a day from 1 to {last}: {month_name[month]} has {last}", 0)
        return date(year, month, day)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is None:
            return
        today = timezone.localdate()
        earliest = self.earliest() if callable(self.earliest) else self.earliest
        latest = self.latest() if callable(self.latest) else self.latest
        if self.past and value > today:
            raise self._mend("must be today or in the past")
        if self.future and value < today:
            raise self._mend("must be today or later")
        if earliest and value < earliest:
            raise self._mend(f"must be {earliest.day} {earliest:%B %Y} or later")
        if latest and value > latest:
            raise self._mend(f"must be {latest.day} {latest:%B %Y} or earlier")


class TimeField(_Asks, forms.Field):
    """A time of day as people write it: 4.30pm, 4:30 pm, 16:30, 9am, midday."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-5"})

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, time):
            return value
        said = str(value or "").strip().lower()
        if not said:
            return None
        if said in TIME_WORDS:
            return TIME_WORDS[said]
        found = TIME_PATTERN.fullmatch(said)
        if not found or not (found[2] or found[3]):
            raise ValidationError("Enter a time like 4.30pm or 16:30", "invalid")
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
        if minute > 59 or (half and not 1 <= hour <= 12) or hour > 23:
            raise ValidationError("Enter a time like 4.30pm or 16:30", "invalid")
        return time(hour % 12 + (12 if half == "pm" else 0) if half else hour, minute)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, time):
            return value
        half = "am" if value.hour < 12 else "pm"
        return f"{value.hour % 12 or 12}.{value.minute:02}{half}"
