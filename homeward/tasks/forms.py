"""The shape of what is asked about a task, and of choosing which tasks the list shows."""

from homeward.forms import HomewardForm, LongText, Select
from homeward.tasks.rules import DOING_WORDS


class TasksForm(HomewardForm):
    whose = Select(
        label="Whose",
        choices=[("", "All my teams’"), ("mine", "Mine"), ("nobodys", "Nobody’s: the team’s")],
        required=False,
    )
    late = Select(label="Due", choices=[("", "Any"), ("late", "Overdue")], required=False)
    doing = Select(
        label="What",
        choices=[("", "Anything"), *((doing.name, said) for doing, said in DOING_WORDS.items())],
        required=False,
    )


class FinishForm(HomewardForm):
    how = LongText(
        label="How was it done?",
        hint="What you did, when, and what came of it. One or two sentences are enough",
        rows=4,
        max_length=2000,
    )
