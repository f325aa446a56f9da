"""The shape of what is asked when looking for a child."""

from homeward.forms import HomewardForm, Text


class FindForm(HomewardForm):
    words = Text(
        label="Who are you looking for?",
        hint="A name as you would say it, a date of birth, a year, or a reference such as KM 4729",
        enter="Enter a name, a date of birth or a reference",
        max_length=120,
    )
