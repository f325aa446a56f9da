"""The form on which a return is sent in: its files, the year if it must be said, the team if one looks after."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from homeward.forms import HomewardForm, Select
from homeward.partnership.models import Partnership, Team
from homeward.returns.rules import year_end_after


MOST_FILES = 30
MOST_BYTES = 50 * 1024 * 1024
MEGABYTE = 1024 * 1024
YEARS = 15
LONGEST_NAME = 120


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class CsvFiles(forms.FileField):
    """Any number of CSV files; what is in them is told by the report, not here."""

    widget = ManyFiles(attrs={"accept": ".csv"})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [super(CsvFiles, self).clean(one, initial) for one in (data or [None])]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                f"You chose {len(files)} files, and {MOST_FILES} is the most. Choose the files of one return"
            )
        names: set[str] = set()
        for file in files:
            name = str(file.name)
            if Path(name).suffix.lower() != ".csv":
                raise forms.ValidationError(
                    f"{name} is not a CSV file. Open it in a spreadsheet, save it as CSV, and choose that file"
                )
            if name.casefold() in names:
                raise forms.ValidationError(
                    f"Two of the files are called {name}. Give one of them another name and choose them again"
                )
            names.add(name.casefold())
        together = sum(file.size or 0 for file in files)
        if together > MOST_BYTES:
            raise forms.ValidationError(
                f"The files are {together / MEGABYTE:.0f} MB together, and {MOST_BYTES // MEGABYTE} MB is the most."
                " Choose only the Header, Episodes, Reviews, Missing and UASC of one return"
            )
        return files


class ReturnForm(HomewardForm):
    csv_files = CsvFiles(
        label="The files of the return",
        help_text="CSV files: Header, Episodes, and Reviews, Missing and UASC if you have them. Choose all of"
        " them at once. What the files are called does not matter.",
        error_messages={"required": "Choose the files of the return"},
        max_length=LONGEST_NAME,
        allow_empty_file=True,
    )
    partnership = Select(label="Which partnership is it for?")
    year_ending = Select(
        label="Which year is the return for?",
        help_text="Leave this if you are not sure: the episodes tell it.",
        required=False,
    )
    team = Select(
        label="Which team looks after the children who are in care now?",
        help_text="Members of this team will see the records of those children from today. If you choose none,"
        " nobody new sees them.",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        partnerships: Sequence[Partnership],
        teams: Sequence[Team],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._partnerships = {str(partnership.pk): partnership for partnership in partnerships}
        self._teams = {str(team.pk): team for team in teams}
        last = year_end_after(today).year
        years = [date(year, 3, 31) for year in range(last, last - YEARS, -1)]
        self._choose(
            "year_ending", [(y.isoformat(), f"April {y.year - 1} to March {y.year}") for y in years]
        )
        self._choose("team", [(key, team.name) for key, team in self._teams.items()])
        self._choose("partnership", [(key, held.name) for key, held in self._partnerships.items()])
        if len(partnerships) == 1:
            del self.fields["partnership"]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, Select):
            field.choices = [("", "Choose one"), *choices]

    @property
    def partnership_chosen(self) -> Partnership:
        only = next(iter(self._partnerships.values()))
        return self._partnerships.get(self.cleaned_data.get("partnership", ""), only)

    @property
    def team_chosen(self) -> Team | None:
        return self._teams.get(self.cleaned_data["team"])

    @property
    def year_chosen(self) -> date | None:
        chosen = self.cleaned_data["year_ending"]
        return date.fromisoformat(chosen) if chosen else None
