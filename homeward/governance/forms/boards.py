"""Which quarter the boards are told of."""

from typing import Any

from homeward.disagreements import forms


class QuarterForm(forms.QuarterForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quarter"].label = "Noticed in"
