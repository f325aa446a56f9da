"""The shape of what is asked about a task."""

from homeward.forms import HomewardForm, LongText


class FinishForm(HomewardForm):
    how = LongText(
        label="How was it done?",
        hint="What you did, when, and what came of it. One or two sentences are enough",
        rows=4,
        max_length=2000,
    )
