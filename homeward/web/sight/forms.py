"""The shape of what is asked when a record is closed or opened, and when one asks who could see it."""

from collections.abc import Iterable

from django.utils.timezone import localdate

from homeward.forms import Choices, DateField, HomewardForm, LongText, ManyChoices, Select, Text
from homeward.sharing.rules import RestrictionKind


class BreakGlassForm(HomewardForm):
    reason = LongText(
        label="Who is in danger, and from what?",
        hint="Both organisations’ information governance leads read it at once",
        enter="Enter who is in danger, and from what",
    )


class ReviewGlassForm(HomewardForm):
    finding = LongText(
        label="Was it right, and what follows?",
        enter="Enter whether it was right, and what follows",
    )


class CloseRecordForm(HomewardForm):
    kind = Choices(
        label="Why is it closed?", choices=[(kind.value, kind.label) for kind in RestrictionKind]
    )
    because = Text(label="Because of what?", max_length=300, enter="Enter because of what")
    named = ManyChoices(
        label="Who is named?",
        hint="Those who see it all the same. Of a relative: the worker to whom it is closed",
        required=False,
    )
    until = DateField(
        label="Until when?",
        name="day on which it ends",
        hint="It opens again on this day, or is closed anew",
        future=True,
    )

    def __init__(self, *args, workers: Iterable[tuple[int, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["named"].choices = [(str(pk), name) for pk, name in workers]


class OpenRecordForm(HomewardForm):
    because = Text(
        label="Why is it opened again?", max_length=300, enter="Enter why it is opened again"
    )


class EndWorkForm(HomewardForm):
    because = LongText(
        label="Why has it ended?",
        hint="What the team did, and who is there for the child now. It stays in the record",
        enter="Enter why it has ended",
        rows=4,
        max_length=2000,
    )


class OnDayForm(HomewardForm):
    on = DateField(label="On which day?", name="day", latest=localdate)


class WhatCouldForm(OnDayForm):
    worker = Select(label="Which colleague?", choices=[], coerce=int)

    field_order = ("worker", "on")

    def __init__(self, *args, workers: Iterable[tuple[int, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].choices = [("", "Choose one"), *workers]
