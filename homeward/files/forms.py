"""What is asked of a file: the file itself, what it is, and whose record and which part of it it belongs to."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms

from homeward.files.actions import NewFile
from homeward.files.pictures import NotAPicture
from homeward.files.receiving import NotTaken, Received, received
from homeward.files.rules import GROUPS, KINDS, MAY_BE_ADDED, FileKind
from homeward.forms import Choices, DateField, HomewardForm, LongText, ManyChoices, Text
from homeward.partnership.rules import DataGroup
from homeward.people.models import Child


class AddFileForm(HomewardForm):
    file = forms.FileField(
        label="The file",
        help_text="A PDF, a Word or OpenDocument text, a JPEG or PNG, of at most 20 MB. Of a picture, where and "
        "when it was taken is left out",
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.odt,.jpg,.jpeg,.png"}),
        error_messages={
            "required": "Choose the file. A file that was chosen before has to be chosen again",
            "empty": "The file holds nothing. Choose it again, or ask whoever sent it for it again",
        },
    )
    title = Text(
        label="What is it?",
        hint="So that a colleague finds it: letter from school about Mondays",
        enter="Enter what it is",
        max_length=200,
    )
    kind = Choices(
        label="Which kind?",
        choices=[(kind.value, KINDS[kind]) for kind in MAY_BE_ADDED],
        coerce=FileKind,
    )
    dated = DateField(
        label="The day that stands on it",
        hint="Leave it empty if there is none",
        name="day that stands on it",
        past=True,
        required=False,
    )
    came_from = Text(
        label="Who wrote or sent it?",
        hint="Oakfield School; Ash",
        required=False,
        max_length=200,
    )
    group = Choices(
        label="Which part of the record does it belong to?",
        hint="Who sees that part of the record sees the file, and nobody else",
        coerce=DataGroup,
    )
    children = ManyChoices(
        label="Who is it about?",
        hint="It goes into the record of each, and is read by those who see all of them",
        required=False,  # with one child nothing is asked
    )
    caught = ""  # what the virus scanner found in it

    def __init__(
        self,
        *args: Any,
        children: Iterable[Child],
        groups: Collection[DataGroup],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered = list(children)
        offered = [group for group in GROUPS if group in groups]
        self.fields["group"].choices = [(g.value, g.label.capitalize()) for g in offered]
        if len(self.offered) == 1:
            del self.fields["children"]
        else:
            self.fields["children"].choices = [(str(c.pk), c.first_name) for c in self.offered]

    def clean_file(self) -> Received:
        try:
            return received(self.cleaned_data["file"])
        except NotTaken as why:
            self.caught = why.found
            raise forms.ValidationError(str(why)) from why
        except NotAPicture as why:
            raise forms.ValidationError(str(why)) from why

    def said(self, added_to: Any = None) -> NewFile:
        typed = self.cleaned_data
        chosen = typed.get("children")
        return NewFile(
            title=typed["title"],
            kind=typed["kind"],
            group=typed["group"],
            children=[c for c in self.offered if chosen is None or str(c.pk) in chosen],
            dated=typed["dated"],
            came_from=typed["came_from"],
            added_to=added_to,
        )


class RemoveFileForm(HomewardForm):
    why = LongText(
        label="Why is it removed?",
        hint="Without saying again what should not be there. It stays in the record in place of the file",
        enter="Enter why the file is removed",
        rows=3,
        max_length=300,
    )
