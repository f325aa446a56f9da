"""Writing up a visit, and adding a photo to it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from homeward.decisions.forms import offer
from homeward.files.pictures import NotAPicture, Picture
from homeward.files.receiving import NotTaken, received_picture
from homeward.forms import (
    ChildsWords,
    Choices,
    DateField,
    HomewardForm,
    LongText,
    ManyChoices,
    Text,
)
from homeward.people.models import Child
from homeward.support.actions import ChildSeen
from homeward.support.models import VisitChild
from homeward.support.rules import MINUTES, everybody


WHO_WAS_THERE = 600  # characters


UNSAFE = (
    ("no", "No"),
    ("yes", "Yes"),
    (
        "not sure",
        "Not sure",
        "Counts as yes until somebody has looked: the council’s team is asked to phone you",
    ),
)


FEELS_SAFE = {"yes": True, "no": False, "not asked": None}


class VisitForm(HomewardForm):
    """Five questions. Each child has their own part of the second, the third and the fourth."""

    on = DateField(label="When was the visit?", name="date of the visit", past=True)
    place = Choices(label="Where?", inline=True, enter="Choose or enter where the visit was")
    where = Text(label="Where was it?", max_length=120, required=False)
    minutes = Choices(
        label="How long was it?",
        choices=[(str(minutes), said) for minutes, said in MINUTES.items()],
        coerce=int,
        inline=True,
        enter="Choose how long the visit was",
    )
    there = ManyChoices(label="Who else was there?", required=False)
    who_was_there = Text(
        label="Anybody else?", hint="Also those you did not expect", max_length=300, required=False
    )
    what_happened = LongText(label="What happened", rows=6)
    what_next = LongText(label="What next: who does what, by when?", rows=3)
    unsafe_tonight = Choices(label="Is anyone unsafe tonight?", choices=UNSAFE)

    def __init__(
        self,
        *args: Any,
        children: Iterable[Child],
        duty_phone: str,
        places: Iterable[str],
        adults: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.children = list(children)
        yes = ("yes", "Yes", f"Phone duty now, {duty_phone}, and finish this after")
        offer(self, "unsafe_tonight", [UNSAFE[0], yes, UNSAFE[2]])
        offer(self, "place", [(said, said) for said in places])
        offer(self, "there", [(name, name) for name in adults])
        if not adults:
            del self.fields["there"]
        for child in self.children:
            self._ask_about(child)

    def _ask_about(self, child: Child) -> None:
        name = child.first_name
        self.fields[f"seen_{child.pk}"] = Choices(
            label=name,
            choices=VisitChild.Seen.choices,
            inline=True,
            enter=f"Choose whether {name} was seen, and seen alone",
        )
        self.fields[f"why_{child.pk}"] = Text(
            label=f"If {name} was not seen alone: why not?", max_length=300, required=False
        )
        if self.several:
            self.fields[f"only_{child.pk}"] = LongText(
                label=f"About {name} only",
                hint=f"Goes into {name}’s file and no other",
                rows=3,
                required=False,
            )
        self.fields[f"words_{child.pk}"] = ChildsWords(
            label=f"{name} said or showed", rows=3, required=False
        )
        self.fields[f"safe_{child.pk}"] = Choices(
            label=f"Does {name} say they feel safe where they live?",
            hint=f"Only {name} can answer it",
            choices=[(said, said.capitalize()) for said in FEELS_SAFE],
            coerce=FEELS_SAFE.get,
            empty_value=None,
            inline=True,
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("where"):
            self.errors.pop("place", None)  # typed, so nothing has to be tapped
        for child in self.children:
            seen = typed.get(f"seen_{child.pk}")
            why = typed.get(f"why_{child.pk}")
            if (
                seen
                and seen != VisitChild.Seen.ALONE
                and not why
                and f"why_{child.pk}" not in self.errors
            ):
                said = "seen alone" if seen == VisitChild.Seen.NOT_ALONE else "seen"
                self.add_error(f"why_{child.pk}", f"Enter why {child.first_name} was not {said}")
            if seen == VisitChild.Seen.NOT_SEEN and typed.get(f"safe_{child.pk}") is not None:
                self.add_error(
                    f"safe_{child.pk}",
                    f"{child.first_name} was not seen, so choose Not asked, or that they were seen",
                )
        if not self.errors and not self.everybody():
            self.add_error("who_was_there", "Enter who was there")
        return typed

    def place_said(self) -> str:
        """What was typed, before what was tapped."""
        return self.cleaned_data["where"] or self.cleaned_data["place"]

    @property
    def several(self) -> bool:
        """Whether there is another file that one child's part could be kept out of."""
        return len(self.children) > 1

    def everybody(self) -> str:
        typed = self.cleaned_data
        seen = [
            child.first_name
            for child in self.children
            if typed[f"seen_{child.pk}"] != VisitChild.Seen.NOT_SEEN
        ]
        said = everybody(seen, typed.get("there") or (), typed["who_was_there"])
        return said[:WHO_WAS_THERE]

    def seen(self) -> list[ChildSeen]:
        typed = self.cleaned_data
        return [
            ChildSeen(
                child,
                seen=typed[f"seen_{child.pk}"],
                why_not_alone=typed[f"why_{child.pk}"],
                words=typed[f"words_{child.pk}"],
                about_only=typed.get(f"only_{child.pk}", ""),
                feels_safe=typed[f"safe_{child.pk}"],
            )
            for child in self.children
        ]

    def seen_fields(self) -> list[forms.BoundField]:
        return self._each("seen", "why")

    def only_fields(self) -> list[forms.BoundField]:
        return self._each("only") if self.several else []

    def words_fields(self) -> list[forms.BoundField]:
        return self._each("words")

    def safe_fields(self) -> list[forms.BoundField]:
        return self._each("safe")

    def _each(self, *parts: str) -> list[forms.BoundField]:
        return [self[f"{part}_{child.pk}"] for child in self.children for part in parts]


class TagPhotoForm(HomewardForm):
    """Whose file a photo goes into."""

    children = ManyChoices(
        label="Who is it about?",
        hint="It goes into their files and no other",
        required=False,  # it may be about a child whom this worker does not see: the action asks
    )

    def __init__(self, *args: Any, children: Iterable[Child], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "children", [(str(child.pk), child.first_name) for child in children])

    def chosen(self, children: Iterable[Child]) -> list[Child]:
        return [child for child in children if str(child.pk) in self.cleaned_data["children"]]


class RemovePhotoForm(HomewardForm):
    why = LongText(
        label="Why is it removed?",
        hint="Without saying again what should not be there. It stays in the record in place of the photo",
        enter="Enter why the photo is removed",
        rows=3,
        max_length=300,
    )


class PhotoForm(TagPhotoForm):
    """One photo, what it shows for who cannot see it, and whose file it goes into."""

    photo = forms.FileField(
        label="The photo",
        help_text="A JPEG or PNG of at most 10 MB. Where and when it was taken is left out of what is kept",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
        error_messages={
            "required": "Choose the photo. A photo that was chosen before has to be chosen again",
            "empty": "The photo holds nothing. Choose it again, or take it again",
        },
    )
    shows = Text(
        label="What does it show?",
        hint="For somebody who cannot see it: the plan on the fridge, a drawing of the cat",
        max_length=200,
    )
    field_order = ("photo", "shows", "children")
    caught = ""  # what the scanner found in it

    def clean_photo(self) -> Picture:
        sent = self.cleaned_data["photo"]
        try:
            return received_picture(sent)
        except NotTaken as why:
            self.caught = why.found
            raise forms.ValidationError(str(why)) from why
        except NotAPicture as why:
            raise forms.ValidationError(str(why)) from why
