"""What is asked of all that one side proposes to the other: who decided it there, or why it is taken back."""

from typing import Any

from homeward.forms import HomewardForm, LongText, Text


class UnderForm(HomewardForm):
    """Each side says who decided it in their own organisation."""

    under = Text(
        label="Who decided it, and where is it minuted?",
        hint="Such as: information governance board, 3 November, minute 7",
        max_length=200,
        enter="Enter who decided it, and where it is minuted",
    )

    def __init__(self, *args: Any, organisation: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if organisation:
            self.fields[
                "under"
            ].label = f"Who decided it for {organisation}, and where is it minuted?"


class AgreeForm(UnderForm):
    """To agree is to say who decided it; what is agreed to stands in the proposal."""


class TakeBackForm(HomewardForm):
    because = LongText(label="Why?", rows=2, max_length=300, enter="Enter why")
