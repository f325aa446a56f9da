"""What the partnership agrees in numbers."""

from typing import Any

from homeward.forms import DateField, HomewardForm, Select, Text, TimeField, WholeNumber, YesNo


class AgreedForm(HomewardForm):
    """What every line says besides its numbers: for whom, from when, and where it was agreed."""

    team = Select(
        label="For which team?",
        hint="A team with a line of its own does not follow the one for all teams",
        coerce=int,
        empty_value=None,
        required=False,
    )
    from_day = DateField(label="From which day?", name="first day", future=True)
    decided_under = Text(
        label="Where was it agreed?",
        hint="For example: joint board, 3 November 2026, item 4",
        max_length=200,
    )

    def __init__(self, *args: Any, teams: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", "All teams"), *teams]  # type: ignore[attr-defined]


class PanelTermsForm(AgreedForm):
    members = WholeNumber(label="With how many members may the panel decide?", least=2, most=20)
    of_each = WholeNumber(label="How many at least of each organisation?", least=1, most=10)
    field_order = ("members", "of_each")


class ScreeningStandardForm(AgreedForm):
    days = WholeNumber(
        label="Within how many working days is a referral screened?", least=1, most=30
    )
    cut_off = TimeField(
        label="From which hour does it count as the next working day?",
        hint="For example 4pm. Leave it empty if the whole day counts",
        required=False,
    )
    asking_stops = YesNo(label="Does asking for more stop the clock?")
    answer_days = WholeNumber(
        label="Within how many working days is a question answered?", least=1, most=30
    )
    field_order = ("days", "cut_off", "asking_stops", "answer_days")
