"""The shape of what is asked when looking for a child, and of choosing which children a list shows."""

from homeward.forms import HomewardForm, Select, Text


class FindForm(HomewardForm):
    words = Text(
        label="Who are you looking for?",
        hint="A name as you would say it, a date of birth, a year, or a reference such as KM 4729",
        enter="Enter a name, a date of birth or a reference",
        max_length=120,
    )


class ChildrenForm(HomewardForm):
    whose = Select(
        label="Whose",
        choices=[
            ("", "All my teams’"),
            ("mine", "Mine"),
            ("nobodys", "Nobody’s: no key worker"),
        ],
        required=False,
    )
    now = Select(
        label="Now",
        choices=[
            ("", "Any"),
            ("helped", "Being helped at home"),
            ("care", "In care"),
            ("referred", "Referred"),
        ],
        required=False,
    )
    due = Select(label="Due", choices=[("", "Any"), ("late", "Something is late")], required=False)
