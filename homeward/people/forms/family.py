"""What is asked about somebody of the family, and about how two of them belong together."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from homeward.forms import Choices, DateField, HomewardForm, Select, Text, YesNo
from homeward.people.actions import Said
from homeward.people.models import Adult, Relationship
from homeward.people.rules import HOW, KINDS, OVER, How, Over, TieKind


OTHER = "other"
NEW = "new"
NOT_KNOWN = [("yes", "Yes"), ("no", "No"), ("", "Not known")]


class RelativeForm(HomewardForm):
    who = Choices(
        label="Who is it?", hint="Or somebody who is in the record of a brother or sister"
    )
    name = Text(label="Their name", enter="Enter their name", max_length=120)
    kind = Select(
        label="What are they to the child?",
        choices=[*((kind, kind.capitalize()) for kind in KINDS), (OTHER, "Something else")],
    )
    other_kind = Text(
        label="What else?", hint="Only if it is not in the list", required=False, max_length=60
    )
    sex = Choices(
        label="Sex",
        choices=[("F", "Female"), ("M", "Male"), ("U", "Not known")],
        required=False,
        empty_value="U",
        inline=True,
    )
    born = DateField(
        label="Day of birth",
        hint="Leave it empty if nobody knows",
        name="day of birth",
        required=False,
    )
    died = DateField(
        label="If they have died, the day",
        hint="Leave it empty otherwise",
        name="day of death",
        required=False,
    )
    parental_responsibility = YesNo(
        label="Parental responsibility", choices=NOT_KNOWN, required=False
    )
    at_home = YesNo(label="Do they live with the child?", choices=NOT_KNOWN, required=False)

    def __init__(self, *args: Any, known: Iterable[Adult] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(adult.pk): adult for adult in known or ()}
        if self.known:
            others = [(key, adult.name) for key, adult in self.known.items()]
            self.fields["who"].choices = [(NEW, "Somebody new"), *others]
            self.fields["name"].required = False  # of one who is in the record it is known
        else:
            del self.fields["who"]

    @property
    def adult(self) -> Adult | None:
        return self.known.get(self.cleaned_data.get("who", NEW))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if self.known and not typed.get("name") and typed.get("who") not in self.known:
            self.add_error("name", ValidationError("Enter their name"))
        if typed.get("kind") == OTHER and not typed.get("other_kind"):
            self.add_error("other_kind", ValidationError("Enter what they are to the child"))
        return typed

    def said(self) -> Said:
        """Of one who is in the record already, what was left empty stays as it is known."""
        typed, adult = self.cleaned_data, self.adult
        return Said(
            name=typed["name"] or (adult.name if adult else ""),
            kind=typed["other_kind"].strip() if typed["kind"] == OTHER else typed["kind"],
            sex=_or(typed["sex"], "U", adult.sex if adult else "U"),
            born=typed["born"] or (adult.born if adult else None),
            died=typed["died"] or (adult.died if adult else None),
            parental_responsibility=typed["parental_responsibility"],
            at_home=typed["at_home"],
        )


def _or(typed: str, empty: str, known: str) -> str:
    return known if typed == empty else typed


def as_known(relationship: Relationship) -> dict[str, Any]:
    """What the form shows of somebody who is in the record."""
    kind, adult = relationship.kind, relationship.adult
    return {
        "name": adult.name,
        "kind": kind if kind in KINDS else OTHER,
        "other_kind": "" if kind in KINDS else kind,
        "sex": adult.sex,
        "born": adult.born,
        "died": adult.died,
        "parental_responsibility": _yes_no(relationship.parental_responsibility),
        "at_home": _yes_no(relationship.at_home),
    }


def _yes_no(value: bool | None) -> str:
    return {True: "yes", False: "no", None: ""}[value]


class EndForm(HomewardForm):
    on = DateField(label="Until which day?", name="day", past=True)


class PartnersForm(HomewardForm):
    """How two are or were partners."""

    how = Choices(
        label="How are they, or were they, partners?", choices=list(HOW.items()), coerce=How
    )
    since = DateField(
        label="Since when?",
        hint="Leave it empty if nobody knows",
        name="day it began",
        required=False,
    )
    over = Choices(
        label="Does it go on?",
        choices=list(OVER.items()),
        required=False,
        coerce=Over,
        empty_value=Over.NO,
    )
    over_since = DateField(
        label="When did it end?",
        hint="Leave it empty if nobody knows",
        name="day it ended",
        required=False,
    )


PARENT, PARTNERS = "parent", "partners"


class TieForm(PartnersForm):
    one = Select(label="Who?")
    kind = Choices(
        label="Is what?",
        choices=[(PARENT, "Is a parent of"), (PARTNERS, "Is or was the partner of")],
        coerce=TieKind,
    )
    other = Select(label="Of whom?")
    how = Choices(
        label="If they are or were partners, how?",
        choices=list(HOW.items()),
        coerce=How,
        required=False,
        empty_value=How.UNKNOWN,
    )
    field_order = ("one", "kind", "other", "how", "since", "over", "over_since")

    def __init__(self, *args: Any, adults: Iterable[Adult], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adults = {str(adult.pk): adult for adult in adults}
        choices = [("", "Choose one"), *((key, adult.name) for key, adult in self.adults.items())]
        self.fields["one"].choices = self.fields["other"].choices = choices


class UntieForm(HomewardForm):
    """Nothing is asked: the button says it."""
