"""What is asked for an impact assessment: a version, a risk, a view, advice and the sign-off."""

from collections.abc import Iterable
from typing import Any

from homeward.forms import (
    Choices,
    DateField,
    HomewardForm,
    LongText,
    ManyChoices,
    SeenWordsForm,
    Select,
    Text,
)
from homeward.governance.models import Risk
from homeward.governance.rules.assessments import (
    CONSULTED,
    PARTS,
    Consulted,
    Likelihood,
    Residual,
    Severity,
)
from homeward.partnership.models import SharingAgreement, Worker
from homeward.partnership.rules import Purpose


class VersionForm(HomewardForm):
    what = LongText(
        label="What is done with personal data, and by whom?",
        hint="Whose data, where it comes from, who sees it, how long it is kept",
        rows=5,
    )
    agreements = ManyChoices(
        label="Which versions of the sharing agreement does it assess?", required=False
    )
    purposes = ManyChoices(
        label="Which purposes does it assess?",
        choices=[(one.value, f"To {one.label}") for one in Purpose],
        required=False,
    )
    parts = ManyChoices(
        label="Which parts of Homeward does it assess?",
        choices=[(one.value, words) for one, words in PARTS.items()],
        required=False,
    )
    change = LongText(
        label="Or which change?",
        hint="Something new that neither of these names",
        rows=2,
        required=False,
    )
    necessity = LongText(
        label="Why is it necessary?",
        hint="What could not be done with less data, or without",
        rows=4,
    )
    proportionality = LongText(
        label="Why is it proportionate?",
        hint="What is done for children and families by it, against what it costs them",
        rows=4,
    )
    keeping = ManyChoices(
        label="Which risks of the version before still stand?",
        hint="Those you leave out stay in that version. A risk that changed: leave it out, and add it anew",
        required=False,
    )
    review_by = DateField(
        label="By which day is it looked at again?", name="day of the review", future=True
    )

    def __init__(
        self,
        *args: Any,
        agreements: Iterable[SharingAgreement],
        risks: Iterable[Risk] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in (
            ("agreements", [(str(one.pk), f"{one}: {one.title}") for one in agreements]),
            ("keeping", [(str(one.pk), one.what) for one in risks]),
        ):
            self.fields[name].choices = offered  # type: ignore[attr-defined]
            if not offered:
                del self.fields[name]


class NextVersionForm(SeenWordsForm, VersionForm):
    """Follows one that was read."""


class BeginForm(VersionForm):
    title = Text(label="What is it called?", max_length=160)
    field_order = ("title",)


class RiskForm(HomewardForm):
    what = LongText(label="What could go wrong?", rows=3)
    to_whom = Text(
        label="For whom?", hint="For example: children whose address is kept secret", max_length=160
    )
    likelihood = Choices(
        label="How likely is it?",
        choices=[(one.value, one.capitalize()) for one in Likelihood],
        coerce=Likelihood,
        inline=True,
    )
    severity = Choices(
        label="How bad would it be?",
        choices=[(one.value, one.capitalize()) for one in Severity],
        coerce=Severity,
        inline=True,
    )
    measure = LongText(label="What is done about it?", rows=3)
    owner = Select(label="Who sees to it?", coerce=int)
    done_by = DateField(label="By when?", name="day by which it is done")
    residual = Choices(
        label="How great is the risk that remains then?",
        choices=[
            (Residual.LOW.value, "Low"),
            (Residual.MEDIUM.value, "Medium"),
            (
                Residual.HIGH.value,
                "High",
                "Then the Commissioner is consulted before anybody signs",
            ),
        ],
        coerce=Residual,
    )

    def __init__(self, *args: Any, owners: Iterable[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", "Choose one"),
            *((one.pk, one.name) for one in owners),
        ]


class ViewForm(HomewardForm):
    who = Choices(
        label="Who was consulted?",
        choices=[(one.value, CONSULTED[one]) for one in Consulted],
        coerce=Consulted,
    )
    how = Text(
        label="Who exactly, and how?",
        hint="No names of families. For example: six parents of the participation group, in person",
        max_length=160,
    )
    said = LongText(label="What did they say?", rows=5)


class AdviceForm(SeenWordsForm):
    words = LongText(
        label="What do you advise?", hint="The seniors read it before they sign", rows=6
    )


class SignOffForm(SeenWordsForm):
    """Nothing is asked: only what was read."""
