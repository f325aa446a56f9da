"""What is asked to propose an extension or a version of the sharing agreement, and to agree to it.

A version is asked as one table of boxes for each purpose: a line for each role of each organisation, a column
for each group of data, ticked where the version before has a grant.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from homeward.forms import DateField, LongText, ManyChoices, Text
from homeward.partnership.forms.proposing import UnderForm
from homeward.partnership.rules import DataGroup, Granted, OrganisationKind, Purpose, Role


NO_NAMES = "Everybody with a post can read it: name no child and no family"


def code(granted: Granted) -> str:
    """A grant as the page posts it. No part of it has a dot in it."""
    return ".".join(granted)


GRANTED = {
    code((purpose, kind, role, group)): (purpose, kind, role, group)
    for purpose in Purpose
    for kind in OrganisationKind
    for role in Role
    for group in DataGroup
}
NUMBERS = {value: number for number, value in enumerate(GRANTED)}


class ExtensionForm(UnderForm):
    to_day = DateField(
        label="On which day does it end?",
        name="day on which it ends",
        hint="The day before is the last on which it holds",
    )
    why = Text(label="Why?", hint=NO_NAMES, max_length=300, enter="Enter why it is extended")

    field_order = ("to_day", "why", "under")


class VersionForm(UnderForm):
    from_day = DateField(
        label="From which day does it hold?",
        name="day from which it holds",
        hint="The version before ends with that day",
    )
    to_day = DateField(
        label="On which day does it end?",
        name="day on which it ends",
        hint="The day before is the last on which it holds. Both leads are warned 90, 30 and 7 days before",
    )
    legal_basis = LongText(
        label="On which law does it rest?",
        rows=3,
        max_length=300,
        enter="Enter on which law it rests",
    )
    why = Text(label="Why?", hint=NO_NAMES, max_length=300, enter="Enter why it is changed")
    grants = ManyChoices(
        label="What is shared",
        choices=[(value, value) for value in GRANTED],
        enter="Tick what each role needs for its work: nothing would be shared with anybody",
    )

    field_order = ("from_day", "to_day", "why", "legal_basis", "under", "grants")

    def shared(self) -> list[Granted]:
        return [GRANTED[value] for value in self.cleaned_data["grants"]]

    def tables(self, organisations: Mapping[OrganisationKind, str]) -> list["Table"]:
        """The boxes of `grants` as they are drawn."""
        ticked = set(self["grants"].value() or ())
        return [
            Table(
                purpose,
                [
                    (
                        organisations[kind],
                        [
                            (
                                role,
                                [
                                    _box(code((purpose, kind, role, g)), g, ticked)
                                    for g in DataGroup
                                ],
                            )
                            for role in Role
                        ],
                    )
                    for kind in OrganisationKind
                ],
                sum(GRANTED[value][0] == purpose for value in ticked if value in GRANTED),
            )
            for purpose in Purpose
        ]


@dataclass(frozen=True)
class Box:
    number: int
    value: str
    group: DataGroup
    ticked: bool


@dataclass(frozen=True)
class Table:
    """The boxes of one purpose: by organisation, by role."""

    purpose: Purpose
    organisations: list[tuple[str, list[tuple[Role, list[Box]]]]]
    count: int


def _box(value: str, group: DataGroup, ticked: Iterable[str]) -> Box:
    return Box(NUMBERS[value], value, group, value in ticked)
