"""What is asked about a child, apart from what happens to them."""

import json

from django import forms

from homeward.forms import HomewardForm, Text
from homeward.people.models import Child


class AboutForm(HomewardForm):
    preferred_name = Text(label="The name they go by", required=False, max_length=80)
    other_name = Text(
        label="Another name they are or were known by",
        hint="So that whoever knows only that one finds them. The ones already kept stay",
        required=False,
        max_length=160,
    )
    pronouns = Text(label="Pronouns", required=False, max_length=40, width=10)
    # What the record held when the page was read: what another wrote since then is not put back.
    as_read = forms.CharField(widget=forms.HiddenInput, required=False)

    def facts(self) -> dict[str, object]:
        """What was changed here, as the record holds it."""
        typed = {name: self.cleaned_data[name] for name in FACTS}
        try:
            read = json.loads(self.cleaned_data["as_read"] or "{}")
        except ValueError:
            read = {}
        return {
            name: value for name, value in typed.items() if name not in read or read[name] != value
        }


FACTS = ("preferred_name", "pronouns")


def as_read(child: Child) -> dict[str, str]:
    """What the form shows of a child, with a copy to compare with when it comes back."""
    held = {name: getattr(child, name) for name in FACTS}
    return held | {"as_read": json.dumps(held)}
