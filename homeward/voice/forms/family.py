"""What a person of a family types: a code, and what they want to tell us. In words of a reading age of nine."""

from typing import Any

from homeward.forms import Choices, HomewardForm, LongText, Text
from homeward.voice.rules.feedback import FEELINGS, Feeling


class CodeForm(HomewardForm):
    code = Text(
        label="Type your code",
        hint="8 numbers. Your worker told you them",
        enter="Type the 8 numbers",
        width=10,
        max_length=20,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = self.fields["code"].widget.attrs
        attrs |= {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}

    def clean_code(self) -> str:
        return "".join(letter for letter in self.cleaned_data["code"] if letter.isdigit())


class SayForm(HomewardForm):
    feeling = Choices(
        label="How is it for you?",
        choices=[(feeling.value, said) for feeling, said in FEELINGS.items()],
        coerce=Feeling,
        enter="Choose how it is for you",
    )
    words = LongText(
        label="What do you want to tell us?",
        hint="Use any words you like",
        rows=4,
        max_length=2000,
        required=False,
    )
    name = Choices(
        label="Can we know that it is you?",
        choices=[
            ("yes", "Yes", "Then we can speak with you and answer you"),
            (
                "no",
                "No",
                "We do not write down your name. We cannot answer you or come to you. "
                "In a small team, somebody may guess",
            ),
        ],
        enter="Choose if we can know that it is you",
    )
