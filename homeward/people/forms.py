"""What is asked about a child, apart from what happens to them."""

from homeward.forms import Choices, HomewardForm, Select, Text
from homeward.ssda903.codes import ETHNIC


YES, NO, UNKNOWN = "yes", "no", ""
DISABLED = {True: YES, False: NO, None: UNKNOWN}


class AboutForm(HomewardForm):
    preferred_name = Text(label="The name they go by", required=False, max_length=80)
    other_name = Text(
        label="Another name they are or were known by",
        hint="So that whoever knows only that one finds them. The ones already kept stay",
        required=False,
        max_length=160,
    )
    pronouns = Text(label="Pronouns", required=False, max_length=40, width=10)
    language = Text(
        label="The language they speak at home", required=False, max_length=60, width=20
    )
    ethnicity = Select(
        label="Ethnic background",
        hint="As they say it themselves, or their parents when they are too young",
        choices=[("", "Not known"), *((code, words) for code, words in ETHNIC.items())],
        required=False,
    )
    disabled = Choices(
        label="Are they disabled?",
        hint="A physical or mental impairment with a substantial and long-term effect (Equality Act 2010, section 6)",
        choices=[(YES, "Yes"), (NO, "No"), (UNKNOWN, "Not known yet")],
        required=False,
    )

    def facts(self) -> dict[str, object]:
        """As the record holds them."""
        held = dict(self.cleaned_data)
        held.pop("other_name")
        return held | {"disabled": {YES: True, NO: False}.get(held["disabled"])}
